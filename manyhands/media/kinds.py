"""What a file can be to us. The same four words stand on works, in the API and in the interface."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a blob is played, shown or set as; an attachment is only ever handed out as a download."""

    AUDIO = "audio"
    VIDEO = "video"
    IMAGE = "image"
    TEXT = "text"
    ATTACHMENT = "attachment"
