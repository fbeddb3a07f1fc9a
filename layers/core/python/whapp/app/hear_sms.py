"""Somebody sent an SMS."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum

from whapp.app.change import change
from whapp.app.change_profile import change_profile
from whapp.app.give_answer import give_answer
from whapp.domain import acts, care
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, Ask, AskState, request_id_of
from whapp.domain.budget import BUDGETS, Spending, purse_of
from whapp.domain.errors import DeliveryDelayed, NotFound, StateForbids, Undeliverable
from whapp.domain.guard import plan_for
from whapp.domain.member import Channel, Member
from whapp.domain.messages.by_return import Reply, write_back
from whapp.domain.notice import NoticeKind
from whapp.domain.question import ARE_YOU_COMING, last_question
from whapp.domain.request import Request, Status
from whapp.domain.texting import Said, Text, understand
from whapp.ports import Services

A_SECOND = timedelta(seconds=1)  # the clocks of those who pass it on may tell no less
_REPLIES: Mapping[Outcome, Reply] = {
    Outcome.MATCHED: Reply.MATCHED,
    Outcome.DECLINED: Reply.DECLINED,
    Outcome.TOO_LATE_STAND_BY: Reply.STAND_BY,
    Outcome.TOO_LATE: Reply.NOT_NEEDED,
    Outcome.CLOSED: Reply.NOT_NEEDED,
}


class Heard(StrEnum):
    """What became of a text."""

    IGNORED = "ignored"  # nobody we know, or no phone at all
    SILENT = "silent"  # done, or nothing to do, and nothing to say
    REPLIED = "replied"


def hear_sms(services: Services, text: Text) -> Heard:
    """Do what a member's text asks for, and say so by return, at most once and so many times a day.

    A yes or no answers the last question that went out to that phone before the text. STOP ends asks at once. The same
    text again has no new effect. Whoever is no member gets no answer: what answers machines, answers itself.
    """
    try:
        member = _sender(services, text)
    except NotFound:
        return Heard.IGNORED
    said = understand(text.words)
    if said is Said.START and not _spend(services, text.id, Spending.TEXT):
        return Heard.SILENT  # or a late repeat would undo a STOP that came after it
    reply = _done(services, member, said, text)
    if reply is None or not _may_reply(services, member, said, reply, text):
        return Heard.SILENT
    try:
        services.notifier.send(member, Channel.SMS, write_back(reply, member.language))
    except (Undeliverable, DeliveryDelayed):
        return Heard.SILENT
    return Heard.REPLIED


def _sender(services: Services, text: Text) -> Member:
    if text.phone == text.to or not services.notifier.may_text(text.phone):
        raise NotFound
    return services.members.of_phone(text.phone)


def _done(services: Services, member: Member, said: Said, text: Text) -> Reply | None:
    if member.suspended_at and said is not Said.STOP:
        return Reply.SUSPENDED
    match said:
        case Said.YES | Said.NO:
            return _answer(services, member, Answer.YES if said is Said.YES else Answer.NO, text)
        case Said.STOP:
            _pause(services, member.id)
            return Reply.STOPPED  # also to whom Whapp paused: they do not know that
        case Said.START:
            return Reply.STARTED if _resume(services, member.id) else None
        case Said.OTHER:
            return Reply.HELP


def _answer(services: Services, member: Member, said: Answer, text: Text) -> Reply | None:
    """Answer the question that went out to the member last, however late; HELP when that is not what they mean."""
    asked = last_question(_requests_of(services, member.id), member, text.at + A_SECOND)
    if asked is None:
        return Reply.HELP

    def act(request: Request) -> tuple[Request, Reply]:
        ask = request.newest_asks.get(member.id)
        if ask is None:
            return request, Reply.HELP
        return _answered(services, request, ask, asked[1].kind, said)

    try:
        return change(services, asked[0].id, act)
    except NotFound:
        return Reply.HELP


def _requests_of(services: Services, member_id: str) -> Iterator[Request]:
    """The requests about which this member may have been asked something lately."""
    asks = services.requests.asked_of(member_id, None).items
    own = services.requests.of_requester(member_id, None).items
    matched = [request.id for request in own if request.status is Status.MATCHED]
    for request_id in dict.fromkeys([*map(request_id_of, asks), *matched]):
        with suppress(NotFound):  # erased since the index was read
            yield services.requests.load(request_id)


def _answered(services: Services, request: Request, ask: Ask, about: NoticeKind, said: Answer) -> tuple[Request, Reply]:
    """The request with the answer to this kind of question, and what to say.

    A no to "can you help?" after the yes to it takes nothing back: the link asks for two taps. A no to "are you
    coming?" does.
    """
    now, yes = services.now(), said is Answer.YES
    helper = services.members.get(ask.helper_id)
    if about is NoticeKind.DID_YOU_HELP:
        with suppress(NotFound, StateForbids):  # nothing to tell any more
            request = acts.tell_how_it_went(request, helper.id, worked_out=yes, now=now)
        return request, Reply.TOLD
    if ask.state is AskState.ACCEPTED and request.status is Status.MATCHED:
        if about in ARE_YOU_COMING:
            return _says_whether_they_come(services, request, helper, yes=yes)
        return request, Reply.MATCHED if yes else Reply.STILL_COMING
    after, outcome = give_answer(services, request, ask, helper, said, None)
    return after, _REPLIES[outcome]


def _says_whether_they_come(
    services: Services, request: Request, helper: Member, *, yes: bool
) -> tuple[Request, Reply]:
    """As the buttons of the page do; what comes when it is too late for that changes nothing."""
    now = services.now()
    try:
        if not yes:
            return acts.withdraw(request, helper.id, now), Reply.DECLINED
        return acts.coming(request, helper.id, plan_for(request, helper, services.policy).reminder, now), Reply.MATCHED
    except StateForbids:
        return request, Reply.MATCHED if yes else Reply.HELP


def _pause(services: Services, member_id: str) -> None:
    def act(member: Member | None) -> None:
        if member and (stopped := care.stop(member)) != member:
            services.members.save(member, stopped)

    change_profile(services, member_id, act)


def _resume(services: Services, member_id: str) -> bool:
    def act(member: Member | None) -> bool:
        if member is None or member.paused_until is None or member.suspended_at:
            return False
        services.members.save(member, care.welcome_back(member, services.now()))
        return True

    return change_profile(services, member_id, act)


def _may_reply(services: Services, member: Member, said: Said, reply: Reply, text: Text) -> bool:
    """Whether this is the first time that this text is heard, and there were not too many replies today."""
    holder = member.phone or member.id
    if said is not Said.START and not _spend(services, text.id, Spending.TEXT):
        return False
    if reply is Reply.HELP and not _spend(services, holder, Spending.HELP):
        return False
    return _spend(services, holder, Spending.REPLIES)


def _spend(services: Services, holder: str, what: Spending) -> bool:
    budget = BUDGETS[what]
    return services.budgets.spend(purse_of(holder), what, budget.limit, *budget.window(services.now()))
