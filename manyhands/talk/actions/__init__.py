"""What members do in threads."""

from manyhands.talk.actions.comments import answer, comment
from manyhands.talk.actions.edits import edit_comment, remove_comment
from manyhands.talk.actions.hearts import give_heart, take_heart_back
from manyhands.talk.actions.holds import hold_comment, lift_comment_hold
from manyhands.talk.actions.recounts import recount, recount_later, recount_nightly

__all__ = [
    "answer",
    "comment",
    "edit_comment",
    "give_heart",
    "hold_comment",
    "lift_comment_hold",
    "recount",
    "recount_later",
    "recount_nightly",
    "remove_comment",
    "take_heart_back",
]
