"""Puts the plan into an empty company by the same actions that pages and API call, in the order of its days.

Files become blobs exactly as an upload's would, and the workers prepare them in the background: a work is
published when it plays. What has happened is remembered step by step (``DemoStep``).
"""

from manyhands.site.demo.fill.company import (
    FilledElsewhere,
    NotEmpty,
    alone,
    begin,
    fill,
    is_full,
    sign_in_words,
    still_to_come,
)
from manyhands.site.demo.fill.state import Filling, Workshop

__all__ = [
    "FilledElsewhere",
    "Filling",
    "NotEmpty",
    "Workshop",
    "alone",
    "begin",
    "fill",
    "is_full",
    "sign_in_words",
    "still_to_come",
]
