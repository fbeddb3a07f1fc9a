"""Answering without signing in: whoever holds the reply link was asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from whapp.app.answer_letter import answer_letter
from whapp.app.change import change
from whapp.app.filter_offer import filter_offer
from whapp.app.give_answer import give_answer
from whapp.app.reply_view import ReplyState, ReplyView
from whapp.app.show_contact import show_contact
from whapp.app.show_letter import show_letter
from whapp.app.show_reply import UNKNOWN, ask_behind, pair, show_reply, view
from whapp.domain import acts
from whapp.domain.ask import Answer, Ask, Reason
from whapp.domain.errors import NotFound, StateForbids
from whapp.domain.ids import letter_secret, split_reply_id
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services


class Decision(StrEnum):
    """The buttons on the page."""

    YES = "yes"
    NO = "no"
    WITHDRAW = "withdraw"
    CONTACT = "contact"
    FILTER = "filter"


def answer_reply(services: Services, reply_id: str, decision: Decision, reason: Reason | None) -> ReplyView:
    """Do what the button says if it can be done, and show the page that tells the truth afterwards."""
    if (of_letter := letter_secret(reply_id)) is not None:
        if decision in (Decision.YES, Decision.NO):
            return answer_letter(services, of_letter, yes=decision is Decision.YES)
        return show_letter(services, of_letter)
    match decision:
        case Decision.YES | Decision.NO:
            said = Answer(decision)
            return _act(services, reply_id, lambda request, ask: give_answer(services, request, ask, said, reason)[0])
        case Decision.WITHDRAW:
            return _act(services, reply_id, lambda request, ask: _withdraw(services, request, ask))
        case Decision.CONTACT:
            return _contact(services, reply_id)
        case Decision.FILTER:
            return _filter(services, reply_id)


def _act(services: Services, reply_id: str, act: Callable[[Request, Ask], Request]) -> ReplyView:
    request_id, secret = split_reply_id(reply_id)

    def answered(request: Request) -> tuple[Request, tuple[Request, Mapping[str, Member]]]:
        ask = ask_behind(request, secret)
        people = pair(services, request, ask)
        after = act(request, ask)
        return after, (after, people)

    try:
        request, people = change(services, request_id, answered)
    except NotFound:
        return UNKNOWN
    return view(services, request, ask_behind(request, secret), people)


def _withdraw(services: Services, request: Request, ask: Ask) -> Request:
    """Let go of the match, if there is one to let go of."""
    try:
        return acts.withdraw(request, ask.helper_id, services.now())
    except (NotFound, StateForbids):
        return request


def _filter(services: Services, reply_id: str) -> ReplyView:
    request_id, secret = split_reply_id(reply_id)
    page = show_reply(services, reply_id)
    if page.state is not ReplyState.DECLINED:
        return page
    try:
        request = services.requests.load(request_id)
        return replace(page, suggested=None, filtered=filter_offer(services, request, ask_behind(request, secret)))
    except NotFound:
        return show_reply(services, reply_id)


def _contact(services: Services, reply_id: str) -> ReplyView:
    page = show_reply(services, reply_id)
    if page.state is not ReplyState.MATCHED:
        return page
    request_id, secret = split_reply_id(reply_id)
    try:
        helper_id = ask_behind(services.requests.load(request_id), secret).helper_id
        return replace(page, contact=show_contact(services, request_id, helper_id))
    except NotFound:
        return show_reply(services, reply_id)
