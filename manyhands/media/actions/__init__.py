"""What can be done to media, one file per noun: uploads, takes, those of strangers, processing, portraits."""

from manyhands.media.actions.portraits import (
    NotAPicture,
    close_portrait,
    open_portrait,
    remove_portrait,
    show_portrait,
    take_portrait_down,
)
from manyhands.media.actions.processing import begin_processing, prepare, prepare_later, retry_processing
from manyhands.media.actions.strangers import (
    claim_takes,
    drop_claim,
    expire_strangers_takes,
    start_strangers_take,
)
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
    "claim_takes",
    "close_portrait",
    "drop_claim",
    "drop_take",
    "expire_strangers_takes",
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
    "start_strangers_take",
    "start_upload",
    "take_portrait_down",
]
