"""The invariants of profiles, checked after every effect: who is apart from whom, and whom the safety desk took out."""

from datetime import timedelta

from tests.explore import rows
from tests.explore.cloud.table import Change
from tests.explore.cloud.values import Item
from tests.explore.rows import instant, number, text, texts
from tests.explore.truth import Truths
from tests.explore.world import World

MAX_ATTEMPTS, MONTH, RUN = 3, timedelta(days=30), timedelta(minutes=5)


class Profiles:
    """Looks at every write of a profile, and knows since which write of the table something is so."""

    def __init__(self, world: World, truths: Truths) -> None:
        self._world, self._truths = world, truths
        self._apart = {
            frozenset((member.id, other)): 0
            for member in world.village.members
            for other in (*member.blocks, *member.blocked_by)
        }
        self._out: dict[str, int] = {}

    def on_write(self, changes: tuple[Change, ...]) -> None:
        """What the profiles tell, they tell from the same instant on."""
        profiles = [change for change in changes if change.key[1] == "PROFILE"]
        if profiles:
            for change in profiles:
                if change.after is not None and change.before is not None:
                    self._letter(change.key[0].partition("#")[2], change.before, change.after)
            told, moved = self._parting(profiles), [self._suspension(change) for change in profiles]
            if told or any(moved):
                self._truths.parted()

    def apart_since(self, one: str, other: str) -> int:
        """The write from which on the two are apart; of the future when they are not."""
        never = self._world.table.writes + 1
        return self._apart.get(frozenset((one, other)), never) if rows.apart(self._world.table, one, other) else never

    def out_since(self, member_id: str) -> int:
        """The write from which on this member is suspended; of the future when they are not."""
        return self._out.get(member_id, self._world.table.writes + 1)

    def _parting(self, profiles: list[Change]) -> bool:
        """Who blocks somebody: both profiles tell it from the same instant on, and until one of them leaves (I7).

        Whoever comes back is told of before they are there.
        """
        table, told = self._world.table, []
        for change in profiles:
            if change.after is None:
                continue
            who = change.key[0].partition("#")[2]
            before, after = (
                {*texts(item, "blocks"), *texts(item, "blocked_by")} for item in (change.before, change.after)
            )
            told += [(who, other) for other in after - before]
            for other in before - after:
                if rows.member(table, other):
                    self._world.blame("I7", f"the profile of {who} forgets {other}, who is still here")
        for who, other in told:
            profile = rows.member(table, other)
            if profile and who not in {*texts(profile, "blocks"), *texts(profile, "blocked_by")}:
                self._world.blame("I7", f"only the profile of {who} tells of the block between them and {other}")
            self._apart.setdefault(frozenset((who, other)), table.writes)
        return bool(told)

    def _letter(self, who: str, before: Item, after: Item) -> None:
        """A letter is claimed by the care job when it is due, and puts the next look a month away."""
        blame, now, worker = self._world.blame, self._world.clock.time, self._world.current
        hashed = text(after, "owner_pk").partition("#")[2]
        if "letter_told" in after and "letter_told" not in before and hashed not in self._world.letters_out:
            blame("I10", f"the letter to {who} counts as sent and never was")
        if text(before, "owner_pk") == text(after, "owner_pk"):
            return
        due, again, at = instant(before, "watch_at"), instant(after, "watch_at"), instant(after, "owner_sk")
        claimed = at and again and at <= now < at + RUN and again >= at + MONTH
        if worker is None or worker.what != "care" or not due or not at or due > at or not claimed:
            blame("I10", f"a letter to {who} is claimed, due {due}, looked after again at {again}")
            return
        worker.known.setdefault("letters", set()).add((hashed, who))
        if number(after, "letter_attempts") > MAX_ATTEMPTS or "letter_told" in after:
            blame("I10", f"a letter to {who} is tried too often")
        if rows.suspended(self._world.table, who) or not texts(after, "offers"):
            blame("I7", f"a letter to {who}, who is suspended or offers nothing")
        if rows.quiet_hours(after).cover(at):
            blame("I16", f"a letter to {who} in their quiet hours")

    def _suspension(self, change: Change) -> bool:
        """Only the safety desk takes somebody out, and lets them back in; whether it did."""
        who, worker = change.key[0].partition("#")[2], self._world.current
        before, after = text(change.before, "suspended_at"), text(change.after, "suspended_at")
        if before == after:
            return False
        if after:
            self._out[who] = self._world.table.writes
        else:
            self._out.pop(who, None)
        desk = "suspend" if after else "lift"
        if change.after is not None and (worker is None or worker.what != desk):
            self._world.blame("I7", f"{worker.words if worker else 'somebody'} does what the desk does: {desk} {who}")
        return True
