"""Events: one append-only row for everything that mattered, and the listeners that act on them.

An action records; listeners of the same or a higher room react, each in a job of its own. Nobody reads
events by
``id > last``: an earlier id that commits later would never be seen.

    @dataclass(frozen=True)
    class HeartGiven(Event):
        kind = "heart.given"
        thread_id: int

    events.record(HeartGiven(thread_id=7), by=member.pk, at=at, topics=[("thread", 7)], public_from=at)

    @events.on(HeartGiven)
    def tell_the_maker(event: HeartGiven, row: EventRow) -> None: ...
"""

from manyhands.core.events.kinds import Event, read
from manyhands.core.events.listening import Listener, deliver, on
from manyhands.core.events.recording import Topic, record

__all__ = ["Event", "Listener", "Topic", "deliver", "on", "read", "record"]
