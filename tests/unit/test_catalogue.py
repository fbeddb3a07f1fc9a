"""The page of all messages is whole and true, and each of them fits into one SMS."""

from pathlib import Path

import pytest

from whapp.domain import messages
from whapp.domain.language import Language
from whapp.domain.messages.gsm import ONE_PART, septets
from whapp.http import catalogue

ENTRIES = list(catalogue.entries())
NO_MESSAGES = {"__init__", "gsm", "message"}


def test_the_page_is_what_the_code_makes() -> None:
    assert catalogue.FILE.read_text() == catalogue.page(), "run `make messages`"
    assert catalogue.main(["--check"]) == 0


def test_a_page_that_drifted_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "FILE", tmp_path / "messages.md")
    assert catalogue.main([]) == 0
    assert catalogue.main(["--check"]) == 0
    catalogue.FILE.write_text(catalogue.FILE.read_text().replace("goed nieuws", "slecht nieuws"))
    assert catalogue.main(["--check"]) == 1
    assert "make messages" in capsys.readouterr().err


def test_no_message_is_left_out() -> None:
    modules = {path.stem for path in Path(messages.__file__).parent.glob("*.py")} - NO_MESSAGES
    told = {entry.name.split()[0] for entry in ENTRIES}
    assert {name for name in modules if name not in told} == {"to_a_guest"}
    assert any("(to a guest)" in entry.name for entry in ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.name}-{entry.language}")
def test_every_sms_fits_in_one_part_with_the_longest_link(entry: catalogue.Entry) -> None:
    """Those to guests and about badges too, which are written apart from the others."""
    room = septets(entry.longest.sms)
    assert room is not None, "a character outside the alphabet of SMS"
    assert room <= ONE_PART


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.name}-{entry.language}")
def test_the_page_shows_every_word(entry: catalogue.Entry) -> None:
    page = catalogue.page()
    assert f"> {entry.shown.sms}\n" in page
    assert entry.shown.email in page
    assert entry.purpose in page


def test_both_languages_tell_the_same_messages() -> None:
    names = [[entry.name for entry in ENTRIES if entry.language is each] for each in Language]
    assert names[0] == names[1]
