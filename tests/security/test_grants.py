"""Every right that the template grants is used, and every call that the code makes is granted: both lists, compared."""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.client import BaseClient

from tests.handlers import world as worlds
from tests.handlers.samples import OFFER, PROFILE, REQUEST
from tests.handlers.test_care import bert_was_silent
from tests.handlers.test_events import INVITED, SIGNED_UP
from tests.handlers.world import ANNA, BERT, CEES, SignIn, World, event
from tests.rules import template_rules
from tests.rules.grants import granted, idle, policies, refused, used
from whapp.adapters.dynamodb.rows import open_line

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
WARMED_UP = [name for name in FUNCTIONS if ".warm_up(" in (ROOT / "functions" / name / "app.py").read_text()]
Asked = dict[str, set[tuple[str, str, str]]]
GROUP = event("api/get_group")["pathParameters"]["id"]


def asked_of_iam(story: Callable[[World], None]) -> Asked:
    """What the functions did in this story, each by itself: actions, resources and partition keys."""
    found: Asked = defaultdict(set)
    running: list[str] = []
    call, invoke, get_user = BaseClient._make_api_call, World.invoke, SignIn.get_user  # type: ignore[attr-defined] # noqa: SLF001
    set_password = SignIn.admin_set_user_password

    def listening(client: Any, operation: str, given: Any) -> Any:
        if running:
            found[running[-1]] |= set(used(client.meta.service_model.service_name, operation, given))
        return call(client, operation, given)

    def invoked(here: World, name: str, payload: Any) -> Any:
        running.append(name)
        try:
            return invoke(here, name, payload)
        finally:
            running.pop()

    def with_mailbox(sign_in: SignIn, AccessToken: str) -> Any:  # noqa: N803 - Cognito's name
        answer = get_user(sign_in, AccessToken)
        for attribute in answer["UserAttributes"]:
            if attribute["Name"] == "email_verified":
                attribute["Value"] = "true"
        return answer

    def locking(sign_in: SignIn, **given: Any) -> None:
        found[running[-1]] |= set(used("cognito-idp", "AdminSetUserPassword", given))
        set_password(sign_in, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SignIn, "admin_set_user_password", locking)
        patch.setattr(BaseClient, "_make_api_call", listening)
        patch.setattr(World, "invoke", invoked)
        patch.setattr(SignIn, "get_user", with_mailbox)
        with worlds.world() as here:
            story(here)
            for name in WARMED_UP:
                running.append(name)
                open_line()
                running.pop()
    return found


def calls(here: World, by: str, *called: str, body: Any = None) -> None:
    for each in called:
        method, _, path = each.partition(" ")
        answer = here.call(method, path, body, by=by)
        assert answer.status < 300, (each, answer.body)


def likes_email_best(here: World, by: str) -> None:
    calls(here, by, "PUT /v1/me", body=PROFILE | {"channels": ["email", "sms"]})
    here.confirms_email(by)


def a_group_and_its_badges(here: World) -> None:
    """Everything that groups do, with a badge that is reminded of and ends, and again the year after."""
    here.play(*SIGNED_UP)
    here.play(
        *INVITED[len(SIGNED_UP) :],
        "api/get_groups",
        "api/get_group",
        "api/patch_group",
        "api/get_invitations",
        "join/get",
    )
    here.play(
        "api/post_membership", "api/get_memberships", "api/patch_membership", "api/get_group_members", "api/post_attest"
    )
    here.play("api/get_figures", "api/delete_invitation")
    here.later(days=336)
    here.play("remind/schedule")
    here.later(days=30)
    here.play("remind/schedule", "api/get_figures", "api/post_attest")
    likes_email_best(here, BERT)
    here.later(days=336)
    here.play("remind/schedule")
    here.play("api/post_revoke", "api/delete_membership")
    calls(here, CEES, f"PUT /v1/groups/{GROUP}/moderators/{BERT}", f"DELETE /v1/groups/{GROUP}/moderators/{ANNA}")


def a_request_and_its_ends(here: World) -> None:
    """A search with every act, by the app and by the page, and a member who leaves in the middle."""
    here.play(*SIGNED_UP)
    likes_email_best(here, ANNA)
    calls(here, BERT, "GET /v1/me", "GET /v1/me/offers", "DELETE /v1/me/offers/groceries")
    calls(here, BERT, "PUT /v1/me/offers/groceries", body=OFFER)
    here.play(
        "api/post_requests", "decide/first_look", "wait/ask_and_wait", "api/get_needs", "api/get_asks", "reply/get"
    )
    here.play("api/post_ops_pause", "api/post_ops_resume", "api/get_export")
    here.play("api/post_extend", "api/post_widen", "wait/ask_and_wait", "reply/post_yes", "reply/post_contact")
    here.play(
        "api/get_request",
        "api/get_requests",
        "api/get_timeline",
        "api/get_contact",
        "decide/first_look",
        "reply/post_withdraw",
    )
    here.play("decide/first_look", "api/post_step_forward", "api/post_cancel", "api/delete_me")
    here.later(hours=1)
    here.play("janitor/schedule", "janitor/execution_failed")


def a_helper_who_cannot_come(here: World) -> None:
    """A yes that is taken back: the second round looks for somebody else."""
    here.play(*SIGNED_UP, "api/post_requests", "decide/first_look", "wait/ask_and_wait", "reply/post_yes")
    here.play("decide/first_look", "reply/post_withdraw")
    here.invoke("decide", event("decide/first_look") | {"round": 2})


def a_no_that_teaches(here: World) -> None:
    """An ask that nobody answers in time, then a no on the page, and what the helper changes after it."""
    here.play(*SIGNED_UP, "api/post_requests", "decide/first_look", "wait/ask_and_wait")
    here.later(hours=1)
    here.play("janitor/schedule", "reply/post_no_not_this_kind", "reply/post_filter", "decide/first_look")


def a_helper_who_falls_silent(here: World) -> None:
    """Bert said yes first and Cees stands by; Bert is let go when he does not say to be coming."""
    here.play(*SIGNED_UP)
    calls(here, CEES, "PUT /v1/me", body=PROFILE)
    calls(here, CEES, "PUT /v1/me/offers/groceries", body=OFFER)
    tomorrow = {
        "needed_from": "2026-11-25T14:00:00Z",
        "needed_until": "2026-11-25T18:00:00Z",
        "last_helper_first": True,
    }
    asked = here.call("POST", "/v1/requests", REQUEST | tomorrow).json["id"]
    cascade = {"request_id": asked, "round": 1, "generation": 1}
    here.invoke("decide", cascade)
    here.later(minutes=40)
    here.invoke("decide", cascade)
    for by in (BERT, CEES):
        for ask in here.call("GET", "/v1/asks", by=by).json["items"]:
            here.call("POST", f"/v1/asks/{ask['id']}/answer", {"answer": "yes"}, by=by)
    for _ in range(60):
        if here.invoke("decide", cascade)["outcome"]:
            break
        here.later(minutes=30)
    assert here.call("GET", f"/v1/requests/{asked}").json["round"] == 2


def letters(here: World) -> None:
    """Idle helpers are written to, and answer."""
    here.play(*SIGNED_UP)
    calls(here, CEES, "PUT /v1/me", body=PROFILE)
    calls(here, CEES, "PUT /v1/me/offers/groceries", body=OFFER)
    likes_email_best(here, CEES)
    here.later(days=31)
    here.play("care/schedule")
    [link] = here.links_to(BERT)
    here.reply("GET", link)
    here.reply("POST", link, "lang=nl&answer=yes")


def a_letter_to_the_silent(here: World) -> None:
    """A helper who never answers rests, and comes back."""
    bert_was_silent(here)
    here.play("care/schedule")
    [link] = here.links_to(BERT)
    here.reply("POST", link, "lang=nl&answer=yes")


def something_is_not_right(here: World) -> None:
    """The helper reports on the page, the requester in the app; the desk looks, suspends and lets back in."""
    here.play(*SIGNED_UP, "api/post_requests", "decide/first_look", "wait/ask_and_wait", "reply/post_yes")
    here.play("reply/post_report", "api/post_report", "api/get_reports", "api/get_report", "api/post_resolve_report")
    here.play("api/get_blocks", "api/delete_block", "api/post_block", "api/post_suspend", "api/post_lift")


def texts(here: World) -> None:
    """People answer by SMS, with every word that we know and one that we do not. The helper asks for help too."""
    here.play(*SIGNED_UP, "api/post_requests", "decide/first_look", "wait/ask_and_wait")
    here.call("POST", "/v1/requests", REQUEST, by=BERT)
    here.play("inbound_sms/other", "inbound_sms/yes", "inbound_sms/stop", "inbound_sms/start", "inbound_sms/no")


def a_phone_is_proved(here: World) -> None:
    """Somebody signs up."""
    here.play("confirmed/sign_up")


STORIES = (
    a_phone_is_proved,
    texts,
    something_is_not_right,
    a_group_and_its_badges,
    a_request_and_its_ends,
    a_helper_who_cannot_come,
    a_no_that_teaches,
    a_helper_who_falls_silent,
    letters,
    a_letter_to_the_silent,
)


@pytest.fixture(scope="module")
def asked() -> Asked:
    """All that the functions did."""
    found: Asked = defaultdict(set)
    for story in STORIES:
        for name, calls_ in asked_of_iam(story).items():
            found[name] |= calls_
    return found


@pytest.fixture(scope="module")
def template() -> template_rules.Template:
    return template_rules.load(ROOT / "template.yaml")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_right_is_used_and_every_call_is_granted(
    asked: Asked, template: template_rules.Template, name: str
) -> None:
    rights = granted(template, name)
    assert refused(rights, asked[name]) == set(), "the cloud would refuse this"
    assert idle(rights, asked[name]) == set(), "nobody needs this"


def test_the_cascade_may_call_what_it_calls_and_nothing_else(template: template_rules.Template) -> None:
    """Its other rights are to log and to trace, for which there is no call to be seen."""
    named = set(re.findall(r"\$\{(\w+)Arn\}", (ROOT / "statemachines" / "cascade.asl.json").read_text()))
    [policy] = template["Resources"]["CascadeRole"]["Properties"]["Policies"]
    [invoke] = [each for each in policy["PolicyDocument"]["Statement"] if each["Action"] == "lambda:InvokeFunction"]
    assert {each["Fn::GetAtt"][0] for each in invoke["Resource"]} == named


def test_a_right_too_many_and_one_too_few_would_be_seen(asked: Asked) -> None:
    template = template_rules.load(ROOT / "template.yaml")
    [policy] = policies(template, "reply")
    [only] = [each for each in policy["Statement"] if "LeadingKeys" in str(each)]
    policy["Statement"].append({**only, "Action": ["dynamodb:Scan", "dynamodb:PutItem"]})
    rights = granted(template, "reply")
    members_only = {("dynamodb:Scan", "table", "MEMBER#*"), ("dynamodb:PutItem", "table", "MEMBER#*")}
    assert idle(rights, asked["reply"]) == members_only
    only["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] = ["REQUEST#*"]
    assert {done[:2] for done in refused(granted(template, "reply"), asked["reply"])} == {
        ("dynamodb:DeleteItem", "table"),
        ("dynamodb:UpdateItem", "table"),
    }
