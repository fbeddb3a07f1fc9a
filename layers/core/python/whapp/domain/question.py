"""What somebody was asked last: a text that says no more than yes or no is about that."""

from collections.abc import Iterable
from datetime import datetime

from whapp.domain.member import Channel, Member
from whapp.domain.notice import Notice, NoticeKind
from whapp.domain.request import Request

ARE_YOU_COMING = frozenset({NoticeKind.VISIT_REMINDER, NoticeKind.ARE_YOU_COMING})
_QUESTIONS = ARE_YOU_COMING | {
    NoticeKind.ASK,
    NoticeKind.LET_GO,
    NoticeKind.STAND_BY_WARNED,
    NoticeKind.DID_YOU_HELP,
    NoticeKind.DID_IT_WORK_OUT,
    NoticeKind.HELPER_SAYS_NOT,
}


def last_question(requests: Iterable[Request], member: Member, at: datetime) -> tuple[Request, Notice] | None:
    """The last message that asks this member something, and its request; None when a text of `at` cannot be about it.

    That is so when it is younger, or is not known to have gone out by SMS: a text must not answer another question
    than the one that was read.
    """
    asked = [
        (notice.attempted_at, request, notice)
        for request in requests
        for notice in request.notices
        if notice.member_id == member.id and notice.kind in _QUESTIONS and notice.attempts and notice.attempted_at
    ]
    if not asked:
        return None
    went_out, request, question = max(asked, key=lambda each: each[0])
    by_letter = member.care.written_at is not None and went_out < member.care.written_at
    if by_letter or at < went_out or Channel.SMS not in question.sent:
        return None
    return request, question
