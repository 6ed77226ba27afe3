from manyhands.core.models.company import Company, Joining
from manyhands.core.models.event import Delivery, EventRow, EventTopic
from manyhands.core.models.outbox import OutboxMail
from manyhands.core.models.request import Request

__all__ = ["Company", "Delivery", "EventRow", "EventTopic", "Joining", "OutboxMail", "Request"]
