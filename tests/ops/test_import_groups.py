"""Ten thousand groups at once: what is good goes in, what is bad is told, and a second run changes nothing."""

import csv
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ops.import_groups import CANNOT_BE_READ, DONE, HAS_BAD_LINES, main
from tests.support.table import REGION, TABLE, table
from whapp.adapters.dynamodb.groups import DynamoGroups
from whapp.domain.group import email_key

HEADER = "name,kind,lat,lon,radius_m,moderator_email"
GOOD = "Buurtpreventie Zonnelaan,neighbourhood_watch,52.09,5.12,800,bea@example.org"
SPOILT = (
    ",street,52.09,5.12,300,bea@example.org",
    "Bende,gang,52.09,5.12,300,bea@example.org",
    "Ver weg,street,40.4,-3.7,300,bea@example.org",
    "Geen getal,street,noord,5.12,300,bea@example.org",
    "Te klein,street,52.09,5.12,0,bea@example.org",
    "Zonder adres,street,52.09,5.12,300,bea",
    "Te weinig,street,52.09,5.12,300",
    "Te veel,street,52.09,5.12,300,bea@example.org,extra",
    "Oneindig,street,inf,5.12,300,bea@example.org",
    f"{'x' * 61},street,52.09,5.12,300,bea@example.org",
)


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The table, and an environment that names it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("WHAPP_TABLE", TABLE)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    with table() as client:
        yield client


def rows(client: Any) -> list[Any]:
    pages = client.get_paginator("scan").paginate(TableName=TABLE)
    return sorted((row for page in pages for row in page["Items"]), key=lambda row: (row["pk"]["S"], row["sk"]["S"]))


def a_file(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "groups.csv"
    path.write_bytes("\n".join([header, *lines, ""]).encode(encoding))
    return path


def generated(count: int, bad: int) -> list[str]:
    """So many lines, so many of them bad, well mixed, and the same every time."""
    dice = random.Random(2020)
    lines = [
        f"Buurtpreventie {number},neighbourhood_watch,{dice.uniform(50.8, 53.4):.4f},{dice.uniform(3.4, 7.1):.4f},"
        f"{dice.randint(100, 2000)},mo{number}@example.org"
        for number in range(count - bad)
    ]
    lines += [SPOILT[number % len(SPOILT)] for number in range(bad)]
    dice.shuffle(lines)
    return lines


def test_ten_thousand_groups_with_a_hundred_bad_lines(dynamodb: Any, tmp_path: Path, capsys: Any) -> None:
    lines = generated(10_000, 100)
    file = a_file(tmp_path, *lines)

    assert main([str(file)]) == HAS_BAD_LINES
    assert "9900 groups to be written" in capsys.readouterr().out
    assert rows(dynamodb) == []

    assert main([str(file), "--apply"]) == HAS_BAD_LINES
    assert "Nothing was written" in capsys.readouterr().out
    assert rows(dynamodb) == []

    began = time.process_time()
    assert main([str(file), "--apply", "--leave-out-bad"]) == HAS_BAD_LINES
    busy = time.process_time() - began  # the table is in this process, and others may be at work on this machine
    said = capsys.readouterr().out
    with capsys.disabled():
        sys.stdout.write(f"{said.splitlines()[-1]} ({9_900 / busy:.0f} for each second of one core)\n")
    assert "9900 groups written, 0 there already, 100 bad lines" in said
    written = rows(dynamodb)
    assert sum(row["sk"]["S"] == "GROUP" for row in written) == 9_900

    with file.with_suffix(".bad.csv").open(encoding="utf-8", newline="") as kept:
        bad = list(csv.DictReader(kept))
    assert len(bad) == 100
    assert all(lines[int(each["line"]) - 2] in SPOILT and each["reason"] for each in bad)

    assert main([str(file), "--apply", "--leave-out-bad"]) == HAS_BAD_LINES
    assert "0 groups written, 9900 there already, 100 bad lines" in capsys.readouterr().out
    assert rows(dynamodb) == written

    good = file.with_suffix(".good.csv")
    assert main([str(good)]) == DONE
    assert (
        "0 groups to be written (dry run; say --apply to write), 9900 there already, 0 bad" in capsys.readouterr().out
    )


def test_an_import_that_was_broken_off_is_started_again(
    dynamodb: Any, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(tmp_path, *generated(500, 0))
    create, calls = DynamoGroups.create_many, []

    def breaks(self: DynamoGroups, groups: Any) -> int:
        calls.append(len(groups))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return create(self, groups)

    with monkeypatch.context() as patch:
        patch.setattr(DynamoGroups, "create_many", breaks)
        with pytest.raises(KeyboardInterrupt):
            main([str(file), "--apply"])
    assert sum(row["sk"]["S"] == "GROUP" for row in rows(dynamodb)) == 200
    assert main([str(file), "--apply"]) == DONE
    assert "300 groups written, 200 there already, 0 bad lines" in capsys.readouterr().out


def test_a_group_that_is_there_stays_as_it_is(dynamodb: Any, tmp_path: Path, capsys: Any) -> None:
    assert main([str(a_file(tmp_path, GOOD)), "--apply"]) == DONE
    [group] = DynamoGroups().every(None).items
    assert group.moderators == {email_key("bea@example.org")}
    assert group.radius_m == 800
    assert main([str(a_file(tmp_path, GOOD.replace("800", "900"))), "--apply"]) == DONE
    assert DynamoGroups().get(group.id) == group
    assert "bea@example.org" not in str(rows(dynamodb)), "the address is kept as a fingerprint only"


def test_the_same_group_twice_in_a_file_is_told(dynamodb: Any, tmp_path: Path, capsys: Any) -> None:
    file = a_file(tmp_path, GOOD, GOOD.replace("Zonnelaan", "ZONNELAAN"))
    assert main([str(file)]) == HAS_BAD_LINES
    assert "line 3: is the same group as line 2" in capsys.readouterr().out


@pytest.mark.parametrize("line", SPOILT)
def test_a_bad_line_is_told_with_its_number_and_reason(dynamodb: Any, tmp_path: Path, capsys: Any, line: str) -> None:
    assert main([str(a_file(tmp_path, GOOD, line))]) == HAS_BAD_LINES
    [told, summary] = capsys.readouterr().out.splitlines()
    assert told.startswith("line 3: ")
    assert len(told) > len("line 3: ")
    assert "1 groups to be written" in summary


@pytest.mark.parametrize(
    ("header", "encoding", "says"),
    [
        ("naam,soort,lat,lon,straal,adres", "utf-8", "The first line must be: name,kind"),
        (HEADER.replace(",", ";"), "utf-8", "The first line must be"),
        ("", "utf-8", "The first line must be"),
        (HEADER, "utf-16", "The file is not UTF-8"),
        (HEADER, "latin-1", "The file is not UTF-8 (line 2)"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_sentence_and_nothing_is_written(
    dynamodb: Any, tmp_path: Path, capsys: Any, header: str, encoding: str, says: str
) -> None:
    file = a_file(tmp_path, GOOD.replace("Zonnelaan", "Zoënlaan"), header=header, encoding=encoding)
    assert main([str(file), "--apply", "--leave-out-bad"]) == CANNOT_BE_READ
    assert says in capsys.readouterr().err
    assert rows(dynamodb) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["groups.csv"]


def test_a_quote_that_never_ends_and_a_file_that_is_not_there(dynamodb: Any, tmp_path: Path, capsys: Any) -> None:
    assert main([str(a_file(tmp_path, f'"{GOOD}'))]) == CANNOT_BE_READ
    assert "is not CSV" in capsys.readouterr().err
    assert main([str(tmp_path / "nothing.csv")]) == CANNOT_BE_READ


def test_a_spreadsheets_mark_windows_lines_and_empty_lines_do_no_harm(dynamodb: Any, tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_bytes(b"\xef\xbb\xbf" + f"{HEADER}\r\n\r\n{GOOD}\r\n,,,,,\r\n".encode())
    assert main([str(file), "--apply"]) == DONE


def test_without_a_table_it_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHAPP_TABLE", raising=False)
    monkeypatch.setenv("AWS_REGION", REGION)
    with pytest.raises(SystemExit, match="Set WHAPP_TABLE"):
        main([str(a_file(tmp_path, GOOD))])
