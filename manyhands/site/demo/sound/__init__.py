"""Music and noises made from numbers alone: no recording, no sample, nobody's voice."""

from manyhands.site.demo.sound import kitchen as kitchen
