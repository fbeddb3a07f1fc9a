"""Link scanners: what looks at a link before the person does, changes nothing, and the person's tap still counts."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from tests.contracts.test_stories import TOMORROW_AT_TWO
from tests.handlers.world import Answer, context, event, function
from tests.security.cast import COUNTED, KEPT, Street
from tests.support.builders import hours
from tests.support.fakes import fake_services
from tests.support.group_builders import a_group, invited, joins
from tests.support.letters import reply_id_in
from tests.support.town import HelpRequest, Neighbour, Town
from whapp.app.assign_helper import assign_helper
from whapp.app.look_after import look_after
from whapp.app.suspend_member import suspend_member
from whapp.domain.ask import Ask
from whapp.domain.authority import Role
from whapp.domain.language import Language
from whapp.domain.member import Letter
from whapp.domain.messages import compose, write_letter
from whapp.domain.notice import NoticeKind

TIMES = 10
# How each of them looks: method, headers, query.
SCANNERS: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "a mail gateway": ("GET", {"user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"}, {}),
    "a probe": ("HEAD", {"user-agent": "Barracuda Sentinel"}, {}),
    "a preview": ("GET", {"user-agent": "WhatsApp/2.24.20.89 A"}, {}),
    "a browser that fetches ahead": ("GET", {"sec-purpose": "prefetch;prerender", "user-agent": "Mozilla/5.0"}, {}),
    "an older one": ("GET", {"purpose": "prefetch", "user-agent": "Mozilla/5.0"}, {}),
    "one that fills in what it finds": ("GET", {}, {"answer": "yes", "lang": "nl", "reason": "no_time"}),
}
SEEN: set[NoticeKind | Letter] = set()


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A town behind the real pages."""
    place = Town(fake_services())
    for name in ("reply", "join"):
        monkeypatch.setattr(function(name), "services", place.services)
        monkeypatch.setattr(function(name).logger, "error", pytest.fail)  # a page in trouble has a good status, too
    yield place
    place.nobody_else_hears_anything()


def page(name: str, link: str, method: str, headers: dict[str, str], query: dict[str, str], form: str = "") -> Answer:
    """One visit to what is behind a link."""
    sent: Any = event("reply/post_plain_form" if form else f"{name}/get")
    sent["requestContext"]["http"]["method"] = method
    sent |= {"pathParameters": {"reply" if name == "reply" else "code": link}, "queryStringParameters": query}
    sent["headers"] |= headers
    if form:
        sent |= {"body": form, "isBase64Encoded": False}
    return Answer.of(function(name).handler(sent, context(name)))


def kept(town: Town) -> dict[str, Any]:
    """All that is kept, but for how often somebody looked at the page of a group."""
    services: Any = town.services
    all_of_it = Street(services).kept()
    codes = all_of_it["invitations._invitations"]
    return {**all_of_it, "invitations._invitations": {id_: replace(code, visits=0) for id_, code in codes.items()}}


def scanned(town: Town, link: str, name: str = "reply") -> None:
    """Everything that looks at links has looked at this one, again and again; nothing came of it."""
    for method, headers, query in SCANNERS.values():
        before = deepcopy(kept(town))
        for _ in range(TIMES):
            assert page(name, link, method, headers, query).status == 200
        town.settles()
        assert kept(town) == before


def taps(town: Town, who: Neighbour, answer: str) -> None:
    """The person comes at last, looks, and presses a button."""
    assert who.link
    shown = page("reply", who.link, "GET", {}, {})
    assert f'value="{answer}"' in shown.body
    assert page("reply", who.link, "POST", {}, {}, f"lang=nl&answer={answer}").status == 200
    town.settles()


def yes_to(request: HelpRequest) -> Ask:
    """The yes that counts."""
    assert request.now.match
    return request.now.match


def gets(town: Town, who: Neighbour, kind: NoticeKind) -> None:
    """A message with a link comes, and the scanners are first."""
    who.follows_the_link_in(kind)
    assert who.link
    scanned(town, who.link)
    SEEN.add(kind)


def gets_letter(town: Town, who: Neighbour, letter: Letter) -> None:
    assert look_after(town.services, town.services.now() + hours(1)).letters == 1
    who.link = reply_id_in(who.phone.expects_letter(letter))
    scanned(town, who.link)
    SEEN.add(letter)


def test_an_ask_and_what_follows_a_yes(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa, **TOMORROW_AT_TWO)
    gets(town, anna, NoticeKind.ASK)
    taps(town, anna, "yes")
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    town.time_passes(hours=8)
    gets(town, anna, NoticeKind.VISIT_REMINDER)
    assert yes_to(groceries).confirmed_at is None
    taps(town, anna, "coming")
    assert yes_to(groceries).confirmed_at
    town.time_passes(hours=30)
    rosa.phone.expects_sms(NoticeKind.DID_IT_WORK_OUT)
    gets(town, anna, NoticeKind.DID_YOU_HELP)
    taps(town, anna, "helped")
    assert yes_to(groceries).worked_out


def test_what_a_silent_helper_gets(town: Town) -> None:
    rosa = town.neighbour("Rosa", offers=())
    anna, bert = (town.neighbour(name, metres=500 * at) for at, name in enumerate(("Anna", "Bert")))
    groceries = town.asks_for_help(rosa, **TOMORROW_AT_TWO)
    anna.is_asked()
    town.time_passes(minutes=30)
    gets(town, bert, NoticeKind.ASK)
    taps(town, bert, "yes")
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.says_yes()
    town.time_passes(hours=26, minutes=30)
    gets(town, bert, NoticeKind.VISIT_REMINDER)
    gets(town, bert, NoticeKind.ARE_YOU_COMING)
    anna.phone.expects_sms(NoticeKind.STAND_BY_WARNED)
    town.time_passes(minutes=30)
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    gets(town, bert, NoticeKind.LET_GO)
    anna.is_asked()
    taps(town, bert, "yes")
    assert yes_to(groceries).helper_id == "bert", "who is let go may still come"
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_what_a_helper_gets_who_said_yes_by_telephone(town: Town) -> None:
    rosa, bert = town.neighbour("Rosa", offers=()), town.neighbour("Bert", offers=())
    anna = town.neighbour("Anna")
    town.services.roles.give("cees", Role.OPERATIONS)
    groceries = town.asks_for_help(rosa, **TOMORROW_AT_TWO)
    anna.is_asked()
    assign_helper(town.services, groceries.id, "cees", bert.id)
    town.settles()
    anna.phone.expects_sms(NoticeKind.RELEASED)
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    gets(town, bert, NoticeKind.ASSIGNED)
    assert yes_to(groceries).helper_id == "bert"
    taps(town, bert, "withdraw")
    assert groceries.now.match is None
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)


def test_letters_to_idle_helpers(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    town.time_passes(days=30)
    gets_letter(town, anna, Letter.PRACTICE)
    taps(town, anna, "yes")
    assert town.services.members.get("anna").care.practised_at
    for _ in range(4):
        town.asks_for_help(rosa)
        anna.is_asked()
        town.time_passes(days=7)
        rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    town.time_passes(days=2)
    gets_letter(town, anna, Letter.STILL_WILLING)
    assert town.services.members.get("anna").paused_until
    taps(town, anna, "yes")
    assert town.services.members.get("anna").paused_until is None


def test_a_letter_to_somebody_who_is_suspended(town: Town) -> None:
    anna = town.neighbour("Anna")
    town.services.roles.give("cees", Role.OPERATIONS)
    suspend_member(town.services, "anna", "cees")
    town.time_passes(hours=2)
    gets_letter(town, anna, Letter.SUSPENDED)
    assert anna.link
    assert 'value="yes"' not in page("reply", anna.link, "GET", {}, {}).body
    assert page("reply", anna.link, "POST", {}, {}, "lang=nl&answer=yes").status == 200
    assert town.services.members.get("anna").suspended_at, "nobody lets themselves back in"


def test_every_message_with_a_link_was_scanned() -> None:
    """Those above came first. Whoever adds a link to a message has to tell here what scanners do to it."""
    link = "https://whapp.example/r/x"
    notices = {kind for kind in NoticeKind if link in compose(kind, Language.NL, link).sms}
    letters = {letter for letter in Letter if link in write_letter(letter, Language.NL, link).sms}
    assert notices | letters == SEEN


def test_a_groups_code(town: Town) -> None:
    town.services.groups.create(a_group())
    town.neighbour("Mo", offers=())
    anna, code = town.neighbour("Anna"), invited(town.services).code
    scanned(town, code, "join")
    [invitation] = town.services.invitations.of_group("watch")
    assert (invitation.uses, town.services.memberships.of_member(anna.id)) == (0, [])
    assert invitation.visits == 2 * TIMES, "only who comes as a person, and does not say otherwise, is counted"
    assert joins(town.services, anna.id, code).group.id == "watch"


def test_what_is_kept_is_what_is_looked_at() -> None:
    """A port that is in neither list would never be seen to change."""
    ports = {name for name, value in vars(fake_services()).items() if type(value).__name__.startswith("Fake")}
    assert ports - {"clock", "identity", "grid", *COUNTED} == set(KEPT)
