"""What `whapp.ports.Requests` promises, kept by the fake and by the table: one request at a time."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from tests.support.builders import (
    MORNING,
    REQUEST_ID,
    a_member,
    a_notice,
    a_request,
    a_shortlist,
    an_ask,
    an_offer,
    created,
    hours,
    minutes,
)
from tests.support.fakes import TownServices
from whapp.adapters.dynamodb import request_mapping
from whapp.domain.ask import Ask, AskState, Reason
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.event import Actor, Event, Happening
from whapp.domain.learning import Load
from whapp.domain.member import Channel, Member
from whapp.domain.notice import Notice, NoticeState
from whapp.domain.place import WITHIN_CELL_M
from whapp.domain.request import Prospect, Request, Shortlist, Status, Urgency, Wording
from whapp.ports import Requests

SOON = MORNING + minutes(2)
DECLINED = an_ask("anna", number=2, state=AskState.DECLINED, closed_at=MORNING, reason=Reason.TOO_FAR, circle=1)
VISITED = replace(DECLINED, later_hashes=("a" * 64, "b" * 64), confirmed_at=MORNING + hours(1), worked_out=False)
ASK = replace(
    VISITED,
    accepted_at=MORNING,
    helper_looked_at=SOON,
    requester_looked_at=MORNING,
    nearer_m=1000,
    chance=0.25,
    prior=0.4,
    learnt=AskState.TIMED_OUT,
    in_group=True,
)
NOTICE = a_notice(
    state=NoticeState.PENDING,
    attempts=2,
    attempted_at=MORNING,
    sent=(Channel.EMAIL,),
    failed=(Channel.SMS,),
    secret="s",
)
EVERYTHING = a_request(
    category=Category.PETS,
    urgency=Urgency.PLANNED,
    wording=Wording(text="poes te eten geven 🐈", address="Kerkplein 2"),
    fingerprint="f" * 64,
    chance=0.83,
    expected_minutes=36,
    status=Status.MATCHED,
    round=2,
    generation=3,
    closed_at=MORNING + hours(1),
    token="t" * 1024,
    waiting_until=MORNING + hours(2),
    groups=frozenset({"watch", "street"}),
    first_groups=frozenset({"street"}),
    posted_by="mo",
    held_until=MORNING + minutes(10),
    paused_at=MORNING,
    within_m=540,
    circles=2,
    thanked_at=MORNING + hours(3),
    shortlist=Shortlist(
        made_at=MORNING + minutes(0.5),
        circles=2,
        prospects=(
            Prospect(member_id="anna", circle=1, chance=0.25, prior=0.4, worth=0.3, in_group=True),
            Prospect(member_id="bert#2", circle=0),
        ),
    ),
)


# --- reading and making ---


def test_a_request_comes_back_as_it_was(requests: Requests) -> None:
    assert requests.create(EVERYTHING)
    assert requests.load(REQUEST_ID) == replace(EVERYTHING, wording=None)
    assert requests.wording(REQUEST_ID) == EVERYTHING.wording


def test_the_example_leaves_only_what_is_made_later_at_its_default() -> None:
    plain = a_request(watch_at=None, requester_id="-")
    same = {each.name for each in fields(Request) if getattr(EVERYTHING, each.name) == getattr(plain, each.name)}
    assert same & _with_default(Request) == {"version", "asks", "notices", "reports", "news"}
    assert {each.name for each in fields(Ask) if getattr(ASK, each.name) in (None, ())} == set()
    assert {each.name for each in fields(Notice) if getattr(NOTICE, each.name) in (None, ())} == set()
    assert _with_default(Shortlist) == {"circles", "prospects"}


def _with_default(kind: Callable[..., Any]) -> set[str]:
    return {each.name for each in fields(kind) if each.default is not each.default_factory}  # type: ignore[arg-type]


def test_a_request_with_next_to_nothing_comes_back_too(requests: Requests) -> None:
    bare = a_request(watch_at=None)
    requests.create(bare)
    assert requests.load(REQUEST_ID) == bare
    assert requests.wording(REQUEST_ID) is None


def test_what_does_not_exist_is_not_found(requests: Requests) -> None:
    for nowhere in ("nowhere", "", "é" * 16):
        with pytest.raises(NotFound):
            requests.load(nowhere)
        assert requests.wording(nowhere) is None
        assert requests.timeline(nowhere) == []


def test_a_second_request_with_the_same_id_is_refused_and_changes_nothing(requests: Requests) -> None:
    """I17."""
    first = created(requests, wording=Wording(text="first"))
    assert not requests.create(a_request(status=Status.MATCHED, wording=Wording(text="second")))
    assert requests.load(REQUEST_ID) == first
    assert requests.wording(REQUEST_ID) == Wording(text="first")


# --- saving ---


def test_a_change_is_saved_and_has_the_next_version(requests: Requests) -> None:
    before = created(requests)
    after = replace(before, status=Status.MATCHED, asks=(ASK,), notices=(NOTICE,), shortlist=a_shortlist("anna"))
    returned = requests.save(before, after)
    assert returned == replace(after, version=before.version + 1)
    assert requests.load(REQUEST_ID) == returned


def test_what_becomes_empty_is_empty(requests: Requests) -> None:
    before = created(requests, token="t", waiting_until=MORNING, expected_minutes=3)
    requests.save(before, replace(before, token=None, waiting_until=None, watch_at=None, expected_minutes=None))
    after = requests.load(REQUEST_ID)
    assert (after.token, after.waiting_until, after.watch_at, after.expected_minutes) == (None, None, None, None)


def test_asks_and_messages_come_in_order(requests: Requests) -> None:
    before = created(requests)
    asks = [an_ask("a", round=round_, number=number) for round_ in (1, 2) for number in range(1, 12)]
    notices = [a_notice(round=ask.round, number=ask.number) for ask in asks]
    requests.save(before, replace(before, asks=tuple(reversed(asks)), notices=tuple(reversed(notices))))
    after = requests.load(REQUEST_ID)
    assert (list(after.asks), list(after.notices)) == (asks, notices)


def test_whoever_comes_second_is_told_so_and_changes_nothing(requests: Requests) -> None:
    """I1: the one thing that everything else rests on."""
    before = created(requests)
    requests.save(before, replace(before, status=Status.MATCHED))
    with pytest.raises(Conflict):
        requests.save(before, replace(before, status=Status.CANCELLED, asks=(ASK,)).note(Happening.CANCELLED, MORNING))
    after = requests.load(REQUEST_ID)
    assert (after.status, after.asks, requests.timeline(REQUEST_ID)) == (Status.MATCHED, (), [])


def test_what_was_never_made_cannot_be_saved(requests: Requests) -> None:
    with pytest.raises(Conflict):
        requests.save(a_request(), a_request(status=Status.MATCHED))


def test_a_new_round_begins_without_a_shortlist_and_earlier_asks_stay(requests: Requests) -> None:
    before = created(requests, shortlist=a_shortlist("anna"))
    second = requests.save(before, replace(before, round=2, shortlist=None, asks=(ASK,)))
    assert (requests.load(REQUEST_ID).shortlist, requests.load(REQUEST_ID).asks) == (None, (ASK,))
    requests.save(second, replace(second, shortlist=a_shortlist("bert")))
    assert requests.load(REQUEST_ID).shortlist == a_shortlist("bert")


# --- the members that a change is about ---


def known(services: TownServices, name: str = "anna") -> Member:
    member = services.members.save(None, a_member(name, offers=frozenset()))
    services.members.save_offer(member, an_offer(name))
    return services.members.get(name)


def test_the_load_of_an_ask_is_saved_with_it(services: TownServices) -> None:
    """I12."""
    anna, before = known(services), created(services.requests)
    asked = replace(anna.asked(MORNING, MORNING + minutes(30)), record=Record(expected=0.3))
    services.requests.save(
        before, replace(before, asks=(an_ask("anna"),)), loads=[Load(asked, asked=True)], told=[asked]
    )
    assert services.members.get("anna") == replace(asked, version=anna.version + 1)
    [offer] = services.members.offers("anna")
    assert (offer.last_asked, offer.record) == (MORNING, Record(expected=0.3))


def test_what_an_ask_taught_is_kept_with_the_member_and_every_offer(services: TownServices) -> None:
    services.members.save_offer(known(services), an_offer(category=Category.PETS))
    before = created(services.requests)
    record = Record(expected=0.75, yeses=1, silences=2)
    taught = replace(services.members.get("anna"), record=record, last_answered=MORNING)
    services.requests.save(before, before, loads=[Load(taught)])
    assert services.members.get("anna") == replace(taught, version=taught.version + 1)
    assert [(offer.last_asked, offer.record) for offer in services.members.offers("anna")] == [(None, record)] * 2


def _roles(role: str, member: Member) -> dict[str, Any]:
    return {"loads": [Load(member, asked=True)]} if role == "asked" else {"told": [member]}


@pytest.mark.parametrize("role", ["asked", "told"])
def test_nobody_is_asked_or_told_anything_whose_profile_changed_meanwhile(services: TownServices, role: str) -> None:
    """I7, I12."""
    anna, before = known(services), created(services.requests)
    services.members.save(anna, replace(anna, paused_until=MORNING + hours(1)))
    stale = anna.asked(MORNING, MORNING + minutes(30)) if role == "asked" else anna
    roles = _roles(role, stale)
    with pytest.raises(Conflict):
        services.requests.save(before, replace(before, asks=(an_ask("anna"),)), **roles)
    assert services.requests.load(REQUEST_ID) == before
    assert services.members.get("anna").asked_this_week == 0


@pytest.mark.parametrize("role", ["asked", "told"])
def test_nobody_is_asked_or_told_anything_who_left_meanwhile(services: TownServices, role: str) -> None:
    """I7."""
    anna, before = known(services), created(services.requests)
    services.members.erase(anna)
    roles = _roles(role, anna.asked(MORNING, SOON))
    with pytest.raises(Conflict):
        services.requests.save(before, replace(before, asks=(an_ask("anna"),)), **roles)
    assert services.members.find(["anna"]) == {}


def test_nobody_is_matched_who_left_meanwhile(services: TownServices) -> None:
    """I7: or the requester would wait for somebody whom Whapp does not know any more."""
    yes = an_ask("anna", state=AskState.ACCEPTED, closed_at=MORNING)
    before = created(services.requests)
    with pytest.raises(Conflict):
        services.requests.save(before, replace(before, status=Status.MATCHED, asks=(yes,)))
    anna = known(services)
    match = services.requests.save(before, replace(before, status=Status.MATCHED, asks=(yes,)))
    services.members.erase(anna)
    services.requests.save(match, replace(match, waiting_until=SOON))


def test_nobody_is_asked_for_what_they_offer_no_more(services: TownServices) -> None:
    """I7: and no half of an offer comes into being."""
    anna, before = services.members.save(None, a_member("anna")), created(services.requests)
    asked = anna.asked(MORNING, MORNING + minutes(30))
    with pytest.raises(Conflict):
        services.requests.save(before, replace(before, asks=(an_ask("anna"),)), loads=[Load(asked, asked=True)])
    assert (services.requests.load(REQUEST_ID), services.members.get("anna")) == (before, anna)
    assert services.members.offers("anna") == []


def test_telling_somebody_does_not_change_them(services: TownServices) -> None:
    anna, before = known(services), created(services.requests)
    services.requests.save(before, replace(before, status=Status.CANCELLED), told=[anna, anna])
    assert services.members.get("anna") == anna


# --- tokens and watching ---


def test_a_token_is_stored_for_the_version_that_was_decided_on(requests: Requests) -> None:
    """I13."""
    request = created(requests)
    assert requests.store_token(REQUEST_ID, request.version, "token", SOON)
    stored = requests.load(REQUEST_ID)
    assert stored == replace(request, token="token", watch_at=SOON, version=request.version + 1)


@pytest.mark.parametrize("step", [-1, 1])
def test_a_token_for_another_version_is_not_stored(requests: Requests, step: int) -> None:
    request = created(requests)
    request = requests.save(request, replace(request, generation=2))
    assert not requests.store_token(REQUEST_ID, request.version + step, "token", SOON)
    assert requests.load(REQUEST_ID) == request
    assert not requests.store_token("nowhere", 0, "token", SOON)


def test_a_request_is_watched_at_another_time(requests: Requests) -> None:
    request = created(requests)
    requests.postpone(request, MORNING + hours(1))
    assert requests.load(REQUEST_ID) == replace(request, watch_at=MORNING + hours(1))


def test_it_is_not_postponed_when_it_is_watched_otherwise_by_now(requests: Requests) -> None:
    request = created(requests)
    requests.store_token(REQUEST_ID, request.version, "token", SOON + minutes(9))
    requests.postpone(request, MORNING + hours(1))
    assert requests.load(REQUEST_ID).watch_at == SOON + minutes(9)


def test_what_is_finished_is_not_watched_because_somebody_postpones_it(requests: Requests) -> None:
    request = created(requests)
    requests.save(request, replace(request, watch_at=None))
    requests.postpone(request, MORNING + hours(1))
    assert requests.load(REQUEST_ID).watch_at is None


# --- what is told ---


def test_the_timeline_comes_in_order(requests: Requests) -> None:
    """I21."""
    requests.create(a_request().note(Happening.CREATED, MORNING, Actor.REQUESTER))
    request = requests.load(REQUEST_ID)
    for version in range(12):
        request = requests.save(
            request, request.note(Happening.NO_ANSWER, MORNING, ask=ASK).note(Happening.ASKED, SOON)
        )
        assert request.version == version + 1
    events = requests.timeline(REQUEST_ID)
    assert events[:3] == [
        Event(at=MORNING, what=Happening.CREATED, by=Actor.REQUESTER),
        Event(at=MORNING, what=Happening.NO_ANSWER, ask=ASK.number),
        Event(at=SOON, what=Happening.ASKED),
    ]
    assert len(events) == 25
    assert [event.what for event in events[1::2]] == [Happening.NO_ANSWER] * 12


def test_the_words_survive_the_end_for_a_while(requests: Requests) -> None:
    requests.create(EVERYTHING)
    before = requests.load(REQUEST_ID)
    requests.save(replace(before, closed_at=None), replace(before, status=Status.HELPED, closed_at=SOON))
    assert requests.wording(REQUEST_ID) == EVERYTHING.wording


def test_the_end_of_a_request_without_words_leaves_it_without(requests: Requests) -> None:
    before = created(requests)
    requests.save(before, replace(before, status=Status.CANCELLED, closed_at=SOON))
    assert requests.wording(REQUEST_ID) is None
    assert requests.load(REQUEST_ID).status is Status.CANCELLED


def test_a_row_from_before_there_were_parts_stands_in_its_cell() -> None:
    """I19."""
    row = request_mapping.request_row(a_request(within_m=540))
    row.within_m = None
    assert request_mapping.request(row).within_m == WITHIN_CELL_M
