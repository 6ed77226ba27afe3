"""How people come, what they may do here, what they show, and how they leave."""

from manyhands.people.actions.add_member import add_member, password_link
from manyhands.people.actions.approvals import approve, refuse
from manyhands.people.actions.blocks import block, unblock
from manyhands.people.actions.first_administrator import (
    become_first_administrator,
    first_administrator_link,
    is_first_link,
)
from manyhands.people.actions.invitations import invite, withdraw_invitation
from manyhands.people.actions.join import confirm_mail, join
from manyhands.people.actions.leaving import close_account, forget_unconfirmed
from manyhands.people.actions.newcomers import Newcomer
from manyhands.people.actions.profile import Profile, change_language, change_profile
from manyhands.people.actions.roles import end_role, give_role
from manyhands.people.actions.sessions import change_password, end_session, sign_out_everywhere
from manyhands.people.actions.suspensions import lift_suspension, suspend_member

__all__ = [
    "Newcomer",
    "Profile",
    "add_member",
    "approve",
    "become_first_administrator",
    "block",
    "change_language",
    "change_password",
    "change_profile",
    "close_account",
    "confirm_mail",
    "end_role",
    "end_session",
    "first_administrator_link",
    "forget_unconfirmed",
    "give_role",
    "invite",
    "is_first_link",
    "join",
    "lift_suspension",
    "password_link",
    "refuse",
    "sign_out_everywhere",
    "suspend_member",
    "unblock",
    "withdraw_invitation",
]
