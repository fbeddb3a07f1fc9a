"""Whose profiles a decision needs: nobody's too few, or it takes them for gone."""

from tests.support.builders import MORNING, REQUESTER, a_notice, a_request, an_ask, matched
from whapp.domain.ask import AskState
from whapp.domain.cascade import concerned
from whapp.domain.notice import NoticeKind, NoticeState

STAND_BY = an_ask("dina", number=4, state=AskState.STAND_BY, closed_at=MORNING, learnt=AskState.STAND_BY)


def test_while_it_searches_those_who_may_answer_or_stand_by_those_there_is_to_learn_of_and_those_who_are_told() -> None:
    asks = (
        an_ask("anna"),
        an_ask("bert", number=2, state=AskState.DECLINED, learnt=AskState.DECLINED),
        an_ask("cas", number=3, state=AskState.TIMED_OUT),
        STAND_BY,
    )
    notices = (
        a_notice(NoticeKind.RELEASED, "eva"),
        a_notice(NoticeKind.RELEASED, "frits", number=2, state=NoticeState.SENT),
    )
    assert concerned(a_request(asks=asks, notices=notices)) == (REQUESTER, "dina", "anna", "cas", "eva")


def test_with_a_match_whoever_comes_and_whoever_could_come_instead() -> None:
    assert concerned(matched("anna", STAND_BY)) == (REQUESTER, "anna", "dina")
