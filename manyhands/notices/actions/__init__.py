"""Telling people, and what they wish to be told."""

from manyhands.notices.actions.digest import digest_hourly, digest_later
from manyhands.notices.actions.mailing import mail_later
from manyhands.notices.actions.reading import read_all, read_notice
from manyhands.notices.actions.telling import Telling, tell
from manyhands.notices.actions.wishing import unsubscribe, wish
from manyhands.notices.actions.withdrawing import withdraw, withdraw_parts

__all__ = [
    "Telling",
    "digest_hourly",
    "digest_later",
    "mail_later",
    "read_all",
    "read_notice",
    "tell",
    "unsubscribe",
    "wish",
    "withdraw",
    "withdraw_parts",
]
