"""I8: a message that had to wait, for the morning or for a second attempt, goes out only while it is still true."""

from dataclasses import replace

import pytest

from tests.support.builders import MORNING, REQUESTER, a_member, a_notice, an_ask, asked, hours, matched, people
from whapp.domain import acts
from whapp.domain.ask import AskState
from whapp.domain.notice import Notice, NoticeKind, NoticeState
from whapp.domain.outbox import settle
from whapp.domain.request import Request, Status

HEARD = a_notice(state=NoticeState.SENT, sent=("sms",))
RELEASED = replace(asked("anna", state=AskState.RELEASED), status=Status.MATCHED)
ASKED_AGAIN = (an_ask("anna", state=AskState.RELEASED), an_ask("anna", round=2, state=AskState.TIMED_OUT))
OPEN, CLOSED = asked("anna"), replace(asked("anna", state=AskState.RELEASED), status=Status.CANCELLED)
DENIED = acts.tell_how_it_went(matched("anna"), "anna", worked_out=False, now=MORNING + hours(5))
STANDING_BY = matched("anna", an_ask("bert", number=2, state=AskState.STAND_BY, closed_at=MORNING))
AFTER_A_WITHDRAWAL = replace(asked("anna", state=AskState.WITHDRAWN), round=2)


def notice(kind: NoticeKind, member_id: str = REQUESTER, number: int = 0, round_: int = 1) -> Notice:
    return a_notice(kind, member_id, number=number, round=round_)


@pytest.mark.parametrize(
    ("request_", "waiting", "true"),
    [
        (OPEN, notice(NoticeKind.ASK, "anna", 1), True),
        (asked("anna", state=AskState.TIMED_OUT), notice(NoticeKind.ASK, "anna", 1), False),
        (OPEN, notice(NoticeKind.ASK, "anna", 2), False),
        (matched("anna"), notice(NoticeKind.MATCHED, number=1), True),
        (matched("anna"), notice(NoticeKind.MATCHED, number=2), False),
        (replace(matched("anna"), status=Status.HELPED), notice(NoticeKind.MATCHED, number=1), False),
        (OPEN, notice(NoticeKind.MATCHED, number=1), False),
        (AFTER_A_WITHDRAWAL, notice(NoticeKind.SEARCHING_AGAIN, round_=2), True),
        (AFTER_A_WITHDRAWAL, notice(NoticeKind.SEARCHING_AGAIN, round_=1), False),
        (replace(matched("anna"), round=2), notice(NoticeKind.SEARCHING_AGAIN, round_=2), False),
        (replace(RELEASED, notices=(HEARD,)), notice(NoticeKind.RELEASED, "anna", 1), True),
        (replace(RELEASED, notices=(HEARD,), status=Status.OPEN), notice(NoticeKind.RELEASED, "anna", 1), False),
        (RELEASED, notice(NoticeKind.RELEASED, "anna", 1), False),
        (replace(RELEASED, notices=(HEARD,)), notice(NoticeKind.RELEASED, "anna", 2), False),
        (replace(RELEASED, notices=(HEARD,), asks=ASKED_AGAIN), notice(NoticeKind.RELEASED, "anna", 1), False),
        (matched("anna"), notice(NoticeKind.DID_IT_WORK_OUT), True),
        (replace(matched("anna"), status=Status.HELPED), notice(NoticeKind.DID_IT_WORK_OUT), False),
        (matched("anna"), notice(NoticeKind.DID_YOU_HELP, "anna", 1), True),
        (matched("anna"), notice(NoticeKind.DID_YOU_HELP, "anna", 2), False),
        (replace(matched("anna"), status=Status.HELPED), notice(NoticeKind.DID_YOU_HELP, "anna", 1), False),
        (DENIED, notice(NoticeKind.HELPER_SAYS_NOT, number=1), True),
        (replace(DENIED, status=Status.HELPED), notice(NoticeKind.HELPER_SAYS_NOT, number=1), False),
        (asked("anna", state=AskState.FELL_THROUGH), notice(NoticeKind.FELL_THROUGH, "anna", 1), True),
        (matched("anna"), notice(NoticeKind.FELL_THROUGH, "anna", 1), False),
        (matched("anna"), notice(NoticeKind.VISIT_REMINDER, "anna", 1), True),
        (matched("anna", needed_from=MORNING), notice(NoticeKind.VISIT_REMINDER, "anna", 1), False),
        (matched("anna"), notice(NoticeKind.ARE_YOU_COMING, "anna", 1), True),
        (matched("anna", status=Status.HELPED), notice(NoticeKind.ARE_YOU_COMING, "anna", 1), False),
        (matched("anna"), notice(NoticeKind.HELPER_SILENT, number=1), True),
        (matched("anna", needed_from=MORNING), notice(NoticeKind.HELPER_SILENT, number=1), False),
        (STANDING_BY, notice(NoticeKind.STAND_BY_WARNED, "bert", 2), True),
        (replace(STANDING_BY, needed_from=MORNING), notice(NoticeKind.STAND_BY_WARNED, "bert", 2), False),
        (replace(STANDING_BY, status=Status.HELPED), notice(NoticeKind.STAND_BY_WARNED, "bert", 2), False),
        (STANDING_BY, notice(NoticeKind.STAND_BY_WARNED, "anna", 1), False),
        (replace(STANDING_BY, status=Status.HELPED), notice(NoticeKind.STAND_BY_RELEASED, "bert", 2), True),
        (STANDING_BY, notice(NoticeKind.RELEASED, "bert", 2), False),
        (replace(STANDING_BY, status=Status.OPEN), notice(NoticeKind.STAND_BY_RELEASED, "bert", 2), False),
        (replace(STANDING_BY, status=Status.HELPED), notice(NoticeKind.STAND_BY_RELEASED, "anna", 1), False),
        (replace(OPEN, asks=(an_ask("anna", state=AskState.LET_GO),)), notice(NoticeKind.LET_GO, "anna", 1), True),
        (matched("anna"), notice(NoticeKind.LET_GO, "anna", 1), False),
        (replace(matched("anna"), round=2), notice(NoticeKind.MATCHED, number=0, round_=2), True),
        (replace(matched("anna"), round=3), notice(NoticeKind.MATCHED, number=0, round_=2), False),
        (replace(matched("anna"), status=Status.OPEN, round=2), notice(NoticeKind.MATCHED, round_=2), False),
        (matched("anna", status=Status.HELPED), notice(NoticeKind.THANKS, "anna", 1), True),
        (matched("anna"), notice(NoticeKind.THANKS, "anna", 1), False),
        (CLOSED, notice(NoticeKind.VISIT_CANCELLED, "anna", 1), True),
        (CLOSED, notice(NoticeKind.EXPIRED), True),
        (CLOSED, notice(NoticeKind.NOBODY_AVAILABLE), True),
    ],
)
def test_a_message_is_kept_only_while_it_is_true(request_: Request, waiting: Notice, true: bool) -> None:
    request = replace(request_, notices=(*request_.notices, waiting))
    settled = settle(request, people(a_member("anna"), a_member("bert")), MORNING)
    assert settled.notices[-1].state is (NoticeState.PENDING if true else NoticeState.DROPPED)
