"""Reading messages: which kind one is, and the link that it holds."""

import re

from whapp.domain.language import Language
from whapp.domain.member import Letter
from whapp.domain.messages import Message, compose, write_letter
from whapp.domain.notice import NoticeKind

_KINDS = {compose(kind, language, "").subject: kind for kind in NoticeKind for language in Language}
_LETTERS = {write_letter(letter, language, "").subject: letter for letter in Letter for language in Language}
_LINK = re.compile(r"https://\S+/r/(\S+)")


def kind_of(message: Message) -> NoticeKind:
    """What the message tells."""
    return _KINDS[message.subject]


def letter_of(message: Message) -> Letter | None:
    """Which letter to an idle helper it is, if it is one."""
    return _LETTERS.get(message.subject)


def reply_id_in(message: Message) -> str:
    """The last part of the link in an ask."""
    links = _LINK.findall(message.sms)
    assert len(links) == 1, "an ask holds one link"
    return str(links[0])
