"""Sessions in the database that know whose they are. ``SESSION_ENGINE`` names this module."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from manyhands.people.models import Session

DEVICE = "device"
SIGNED_IN_AT = "signed_in_at"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

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
