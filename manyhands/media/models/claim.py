from __future__ import annotations

from django.db import models

from manyhands.core.ids import random_id


class TakeClaim(models.Model):
    """The right of one browser to what was recorded in it before anybody had signed in there.

    Its id lies in that browser's cookie, signed, and nowhere else. Whoever signs in there gets the takes; the
    row goes with the last of those that nobody claimed.
    """

    id = models.CharField(primary_key=True, max_length=32, default=random_id, editable=False)
    # Whose network it was, as a keyed hash: enough to count takes by, of no use to whoever reads a backup.
    network = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network"], name="claim_of_network")]

    def __str__(self) -> str:
        return self.id[:6]
