"""Everything Whapp says by SMS and e-mail: one module per kind of message, each in both languages."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.domain.member import Letter
from whapp.domain.messages import (
    ask,
    did_it_work_out,
    expired,
    matched,
    nobody_available,
    practice,
    released,
    searching_again,
    still_willing,
    visit_cancelled,
)
from whapp.domain.messages.message import Message
from whapp.domain.request import NoticeKind

__all__ = ["Message", "compose", "write_letter"]

_TEXTS: Mapping[NoticeKind, Mapping[Language, Message]] = {
    NoticeKind.ASK: ask.TEXTS,
    NoticeKind.RELEASED: released.TEXTS,
    NoticeKind.MATCHED: matched.TEXTS,
    NoticeKind.SEARCHING_AGAIN: searching_again.TEXTS,
    NoticeKind.VISIT_CANCELLED: visit_cancelled.TEXTS,
    NoticeKind.NOBODY_AVAILABLE: nobody_available.TEXTS,
    NoticeKind.EXPIRED: expired.TEXTS,
    NoticeKind.DID_IT_WORK_OUT: did_it_work_out.TEXTS,
}


_LETTERS: Mapping[Letter, Mapping[Language, Message]] = {
    Letter.PRACTICE: practice.TEXTS,
    Letter.STILL_WILLING: still_willing.TEXTS,
}


def write_letter(letter: Letter, language: Language, link: str) -> Message:
    """The letter to a helper who is idle; its link leads to a page that needs no sign-in."""
    return _LETTERS[letter][language].with_link(link)


def compose(kind: NoticeKind, language: Language, link: str | None) -> Message:
    """The message of this kind; an ask holds `link`, no other kind does. ValueError for an ask without one."""
    message = _TEXTS[kind][language]
    if kind is not NoticeKind.ASK:
        return message
    if link is None:
        raise ValueError("an ask cannot be answered without its link")
    return message.with_link(link)
