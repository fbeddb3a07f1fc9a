"""Everything Whapp says by SMS and e-mail: one module per kind of message, each in both languages."""

from collections.abc import Mapping
from dataclasses import replace

from whapp.domain.language import Language
from whapp.domain.messages import (
    ask,
    did_it_work_out,
    expired,
    matched,
    nobody_available,
    released,
    searching_again,
    to_a_guest,
    visit_cancelled,
)
from whapp.domain.messages.message import Message
from whapp.domain.request import NoticeKind

__all__ = ["Message", "compose"]

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


def compose(kind: NoticeKind, language: Language, link: str | None, *, guest: bool = False) -> Message:
    """The message of this kind; an ask holds `link`, no other kind does. ValueError for an ask without one.

    A guest has no app, so nothing they read speaks of one.
    """
    message = _TEXTS[kind][language]
    if guest and kind in to_a_guest.TEXTS:
        plain = to_a_guest.TEXTS[kind][language]
        return replace(message, sms=plain, email=plain)
    if kind is not NoticeKind.ASK:
        return message
    if link is None:
        raise ValueError("an ask cannot be answered without its link")
    return message.with_link(link)
