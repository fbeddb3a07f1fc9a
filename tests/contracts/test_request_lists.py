"""What `whapp.ports.Requests` promises about lists: own requests, asks to a member, and what is overdue."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from tests.support.builders import MORNING, REQUESTER, a_request, a_shortlist, an_ask, hours, minutes
from tests.support.fake_pages import PAGE_SIZE
from whapp.domain.errors import InvalidInput
from whapp.domain.request import Request, Status
from whapp.ports import Page, Requests

T = TypeVar("T")
MANY = PAGE_SIZE + 4


def id_of(number: int) -> str:
    return f"request-{number:08}"


def all_pages(read: Callable[[str | None], Page[T]]) -> list[T]:
    page = read(None)
    items = list(page.items)
    while page.next:
        page = read(page.next)
        items += page.items
    return items


def many(requests: Requests) -> list[Request]:
    """Requests of Rosa, each with one ask to Anna, a minute apart."""
    made = []
    for number in range(MANY):
        request = a_request(id=id_of(number), created_at=MORNING + minutes(number), shortlist=a_shortlist())
        requests.create(request)
        ask = an_ask("anna", request_id=request.id, asked_at=MORNING + minutes(number))
        made.append(requests.save(request, replace(request, asks=(ask,))))
    return made


def test_own_requests_come_newest_first_page_by_page_and_without_asks(requests: Requests) -> None:
    made = many(requests)
    requests.create(a_request(id="somebody-elses-0", requester_id="bert"))
    listed = all_pages(lambda cursor: requests.of_requester(REQUESTER, cursor))
    assert listed == [replace(request, asks=(), shortlist=None) for request in reversed(made)]
    assert len(requests.of_requester(REQUESTER, None).items) == PAGE_SIZE


def test_when_somebody_asked_for_the_first_time_is_known(requests: Requests) -> None:
    assert requests.first_asked_at(REQUESTER) is None
    for number in (1, 0):
        requests.create(a_request(id=f"the-request-no-{number}", created_at=MORNING + hours(number)))
    assert requests.first_asked_at(REQUESTER) == MORNING
    assert requests.first_asked_at("bert") is None


def test_own_requests_are_shown_as_they_are_now(requests: Requests) -> None:
    request = a_request()
    requests.create(request)
    requests.save(request, replace(request, status=Status.CANCELLED))
    assert [each.status for each in requests.of_requester(REQUESTER, None).items] == [Status.CANCELLED]


def test_asks_come_newest_first_page_by_page(requests: Requests) -> None:
    made = many(requests)
    listed = all_pages(lambda cursor: requests.asked_of("anna", cursor))
    assert listed == [request.asks[0].id for request in reversed(made)]


def test_whoever_has_nothing_gets_an_empty_page(requests: Requests) -> None:
    assert requests.of_requester("nobody", None) == Page([], None)
    assert requests.asked_of("nobody", None) == Page([], None)


@pytest.mark.parametrize("cursor", ["", "x", "é", "e30", "bnVsbA", "W10", "🐈", "A" * 5000])
def test_a_made_up_cursor_is_refused(requests: Requests, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        requests.of_requester(REQUESTER, cursor)


def test_a_cursor_is_for_one_list_only(requests: Requests) -> None:
    """Nobody reads on in somebody else's list."""
    many(requests)
    cursor = requests.of_requester(REQUESTER, None).next
    with pytest.raises(InvalidInput):
        requests.of_requester("anna", cursor)


def test_what_is_overdue_is_found_and_nothing_else_the_longest_first(requests: Requests) -> None:
    """I14: a run that stops early leaves what can wait longest."""
    for number in reversed(range(20)):  # over every shard of the index
        requests.create(a_request(id=id_of(number), watch_at=MORNING + minutes(number)))
    requests.create(a_request(id="finished-0000000", watch_at=None))
    assert list(requests.overdue(MORNING + minutes(12))) == [id_of(number) for number in range(12)]


def test_what_was_seen_to_is_not_overdue_any_more(requests: Requests) -> None:
    later, finished, waits = (a_request(id=id_of(number), watch_at=MORNING) for number in range(3))
    for request in (later, finished, waits):
        requests.create(request)
    now = MORNING + minutes(5)
    requests.postpone(later, now)
    requests.save(finished, replace(finished, watch_at=None))
    requests.store_token(waits.id, waits.version, "token", now)
    assert list(requests.overdue(now)) == []
    assert set(requests.overdue(now + minutes(1))) == {later.id, waits.id}
