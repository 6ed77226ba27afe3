"""Clips made of drawn frames, some with a sound from the shelf."""

from manyhands.site.demo.clips import boats as boats
from manyhands.site.demo.clips import ink as ink
from manyhands.site.demo.clips import rain as rain
from manyhands.site.demo.clips import shadows as shadows
from manyhands.site.demo.clips import tides as tides
from manyhands.site.demo.clips import trains as trains
from manyhands.site.demo.clips import windows as windows
