"""`python -m whapp.http.catalogue [--check]`: write docs/messages.md from the code, or compare it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from whapp.domain.ask import REQUEST_ID_LENGTH
from whapp.domain.ids import letter_id, reply_id
from whapp.domain.language import Language
from whapp.domain.member import Letter
from whapp.domain.messages import Message, badge_ends, compose, to_a_guest, write_letter
from whapp.domain.messages.by_return import Reply, write_back
from whapp.domain.messages.gsm import ONE_PART, septets
from whapp.domain.notice import NoticeKind

FILE = Path("docs/messages.md")
SECRET_LENGTH = 22  # 128 bits in base 64
# As long as an address of the API in a European region can be.
_PAGES = "https://abcdefghij.execute-api.eu-central-1.amazonaws.com/r/"
LONGEST_LINK = _PAGES + reply_id("x" * REQUEST_ID_LENGTH, "x" * SECRET_LENGTH)
LETTERS_LINK = _PAGES + letter_id("x" * SECRET_LENGTH)
LINK = "https://…/r/…"
HEAD = f"""# Every message Whapp sends

Made from the code (`make messages`; `make check` compares). They name no person, no place and no kind of help, for they
are read over shoulders. With each SMS stands how much of one SMS ({ONE_PART} places in the GSM alphabet) it takes with
the longest link; a second part would double the price. E-mail goes out as plain text. Whoever is asked, or reminded,
hears it in their own waking hours.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message in one language: under which name, what for, what it says, and with a link as long as can be."""

    name: str
    purpose: str
    language: Language
    shown: Message
    longest: Message


def entries() -> Iterator[Entry]:
    """Every message in both languages: about requests, to guests without the app, to idle helpers, about badges,
    and to those who sent an SMS."""
    for language in Language:
        for kind in NoticeKind:
            shown, longest = (compose(kind, language, link) for link in (LINK, LONGEST_LINK))
            yield Entry(kind, _purpose(kind), language, shown, longest)
            if kind in to_a_guest.TEXTS:
                guest = compose(kind, language, None, guest=True)
                yield Entry(f"{kind} (to a guest)", _purpose("to_a_guest"), language, guest, guest)
        for letter in Letter:
            shown, longest = (write_letter(letter, language, link) for link in (LINK, LETTERS_LINK))
            yield Entry(letter, _purpose(letter), language, shown, longest)
        text = badge_ends.TEXTS[language]
        yield Entry("badge_ends", _purpose("badge_ends"), language, text, text)
        for reply in Reply:
            by_return = write_back(reply, language)
            yield Entry(f"by_return ({reply})", _purpose("by_return"), language, by_return, by_return)


def page() -> str:
    """The catalogue: a chapter for each message."""
    made = [HEAD]
    every = list(entries())
    for entry in every[: len(every) // len(Language)]:
        made.append(f"\n## {entry.name.replace('_', ' ').capitalize()}\n{entry.purpose}\n")
        for one in (each for each in every if each.name == entry.name):
            by_sms_alone = one.shown.email in ("", one.shown.sms)
            made.append(
                f"\n**{one.language.upper()}** · SMS, {septets(one.longest.sms)} of {ONE_PART}\n> {one.shown.sms}\n"
            )
            if not by_sms_alone:
                made.append(f"\nE-mail, *{one.shown.subject}*\n```\n{one.shown.email}```\n")
    return "".join(made)


def _purpose(module: str) -> str:
    """What a module of messages says about itself."""
    return (import_module(f"whapp.domain.messages.{module}").__doc__ or "").strip()


def main(arguments: list[str]) -> int:
    """Write the page, or with --check only compare; the exit status tells whether they agree."""
    if "--check" not in arguments:
        FILE.write_text(page())
        return 0
    if FILE.read_text() == page():
        return 0
    print(f"{FILE} is not what the code makes; run `make messages`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
