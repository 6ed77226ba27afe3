"""What can be done to media, one file per noun: uploads, processing, portraits, sweeping."""

from manyhands.media.actions.portraits import NotAPicture, show_portrait, take_portrait_down
from manyhands.media.actions.processing import begin_processing, prepare, prepare_later, retry_processing
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
    "NotAPicture",
    "QuotaFull",
    "TooLarge",
    "begin_processing",
    "finish_upload",
    "ingest_file",
    "note_offset",
    "prepare",
    "prepare_later",
    "remove_upload",
    "reserve_up_to",
    "retry_processing",
    "show_portrait",
    "start_upload",
    "take_portrait_down",
]
