"""The day on which no more SMS go out: e-mail goes on, nobody is asked in vain, and what must be told waits."""

from dataclasses import replace

import pytest

from tests.support.builders import MORNING, REQUESTER, a_member, a_need, hours
from tests.support.fakes import FakeServices, fake_services
from whapp.app.change import change
from whapp.app.create_request import create_request
from whapp.app.decide import decide
from whapp.app.give_answer import give_answer
from whapp.domain.ask import Answer, AskState
from whapp.domain.errors import SmsPaused
from whapp.domain.event import Happening
from whapp.domain.member import Channel
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.request import Request
from whapp.domain.step import Step, StepKind

TOMORROW = MORNING + hours(24)
BOTH = (Channel.SMS, Channel.EMAIL)


@pytest.fixture
def services() -> FakeServices:
    """Rosa asks until the day after tomorrow; Anna has a phone only, Bert a mailbox too."""
    bert = a_member("bert", channels=BOTH, email="bert@example.org")
    return fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna"), bert)


def paused(services: FakeServices, *names: str) -> None:
    """No more SMS to these until tomorrow; the worker knows it from the start."""
    for name in names:
        services.notifier.trouble[name] = SmsPaused(TOMORROW)


def made(services: FakeServices) -> Request:
    need = a_need(needed_until=MORNING + hours(48))
    return create_request(services, REQUESTER, need, None)


def test_whoever_has_a_mailbox_is_asked_by_email_and_whoever_has_not_is_left_in_peace(services: FakeServices) -> None:
    paused(services, "anna", "bert")
    request = made(services)
    decide(services, request.id, 1, 1)
    [ask] = services.requests.load(request.id).open_asks
    assert ask.helper_id == "bert"
    assert [(sent.member.id, sent.channel) for sent in services.notifier.sent] == [("bert", Channel.EMAIL)]
    assert services.members.get("anna").asked_this_week == 0


def test_with_nobody_else_the_search_waits_until_sms_go_out_again(services: FakeServices) -> None:
    bert = services.members.get("bert")
    services.members.save(bert, replace(bert, channels=(Channel.SMS,)))
    paused(services, "anna", "bert")
    request = made(services)
    ruling = decide(services, request.id, 1, 1)
    assert ruling.step == Step(StepKind.WAIT, TOMORROW)
    assert services.requests.timeline(request.id)[-1].what is Happening.WAITING_FOR_SOMEBODY_FREE
    services.clock.now = TOMORROW
    decide(services, request.id, 1, 1)
    assert services.requests.load(request.id).open_asks


def test_an_ask_that_met_the_pause_is_no_silence(services: FakeServices, monkeypatch: pytest.MonkeyPatch) -> None:
    """I9: the worker that meets the pause first did not know of it when it asked."""
    paused(services, "anna", "bert")
    known = iter([None])
    resume_at = services.notifier.sms_resume_at
    monkeypatch.setattr(services.notifier, "sms_resume_at", lambda now: next(known, resume_at(now)))
    request = made(services)
    decide(services, request.id, 1, 1)
    asks = services.requests.load(request.id).asks
    assert [(ask.helper_id, ask.state) for ask in asks] == [("anna", AskState.UNDELIVERABLE), ("bert", AskState.OPEN)]
    assert services.members.get("anna").record.silences == 0


def test_what_the_requester_must_know_waits_as_no_attempt_and_goes_out_once(services: FakeServices) -> None:
    """I10, I13, promise 3."""
    request = made(services)
    decide(services, request.id, 1, 1)
    [ask] = services.requests.load(request.id).open_asks
    change(services, request.id, lambda now: (give_answer(services, now, ask, None, Answer.YES, None)[0], None))
    paused(services, REQUESTER)
    for _ in range(5):
        ruling = decide(services, request.id, 1, 1)
    told = next(n for n in services.requests.load(request.id).notices if n.kind is NoticeKind.MATCHED)
    assert (told.state, told.attempts) == (NoticeState.PENDING, 0)
    assert ruling.step.kind is StepKind.ACCOMPANY
    services.clock.now = TOMORROW
    for _ in range(2):
        decide(services, request.id, 1, 1)
    assert [sent.at for sent in services.notifier.sent if sent.member.id == REQUESTER] == [TOMORROW]
