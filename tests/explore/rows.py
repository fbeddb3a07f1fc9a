"""The raw items of a request as the checks read them: by their own eyes, not through the code that they check."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property, lru_cache
from typing import Any

from tests.explore.cloud.table import Table
from tests.explore.cloud.values import Item
from whapp.domain.hours import QuietHours

_YES = ("accepted", "withdrawn", "let_go", "fell_through")


def text(item: Item | None, name: str) -> str:
    """A text attribute; empty when it is not there."""
    return item[name]["S"] if item and name in item and "S" in item[name] else ""


def number(item: Item | None, name: str) -> int:
    """A number attribute; -1 when it is not there."""
    return int(item[name]["N"]) if item and name in item and "N" in item[name] else -1


def texts(item: Item | None, name: str) -> list[str]:
    """A list or set of texts."""
    if not item or name not in item:
        return []
    value = item[name]
    return [each["S"] for each in value["L"]] if "L" in value else sorted(value.get("SS", ()))


@lru_cache(maxsize=65536)
def _instant(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%S.%f%z")


def instant(item: Item | None, name: str) -> datetime | None:
    """A time attribute."""
    written = text(item, name)
    return _instant(written) if written else None


@dataclass(frozen=True)
class Case:
    """A request with all that belongs to it, as it stands in the table."""

    id: str
    request: Item
    asks: tuple[Item, ...]
    notices: tuple[Item, ...]
    reports: tuple[Item, ...] = ()

    @cached_property
    def status(self) -> str:
        return text(self.request, "status")

    @property
    def is_final(self) -> bool:
        return self.status not in ("open", "matched")

    @cached_property
    def accepted(self) -> list[Item]:
        return [ask for ask in self.asks if text(ask, "state") == "accepted"]

    @property
    def requester(self) -> str:
        return text(self.request, "requester_id")

    @property
    def follower(self) -> str:
        """Who asked: the requester, or the moderator who did so for them."""
        return text(self.request, "posted_by") or self.requester

    def newest(self, helper: str) -> Item | None:
        """The last ask to this helper; None: never asked."""
        return next((ask for ask in reversed(self.asks) if helper and text(ask, "helper_id") == helper), None)

    def reported(self, ask: Item | None) -> set[str]:
        """Which of the two reported the other over this ask."""
        return {text(each, "by") for each in self.reports if ask and same(each, ask)}

    def met_by(self, who: str) -> str:
        """Whom this member met through the request: its requester, or for the requester the last who said yes."""
        if self.newest(who):
            return self.requester
        told = [each for each in self.notices if text(each, "notice_kind") == "matched"]
        yeses = [
            ask
            for ask in self.asks
            if text(ask, "state") in _YES or "requester" in self.reported(ask) or any(same(each, ask) for each in told)
        ]
        return text(yeses[-1], "helper_id") if yeses and who == self.requester else ""

    def under_way(self, helper: str, now: datetime) -> str:
        """What is still under way with this helper and must not be, once they and the requester are apart."""
        state, until = text(self.newest(helper), "state"), instant(self.request, "needed_until")
        lasts = {"open", "stand_by", "accepted"} if until and now < until else {"open", "stand_by"}
        return state if state in lasts and not self.is_final else ""

    def ask_of(self, secret_hash: str) -> Item | None:
        return next(
            (ask for ask in self.asks if secret_hash in (text(ask, "reply_hash"), *texts(ask, "later_hashes"))), None
        )


def case(table: Table, request_id: str) -> Case | None:
    """The request as it is in this instant; None: not there."""
    pk = f"REQUEST#{request_id}"
    if pk not in table.kept:
        table.kept[pk] = _case(table, pk)
    found: Case | None = table.kept[pk]
    return found


def _case(table: Table, pk: str) -> Case | None:
    request = table.get((pk, "REQUEST"))
    if request is None:
        return None
    items = table.partition(pk)
    asks = tuple(item for item in items if item["sk"]["S"].startswith("ASK#"))
    notices = tuple(item for item in items if item["sk"]["S"].startswith("NOTICE#"))
    reports = tuple(item for item in items if item["sk"]["S"].startswith("REPORT#"))
    return Case(pk.partition("#")[2], request, asks, notices, reports)


def cases(table: Table) -> list[Case]:
    """Every request there is."""
    ids = [pk.partition("#")[2] for pk in table.items if pk.startswith("REQUEST#")]
    return [found for id_ in ids if (found := case(table, id_))]


def member(table: Table, member_id: str) -> Item | None:
    """The profile as it is in this instant."""
    return table.get((f"MEMBER#{member_id}", "PROFILE"))


def apart(table: Table, one: str, other: str) -> bool:
    """Whether one of these two blocked the other, by either profile."""
    return any(
        theirs in (*texts(profile, "blocks"), *texts(profile, "blocked_by"))
        for mine, theirs in ((one, other), (other, one))
        if (profile := member(table, mine))
    )


def suspended(table: Table, member_id: str) -> str:
    """Since when the safety desk keeps this member out; empty for not."""
    return text(member(table, member_id), "suspended_at")


def same(about: Item, ask: Item) -> bool:
    """Whether this message or report is about this ask."""
    return (number(about, "round"), number(about, "number")) == (number(ask, "round"), number(ask, "number"))


def quiet_hours(profile: Item) -> QuietHours:
    """When this member is not to be disturbed."""
    start, end = (time.fromisoformat(text(profile, name)) for name in ("quiet_from", "quiet_to"))
    return QuietHours(start, end)


def same_but(before: Item, after: Item, *names: str) -> bool:
    """Whether two items differ in nothing but these attributes."""
    return _without(before, names) == _without(after, names)


def _without(item: Item, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}
