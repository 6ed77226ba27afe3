"""Pictures drawn by script: composed, of few colours, as if by the hands that sign them."""

from manyhands.site.demo.pictures import boats as boats
from manyhands.site.demo.pictures import hands as hands
from manyhands.site.demo.pictures import kitchen as kitchen
from manyhands.site.demo.pictures import maps as maps
from manyhands.site.demo.pictures import roofs as roofs
from manyhands.site.demo.pictures import storyboard as storyboard
from manyhands.site.demo.pictures import tides as tides
from manyhands.site.demo.pictures import umbrellas as umbrellas
from manyhands.site.demo.pictures import windows as windows
