"""What was true while somebody acted: whoever is told something must have been told the truth at some instant (I8)."""

from dataclasses import dataclass, field

from tests.explore.rows import Case, text
from whapp.domain.ask import Answer

PAGES = {
    ("accepted", "matched"): "matched",
    ("accepted", "helped"): "helped",
    ("stand_by", "matched"): "stand_by",
}


@dataclass(frozen=True)
class Truth:
    """What holds at one instant: of the request, and of the ask that somebody acts on."""

    status: str
    ask: str

    @property
    def page(self) -> str:
        """The page that tells this to whoever holds the reply link."""
        if self.ask in ("declined", "withdrawn", "fell_through"):
            return self.ask
        if (self.ask, self.status) in PAGES:
            return PAGES[self.ask, self.status]
        return {"open": "asked", "matched": "too_late", "helped": "too_late"}.get(self.status, "closed")


@dataclass(eq=False)
class Watch:
    """The instants that somebody lived through, from the beginning of their call to its end."""

    request_id: str
    secret_hash: str  # of the link, or of an ask that the same member got; the newest ask to them counts
    helper_id: str = ""  # or whose newest ask it is
    seen: set[Truth] = field(default_factory=set)

    def note(self, case: Case) -> None:
        """This is how it is now."""
        behind = case.ask_of(self.secret_hash) if self.secret_hash else None
        helper = text(behind, "helper_id") or self.helper_id
        newest = next((ask for ask in reversed(case.asks) if helper and text(ask, "helper_id") == helper), None)
        self.seen.add(Truth(case.status, text(newest, "state")))

    def outcomes(self, said: Answer) -> set[str]:
        """What an answer may be told to have come to."""
        outcomes = set()
        for truth in self.seen:
            if truth.ask == "accepted":
                outcomes.add("matched")
            elif truth.ask in ("withdrawn", "fell_through"):
                outcomes.add("closed")
            elif truth.ask == "declined" or said is not Answer.YES:
                outcomes.add("declined")
            elif truth.ask == "stand_by" and truth.status == "matched":
                outcomes.add("too_late_stand_by")
            elif truth.status == "helped":
                outcomes.add("too_late")
            elif truth.status in ("cancelled", "expired", "nobody_available"):
                outcomes.add("closed")
        return outcomes


class Truths:
    """All who act just now."""

    def __init__(self) -> None:
        self._watches: list[Watch] = []

    def begin(self, watch: Watch, now: Case | None) -> Watch:
        """Somebody begins to act on a request."""
        if now:
            watch.note(now)
        self._watches.append(watch)
        return watch

    def end(self, watch: Watch) -> None:
        """They have their answer."""
        self._watches.remove(watch)

    def changed(self, case: Case) -> None:
        """A request has changed."""
        for watch in self._watches:
            if watch.request_id == case.id:
                watch.note(case)
