"""What docs/privacy.md tells about how long things are kept is what the code does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from samtranslator.yaml_helper import yaml_parse

from whapp.domain.retention import TERMS, Matter, Term, until

PAGE = Path("docs/privacy.md")
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def told(matter: Matter, term: Term) -> str:
    """A row of the page's table."""
    if term.kept is None:
        return f"| {matter} | until | {term.since} |"
    days, hours = term.kept.days, term.kept // timedelta(hours=1)
    return (
        f"| {matter} | {f'{days} days' if days > 1 else f'{hours} hours' if hours > 1 else 'an hour'} | {term.since} |"
    )


def test_the_page_tells_the_terms_of_the_code() -> None:
    lines = PAGE.read_text().splitlines()
    begins = lines.index("| what | how long | from |") + 2
    table = lines[begins : begins + len(TERMS) + 1]
    assert table == [*(told(matter, term) for matter, term in TERMS.items()), ""]


def test_every_matter_has_its_term() -> None:
    assert set(TERMS) == set(Matter)
    with pytest.raises(ValueError, match="no term"):
        until(Matter.PROFILE, until(Matter.NOTICE, until(Matter.INVITATION, NOW)))


def test_a_text_that_could_not_be_heard_waits_as_long_as_the_page_tells() -> None:
    queue = yaml_parse(Path("template.yaml").read_text())["Resources"]["InboundSmsFailures"]["Properties"]
    assert timedelta(seconds=queue["MessageRetentionPeriod"]) == TERMS[Matter.UNHEARD].kept


def test_logs_are_kept_as_long_as_the_page_tells() -> None:
    resources = yaml_parse(Path("template.yaml").read_text())["Resources"].values()
    logs = [each["Properties"]["RetentionInDays"] for each in resources if each["Type"] == "AWS::Logs::LogGroup"]
    kept = TERMS[Matter.LOG].kept
    assert kept
    assert max(logs) <= kept.days
