"""The invariants of docs/architecture.md, checked after every effect on the rows themselves.

What is allowed is written down here once more, in the checks' own words: a mistake in the domain's tables would not
be seen through the domain's tables.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from tests.explore import rows
from tests.explore.cloud.table import Change
from tests.explore.cloud.values import Item
from tests.explore.of_groups import Groups
from tests.explore.of_members import Profiles
from tests.explore.plug import TOPICS
from tests.explore.rows import Case, instant, number, same, text, texts
from tests.explore.truth import Truths
from tests.explore.world import World
from whapp.domain.hours import iso_week

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=30)
STATUS_MOVES = {
    "open": {"matched", "cancelled", "expired", "nobody_available"},
    "matched": {"helped", "cancelled", "expired", "open"},
}
# Of messages about it, and of its helper; and how long it is kept, which is as long as its request.
_WORDS = ("later_hashes", "confirmed_at", "worked_out", "expires_at")
# What an earlier version did not write of an ask reads as this, and is written so with the next change (I19).
_UNSAID: Item = {"chance": {"N": "0.3"}, "prior": {"N": "0.3"}}
_VERDICT = ("expires_at", "verdict", "resolved_at", "resolved_by", "owner_pk")
_NOBODY = {"expired", "nobody_available"}
_LATE = {"accepted", "declined", "stand_by"}
ASK_MOVES = {
    "open": {"accepted", "declined", "timed_out", "undeliverable", "released", "called_off"},
    "timed_out": _LATE,
    "undeliverable": _LATE,
    "released": _LATE,
    "stand_by": {"accepted", "declined", "called_off"},
    "let_go": _LATE,
    "accepted": {"withdrawn", "released", "let_go", "fell_through", "called_off"},
}
# Which timeline row tells of which change (I21); a released ask is told of by the match or the cancel.
TOLD_BY: Mapping[str, str] = {
    "status matched": "matched", "status helped": "helped", "status cancelled": "cancelled",
    "status expired": "expired", "status nobody_available": "nobody_available", "ask withdrawn": "withdrawn",
    "ask let_go": "let_go", "round fell_through": "fell_through",
    "ask open": "asked", "ask declined": "declined", "ask timed_out": "no_answer", "ask undeliverable": "not_reached",
    "ask stand_by": "stand_by", "created": "created", "ask called_off": "called_off",
    "report requester": "reported",  # what a helper reports is not read by whom it is about
    "notice assigned": "assigned",
}  # fmt: skip
TELLING = frozenset(TOLD_BY.values())
_TO_THE_ASKED = {"ask", "released", "stand_by_warned", "stand_by_released"}
_DOUBTS = {"are_you_coming", "stand_by_warned", "helper_silent"}
MAX_LINKS = 6  # of one ask: the question, assigned, the reminder, whether they come, how it went, let go


class Checker:
    """Looks at every write of the table."""

    def __init__(self, world: World, truths: Truths) -> None:
        self._world, self._truths = world, truths
        self._widened: set[str] = set()
        self._profiles = Profiles(world, truths)
        self._groups = Groups(world) if world.village.has_group else None
        world.table.on_write = self.on_write

    def on_write(self, changes: tuple[Change, ...]) -> None:
        """All that can be said of one instant."""
        self._profiles.on_write(changes)
        if self._groups:
            self._groups.on_write(changes)
        touched = dict.fromkeys(change.key[0] for change in changes)
        for pk in touched:
            if not pk.startswith("REQUEST#"):
                continue
            case = rows.case(self._world.table, pk.partition("#")[2])
            mine = [change for change in changes if change.key[0] == pk]
            if case is None:
                self._world.blame("nothing lost", f"{pk} is gone")
                continue
            self._standing(case)
            self._still(case)
            self._timeline(mine)
            for change in mine:
                self._change(case, change)
            self._truths.changed(case)

    def _standing(self, case: Case) -> None:
        """What must hold of a request at every instant."""
        blame = self._world.blame
        accepted = Counter(number(ask, "round") for ask in case.accepted)
        if any(count > 1 for count in accepted.values()):
            blame("I1", f"two accepted asks in a round of {case.id}")
        if len(case.accepted) != (case.status in ("matched", "helped")):
            blame("I2", f"{case.id} is {case.status} with {len(case.accepted)} accepted asks")
        if "circles" in case.request:
            self._widened.add(case.id)  # the ask that this allowed may outlive the wish
        allowed = self._world.village.open_asks + (case.id in self._widened)
        if sum(text(ask, "state") == "open" for ask in case.asks) > allowed:
            blame("I4", f"more than {allowed} open asks")
        asked = Counter((number(ask, "round"), text(ask, "helper_id")) for ask in case.asks)
        if any(count > 1 for count in asked.values()):
            blame("I5", f"asked twice in a round: {asked.most_common(1)[0][0]}")
        pending = any(text(notice, "state") == "pending" for notice in case.notices)
        if (pending or not case.is_final) and not (text(case.request, "watch_at") and text(case.request, "watch_pk")):
            blame("I14", f"{case.id} is {case.status}{' with a message to send' if pending else ''} and not watched")

    def _timeline(self, changes: list[Change]) -> None:
        """One row for each change, in the same instant, and none written over (I21)."""
        happened = [_news(change) for change in changes]
        if {"status open", "ask fell_through"} <= set(happened):  # not when its end is told of
            happened.append("round fell_through")
        due: Counter[str] = Counter(TOLD_BY[news] for news in happened if news in TOLD_BY)
        written: Counter[str] = Counter()
        for change in changes:
            if change.key[1].startswith("TIMELINE#"):
                if change.before:
                    self._world.blame("I21", f"timeline row {change.key[1]} was written over")
                written[text(change.after, "what")] += 1
        for what in TELLING & (due.keys() | written.keys()):
            if due[what] != written[what]:
                self._world.blame("I21", f"{due[what]} changes {what!r}, {written[what]} timeline rows")

    def _change(self, case: Case, change: Change) -> None:
        sk, before, after = change.key[1], change.before, change.after
        if after is None:
            if not sk.startswith(("NOTICE#", "TEXT")):
                self._world.blame("nothing lost", f"{change.key} was removed")
        elif sk == "REQUEST":
            self._request(case, before, after)
        elif sk.startswith("ASK#"):
            self._ask(case, before, after)
        elif sk.startswith("NOTICE#"):
            self._notice(case, sk, before, after)
        elif sk.startswith("REPORT#") and before and not rows.same_but(before, after, *_VERDICT):
            self._world.blame("I15", f"{sk} was changed: the first report stays")

    def _kept_away(self, case: Case, helper: str) -> bool:
        """Whether this helper must have nothing to do with the request: blocked, or suspended."""
        table = self._world.table
        return bool(rows.suspended(table, helper)) or rows.apart(table, case.requester, helper)

    def _parts(self, case: Case) -> bool:
        """Whether Decide finds that the match was blocked: it ends it and looks for others, or for none, at once."""
        worker = self._world.current
        helpers = (text(ask, "helper_id") for ask in case.asks if text(ask, "state") in ("withdrawn", "called_off"))
        apart = any(self._kept_away(case, helper) for helper in helpers)
        return worker is not None and worker.what == "decide" and apart

    def _request(self, case: Case, before: Item | None, after: Item) -> None:
        blame = self._world.blame
        if before is None:
            return
        grown = number(after, "version") - number(before, "version")
        changed = not rows.same_but(before, after, "watch_at", "version")
        if grown not in (0, 1) or (changed and grown != 1):
            blame("one version", f"the version grew by {grown}")
        status, then = text(before, "status"), text(after, "status")
        rounds = number(after, "round") - number(before, "round")
        by_way_of_open = rounds == 1 and status == "matched" and then in _NOBODY and self._parts(case)
        if status != then and then not in STATUS_MOVES.get(status, ()) and not by_way_of_open:
            blame("I6", f"from {status} to {then}")
        if rounds != ((status, then) == ("matched", "open") or by_way_of_open):
            blame("I6", f"the round grew by {rounds} from {status} to {then}")
        generations = number(after, "generation") - number(before, "generation")
        if not rounds and generations not in (0, 1):
            blame("I18", f"the generation grew by {generations}")
        rested = status == then and status not in STATUS_MOVES and not text(before, "watch_pk")  # thanks, or a report
        if generations > 0 and not rounds and not rested and not self._world.mishaps:
            blame("I13", "the janitor had to help although nothing had failed")
        worker = self._world.current
        invocation = worker.known.get("invocation") if worker else None
        if invocation:
            named = invocation.payload["round"], invocation.payload["generation"]
            if named != (number(before, "round"), number(before, "generation")):
                blame("I18", f"a cascade of round, generation {named} still acts")

    def _still(self, case: Case) -> None:
        """Decide, when it looks at a request after a block or a suspension, ends what was under way (I7)."""
        worker, profiles = self._world.current, self._profiles
        if worker is None or worker.what != "decide":
            return
        for helper in dict.fromkeys(text(ask, "helper_id") for ask in case.asks):
            since = min(profiles.apart_since(case.requester, helper), profiles.out_since(helper))
            if since <= worker.known["begun"] and (state := case.under_way(helper, self._world.clock.time)):
                self._world.blame("I7", f"{helper} is kept away from {case.requester}, and it stays {state}")
        if profiles.out_since(case.requester) <= worker.known["begun"] and not case.is_final:
            self._world.blame("I7", f"{case.requester} is suspended, and their request stays {case.status}")

    def _ask(self, case: Case, before: Item | None, after: Item) -> None:
        blame = self._world.blame
        state, then = text(before, "state"), text(after, "state")
        if before is None:
            self._begins(case, after)
            return
        if state != then and then not in ASK_MOVES.get(state, ()):
            blame("I6", f"an ask goes from {state} to {then}")
        worker = self._world.current
        apart = self._kept_away(case, text(after, "helper_id"))
        if state != then == "accepted" and apart:
            blame("I11", f"{text(after, 'helper_id')} is matched with {case.requester}, and is kept away")
        if state != then == "withdrawn" and not (apart or (worker and worker.known.get("withdraws"))):
            blame("I15", f"{worker.words if worker else 'somebody'} withdraws without having said so")
        if not rows.same_but(
            {**_UNSAID, **before}, after, "state", "closed_at", "reason", "learnt", "expires_at", *_WORDS
        ):
            blame("I6", "an ask was changed into another")
        self._visit(before, after)
        deadline = instant(after, "deadline")
        if state != then == "timed_out" and deadline and self._world.clock.time < deadline:
            blame("I9", f"timed out at {self._world.clock.time:%H:%M:%S}, deadline {deadline:%H:%M:%S}")
        if state != then == "undeliverable":
            told = [
                text(each, "state") for each in case.notices if text(each, "notice_kind") == "ask" and same(each, after)
            ]
            if told[0] not in ("failed", "dropped"):
                blame("I9", f"given up as undeliverable while its message is {told[0]}")

    def _begins(self, case: Case, ask: Item) -> None:
        """Somebody is asked; or steps forward, or is assigned, and comes at once."""
        blame, worker, helper = self._world.blame, self._world.current, text(ask, "helper_id")
        if text(ask, "state") == "open":
            self._asked(case, ask)
        elif text(ask, "state") != "accepted" or not worker or worker.known.get("comes") != helper:
            blame("I6", f"an ask to {helper} begins as {text(ask, 'state')}")
        elif rows.member(self._world.table, helper) is None or self._kept_away(case, helper):
            blame("I7", f"{helper} comes, and has left or is kept away")

    def _visit(self, before: Item, after: Item) -> None:
        """The helper's word, and what becomes of a match for the lack of it."""
        blame = self._world.blame
        links, then = texts(before, "later_hashes"), texts(after, "later_hashes")
        if then[: len(links)] != links or 1 + len(then) > MAX_LINKS:
            blame("I10", f"of {1 + len(links)} links to an ask {1 + len(then)} are left, or too many")
        if "worked_out" in before and before["worked_out"] != after.get("worked_out"):
            blame("I15", "the helper's word was changed")
        if text(after, "state") == "let_go" != text(before, "state"):
            self._reassured(before, "is let go")

    def _reassured(self, match: Item, what: str) -> None:
        """Whoever gave a sign in the last hours is neither asked again nor doubted."""
        confirmed = instant(match, "confirmed_at")
        if confirmed and confirmed > self._world.clock.time - timedelta(hours=4):
            self._world.blame("the guard", f"{text(match, 'helper_id')} {what}, and gave a sign at {confirmed:%H:%M}")

    def _asked(self, case: Case, ask: Item) -> None:
        """Whether this member could be asked in this instant (I7, I12)."""
        blame, helper = self._world.blame, text(ask, "helper_id")
        profile, at = rows.member(self._world.table, helper), instant(ask, "asked_at")
        assert at
        if "paused_at" in case.request:
            blame("the desk", f"{helper} is asked though operations paused the search")
        if profile is None:
            blame("I7", f"{helper} is asked after leaving")
            return
        if self._kept_away(case, helper):
            blame("I7", f"{helper} is asked for {case.requester}, and is kept away")
        paused = instant(profile, "paused_until")
        if paused and paused > at:
            blame("I7", f"{helper} is asked while paused")
        if text(case.request, "category") not in texts(profile, "offers"):
            blame("I7", f"{helper} does not offer that any more")
        others = [
            each for other in rows.cases(self._world.table) for each in other.asks if text(each, "helper_id") == helper
        ]
        others = [each for each in others if each is not ask]
        if any((deadline := instant(each, "deadline")) and deadline > at for each in others):
            blame("I12", f"{helper} is asked before the deadline of another ask")
        week = iso_week(at)
        asked = [
            each for each in others if text(each, "asked_at") != text(each, "deadline")
        ]  # or they came of themselves
        this_week = sum(iso_week(when) == week for each in asked if (when := instant(each, "asked_at")))
        if this_week + 1 > number(profile, "ask_budget_per_week"):
            blame("I12", f"{helper} is asked {this_week + 1} times in a week")

    def _notice(self, case: Case, sk: str, before: Item | None, after: Item) -> None:
        blame = self._world.blame
        state, then = text(before, "state"), text(after, "state")
        overtaken = state == "dropped" and then in ("sent", "failed")  # dropped while it was under way: it did go out
        if before and state != "pending" and not overtaken and not rows.same_but(before, after, "expires_at"):
            blame("I10", f"{sk} was {state} and changes again")
        if before and text(after, "secret") not in ("", text(before, "secret")):
            blame("I10", f"{sk} gets another link")
        if before and not set(texts(before, "sent")) <= set(texts(after, "sent")):
            blame("I10", f"{sk} forgets that it was sent")
        profile = rows.member(self._world.table, text(after, "member_id"))
        for channel in set(texts(after, "sent")) - set(texts(before, "sent")):
            to = text(profile, "phone") if channel == "sms" else TOPICS + text(after, "member_id")
            if to and not self._world.went_out[case.id, sk, to]:
                blame("I10", f"{sk} counts as sent by {channel} and never went out")
        if before is None and text(after, "notice_kind") in _DOUBTS:
            self._reassured(case.accepted[0], "is doubted")
        if before is None and text(after, "notice_kind") == "thanks" and text(case.request, "status") != "helped":
            blame("I8", "thanks for help that was not given")
        if then == "sent" and not texts(after, "sent"):
            blame("I10", f"{sk} counts as sent and never was")
        self._tries(case, sk, before, after)

    def _tries(self, case: Case, sk: str, before: Item | None, after: Item) -> None:
        """A claim is one more attempt; only what a full channel turned away gives one back (I10)."""
        claims = number(after, "attempts") - max(number(before, "attempts"), 0)
        turned_away = max(number(after, "turned_away"), 0) - max(number(before, "turned_away"), 0)
        if claims > 0:
            self._claim(case, sk, before, after, claims)
        elif (claims, turned_away) not in ((0, 0), (-1, 1)):
            self._world.blame("I10", f"an attempt of {sk} is forgotten though nothing turned it away")

    def _claim(self, case: Case, sk: str, before: Item | None, after: Item, claims: int) -> None:
        """Somebody takes it upon themselves to send a message (I7, I10, I16)."""
        blame, now = self._world.blame, self._world.clock.time
        if claims != 1 or number(after, "attempts") > MAX_ATTEMPTS:
            blame("I10", f"attempt {number(after, 'attempts')} of {sk}")
        earlier, at = instant(before, "attempted_at"), instant(after, "attempted_at")
        if earlier and earlier + LEASE > now:
            blame("I10", f"{sk} is taken over while another may be sending it")
        member_id, kind = text(after, "member_id"), text(after, "notice_kind")
        profile = rows.member(self._world.table, member_id)
        if profile is None:
            blame("I7", f"a message to {member_id}, who left")
            return
        apart = member_id != case.requester and self._kept_away(case, member_id)
        if apart and kind != "visit_cancelled":  # nobody walks to a door in vain
            blame("I7", f"{kind!r} to {member_id}, who is kept away from {case.requester}")
        paused = instant(profile, "paused_until")
        if kind in _TO_THE_ASKED and paused and paused > now:
            blame("I7", f"a message to {member_id}, who paused")
        quiet = rows.quiet_hours(profile)
        overrides = text(case.request, "urgency") == "urgent" and profile["urgent_overrides_quiet"].get("BOOL")
        if at and quiet.cover(at) and not overrides:
            blame("I16", f"{sk} goes out at {at:%H:%M} in the quiet hours of {member_id}")
        if self._world.current:
            self._world.current.known.setdefault("claims", []).append((case.id, sk, member_id))


def _news(change: Change) -> str:
    """What a change of a request or an ask is called in TOLD_BY; empty for no news."""
    sk = change.key[1]
    if sk == "REQUEST":
        before, after = text(change.before, "status"), text(change.after, "status")
        return "" if before == after else f"status {after}" if before else "created"
    if sk.startswith("ASK#") and text(change.before, "state") != text(change.after, "state"):
        return f"ask {text(change.after, 'state')}"
    if sk.startswith("REPORT#") and change.before is None:
        return f"report {text(change.after, 'by')}"
    if sk.startswith("NOTICE#") and change.before is None:
        return f"notice {text(change.after, 'notice_kind')}"
    return ""
