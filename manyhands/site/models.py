from __future__ import annotations

from django.db import models


class DemoStep(models.Model):
    """Something of the demo company's story that has happened here.

    It is written in the transaction of the act itself: a filling that was stopped, however hard, goes on
    behind it, and nothing happens twice.
    """

    key = models.CharField(max_length=120, unique=True)
    subject_id = models.BigIntegerField(null=True)  # the member, version, comment … that came of it
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
