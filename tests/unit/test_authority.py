"""Who may do what: everybody against everything. What the table does not allow is refused."""

import ast
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.builders import REQUEST_ID, REQUESTER, an_ask, matched
from tests.support.group_builders import a_group
from whapp.domain import authority
from whapp.domain.ask import Ask, AskState
from whapp.domain.authority import Action, Caller, Role, authorize, may
from whapp.domain.errors import NotFound, WrongRole
from whapp.domain.group import Group, GroupStatus, email_key
from whapp.domain.request import Request

SOURCE = Path(authority.__file__).parents[1]
LATER = an_ask("later", number=2, state=AskState.STAND_BY)
REQUEST = matched("helper", LATER)
FOR_A_GUEST = replace(REQUEST, posted_by="poster")
WATCH, ANOTHER = a_group(), a_group("another", moderators=frozenset({"rival"}))
CLOSED = a_group(status=GroupStatus.CLOSED)
BY_MAIL = a_group(moderators=frozenset({email_key("mo@example.org")}))
CALLERS = {
    caller.member_id: caller
    for caller in (
        *(Caller(name, frozenset({name})) for name in ("stranger", REQUESTER, "poster", "helper", "later", "rival")),
        Caller("mo", frozenset({"mo", email_key("mo@example.org")})),
        Caller("cees", frozenset({"cees"}), frozenset({Role.OPERATIONS})),
        Caller("near", shown=frozenset({REQUEST_ID})),
        Caller("elsewhere", shown=frozenset({"another request"})),
    )
}
Thing = Request | Ask | Group | Sequence[Group]
ALLOWED: list[tuple[Action, Thing, str]] = [
    (Action.READ_REQUEST, REQUEST, "rosa helper"),
    (Action.READ_REQUEST, FOR_A_GUEST, "poster helper"),
    (Action.FOLLOW, REQUEST, "rosa"),
    (Action.FOLLOW, FOR_A_GUEST, "poster"),
    (Action.SEE_CONTACT, REQUEST, "rosa helper"),
    (Action.SEE_CONTACT, FOR_A_GUEST, "rosa helper"),
    (Action.BLOCK, REQUEST, "rosa helper later"),
    (Action.REPORT, REQUEST, "rosa helper later"),
    (Action.REPORT, FOR_A_GUEST, "rosa poster helper later"),
    (Action.KEEP_SAFE, (), "cees"),
    (Action.BLOCK, FOR_A_GUEST, "rosa helper later"),
    (Action.STEP_FORWARD, REQUEST, "helper later near"),
    (Action.WITHDRAW, REQUEST, "helper later"),
    (Action.ANSWER, LATER, "later"),
    (Action.ATTEND, REQUEST.asks[0], "helper"),
    (Action.OPERATE, REQUEST, "cees"),
    (Action.LIST_EVERY_GROUP, (), "cees"),
    (Action.TAKE_IN, (), "cees"),
    (Action.READ_GROUP, WATCH, "mo cees"),
    (Action.READ_GROUP, BY_MAIL, "mo cees"),
    (Action.READ_GROUP, ANOTHER, "rival cees"),
    (Action.EDIT_GROUP, WATCH, "mo cees"),
    (Action.OPEN_AND_CLOSE, WATCH, "cees"),
    (Action.APPOINT, WATCH, "mo cees"),
    (Action.APPOINT_ANYBODY, WATCH, "cees"),
    (Action.DISMISS, WATCH, "cees"),
    (Action.READ_FIGURES, WATCH, "mo cees"),
    (Action.INVITE, WATCH, "mo"),
    (Action.ATTEST, WATCH, "mo"),
    (Action.ATTEST, CLOSED, ""),
    (Action.KNOW_MEMBERS, WATCH, "mo"),
    (Action.KNOW_MEMBERS, CLOSED, "mo"),
    (Action.ASK_FOR_ANOTHER, (WATCH,), "mo"),
    (Action.ASK_FOR_ANOTHER, (WATCH, ANOTHER), "mo rival"),
    (Action.ASK_FOR_ANOTHER, (), ""),
]


@pytest.mark.parametrize(("action", "thing", "names"), ALLOWED, ids=[each[0] for each in ALLOWED])
def test_an_action_is_for_those_it_is_given_to_and_nobody_else(action: Action, thing: Thing, names: str) -> None:
    allowed = set(names.split())
    assert allowed <= set(CALLERS)
    assert {name for name, caller in CALLERS.items() if may(caller, action, thing)} == allowed
    for name, caller in CALLERS.items():
        if name in allowed:
            assert authorize(caller, action, thing) is thing
        else:
            with pytest.raises((NotFound, WrongRole)):
                authorize(caller, action, thing)


def test_every_action_is_in_the_table() -> None:
    assert {action for action, _, _ in ALLOWED} == set(Action)


def test_what_the_table_forgets_is_refused_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authority, "_MAY", {})
    for action, thing, _ in ALLOWED:
        assert not any(may(caller, action, thing) for caller in CALLERS.values())
        for caller in CALLERS.values():
            with pytest.raises((NotFound, WrongRole)):
                authorize(caller, action, thing)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("caller", CALLERS.values(), ids=CALLERS)
def test_what_does_not_exist_is_nobodys(action: Action, caller: Caller) -> None:
    with pytest.raises(NotFound):
        authorize(caller, action, None)


@pytest.mark.parametrize(("action", "thing"), [each[:2] for each in ALLOWED if isinstance(each[1], Request | Ask)])
def test_of_a_request_nobody_learns_that_it_takes_another_role(action: Action, thing: Request | Ask) -> None:
    for caller in CALLERS.values():
        if not may(caller, action, thing):
            with pytest.raises(NotFound):
                authorize(caller, action, thing)


@pytest.mark.parametrize(
    ("action", "thing", "name", "role"),
    [
        (Action.DISMISS, WATCH, "mo", "operations"),
        (Action.OPEN_AND_CLOSE, WATCH, "mo", "operations"),
        (Action.ATTEST, WATCH, "cees", "moderators of a group that takes part"),
        (Action.ATTEST, CLOSED, "mo", "moderators of a group that takes part"),
        (Action.KNOW_MEMBERS, WATCH, "cees", "moderators"),
        (Action.INVITE, WATCH, "cees", "moderators"),
        (Action.TAKE_IN, (), "stranger", "operations"),
        (Action.ASK_FOR_ANOTHER, (), "stranger", "moderators"),
    ],
)
def test_who_has_to_do_with_a_group_is_told_which_role_it_takes(
    action: Action, thing: Thing, name: str, role: str
) -> None:
    with pytest.raises(WrongRole) as refused:
        authorize(CALLERS[name], action, thing)
    assert refused.value.role == role


@pytest.mark.parametrize("name", ["stranger", "rival", REQUESTER])
def test_strangers_and_moderators_of_other_groups_do_not_learn_that_a_group_exists(name: str) -> None:
    for action in Action:
        with pytest.raises(NotFound):
            authorize(CALLERS[name], action, WATCH)


def test_nobody_else_refuses_for_a_role_or_asks_whose_request_it_is() -> None:
    """Whoever does has made a second place. (What a neighbour is shown leaves their own needs out.)"""
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and {getattr(node.func, "attr", None), getattr(node.func, "id", None)} & {"WrongRole", "is_followed_by"}
    }
    assert found == {"domain/authority.py", "domain/needs.py"}
