from manyhands.people.models.block import Block
from manyhands.people.models.invitation import Approval, FirstLink, Invitation, InvitationUse
from manyhands.people.models.member import Closure, Craft, Link, Member, MemberQuerySet, Speaks, Suspension
from manyhands.people.models.role import Role, RoleName

__all__ = [
    "Approval",
    "Block",
    "Closure",
    "Craft",
    "FirstLink",
    "Invitation",
    "InvitationUse",
    "Link",
    "Member",
    "MemberQuerySet",
    "Role",
    "RoleName",
    "Speaks",
    "Suspension",
]
