"""What goes out by SMS and e-mail: short enough, plain enough, and silent about people."""

import re

import pytest

from whapp.domain.category import Category
from whapp.domain.ids import letter_id
from whapp.domain.language import Language
from whapp.domain.member import Letter
from whapp.domain.messages import Message, compose, write_letter
from whapp.domain.messages.gsm import ONE_PART, septets
from whapp.domain.notice import NoticeKind

PAGES = "https://abcdefghij.execute-api.eu-central-1.amazonaws.com/r/"
LONGEST_LINK = PAGES + "x" * 38
LETTERS_LINK = PAGES + letter_id("x" * 22)
KINDS = [*NoticeKind, *Letter]

every_message = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in KINDS for language in Language]
)
WITH_LINK = (
    NoticeKind.ASK,
    NoticeKind.DID_YOU_HELP,
    NoticeKind.VISIT_REMINDER,
    NoticeKind.ARE_YOU_COMING,
    NoticeKind.LET_GO,
    NoticeKind.ASSIGNED,
)
every_link = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in (*WITH_LINK, *Letter) for language in Language]
)


def link_in(kind: NoticeKind | Letter) -> str:
    return LETTERS_LINK if isinstance(kind, Letter) else LONGEST_LINK


def written(kind: NoticeKind | Letter, language: Language) -> Message:
    if isinstance(kind, Letter):
        return write_letter(kind, language, LETTERS_LINK)
    return compose(kind, language, LONGEST_LINK)


def without_link_and_112(text: str) -> str:
    return text.replace(LONGEST_LINK, "").replace(LETTERS_LINK, "").replace(" 112.", "")


@every_message
def test_an_sms_fits_in_one_part_with_the_longest_link(kind: NoticeKind | Letter, language: Language) -> None:
    room = septets(written(kind, language).sms)
    assert room is not None, "a character outside the alphabet of SMS"
    assert room <= ONE_PART


@every_message
def test_every_message_says_who_sends_it(kind: NoticeKind | Letter, language: Language) -> None:
    message = written(kind, language)
    assert message.sms.startswith("Whapp: ")
    assert message.subject.startswith("Whapp: ")
    assert message.email.endswith("\nWhapp\n")


@every_message
def test_a_subject_is_one_short_line_of_ascii(kind: NoticeKind | Letter, language: Language) -> None:
    subject = written(kind, language).subject
    assert subject.removeprefix("Whapp: ")
    assert subject.isascii()
    assert subject.isprintable()
    assert len(subject) < 100


@every_message
def test_no_message_holds_a_number_of_a_person_or_a_house(kind: NoticeKind | Letter, language: Language) -> None:
    """I20: the only digits are those of 112 and of the link."""
    message = written(kind, language)
    for text in (message.sms, message.subject, message.email):
        assert not re.search(r"\d", without_link_and_112(text))


@every_message
def test_no_message_tells_what_help_is_needed(kind: NoticeKind | Letter, language: Language) -> None:
    """I20: nobody who glances at the phone learns what the neighbour needs."""
    message = written(kind, language)
    said = without_link_and_112(f"{message.sms} {message.subject} {message.email}").lower()
    labels = [c.label(each).lower() for c in Category if c is not Category.OTHER for each in Language]
    assert [label for label in labels if re.search(rf"\b{re.escape(label)}\b", said)] == []


@every_message
def test_only_what_is_answered_holds_a_link(kind: NoticeKind | Letter, language: Language) -> None:
    message = written(kind, language)
    expected = 1 if kind in WITH_LINK or isinstance(kind, Letter) else 0
    assert message.sms.count(link_in(kind)) == message.sms.count("http") == expected
    assert message.email.count(link_in(kind)) == message.email.count("http") == expected
    assert "http" not in message.subject


@every_message
def test_no_gap_is_left_open(kind: NoticeKind | Letter, language: Language) -> None:
    message = written(kind, language)
    assert not re.search(r"[{}]", f"{message.sms}{message.subject}{message.email}")


@every_message
def test_an_email_has_lines_that_every_mail_service_takes(kind: NoticeKind | Letter, language: Language) -> None:
    assert max(len(line) for line in written(kind, language).email.splitlines()) <= 120


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_languages_differ(kind: NoticeKind | Letter) -> None:
    dutch, english = (written(kind, language) for language in (Language.NL, Language.EN))
    assert dutch.sms != english.sms
    assert dutch.subject != english.subject
    assert dutch.email != english.email


@every_link
def test_the_link_stands_where_a_phone_recognises_it(kind: NoticeKind | Letter, language: Language) -> None:
    message = written(kind, language)
    assert message.sms.endswith(f" {link_in(kind)}")
    assert f"\n{link_in(kind)}\n" in message.email


@pytest.mark.parametrize("kind", WITH_LINK)
def test_what_cannot_be_answered_without_its_link_is_refused(kind: NoticeKind) -> None:
    with pytest.raises(ValueError, match="link"):
        compose(kind, Language.NL, None)


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind not in WITH_LINK])
def test_the_other_messages_need_no_link(kind: NoticeKind) -> None:
    assert compose(kind, Language.NL, None) == written(kind, Language.NL)


@pytest.mark.parametrize("language", Language)
def test_whoever_stepped_forward_in_the_app_and_never_had_a_link_knows_where_to_look(language: Language) -> None:
    message = compose(NoticeKind.VISIT_CANCELLED, language, None)
    assert all("link" in words and " app" in words for words in (message.sms, message.email))


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("", 0),
        ("één", 3),
        ("@£$_-:/?=", 9),
        ("{link}", 8),
        ("~€", 4),
        ("coördinatie", 11),
        ("patiënt", None),
        ("it’s", None),
        ("ç", None),
        ("👍", None),
        ("\t", None),
        ("\x1b", None),
    ],
)
def test_the_room_in_an_sms_is_counted_in_the_alphabet_of_gsm(text: str, room: int | None) -> None:
    assert septets(text) == room


def test_the_alphabet_is_complete() -> None:
    """127 characters beside the escape, and 10 behind the escape."""
    everything = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert sum(septets(character) == 1 for character in everything) == 127
    assert sum(septets(character) == 2 for character in everything) == 10
