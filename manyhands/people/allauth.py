"""How django-allauth is bent to this company's rules."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Joining has its own page and action; allauth keeps the machinery behind sign-in and mail
    confirmation.
    """
