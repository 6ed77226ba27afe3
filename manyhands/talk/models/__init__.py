from manyhands.talk.models.comment import (
    Comment,
    CommentEdit,
    CommentHold,
    CommentQuerySet,
    CommentRemoval,
    Mention,
)
from manyhands.talk.models.heart import Heart
from manyhands.talk.models.thread import Thread

__all__ = [
    "Comment",
    "CommentEdit",
    "CommentHold",
    "CommentQuerySet",
    "CommentRemoval",
    "Heart",
    "Mention",
    "Thread",
]
