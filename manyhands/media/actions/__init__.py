"""What can be done to media, one file per noun: uploads, takes, processing, portraits, sweeping."""

from manyhands.media.actions.portraits import (
    NotAPicture,
    close_portrait,
    open_portrait,
    remove_portrait,
    show_portrait,
    take_portrait_down,
)
from manyhands.media.actions.processing import begin_processing, prepare, prepare_later, retry_processing
from manyhands.media.actions.takes import EmptyTake, StillRecorded, drop_take, finishing_take
from manyhands.media.actions.uploads import (
    Announced,
    QuotaFull,
    TooLarge,
    finish_upload,
    ingest_file,
    note_offset,
    remove_upload,
    reserve_up_to,
    start_upload,
)

__all__ = [
    "Announced",
    "EmptyTake",
    "NotAPicture",
    "QuotaFull",
    "StillRecorded",
    "TooLarge",
    "begin_processing",
    "close_portrait",
    "drop_take",
    "finish_upload",
    "finishing_take",
    "ingest_file",
    "note_offset",
    "open_portrait",
    "prepare",
    "prepare_later",
    "remove_portrait",
    "remove_upload",
    "reserve_up_to",
    "retry_processing",
    "show_portrait",
    "start_upload",
    "take_portrait_down",
]
