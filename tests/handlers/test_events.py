"""Every file in events/ is run through its real handler, and every route and source has a file."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.handlers.routes import declared_routes
from tests.handlers.world import ANNA, EVENTS, HISTORY, ROOT, Answer, World, event

SIGNED_UP = ("api/put_me", "api/put_me_helper", "api/put_offer")
REQUESTED = (*SIGNED_UP, "api/post_requests")
ASKED = (*REQUESTED, "decide/first_look", "wait/ask_and_wait")
MATCHED = (*ASKED, "api/post_answer")
REPORTED = (*MATCHED, "api/post_report")
GROUPED = (*SIGNED_UP, "api/post_group", "api/put_moderator")
INVITED = (*GROUPED, "api/post_invitation")
JOINED = (*INVITED, "api/post_membership")
ATTESTED = (*JOINED, "api/post_attest")


@dataclass(frozen=True)
class Expected:
    """What an event brings about: the status of the answer or the answer itself, when these came before it."""

    answer: Any
    after: tuple[str, ...] = ()
    says: str = ""
    hours: float = 0  # that passed in between

    def comes_about(self, world: World) -> None:
        """Bring the world to where the event comes."""
        world.play(*self.after)
        world.later(hours=self.hours)


CODE = "7WR-55J-P6P"
FIRST_LOOK = {"request_id": "jf5z3biulng2buv2", "round": 1, "generation": 1}
TENDED = {"nothing": 0, "woken": 0, "restarted": 0}

EXPECTED = {
    "inbound_sms/yes": Expected(["replied"], ASKED),
    "inbound_sms/no": Expected(["replied"], ASKED),
    "inbound_sms/stop": Expected(["replied"], SIGNED_UP),
    "inbound_sms/start": Expected(["silent"], SIGNED_UP),
    "inbound_sms/other": Expected(["replied"], SIGNED_UP),
    "inbound_sms/stranger": Expected(["ignored"], ASKED),
    "confirmed/sign_up": Expected(event("confirmed/sign_up")),
    "api/get_health": Expected(200, says="ok"),
    "api/get_categories": Expected(200, says="Boodschappen"),
    "api/put_me": Expected(200, says="+31612000001"),
    "api/put_me_helper": Expected(200, says="Bert"),
    "api/get_me": Expected(200, SIGNED_UP, "Zonnelaan 12"),
    "api/delete_me": Expected(204, MATCHED),
    "api/get_export": Expected(200, MATCHED, "+31612000001"),
    "api/put_offer": Expected(200, ("api/put_me_helper",), "bakfiets"),
    "api/get_offers": Expected(200, SIGNED_UP, "groceries"),
    "api/delete_offer": Expected(204, SIGNED_UP),
    "api/post_requests": Expected(201, SIGNED_UP, "jf5z3biulng2buv2"),
    "api/post_requests_base64": Expected(201, SIGNED_UP, "errands"),
    "api/get_requests": Expected(200, REQUESTED, "jf5z3biulng2buv2"),
    "api/get_request": Expected(200, MATCHED, "Bert"),
    "api/get_timeline": Expected(200, MATCHED, "Good news: the 1st neighbour said yes"),
    "api/post_cancel": Expected(200, MATCHED, "cancelled"),
    "api/post_extend": Expected(200, ASKED, "2026-11-24T20:00:00Z"),
    "api/post_widen": Expected(200, ASKED, '"circles":2'),
    "api/post_not_helped": Expected(200, MATCHED, '"round":2', hours=5),
    "api/post_thanks": Expected(200, (*MATCHED, "api/post_done"), "helped"),
    "api/post_done": Expected(200, MATCHED, "helped"),
    "api/get_contact": Expected(200, MATCHED, "+31612000001"),
    "api/post_withdraw": Expected(204, MATCHED),
    "api/get_asks": Expected(200, ASKED, "jf5z3biulng2buv2-1-1"),
    "api/post_answer": Expected(200, ASKED, "matched"),
    "api/unknown_route": Expected(404, says="about:blank"),
    "api/post_group": Expected(201, says="Buurtpreventie Zonnelaan"),
    "api/put_moderator": Expected(200, (*SIGNED_UP, "api/post_group"), ANNA),
    "api/delete_moderator": Expected(204, GROUPED),
    "api/get_groups": Expected(200, GROUPED, "neighbourhood_watch"),
    "api/get_group": Expected(200, GROUPED, ANNA),
    "api/patch_group": Expected(200, GROUPED, "Vogelpad"),
    "api/post_invitation": Expected(201, GROUPED, CODE),
    "api/get_invitations": Expected(200, JOINED, '"uses":1'),
    "api/delete_invitation": Expected(204, INVITED),
    "api/post_membership": Expected(201, INVITED, "pending"),
    "api/get_memberships": Expected(200, ATTESTED, "lid van Buurtpreventie Zonnelaan, bevestigd door de beheerder"),
    "api/patch_membership": Expected(200, ATTESTED, '"shown_on_profile":false'),
    "api/delete_membership": Expected(204, ATTESTED),
    "api/get_group_members": Expected(200, JOINED, "Bert van de Zonnelaan"),
    "api/post_attest": Expected(200, JOINED, "attested"),
    "api/post_revoke": Expected(200, ATTESTED, "revoked"),
    "api/get_figures": Expected(200, GROUPED, "[]"),
    "api/get_needs": Expected(200, ASKED, "[]"),
    "api/post_step_forward": Expected(200, ASKED, "matched"),
    "api/post_block": Expected(201, MATCHED, "Bert"),
    "api/get_blocks": Expected(200, (*MATCHED, "api/post_block"), "Bert"),
    "api/delete_block": Expected(204, (*MATCHED, "api/post_block")),
    "api/post_report": Expected(201, MATCHED, "jf5z3biulng2buv2-1-1-requester"),
    "api/get_reports": Expected(200, REPORTED, '"by":"requester"'),
    "api/get_report": Expected(200, REPORTED, '"request_status":"open"'),
    "api/post_resolve_report": Expected(200, REPORTED, '"verdict":"talked"'),
    "api/post_suspend": Expected(200, MATCHED, '"suspended_at":"2026'),
    "api/post_lift": Expected(200, (*MATCHED, "api/post_suspend"), '"suspended_at":null'),
    "reference/get_docs": Expected(200, says="Whapp API"),
    "reference/get_openapi": Expected(200, says='"openapi":"3.1.0"'),
    "api/post_ops_pause": Expected(200, ASKED, '"paused_at":"2026-11-24T09:'),
    "api/post_ops_resume": Expected(200, (*ASKED, "api/post_ops_pause"), '"paused_at":null'),
    "api/post_ops_cancel": Expected(200, ASKED, "cancelled"),
    "api/post_assign": Expected(200, ASKED, "matched"),
    "join/get": Expected(200, INVITED, "Buurtpreventie Zonnelaan doet mee met Whapp. Jij ook?"),
    "join/get_english": Expected(200, INVITED, "Buurtpreventie Zonnelaan is on Whapp. Will you join?"),
    "join/get_poster": Expected(200, INVITED, "Hulp in de buurt?"),
    "join/get_unknown": Expected(404, INVITED, "Deze uitnodiging werkt niet (meer)"),
    "join/head": Expected(200, INVITED),
    "remind/schedule": Expected({"nothing": 0, "reminded": 0, "lapsed": 0}, ATTESTED),
    "reply/get": Expected(200, ASKED, "Kun jij Anna helpen?"),
    "reply/get_english": Expected(200, ASKED, "Can you help Anna?"),
    "reply/get_unknown": Expected(404, ASKED, "Deze link werkt niet (meer)"),
    "reply/head": Expected(200, ASKED),
    "reply/post_yes": Expected(200, ASKED, "jij gaat helpen"),
    "reply/post_plain_form": Expected(200, ASKED, "jij gaat helpen"),
    "reply/post_no": Expected(200, ASKED, "Thank you for your answer"),
    "reply/post_no_not_this_kind": Expected(200, ASKED, "Vraag me niet meer voor: Boodschappen"),
    "reply/post_filter": Expected(
        200, (*ASKED, "reply/post_no_not_this_kind"), "Voor Boodschappen vragen we je niet meer."
    ),
    "reply/post_contact": Expected(200, MATCHED, "06 12 00 00 01"),
    "reply/post_withdraw": Expected(200, MATCHED, "Goed dat je het doorgeeft"),
    "reply/post_report": Expected(200, MATCHED, "Goed dat je het zegt"),
    "decide/first_look": Expected(
        {**FIRST_LOOK, "step": "ask", "outcome": None, "seconds": 1800, "version": 1}, REQUESTED
    ),
    "wait/ask_and_wait": Expected(None, (*REQUESTED, "decide/first_look")),
    "care/schedule": Expected({"members": 0, "letters": 0, "done": True}, ASKED),
    "janitor/schedule": Expected(TENDED, ASKED),
    "janitor/execution_failed": Expected({**TENDED, "restarted": 1}, ASKED),
    "janitor/execution_timed_out": Expected({**TENDED, "restarted": 1}, ASKED),
    "janitor/execution_aborted": Expected({**TENDED, "restarted": 1}, ASKED),
}

HTTP = [name for name in EXPECTED if name.startswith(("api/", "join/", "reference/", "reply/"))]


@pytest.mark.parametrize("name", EXPECTED)
def test_an_event_gets_the_answer_that_is_expected(world: World, name: str) -> None:
    expected = EXPECTED[name]
    expected.comes_about(world)
    answered = world.play(name)
    if isinstance(expected.answer, int):
        answer = Answer.of(answered)
        assert (answer.status, expected.says in answer.body) == (expected.answer, True), answer.body
        assert bool(answer.body) is bool(expected.says)
    else:
        assert answered == expected.answer


def test_every_event_file_is_expected() -> None:
    files = {
        path.relative_to(EVENTS).with_suffix("").as_posix()
        for path in EVENTS.rglob("*.json")
        if not path.is_relative_to(HISTORY)
    }
    assert files == set(EXPECTED)


def test_every_route_of_the_template_has_an_event() -> None:
    assert {event(name)["routeKey"] for name in HTTP} == set(declared_routes())


def test_every_function_has_an_event() -> None:
    functions = {path.parent.name for path in (ROOT / "functions").glob("*/app.py")}
    assert {name.partition("/")[0] for name in EXPECTED} == functions


@pytest.mark.parametrize("name", HTTP)
def test_an_http_event_agrees_with_itself(name: str) -> None:
    """The files were written by hand: what API Gateway says twice must be the same."""
    sent = event(name)
    http, route = sent["requestContext"]["http"], sent["routeKey"]
    assert sent["requestContext"]["routeKey"] == route
    assert sent["rawPath"] == http["path"]
    if route != "$default":
        assert f"{http['method']} {http['path']}" == route.format(**sent.get("pathParameters", {}))
    signed_in = declared_routes()[route] == "JWT"
    assert ("authorizer" in sent["requestContext"], "authorization" in sent["headers"]) == (signed_in, signed_in)


@pytest.mark.parametrize("status", ["failed", "timed_out", "aborted"])
def test_an_execution_event_agrees_with_itself(status: str) -> None:
    detail = event(f"janitor/execution_{status}")["detail"]
    told = json.loads(detail["input"])
    assert detail["status"] == status.upper()
    assert detail["executionArn"].rpartition(":")[2] == detail["name"] == f"{told['request_id']}-{told['round']}"
