"""Who may do what: one place, and the answer is no unless it says yes here.

What somebody has nothing to do with does not exist to them: unknown and forbidden are one. Only whoever has to do with
a group, or wants what no secret hangs on, is told that it takes another role.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeVar

from whapp.domain.ask import Ask
from whapp.domain.errors import NotFound, WrongRole
from whapp.domain.group import Group
from whapp.domain.request import Request


class Role(StrEnum):
    """A role that operations give to a member, beyond being one."""

    OPERATIONS = "ops"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who wants to do something.

    By which `names` moderators are known, with which `roles`, and the ids of the needs that this member is shown.
    """

    member_id: str
    names: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    shown: frozenset[str] = frozenset()


class Relation(StrEnum):
    """What a caller can be to a request, an ask or a group."""

    FOLLOWER = auto()  # the requester, or in their place whoever asked on their behalf
    REQUESTER = auto()  # who is to be helped
    HELPER = auto()  # whose yes is the match
    ASKED = auto()
    NEIGHBOUR = auto()  # is shown the need
    MODERATOR = auto()
    VOUCHER = auto()  # a moderator whose word counts: the group takes part
    OPERATIONS = auto()


class Action(StrEnum):
    """What can be done to a request, an ask or a group."""

    READ_REQUEST = auto()
    FOLLOW = auto()  # read all of its story, and decide about it
    SEE_CONTACT = auto()
    BLOCK = auto()  # the other one
    REPORT = auto()  # the other one
    KEEP_SAFE = auto()  # read and resolve reports
    STEP_FORWARD = auto()
    WITHDRAW = auto()
    ANSWER = auto()
    ATTEND = auto()  # say that one comes, and how it went
    LIST_EVERY_GROUP = auto()
    TAKE_IN = auto()
    READ_GROUP = auto()
    EDIT_GROUP = auto()
    OPEN_AND_CLOSE = auto()
    APPOINT = auto()
    APPOINT_ANYBODY = auto()  # and not only whom the group attests
    DISMISS = auto()
    READ_FIGURES = auto()
    INVITE = auto()
    ATTEST = auto()
    KNOW_MEMBERS = auto()  # see who says to belong, and take a word back
    ASK_FOR_ANOTHER = auto()
    OPERATE = auto()  # pause, resume, assign, cancel for people who call


_PAIR = frozenset({Relation.REQUESTER, Relation.HELPER})
_KEEPERS = frozenset({Relation.MODERATOR, Relation.OPERATIONS})
_OPERATIONS = frozenset({Relation.OPERATIONS})
_MODERATORS = frozenset({Relation.MODERATOR})
# Operations keep groups going. They vouch for nobody and invite nobody: they do not know the people.
_MAY: Mapping[Action, frozenset[Relation]] = {
    Action.READ_REQUEST: frozenset({Relation.FOLLOWER, Relation.HELPER}),
    Action.FOLLOW: frozenset({Relation.FOLLOWER}),
    Action.SEE_CONTACT: _PAIR,
    Action.BLOCK: frozenset({Relation.REQUESTER, Relation.ASKED}),
    Action.REPORT: frozenset({Relation.FOLLOWER, Relation.REQUESTER, Relation.ASKED}),
    Action.KEEP_SAFE: _OPERATIONS,
    Action.STEP_FORWARD: frozenset({Relation.ASKED, Relation.NEIGHBOUR}),
    Action.WITHDRAW: frozenset({Relation.ASKED}),
    Action.ANSWER: frozenset({Relation.ASKED}),
    Action.ATTEND: frozenset({Relation.ASKED}),
    Action.LIST_EVERY_GROUP: _OPERATIONS,
    Action.TAKE_IN: _OPERATIONS,
    Action.READ_GROUP: _KEEPERS,
    Action.EDIT_GROUP: _KEEPERS,
    Action.OPEN_AND_CLOSE: _OPERATIONS,
    Action.APPOINT: _KEEPERS,
    Action.APPOINT_ANYBODY: _OPERATIONS,
    Action.DISMISS: _OPERATIONS,
    Action.READ_FIGURES: _KEEPERS,
    Action.INVITE: _MODERATORS,
    Action.ATTEST: frozenset({Relation.VOUCHER}),
    Action.KNOW_MEMBERS: _MODERATORS,
    Action.ASK_FOR_ANOTHER: _MODERATORS,
    Action.OPERATE: _OPERATIONS,
}

Thing = TypeVar("Thing", bound=Request | Ask | Group | Sequence[Group])


def authorize(caller: Caller, action: Action, thing: Thing | None) -> Thing:
    """The thing, if the caller may do this to it; of several groups, to one of them.

    No group at all is what concerns none in particular. Raises NotFound for what is not there, and alike for what the
    caller has nothing to do with; WrongRole otherwise.
    """
    if thing is None:
        raise NotFound
    held, allowed = _relations(caller, thing), _MAY.get(action, frozenset())
    if held & allowed:
        return thing
    if isinstance(thing, Request | Ask) or (isinstance(thing, Group) and not held):
        raise NotFound
    if Relation.VOUCHER in allowed:
        raise WrongRole("moderators of a group that takes part")
    raise WrongRole("operations" if Relation.OPERATIONS in allowed else "moderators")


def may(caller: Caller, action: Action, thing: Request | Ask | Group | Sequence[Group]) -> bool:
    """Whether `authorize` lets it pass."""
    return bool(_relations(caller, thing) & _MAY.get(action, frozenset()))


def _relations(caller: Caller, thing: Request | Ask | Group | Sequence[Group]) -> frozenset[Relation]:
    match thing:
        case Request():
            facts = {
                Relation.FOLLOWER: thing.is_followed_by(caller.member_id),
                Relation.REQUESTER: thing.requester_id == caller.member_id,
                Relation.HELPER: thing.match is not None and thing.match.helper_id == caller.member_id,
                Relation.ASKED: caller.member_id in thing.newest_asks,
                Relation.NEIGHBOUR: thing.id in caller.shown,
            }
        case Ask():
            facts = {Relation.ASKED: thing.helper_id == caller.member_id}
        case Group():
            kept = thing.is_kept_by(caller.names)
            facts = {Relation.MODERATOR: kept, Relation.VOUCHER: kept and thing.is_active}
        case groups:
            facts = {Relation.MODERATOR: any(group.is_kept_by(caller.names) for group in groups)}
    facts[Relation.OPERATIONS] = Role.OPERATIONS in caller.roles
    return frozenset(relation for relation, holds in facts.items() if holds)
