"""Answering without signing in: whoever holds the reply link was asked."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum

from whapp.app.answer_letter import answer_letter
from whapp.app.change import change
from whapp.app.filter_offer import filter_offer
from whapp.app.give_answer import give_answer
from whapp.app.reply_view import ReplyState, ReplyView
from whapp.app.report_member import report_member
from whapp.app.show_contact import show_contact
from whapp.app.show_letter import show_letter
from whapp.app.show_reply import UNKNOWN, ask_behind, pair, show_reply, view
from whapp.domain import acts
from whapp.domain.ask import Answer, Ask, Reason
from whapp.domain.errors import NotFound, StateForbids
from whapp.domain.guard import plan_for
from whapp.domain.ids import letter_secret, split_reply_id
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services

Act = Callable[[Request, Ask, Member], Request]


class Decision(StrEnum):
    """The buttons on the page."""

    YES = "yes"
    NO = "no"
    WITHDRAW = "withdraw"
    CONTACT = "contact"
    COMING = "coming"
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    FILTER = "filter"
    REPORT = "report"


def answer_reply(services: Services, reply_id: str, decision: Decision, reason: Reason | None) -> ReplyView:
    """Do what the button says if it can be done, and show the page that tells the truth afterwards."""
    if (of_letter := letter_secret(reply_id)) is not None:
        if decision in (Decision.YES, Decision.NO):
            return answer_letter(services, of_letter, yes=decision is Decision.YES)
        return show_letter(services, of_letter)
    match decision:
        case Decision.YES | Decision.NO:
            said = Answer(decision)
            return _act(
                services,
                reply_id,
                lambda request, ask, helper: give_answer(services, request, ask, helper, said, reason)[0],
            )
        case Decision.WITHDRAW:
            return _act(
                services,
                reply_id,
                _if_possible(lambda request, ask: acts.withdraw(request, ask.helper_id, services.now())),
            )
        case Decision.COMING:
            return _act(services, reply_id, _if_possible(lambda request, ask: _coming(services, request, ask)))
        case Decision.HELPED | Decision.NOT_HELPED:
            worked_out = decision is Decision.HELPED
            return _act(
                services,
                reply_id,
                _if_possible(
                    lambda request, ask: acts.tell_how_it_went(
                        request, ask.helper_id, worked_out=worked_out, now=services.now()
                    )
                ),
            )
        case Decision.CONTACT:
            return _contact(services, reply_id)
        case Decision.FILTER:
            return _filter(services, reply_id)
        case Decision.REPORT:
            return _report(services, reply_id)


def _act(services: Services, reply_id: str, act: Act) -> ReplyView:
    request_id, secret = split_reply_id(reply_id)

    def answered(request: Request) -> tuple[Request, tuple[Request, Mapping[str, Member]]]:
        ask = ask_behind(services, request, secret)
        people = pair(services, request, ask)
        helper = people[ask.helper_id]
        after = request if helper.suspended_at else act(request, ask, helper)
        return after, (after, people)

    try:
        request, people = change(services, request_id, answered)
    except NotFound:
        return UNKNOWN
    return view(services, request, ask_behind(services, request, secret), people)


def _coming(services: Services, request: Request, ask: Ask) -> Request:
    since = plan_for(request, services.members.get(ask.helper_id), services.policy).reminder
    return acts.coming(request, ask.helper_id, since, services.now())


def _if_possible(act: Callable[[Request, Ask], Request]) -> Act:
    """The act; nothing when it cannot be done: the page then tells what is so."""

    def attempt(request: Request, ask: Ask, _: Member) -> Request:
        try:
            return act(request, ask)
        except (NotFound, StateForbids):
            return request

    return attempt


def _filter(services: Services, reply_id: str) -> ReplyView:
    request_id, secret = split_reply_id(reply_id)
    page = show_reply(services, reply_id)
    if page.state is not ReplyState.DECLINED:
        return page
    try:
        request = services.requests.load(request_id)
        return replace(
            page, suggested=None, filtered=filter_offer(services, request, ask_behind(services, request, secret))
        )
    except NotFound:
        return show_reply(services, reply_id)


def _report(services: Services, reply_id: str) -> ReplyView:
    page = show_reply(services, reply_id)
    if page.state is ReplyState.SUSPENDED:
        return page
    request_id, secret = split_reply_id(reply_id)
    with suppress(NotFound):
        helper_id = ask_behind(services, services.requests.load(request_id), secret).helper_id
        report_member(services, request_id, helper_id, None, None)
    return show_reply(services, reply_id)


def _contact(services: Services, reply_id: str) -> ReplyView:
    page = show_reply(services, reply_id)
    if page.state is not ReplyState.MATCHED:
        return page
    request_id, secret = split_reply_id(reply_id)
    try:
        helper_id = ask_behind(services, services.requests.load(request_id), secret).helper_id
        return replace(page, contact=show_contact(services, request_id, helper_id))
    except NotFound:
        return show_reply(services, reply_id)
