"""Jobs in the database's own queue: enqueued in the transaction of the change, kept or lost together with it.

``later`` declares what a worker calls, ``running`` is what a job knows about itself, ``lane`` works a queue
off, ``rescue`` takes over from workers that died, ``seat`` tells the next one who was there before.
"""

from manyhands.core.jobs.later import Later, Parked, every, task
from manyhands.core.jobs.running import Superseded, attempt, hold_fence

__all__ = ["Later", "Parked", "Superseded", "attempt", "every", "hold_fence", "task"]
