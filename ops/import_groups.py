"""`python -m ops.import_groups groups.csv [--apply]`: take in many groups at once.

Without --apply it only reports. The file has the columns name, kind, lat, lon, radius_m and moderator_email, in UTF-8.
Good lines go to <file>.good.csv, bad ones with line number and reason to <file>.bad.csv. A group that is there already
stays as it is, so an import that was broken off is simply started again.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ops.groups_csv import COLUMNS, Bad, Good, Unreadable, read
from ops.table import use_table
from whapp.adapters.dynamodb.groups import DynamoGroups
from whapp.ports import Groups

AT_A_TIME = 100  # looked up, then written, together
SHOWN = 10  # bad lines on the screen; all of them are in the file

DONE, HAS_BAD_LINES, CANNOT_BE_READ = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Status 0: all is well; 1: there are bad lines; 2: the file cannot be read. Nothing is written without --apply."""
    parser = argparse.ArgumentParser(prog="python -m ops.import_groups", description="Take in many groups at once.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--apply", action="store_true", help="write to the table; without it this is a dry run")
    parser.add_argument("--leave-out-bad", action="store_true", help="with --apply: write the good lines only")
    given = parser.parse_args(arguments)
    try:
        good, bad = read(given.file.read_bytes(), datetime.now(UTC))
    except (OSError, Unreadable) as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return CANNOT_BE_READ
    table = use_table()
    _keep_apart(given.file, good, bad)
    _tell_bad(bad)
    if given.apply and bad and not given.leave_out_bad:
        print("Nothing was written. Mend the bad lines, or say --leave-out-bad to write the good ones.")
        return HAS_BAD_LINES
    began = time.monotonic()
    new, known = take_in(DynamoGroups(), good, write=given.apply, show=sys.stderr.isatty())
    seconds = max(time.monotonic() - began, 0.001)
    what = "written" if given.apply else "to be written (dry run; say --apply to write)"
    print(
        f"{table}: {new} groups {what}, {known} there already, {len(bad)} bad lines; {len(good) / seconds:.0f} groups/s"
    )
    return HAS_BAD_LINES if bad else DONE


def take_in(groups: Groups, good: Sequence[Good], *, write: bool, show: bool = False) -> tuple[int, int]:
    """Write those that are not there yet; how many that are, and how many were there."""
    new = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not show) as progress:
        bar = progress.add_task("writing" if write else "looking", total=len(good))
        for start in range(0, len(good), AT_A_TIME):
            some = [each.group for each in good[start : start + AT_A_TIME]]
            there = groups.find(group.id for group in some)
            missing = [group for group in some if group.id not in there]
            new += groups.create_many(missing) if write else len(missing)
            progress.advance(bar, len(some))
    return new, len(good) - new


def _keep_apart(file: Path, good: Iterable[Good], bad: Iterable[Bad]) -> None:
    with file.with_suffix(".good.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *(each.cells for each in good)])
    with file.with_suffix(".bad.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("line", "reason", *COLUMNS), *((b.line, b.reason, *b.cells) for b in bad)])


def _tell_bad(bad: Sequence[Bad]) -> None:
    for each in bad[:SHOWN]:
        print(f"line {each.line}: {each.reason}")
    if len(bad) > SHOWN:
        print(f"... and {len(bad) - SHOWN} more; all are in the .bad.csv file")


if __name__ == "__main__":
    sys.exit(main())
