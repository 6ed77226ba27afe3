"""Puts the plan into an empty company by the same actions that pages and API call, in the order of its days.

Files become blobs exactly as an upload's would, and the workers look into them in the background: a work is
published as soon as it is known what its files are.
"""

from manyhands.site.demo.fill.company import NotEmpty, check_empty, fill, sign_in_words
from manyhands.site.demo.fill.state import Filling

__all__ = ["Filling", "NotEmpty", "check_empty", "fill", "sign_in_words"]
