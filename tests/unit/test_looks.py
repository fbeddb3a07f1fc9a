"""What Decide looks at, and what it leaves alone: on the fakes."""

from dataclasses import replace

import pytest

from tests.support.builders import MORNING, REQUESTER, RINGS, a_member, a_request, a_shortlist, an_ask, asked, matched
from tests.support.fakes import FakeServices, fake_services
from tests.support.letters import kind_of
from whapp.app.decide import decide
from whapp.domain.ask import AskState
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Request, Status


@pytest.fixture
def services() -> FakeServices:
    """Rosa, and Anna and Bert who do groceries."""
    return fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna"), a_member("bert"))


def given(services: FakeServices, request: Request) -> Request:
    """This request is in the store."""
    services.requests.create(request)
    return services.requests.load(request.id)


def test_whoever_stands_by_hears_that_the_search_is_over(services: FakeServices) -> None:
    stand_by = an_ask("anna", state=AskState.STAND_BY, closed_at=MORNING, learnt=AskState.STAND_BY)
    request = given(services, a_request(round=2, asks=(stand_by,), shortlist=a_shortlist("anna")))
    services.clock.now = request.needed_until
    assert decide(services, request.id, 2, 1).outcome == Status.EXPIRED
    sent = {(sent.member.id, kind_of(sent.message)) for sent in services.notifier.sent}
    assert sent == {(REQUESTER, NoticeKind.EXPIRED), ("anna", NoticeKind.STAND_BY_RELEASED)}


@pytest.mark.parametrize("request_", [matched("anna"), asked("anna", status=Status.CANCELLED)], ids=["matched", "over"])
@pytest.mark.parametrize("rings", [RINGS, ()], ids=["near", "nowhere"])
def test_nobody_is_looked_for_once_somebody_comes_or_it_is_over(
    services: FakeServices, request_: Request, rings: tuple[tuple[str, ...], ...]
) -> None:
    for shortlist in (a_shortlist(circles=1) if rings else None, None):
        request = given(services, replace(request_, id=f"{bool(shortlist)}", rings=rings, shortlist=shortlist))
        decide(services, request.id, 1, 1)
        assert services.requests.load(request.id).shortlist == shortlist
