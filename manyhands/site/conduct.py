"""How people treat each other, until a company writes its own words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manyhands.core.models import Company

BEGINNING = _(
    """We make things together, most of us without ever having met.

- **Be kind about the work, and clear.** Say what moves you and what does not, and why. Not about the person.
- **Name your sources.** Whoever’s work you build on is named, always, also when it is only a breath of it.
- **Ask before you show somebody.** A voice, a face, a home or a secret belongs to its owner.
- **Leave room.** For other languages, other ages, other bodies, other times of day.
- **No hatred, no threats, no harassment, nothing that harms children.** Not as a joke either.

If something here hurts you or somebody else, report it: every work, comment and person has a way to. \
A moderator reads it, decides, and tells both sides why."""
)


def words_of(company: Company) -> str:
    """Markdown of the page of conduct."""
    return company.conduct or str(BEGINNING)
