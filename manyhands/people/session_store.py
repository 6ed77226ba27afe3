"""Sessions in the database that know whose they are. ``SESSION_ENGINE`` names this module."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models.functions import Now

from manyhands.core.prepared import prepared_rows
from manyhands.people.models import Session

DEVICE = "device"
SIGNED_IN_AT = "signed_in_at"


_kept_under = prepared_rows(
    lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data"),
    "a session's key",
)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        kept = _kept_under(self.session_key) if self.session_key else []
        if not kept:
            self._session_key = None
            return {}
        return self.decode(kept[0][0])

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        if SESSION_KEY in data:
            session.member_id = int(data[SESSION_KEY])
            session.device = data.get(DEVICE, "")
            session.signed_in_at = _moment(data.get(SIGNED_IN_AT)) or dt.datetime.now(dt.UTC)
        return session


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
