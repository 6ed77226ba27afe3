"""Music and noises made from numbers alone: no recording, no sample, nobody's voice."""

from manyhands.site.demo.sound import feature as feature
from manyhands.site.demo.sound import kitchen as kitchen
from manyhands.site.demo.sound import nights as nights
from manyhands.site.demo.sound import tides as tides
from manyhands.site.demo.sound import trains as trains
from manyhands.site.demo.sound import weather as weather
