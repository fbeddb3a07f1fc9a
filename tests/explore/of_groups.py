"""The invariants of groups, checked after every effect: the counts agree, and a badge is one wherever it shows."""

from tests.explore import rows
from tests.explore.cloud.table import Change
from tests.explore.rows import number, text, texts
from tests.explore.village import GROUP, MODERATOR
from tests.explore.world import World
from whapp.app import post_on_behalf

MEMBERSHIP = f"GROUP#{GROUP}"
MAX_REMINDERS = 3


class Groups:
    """Looks at every write that has to do with the one group that there is."""

    def __init__(self, world: World) -> None:
        self._world = world

    def on_write(self, changes: tuple[Change, ...]) -> None:
        """What must hold at every instant of the group, and of whoever a change is about."""
        mine = [change for change in changes if change.key[1] == MEMBERSHIP]
        for change in mine:
            who = change.key[0].partition("#")[2]
            self._world.stood.setdefault(who, []).append((self._world.table.writes, text(change.after, "standing")))
            self._joins(changes, change)
            self._word_of_a_moderator(who, change)
            self._reminded(who, change)
        if mine or any(change.key[0] == MEMBERSHIP and change.key[1] == "GROUP" for change in changes):
            self._counts()
        for who in {change.key[0].partition("#")[2] for change in changes if change.key[0].startswith("MEMBER#")}:
            self._in_step(who)

    def _counts(self) -> None:
        """The group counts who says to belong, and who has a badge."""
        table = self._world.table
        found = [item for key in list(table.items) if (item := table.get((key, MEMBERSHIP)))]
        standing = [text(item, "standing") for item in found]
        group = table.get((MEMBERSHIP, "GROUP"))
        counted = number(group, "members"), number(group, "attested")
        true = sum(each != "revoked" for each in standing), standing.count("attested")
        if counted != true:
            self._world.blame("the counts", f"the group counts {counted}, and it is {true}")

    def _in_step(self, who: str) -> None:
        """Profile and offers tell of the groups that attest their member, and of no other: there a search looks."""
        table, membership = self._world.table, self._world.table.get((f"MEMBER#{who}", MEMBERSHIP))
        badges = [GROUP] if text(membership, "standing") == "attested" else []
        profile = rows.member(table, who)
        if profile is None or who.startswith(post_on_behalf.GUEST):  # a guest has the groups of whoever asks
            return
        offers = [item for sk, item in table.items[f"MEMBER#{who}"].items() if sk.startswith("OFFER#")]
        if any(texts(item, "groups") != badges for item in (profile, *offers)):
            self._world.blame("the badge", f"{who} is attested by {badges}, and profile or offers tell otherwise")

    def _joins(self, changes: tuple[Change, ...], change: Change) -> None:
        """Whoever joins uses an invitation once, and no more often than it may be."""
        if change.before is not None or change.after is None:
            return
        codes = [each for each in changes if each.key[1] == "INVITATION" and each.after]
        good = [
            each
            for each in codes
            if number(each.before, "uses") + 1 == number(each.after, "uses") <= number(each.after, "max_uses")
            and "revoked_at" not in (each.before or {})
        ]
        if not good or codes != good:
            self._world.blame("the code", f"{change.key[0]} joins without a good code")

    def _word_of_a_moderator(self, who: str, change: Change) -> None:
        """Only a moderator gives a badge, while they are one."""
        if text(change.after, "attested_at") in ("", text(change.before, "attested_at")):
            return
        worker, group = self._world.current, self._world.table.get((MEMBERSHIP, "GROUP"))
        if worker is None or worker.what != "attest" or MODERATOR not in texts(group, "moderators"):
            self._world.blame("the badge", f"{who} gets a badge, and no moderator says so")

    def _reminded(self, who: str, change: Change) -> None:
        """A reminder is claimed before it goes out, and tried a few times."""
        tries = number(change.after, "reminders"), max(number(change.before, "reminders"), 0)
        if tries[0] > tries[1] and self._world.current:
            self._world.current.known.setdefault("reminds", set()).add(who)
        if tries[0] > MAX_REMINDERS:
            self._world.blame("I10", f"{who} is reminded {tries[0]} times")
