"""Somebody without the app, for whom a moderator asks, is told what the moderator did: help was promised to them."""

from tests.support.builders import MORNING, REQUESTER, asked, matched
from whapp.domain import acts
from whapp.domain.acts import parting
from whapp.domain.event import Actor
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Request


def told(request: Request) -> set[NoticeKind]:
    return {notice.kind for notice in request.notices if notice.member_id == REQUESTER}


def test_that_nobody_comes_any_more() -> None:
    assert NoticeKind.CANCELLED_BY_US in told(acts.cancel(matched("anna", posted_by="mo"), MORNING))
    assert told(acts.cancel(matched("anna"), MORNING)) == set(), "whoever cancelled knows"
    assert told(acts.cancel(asked("anna", posted_by="mo"), MORNING)) == set(), "nobody was promised yet"


def test_that_somebody_else_is_looked_for() -> None:
    parted = parting.part(matched("anna", posted_by="mo"), "anna", Actor.REQUESTER, MORNING)
    assert NoticeKind.SEARCHING_AGAIN in told(parted)
    assert NoticeKind.SEARCHING_AGAIN not in told(parting.part(matched("anna"), "anna", Actor.REQUESTER, MORNING))
