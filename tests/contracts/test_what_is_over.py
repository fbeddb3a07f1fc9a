"""What is over is not there for a reader, whether TTL has come by or not: it is a broom that may be days late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import boto3
import pytest

from tests.support.builders import MORNING, REQUEST_ID, REQUESTER, a_member, an_ask, created, hours, minutes
from tests.support.fakes import TownServices
from tests.support.table import REGION, TABLE
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.list_asks import list_asks
from whapp.app.list_requests import list_requests
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.reply_view import ReplyState
from whapp.app.show_contact import show_contact
from whapp.app.show_reply import show_reply
from whapp.domain import acts
from whapp.domain.ask import AskState
from whapp.domain.errors import NotFound
from whapp.domain.event import Happening
from whapp.domain.member import Member
from whapp.domain.request import Request, Status, Wording
from whapp.domain.retention import Matter, until

LINK = REQUEST_ID + "secret of anna"
CLOSED = MORNING + hours(5)
WORDS = Wording(text="melk en brood", address="Dorpsstraat 1")


@pytest.fixture(autouse=True)
def helped(services: TownServices) -> Request:
    """Anna helped Rosa, and that is the end of it."""
    for id_ in ("anna", REQUESTER):
        services.members.save(None, a_member(id_))
    made = created(services.requests, wording=WORDS)
    said_yes = an_ask(state=AskState.ACCEPTED, closed_at=MORNING)
    matched = replace(made, asks=(said_yes,), status=Status.MATCHED).note(Happening.MATCHED, MORNING)
    matched = services.requests.save(made, matched)
    return services.requests.save(matched, acts.done(matched, CLOSED))


def text_of_request(services: TownServices) -> object:
    return read_request(services, REQUEST_ID, REQUESTER).wording


def contact(services: TownServices) -> object:
    try:
        return show_contact(services, REQUEST_ID, "anna")
    except NotFound:
        return None


def request(services: TownServices) -> object:
    try:
        return services.requests.load(REQUEST_ID)
    except NotFound:
        return None


def page(services: TownServices) -> object:
    return show_reply(services, LINK).state is not ReplyState.UNKNOWN


def listed(services: TownServices) -> object:
    return list_requests(services, REQUESTER, None).items


def asked(services: TownServices) -> object:
    return list_asks(services, "anna", None).items


def happened(services: TownServices) -> object:
    return [each for each in read_timeline(services, REQUEST_ID, REQUESTER) if each.what is Happening.MATCHED]


@pytest.mark.parametrize(
    ("look", "matter", "since"),
    [
        (contact, Matter.CONTACT, CLOSED),
        (text_of_request, Matter.WORDING, CLOSED),
        (page, Matter.REPLY_LINK, CLOSED),
        (request, Matter.REQUEST, CLOSED),
        (listed, Matter.REQUEST, CLOSED),
        (asked, Matter.REQUEST, CLOSED),
        (happened, Matter.TIMELINE, MORNING),
    ],
)
def test_it_is_there_until_its_time_and_then_it_is_not(
    services: TownServices, look: Callable[[TownServices], object], matter: Matter, since: datetime
) -> None:
    services.clock.now = until(matter, since) - minutes(1)
    assert look(services)
    services.clock.now = until(matter, since) + minutes(1)
    assert not look(services)


def test_a_link_that_is_over_decides_nothing(services: TownServices, helped: Request) -> None:
    services.clock.now = until(Matter.REPLY_LINK, CLOSED)
    for decision in Decision:
        assert answer_reply(services, LINK, decision, None).state is ReplyState.UNKNOWN
    assert services.requests.load(REQUEST_ID) == replace(helped, news=())


def test_a_guest_is_forgotten_in_time(services: TownServices) -> None:
    kept_until = until(Matter.GUEST, MORNING)
    guest = Member(id="guest-1", first_name="Greet", birth_year=0, phone="+31612345678", kept_until=kept_until)
    services.members.save(None, guest)
    services.clock.now = kept_until - minutes(1)
    assert services.members.get("guest-1").first_name == "Greet"
    services.clock.now = kept_until
    assert services.members.find(["guest-1"]) == {}
    with pytest.raises(NotFound):
        services.members.get("guest-1")


def test_a_request_that_is_given_more_time_is_kept_for_longer(services: TownServices) -> None:
    made = created(services.requests, id="b" * 16)
    later = made.needed_until + timedelta(days=50)
    services.requests.save(made, acts.extend(made, later, MORNING))
    services.clock.now = until(Matter.REQUEST, made.needed_until) + timedelta(days=1)
    assert services.requests.load(made.id).needed_until == later


@pytest.mark.parametrize("services", ["on the table"], indirect=True)
def test_every_row_of_a_request_that_ended_has_its_time(services: TownServices) -> None:
    found = {
        row["sk"]["S"].split("#")[0]: int(row["expires_at"]["N"])
        for row in boto3.client("dynamodb", region_name=REGION).scan(TableName=TABLE)["Items"]
        if row["pk"]["S"].startswith("REQUEST#")
    }
    year, month = (int(until(each, CLOSED).timestamp()) for each in (Matter.REQUEST, Matter.WORDING))
    assert found == {"REQUEST": year, "ASK": year, "TEXT": month, "TIMELINE": year}
