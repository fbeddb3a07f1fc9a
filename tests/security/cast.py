"""Everybody who could knock, and what there is to be had: a street in memory behind the real handler of the API.

To add somebody: one line in `ACTORS`, and whatever they are to the requests and groups below.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.handlers.world import CLIENT, ISSUER, Answer, api_event, context, function
from tests.support.builders import MORNING, a_member, a_request, an_ask, hours, phone_of
from tests.support.fakes import FakeServices, fake_services
from tests.support.group_builders import a_group, a_membership, an_invitation, attested
from whapp.domain.ask import REQUEST_ID_LENGTH, AskState
from whapp.domain.authority import Role
from whapp.domain.category import Category
from whapp.domain.event import Actor
from whapp.domain.group import GroupStatus
from whapp.domain.report import Report
from whapp.domain.request import Request, Status, Wording
from whapp.ports import VerifiedContact

# With a profile: who lives here, who does not, and the one for whom the poster asked, who told no home.
NEAR = "rosa asked helper past standby outsider poster moderator blocked".split()
FAR = "stranger rival".split()
MEMBERS = [*NEAR, *FAR, "guest"]
# Signed in, without a profile: not yet, not any more, never.
WITHOUT_PROFILE = "newcomer erased ops".split()
ACTORS = ["anonymous", *MEMBERS, *WITHOUT_PROFILE, "suspended"]
BYSTANDERS = [f"buur{number}" for number in range(4)]  # so that ten live in the cell

CODE = "C2F-3HJ-4KM"
COUNTED = ("budgets", "logbook", "holdings")  # how often somebody tried, what happened, and a view of the others
KEPT = ("requests", "members", "groups", "memberships", "invitations", "roles", "notifier", "cascades")


def id_of(name: str) -> str:
    """A request's id, as long as a real one."""
    return name.ljust(REQUEST_ID_LENGTH, "x")[:REQUEST_ID_LENGTH]


def own(actor: str) -> str:
    """The request that this actor made."""
    return id_of(f"own{actor}")


OPEN, MATCHED, VISITED, HELPED, FOR_A_GUEST, TO_EVERYBODY = map(
    id_of, ("open", "matched", "visited", "helped", "forguest", "toeverybody")
)
REPORT = Report(
    request_id=VISITED, round=1, number=1, by=Actor.HELPER, reporter_id="past", reported_id="rosa", made_at=MORNING
)
KEPT_GROUPS = {"moderator": "watch", "rival": "another", "poster": "street"}


def ask_to(actor: str) -> str:
    """The ask that this actor got."""
    return f"{TO_EVERYBODY}-1-{ACTORS.index(actor) + 1}"


@dataclass
class Street:
    """The street, and its front door."""

    services: FakeServices

    def call(
        self, method: str, path: str, body: Any = None, *, by: str, headers: dict[str, str] | None = None
    ) -> Answer:
        """One call by this actor, through the handler that the cloud calls."""
        sent = api_event(
            method, path, body, by=by, headers={"authorization": f"Bearer token of {by}", **(headers or {})}
        )
        if by == "anonymous":
            del sent["requestContext"]["authorizer"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(function("api"), "services", self.services)
            return Answer.of(json.loads(json.dumps(function("api").handler(sent, context("api")))))

    def again(self) -> "Street":
        """A street like this one, that can be changed without changing this one."""
        return deepcopy(self)

    def kept(self) -> dict[str, Any]:
        """All that is kept of people, to see whether a call changed anything."""
        return {
            f"{port}.{name}": value
            for port in KEPT
            for name, value in vars(getattr(self.services, port)).items()
            if isinstance(value, dict | list | set)
        }


def street() -> Street:
    """Rosa asked for help several times; the others are to her requests what they are called."""
    services = fake_services(
        *(_member(name) for name in [*NEAR, *BYSTANDERS]),
        *(_member(name, rings=(("there",), ("behind",), ("far",))) for name in FAR),
        _member("guest", home=None, rings=(), offers=frozenset()),
        _member("suspended", suspended_at=MORNING),
    )
    services.token_issuer, services.token_client = ISSUER, CLIENT
    for name in ACTORS:
        services.identity.contacts[name] = VerifiedContact("+31612345678", f"{name}@example.org")
    services.roles.give("ops", Role.OPERATIONS)
    for request in _requests():
        assert services.requests.create(request)
    for keeper, group_id in KEPT_GROUPS.items():
        services.groups.create(a_group(group_id, moderators=frozenset({keeper, "deputy"})))
    services.groups.create(a_group("closed", moderators=frozenset({"moderator"}), status=GroupStatus.CLOSED))
    services.invitations.create(an_invitation(CODE))
    for membership in (
        attested("rosa"),
        attested("helper"),
        a_membership("asked"),
        a_membership("asked", group_id="closed"),
        attested("outsider", group_id="another"),
    ):
        vars(services.memberships)["_memberships"][membership.member_id, membership.group_id] = membership
    return Street(services)


def _member(name: str, **known: Any) -> Any:
    groups = {"rosa": {"watch"}, "helper": {"watch"}, "outsider": {"another"}}.get(name, set())
    apart = {"rosa": {"blocks": frozenset({"blocked"})}, "blocked": {"blocked_by": frozenset({"rosa"})}}.get(name, {})
    return a_member(name, groups=frozenset(groups), **{"phone": phone_of(name), **apart, **known})


def _requests() -> list[Request]:
    soon, past = hours(4), -hours(2)

    def made(id_: str, status: Status, *asks: Any, starts: timedelta = soon, **known: Any) -> Request:
        return a_request(
            id=id_,
            status=status,
            asks=asks,
            needed_from=MORNING + starts,
            needed_until=MORNING + starts + hours(6),
            wording=Wording(text="melk", address="Dorpsstraat 1"),
            closed_at=MORNING if status.is_final else None,
            **{"requester_id": "rosa", **known},
        )

    def yes(id_: str) -> Any:
        return an_ask("helper", request_id=id_, round=2, state=AskState.ACCEPTED, closed_at=MORNING)

    def others(id_: str) -> list[Any]:
        return [
            an_ask("past", request_id=id_, state=AskState.WITHDRAWN, closed_at=MORNING),
            yes(id_),
            an_ask("standby", request_id=id_, round=2, number=2, state=AskState.STAND_BY, closed_at=MORNING),
        ]

    guest: dict[str, Any] = {"requester_id": "guest", "posted_by": "poster"}
    everybody = [an_ask(name, request_id=TO_EVERYBODY, number=number) for number, name in enumerate(ACTORS, start=1)]
    return [
        made(OPEN, Status.OPEN, an_ask("asked", request_id=OPEN)),
        made(MATCHED, Status.MATCHED, *others(MATCHED), round=2),
        made(VISITED, Status.MATCHED, *others(VISITED), round=2, starts=past, reports=(REPORT,)),
        made(HELPED, Status.HELPED, *others(HELPED), round=2, starts=past),
        made(FOR_A_GUEST, Status.MATCHED, *others(FOR_A_GUEST), round=2, **guest),
        made(TO_EVERYBODY, Status.OPEN, *everybody, requester_id=BYSTANDERS[0]),
        *(made(own(name), Status.OPEN, requester_id=name, category=Category.PETS) for name in MEMBERS),
    ]
