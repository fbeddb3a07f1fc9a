"""Somebody sent an SMS."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from whapp.app.change import change
from whapp.app.change_profile import change_profile
from whapp.app.give_answer import give_answer
from whapp.domain import care
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, AskState, request_id_of
from whapp.domain.budget import BUDGETS, Spending, purse_of
from whapp.domain.errors import DeliveryDelayed, NotFound, Undeliverable
from whapp.domain.member import UNTIL_THEY_SAY_SO, Channel, Member
from whapp.domain.messages.by_return import Reply, write_back
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

    A yes or no answers the newest ask to that phone, if it is open and was made before the text. STOP ends asks at
    once. The same text again has no new effect. Whoever is no member gets no answer: what answers machines, answers
    itself.
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
            return Reply.STOPPED if _pause(services, member.id) else None
        case Said.START:
            return Reply.STARTED if _resume(services, member.id) else None
        case Said.OTHER:
            return Reply.HELP


def _answer(services: Services, member: Member, said: Answer, text: Text) -> Reply | None:
    """Answer the member's newest ask, however late; HELP when there is none.

    A no after the yes is not enough to take it back: it may be about something else, and the link asks for two taps.
    """
    newest = next(iter(services.requests.asked_of(member.id, None).items), None)
    if newest is None:
        return Reply.HELP

    def act(request: Request) -> tuple[Request, Reply]:
        ask = request.ask(newest)
        if ask is None or text.at < ask.asked_at - A_SECOND:
            return request, Reply.HELP
        if said is Answer.NO and ask.state is AskState.ACCEPTED and request.status is Status.MATCHED:
            return request, Reply.STILL_COMING
        after, outcome = give_answer(services, request, ask, services.members.get(member.id), said, None)
        return after, _REPLIES[outcome]

    try:
        return change(services, request_id_of(newest), act)
    except NotFound:
        return Reply.HELP


def _pause(services: Services, member_id: str) -> bool:
    def act(member: Member | None) -> bool:
        if member is None or care.rests(member):
            return False
        services.members.save(member, replace(member, paused_until=UNTIL_THEY_SAY_SO))
        return True

    return change_profile(services, member_id, act)


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
