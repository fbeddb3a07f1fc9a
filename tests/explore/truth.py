"""What was true while somebody acted: whoever is told something must have been told the truth at some instant (I8)."""

from dataclasses import dataclass, field

from tests.explore.cloud.table import Table
from tests.explore.rows import Case, apart, case, suspended, text
from whapp.domain.ask import Answer

PAGES = {
    ("accepted", "matched"): "matched",
    ("accepted", "helped"): "helped",
    ("stand_by", "matched"): "stand_by",
}

_NEVER_AGAIN = ("declined", "withdrawn", "fell_through", "called_off")


@dataclass(frozen=True)
class Truth:
    """What holds at one instant: of the request, of the ask that somebody acts on, and between its two people."""

    status: str
    ask: str
    apart: bool = False  # one blocked the other, or the helper is suspended
    reported: frozenset[str] = frozenset()  # by which of the two
    requester_out: bool = False  # suspended

    @property
    def pair(self) -> bool:
        """Whether the two may see each other's contact, as far as this instant tells (I11)."""
        return self.status in ("matched", "helped") and not self.apart and not self.reported and not self.requester_out

    @property
    def may_come(self) -> bool:
        """Whether a yes of this helper would count."""
        return self.status == "open" and not self.apart and self.ask not in _NEVER_AGAIN

    def outcome(self, said: Answer) -> str:
        """What an answer comes to that changes nothing; empty when it would."""
        if self.ask == "accepted":
            return "matched"
        if self.ask in ("withdrawn", "fell_through", "called_off"):
            return "closed"
        if self.ask == "declined" or (self.ask and said is not Answer.YES):
            return "declined"
        if self.status == "matched" and self.ask in ("stand_by", ""):  # whoever was never asked stands by for nothing
            return "too_late_stand_by" if self.ask else "too_late"
        return {"helped": "too_late", "open": "", "matched": ""}.get(self.status, "closed")

    @property
    def page(self) -> str:
        """The page that tells this to whoever holds the reply link."""
        if "helper" in self.reported:
            return "reported"
        if self.ask in ("declined", "withdrawn", "fell_through"):
            return self.ask
        page = PAGES.get((self.ask, self.status), "")
        if page != "helped" and (self.apart or self.ask == "called_off"):
            return "closed"
        return page or {"open": "asked", "matched": "too_late", "helped": "too_late"}.get(self.status, "closed")


@dataclass(eq=False)
class Watch:
    """The instants that somebody lived through, from the beginning of their call to its end."""

    request_id: str
    secret_hash: str  # of the link, or of an ask that the same member got; the newest ask to them counts
    helper_id: str = ""  # or whose newest ask it is
    seen: set[Truth] = field(default_factory=set)

    def note(self, case: Case, table: Table) -> None:
        """This is how it is now."""
        behind = case.ask_of(self.secret_hash) if self.secret_hash else None
        helper = text(behind, "helper_id") or self.helper_id
        newest = case.newest(helper)
        between = newest if helper else next(iter(case.accepted), None)
        kept_apart = any(
            apart(table, case.requester, who) or suspended(table, who)
            for who in {helper, text(between, "helper_id")} - {""}
        )
        out = bool(suspended(table, case.requester))
        self.seen.add(Truth(case.status, text(newest, "state"), kept_apart, frozenset(case.reported(between)), out))

    def outcomes(self, said: Answer, *, left: bool = False) -> set[str]:
        """What an answer may be told to have come to; whoever `left` may be here anew, and know of no block."""
        apart = {truth for truth in self.seen if truth.apart and said is Answer.YES}
        told = {truth.outcome(said) for truth in (self.seen if left else self.seen - apart)}
        return (told | ({"closed"} if apart else set())) - {""}


class Truths:
    """All who act just now."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._watches: list[Watch] = []

    def begin(self, watch: Watch, now: Case | None) -> Watch:
        """Somebody begins to act on a request."""
        if now:
            watch.note(now, self._table)
        self._watches.append(watch)
        return watch

    def end(self, watch: Watch) -> None:
        """They have their answer."""
        self._watches.remove(watch)

    def changed(self, case: Case) -> None:
        """A request has changed."""
        for watch in self._watches:
            if watch.request_id == case.id:
                watch.note(case, self._table)

    def parted(self) -> None:
        """Somebody blocked somebody, or was suspended, or is not any more."""
        for watch in self._watches:
            if now := case(self._table, watch.request_id):
                watch.note(now, self._table)
