from manyhands.people.models.block import Block
from manyhands.people.models.hiding import Hiding
from manyhands.people.models.invitation import Approval, FirstLink, Invitation, InvitationUse
from manyhands.people.models.member import Closure, Craft, Link, Member, MemberQuerySet, Speaks, Suspension
from manyhands.people.models.role import Role, RoleName
from manyhands.people.models.session import Session

__all__ = [
    "Approval",
    "Block",
    "Closure",
    "Craft",
    "FirstLink",
    "Hiding",
    "Invitation",
    "InvitationUse",
    "Link",
    "Member",
    "MemberQuerySet",
    "Role",
    "RoleName",
    "Session",
    "Speaks",
    "Suspension",
]
