"""Who is told of what: one file for each room below, one listener for each kind of event there."""

from manyhands.notices.listeners import media, moderation, people, rights, talk, works

__all__ = ["media", "moderation", "people", "rights", "talk", "works"]
