"""Telling a TIFF that is a picture from one that is a camera's raw data with a thumbnail in front."""

from __future__ import annotations

import struct

ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_SMALLER = 254  # NewSubfileType: bit 0 says that this is a smaller copy of another picture here
_DNG = 50706
_MOST = 512  # fields of a page that are looked at


def is_camera_raw(head: bytes) -> bool:
    """Look at the fields of the first page, as far as they stand in ``head``: where cameras put them."""
    order = ORDERS[head[:4]]
    if head[8:10] == b"CR":
        return True  # Canon
    try:
        (at,) = struct.unpack_from(f"{order}I", head, 4)
        (count,) = struct.unpack_from(f"{order}H", head, at)
        for place in range(at + 2, at + 2 + 12 * min(count, _MOST), 12):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHII", head, place)
            if tag == _DNG or (tag == _SMALLER and kind == 4 and value & 1):
                return True
    except struct.error:
        return False
    return False
