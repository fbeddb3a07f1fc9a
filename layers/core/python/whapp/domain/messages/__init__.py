"""Everything Whapp says by SMS and e-mail: one module per kind of message, each in both languages."""

from collections.abc import Mapping
from dataclasses import replace

from whapp.domain.language import Language
from whapp.domain.member import Letter
from whapp.domain.messages import (
    are_you_coming,
    ask,
    assigned,
    cancelled_by_us,
    did_it_work_out,
    did_you_help,
    expired,
    fell_through,
    helper_says_not,
    helper_silent,
    let_go,
    matched,
    nobody_available,
    nobody_else,
    practice,
    released,
    searching_again,
    stand_by_released,
    stand_by_warned,
    still_willing,
    suspended,
    thanks,
    to_a_guest,
    visit_cancelled,
    visit_reminder,
)
from whapp.domain.messages.message import Message
from whapp.domain.notice import NoticeKind

__all__ = ["Message", "compose", "write_letter"]

_TEXTS: Mapping[NoticeKind, Mapping[Language, Message]] = {
    NoticeKind.ASK: ask.TEXTS,
    NoticeKind.RELEASED: released.TEXTS,
    NoticeKind.MATCHED: matched.TEXTS,
    NoticeKind.SEARCHING_AGAIN: searching_again.TEXTS,
    NoticeKind.VISIT_CANCELLED: visit_cancelled.TEXTS,
    NoticeKind.NOBODY_AVAILABLE: nobody_available.TEXTS,
    NoticeKind.NOBODY_ELSE: nobody_else.TEXTS,
    NoticeKind.EXPIRED: expired.TEXTS,
    NoticeKind.DID_IT_WORK_OUT: did_it_work_out.TEXTS,
    NoticeKind.DID_YOU_HELP: did_you_help.TEXTS,
    NoticeKind.HELPER_SAYS_NOT: helper_says_not.TEXTS,
    NoticeKind.FELL_THROUGH: fell_through.TEXTS,
    NoticeKind.VISIT_REMINDER: visit_reminder.TEXTS,
    NoticeKind.ARE_YOU_COMING: are_you_coming.TEXTS,
    NoticeKind.STAND_BY_WARNED: stand_by_warned.TEXTS,
    NoticeKind.STAND_BY_RELEASED: stand_by_released.TEXTS,
    NoticeKind.THANKS: thanks.TEXTS,
    NoticeKind.LET_GO: let_go.TEXTS,
    NoticeKind.HELPER_SILENT: helper_silent.TEXTS,
    NoticeKind.ASSIGNED: assigned.TEXTS,
    NoticeKind.CANCELLED_BY_US: cancelled_by_us.TEXTS,
}


_LETTERS: Mapping[Letter, Mapping[Language, Message]] = {
    Letter.PRACTICE: practice.TEXTS,
    Letter.STILL_WILLING: still_willing.TEXTS,
    Letter.SUSPENDED: suspended.TEXTS,
}


def write_letter(letter: Letter, language: Language, link: str) -> Message:
    """The letter to a helper who is idle; its link leads to a page that needs no sign-in."""
    return _LETTERS[letter][language].with_link(link)


def compose(kind: NoticeKind, language: Language, link: str | None, *, guest: bool = False) -> Message:
    """The message of this kind, with `link` where it has one. ValueError for such a message without a link.

    A guest has no app, so nothing they read speaks of one.
    """
    message = _TEXTS[kind][language]
    if guest and kind in to_a_guest.TEXTS:
        plain = to_a_guest.TEXTS[kind][language]
        return replace(message, sms=plain, email=plain)
    if not message.has_link:
        return message
    if link is None:
        raise ValueError(f"{kind} cannot be answered without its link")
    return message.with_link(link)
