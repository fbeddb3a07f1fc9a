"""Which question a text can be about."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.builders import MORNING, a_member, a_notice, asked, hours, matched, minutes
from whapp.domain.member import Care, Channel, Letter, Member
from whapp.domain.notice import Notice, NoticeKind
from whapp.domain.question import last_question

ANNA = a_member("anna")


def out(kind: NoticeKind = NoticeKind.ASK, after: float = 0, **known: Any) -> Notice:
    """A message that went to Anna's phone so many minutes after ten."""
    return a_notice(kind, attempts=1, attempted_at=MORNING + minutes(after), **{"sent": (Channel.SMS,), **known})


def kind_of_last(*notices: Notice, member: Member = ANNA, after: float = 60) -> NoticeKind | None:
    """What a text of so many minutes after ten is about."""
    found = last_question([matched("anna"), asked("anna", notices=notices)], member, MORNING + minutes(after))
    return found[1].kind if found else None


def test_it_is_the_one_that_went_out_last() -> None:
    coming = out(NoticeKind.ARE_YOU_COMING, 10)
    assert kind_of_last(out(), coming) is kind_of_last(coming, out()) is NoticeKind.ARE_YOU_COMING


@pytest.mark.parametrize(
    "other",
    [
        out(NoticeKind.THANKS, 10),
        out(NoticeKind.ARE_YOU_COMING, 10, member_id="bert"),
        a_notice(NoticeKind.ARE_YOU_COMING),
    ],
    ids=["asks nothing", "to somebody else", "not out yet"],
)
def test_whatever_else_is_no_question_to_her(other: Notice) -> None:
    assert kind_of_last(out(), other) is NoticeKind.ASK


def test_a_text_answers_nothing_else_when_the_last_question_is_not_the_one_it_can_be_about() -> None:
    assert kind_of_last(out(), out(NoticeKind.LET_GO, 61)) is None, "younger than the text"
    assert kind_of_last(out(), out(NoticeKind.LET_GO, 10, sent=())) is None, "not known to have gone out"
    assert kind_of_last(out(), out(NoticeKind.LET_GO, 10, sent=(Channel.EMAIL,))) is None, "by e-mail only"
    letter = replace(ANNA, care=Care(letter=Letter.STILL_WILLING, written_at=MORNING + hours(0.5)))
    assert kind_of_last(out(), member=letter) is None, "a letter came after it"
    assert kind_of_last() is None
