"""The ledger counts every message that a phone heard, also a later one about an ask, with a link of its own (I10)."""

from tests.chaos.ledger import Ledger, Row, repetitions
from whapp.domain.ask import hash_secret
from whapp.domain.language import Language
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind, NoticeState

ID, PHONE = "r" * 16, "+31612345678"
QUESTION, HOW_IT_WENT = (f"https://whapp.example/r/{ID}{secret * 22}" for secret in "qh")
ASKED = compose(NoticeKind.ASK, Language.NL, QUESTION).sms
FOLLOWED_UP = compose(NoticeKind.DID_YOU_HELP, Language.NL, HOW_IT_WENT).sms
VISIT_OFF = compose(NoticeKind.VISIT_CANCELLED, Language.NL, None).sms


def _notice(kind: NoticeKind, attempts: int) -> Row:
    return {
        "pk": f"REQUEST#{ID}", "sk": f"NOTICE#0001#0001#{kind}", "round": 1, "number": 1, "notice_kind": kind,
        "member_id": "anna", "attempts": attempts, "state": NoticeState.SENT,
    }  # fmt: skip


LEDGER = Ledger([
    {"pk": "MEMBER#anna", "sk": "PROFILE", "phone": PHONE},
    {
        "pk": f"REQUEST#{ID}", "sk": "ASK#0001#0001", "round": 1, "number": 1,
        "reply_hash": hash_secret("q" * 22), "later_hashes": [hash_secret("h" * 22)],
    },
    _notice(NoticeKind.ASK, 1),
    _notice(NoticeKind.DID_YOU_HELP, 2),
    _notice(NoticeKind.VISIT_CANCELLED, 1),
])  # fmt: skip


def test_each_message_may_be_heard_as_often_as_it_was_tried() -> None:
    heard = {(PHONE, ASKED): 1, (PHONE, FOLLOWED_UP): 2, (PHONE, VISIT_OFF): 1}
    assert repetitions(LEDGER, heard) == (1, [])


def test_what_is_heard_more_often_or_never_though_it_was_sent_is_wrong() -> None:
    again, wrong = repetitions(LEDGER, {(PHONE, ASKED): 1, (PHONE, FOLLOWED_UP): 3})
    assert again == 2
    assert len(wrong) == 2
    assert any("heard 3 times, 0 sent in 2 attempts" in each for each in wrong)
    assert any("heard 0 times, 1 sent in 1 attempts" in each for each in wrong)
