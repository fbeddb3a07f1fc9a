"""Who may do what: one place, and the answer is no unless it says yes here.

Strangers and moderators of other groups learn nothing, not even that a group exists; whoever is in the right place in
the wrong role is told so.
"""

from dataclasses import dataclass
from enum import StrEnum

from whapp.domain.errors import NotFound, WrongRole
from whapp.domain.group import Group


class Role(StrEnum):
    """A role that operations give to a member, beyond being one."""

    OPERATIONS = "ops"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who wants to do something: by which names moderators are known, and with which roles."""

    member_id: str
    names: frozenset[str]
    roles: frozenset[Role]


class GroupAct(StrEnum):
    """What can be done to a group."""

    READ = "read"
    EDIT = "edit"
    OPEN_AND_CLOSE = "open_and_close"
    INVITE = "invite"
    ATTEST = "attest"
    READ_FIGURES = "read_figures"
    APPOINT = "appoint"
    DISMISS = "dismiss"


_MODERATORS = frozenset(
    {GroupAct.READ, GroupAct.EDIT, GroupAct.INVITE, GroupAct.ATTEST, GroupAct.READ_FIGURES, GroupAct.APPOINT}
)
# Operations keep groups going. They vouch for nobody and invite nobody: they do not know the people.
_OPERATIONS = frozenset(
    {GroupAct.READ, GroupAct.EDIT, GroupAct.OPEN_AND_CLOSE, GroupAct.READ_FIGURES, GroupAct.APPOINT, GroupAct.DISMISS}
)


def authorize(act: GroupAct, group: Group, caller: Caller) -> None:
    """Let the act pass, or raise: NotFound for whoever has nothing to do with the group, WrongRole for the others."""
    allowed = _MODERATORS if group.is_kept_by(caller.names) else frozenset()
    if Role.OPERATIONS in caller.roles:
        allowed |= _OPERATIONS
    if not allowed:
        raise NotFound
    if act not in allowed:
        raise WrongRole("operations" if act in _OPERATIONS else "moderators")


def authorize_operations(caller: Caller) -> None:
    """Let operations pass. Raises WrongRole for everybody else."""
    if Role.OPERATIONS not in caller.roles:
        raise WrongRole("operations")
