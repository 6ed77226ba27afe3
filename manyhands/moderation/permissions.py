"""Who may do what here. A stranger learns nothing of the desk: it answers 404."""

from __future__ import annotations

from manyhands.people.models import RoleName
from manyhands.people.permissions import needs_role

for_moderators = needs_role(RoleName.MODERATOR, RoleName.ADMINISTRATOR)
