"""Groups, invitations and memberships with sensible defaults: a test names only what it is about."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.support.builders import HOME, MORNING
from tests.support.fakes import TownServices
from whapp.app.attest import attest
from whapp.app.create_group import NewGroup
from whapp.app.invite import Invited, invite
from whapp.app.join_group import Belonging, join_group
from whapp.domain.group import Group, GroupKind
from whapp.domain.invitation import Invitation, invitation_id
from whapp.domain.membership import Membership

CODE = "C2F-3HJ-4KM"


def a_group(id_: str = "watch", **known: Any) -> Group:
    """The neighbourhood watch of the Zonnelaan, kept by Mo."""
    group = Group(
        id=id_,
        name="Buurtpreventie Zonnelaan",
        kind=GroupKind.NEIGHBOURHOOD_WATCH,
        centre=HOME,
        radius_m=800,
        created_at=MORNING,
        moderators=frozenset({"mo"}),
    )
    return replace(group, **known)


def a_new_group(**known: Any) -> NewGroup:
    """What operations fill in for it."""
    new = NewGroup(
        name="Buurtpreventie Zonnelaan",
        kind=GroupKind.NEIGHBOURHOOD_WATCH,
        centre=HOME,
        radius_m=800,
        moderator_email="mo@example.org",
    )
    return replace(new, **known)


def an_invitation(code: str = CODE, **known: Any) -> Invitation:
    """A code of that group, for three months."""
    invitation = Invitation(
        id=invitation_id(code),
        group_id="watch",
        created_at=MORNING,
        ends_at=MORNING + timedelta(days=90),
    )
    return replace(invitation, **known)


def a_membership(member_id: str = "anna", **known: Any) -> Membership:
    """Says to belong to that group."""
    membership = Membership(member_id=member_id, group_id="watch", joined_at=MORNING, version=1)
    return replace(membership, **known)


def attested(member_id: str = "anna", at: datetime = MORNING, **known: Any) -> Membership:
    """Mo confirmed it."""
    return replace(a_membership(member_id).attested("mo", at), **known)


def invited(services: TownServices, by: str = "mo", group_id: str = "watch") -> Invited:
    """A new code of this group."""
    return invite(services, group_id, by, days=90, max_uses=100)


def joins(services: TownServices, member_id: str, code: str, **how: Any) -> Belonging:
    """This member uses the code."""
    return join_group(services, member_id, code, **{"shown_on_profile": True, "introduction": None, **how})


def belongs(services: TownServices, *member_ids: str, group_id: str = "watch", by: str = "mo") -> None:
    """These members join with a new code, and are attested."""
    code = invited(services, by, group_id).code
    for member_id in member_ids:
        joins(services, member_id, code)
        attest(services, group_id, by, member_id)
