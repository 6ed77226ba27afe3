"""The one word of EXIF that is part of the picture: which way is up."""

from __future__ import annotations

import struct


def tiff_block(orientation: int) -> bytes:
    """An EXIF block that says the orientation (2 to 8) and nothing else."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"MM\0*\0\0\0\x08" + struct.pack(">H", 1) + entry + bytes(4)
