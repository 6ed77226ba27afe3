"""The jail: a decoder sees one file of a stranger, one folder to write to, and nothing else.

Decoders will be broken again; every year brings dozens of holes in ffmpeg and the picture libraries. What
is promised is therefore not the decoder but the walls around it: no other file, no network, no other
process, bounded time, memory and output. ``docs/adr/0006-media-jail.md`` tells why these walls.
"""

from manyhands.media.jail.collect import WrongOutput, collect
from manyhands.media.jail.entrance import Broken, Stopped, call, check, run
from manyhands.media.jail.kinds import Kind, NoJail, best, is_there
from manyhands.media.jail.limits import Limits
from manyhands.media.jail.running import Ending, Finished, stop_all
from manyhands.media.jail.selftest import Health, examine

__all__ = [
    "Broken",
    "Ending",
    "Finished",
    "Health",
    "Kind",
    "Limits",
    "NoJail",
    "Stopped",
    "WrongOutput",
    "best",
    "call",
    "check",
    "collect",
    "examine",
    "is_there",
    "run",
    "stop_all",
]
