"""What `whapp.ports.Requests` promises of the messages of a request: none is written over, claimed twice or undone."""

from dataclasses import replace

import pytest

from tests.support.builders import MORNING, REQUEST_ID, a_notice, a_request, created, minutes
from whapp.domain.errors import Conflict
from whapp.domain.member import Channel
from whapp.domain.notice import Notice, NoticeKind, NoticeState
from whapp.domain.outbox import come_back
from whapp.domain.request import Request, Status
from whapp.ports import Requests

SOON = MORNING + minutes(2)
BOTH = (Channel.SMS, Channel.EMAIL)
CLAIMED = a_notice(attempts=1, attempted_at=MORNING, secret="s")
REACHED = CLAIMED.tried(Channel.SMS, reached=True, channels=(Channel.SMS,))
REFUSED = CLAIMED.tried(Channel.SMS, reached=False, channels=BOTH)
HALF = [replace(CLAIMED, sent=(Channel.SMS,)), REFUSED]  # as an earlier version wrote them, and as this one does


def with_claimed(requests: Requests) -> Request:
    before = created(requests)
    return requests.save(before, replace(before, notices=(CLAIMED,)))


def test_what_became_of_a_message_is_remembered_without_a_new_version(requests: Requests) -> None:
    request = with_claimed(requests)
    requests.mark(REQUEST_ID, CLAIMED, REACHED)
    after = requests.load(REQUEST_ID)
    assert (after.notices, after.version) == ((REACHED,), request.version)
    assert after.notices[0].secret is None


def test_a_message_that_one_channel_refused_keeps_its_secret_for_the_next(requests: Requests) -> None:
    with_claimed(requests)
    requests.mark(REQUEST_ID, CLAIMED, REFUSED)
    assert requests.load(REQUEST_ID).notices == (REFUSED,)


def test_a_message_that_was_turned_away_can_be_claimed_anew_and_is_put_back_once(requests: Requests) -> None:
    with_claimed(requests)
    back = come_back(CLAIMED, a_request(), MORNING)
    requests.mark(REQUEST_ID, CLAIMED, back)
    before = requests.load(REQUEST_ID)
    assert before.notices == (back,)
    again = replace(back, attempts=1, attempted_at=SOON)
    requests.save(before, replace(before, notices=(again,)))
    requests.mark(REQUEST_ID, CLAIMED, back)  # the repeat of a call whose answer was lost
    assert requests.load(REQUEST_ID).notices == (again,)


def test_a_mark_that_comes_after_another_claim_is_without_effect(requests: Requests) -> None:
    before = with_claimed(requests)
    again = replace(CLAIMED, attempts=2, attempted_at=SOON)
    requests.save(before, replace(before, notices=(again,)))
    requests.mark(REQUEST_ID, CLAIMED, REACHED)
    assert requests.load(REQUEST_ID).notices == (again,)


@pytest.mark.parametrize("half", HALF, ids=["reached", "refused"])
def test_a_mark_does_not_undo_another_one(requests: Requests, half: Notice) -> None:
    """I10."""
    with_claimed(requests)
    requests.mark(REQUEST_ID, CLAIMED, half)
    requests.mark(REQUEST_ID, CLAIMED, CLAIMED.tried(Channel.EMAIL, reached=True, channels=BOTH))
    assert requests.load(REQUEST_ID).notices == (half,)


def test_a_mark_does_not_bring_a_dropped_message_back(requests: Requests) -> None:
    """I7."""
    before, dropped = with_claimed(requests), CLAIMED.settled(NoticeState.DROPPED)
    requests.save(before, replace(before, notices=(dropped,)))
    requests.mark(REQUEST_ID, CLAIMED, HALF[0])
    assert requests.load(REQUEST_ID).notices == (dropped,)


def test_a_message_is_not_written_over_by_whoever_does_not_know_it(requests: Requests) -> None:
    """I10."""
    before = with_claimed(requests)
    with pytest.raises(Conflict):
        requests.save(replace(before, notices=()), replace(before, notices=(replace(CLAIMED, attempts=0),)))
    assert requests.load(REQUEST_ID) == before


@pytest.mark.parametrize("mark", [REACHED, *HALF], ids=["reached", "half reached", "half refused"])
def test_a_message_is_not_claimed_again_when_it_was_marked_meanwhile(requests: Requests, mark: Notice) -> None:
    """I10: or it would be sent twice."""
    before = with_claimed(requests)
    requests.mark(REQUEST_ID, CLAIMED, mark)
    with pytest.raises(Conflict):
        requests.save(before, replace(before, notices=(replace(CLAIMED, attempts=2, attempted_at=SOON),)))


def test_a_change_of_something_else_leaves_a_mark_as_it_is(requests: Requests) -> None:
    before = with_claimed(requests)
    requests.mark(REQUEST_ID, CLAIMED, REACHED)
    requests.save(before, replace(before, status=Status.MATCHED))
    assert requests.load(REQUEST_ID).notices == (REACHED,)


def test_a_kind_of_message_is_written_once(requests: Requests) -> None:
    before = created(requests)
    told = before.tell(NoticeKind.EXPIRED, "rosa")
    requests.save(before, told)
    assert requests.load(REQUEST_ID).notices == told.notices
