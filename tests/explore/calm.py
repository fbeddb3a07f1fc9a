"""The second part of a run: nothing fails any more and time passes. Now everything must come to its end (liveness)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tests.explore import desk, rows
from tests.explore.acts import People
from tests.explore.rows import Case, cases, instant, member, number, quiet_hours, text
from tests.explore.workers import Fate, Worker
from tests.explore.world import World

Step = Callable[[People], None]

PERIOD = timedelta(minutes=5)  # the janitor's
MARGIN = timedelta(minutes=10)  # its period, the slack before something is overdue, and a retry or two
VISIT_AND_WORD = timedelta(hours=2 + 48)
MAX_EVENTS = 400


class Calm:
    """Runs the world to its end. `steps` are taken one by one, each when everybody has finished what the last began."""

    def __init__(self, world: World, people: People, steps: Iterable[Step] = ()) -> None:
        self._world, self._people, self._steps = world, people, iter(steps)
        self._begun = world.clock.time
        self._waiting: dict[tuple[str, str], datetime] = {}

    def run(self) -> None:
        """Until nothing is left to do; blames what never ends."""
        world = self._world
        world.faulty = False  # nothing lags any more
        world.tell("--- from here on nothing fails ---")
        for _ in range(MAX_EVENTS):
            self.work_off()
            if world.broken:
                return
            if step := next(self._steps, None):
                step(self._people)
                continue
            self._look_at_the_clock()
            if world.broken or (self._at_rest() and not self._thank()):
                return
            self._pass_time()
        world.blame("I14", "it never comes to rest")

    def work_off(self) -> None:
        """Everybody at work finishes, first come first served."""
        world = self._world
        while not world.broken:
            if world.workers:
                worker = world.workers[0]
                if worker.reading and not self._goes_on_after(worker):
                    continue
                fate = (worker.call and world.fate_of(worker, worker.call)) or Fate.FINE
                world.go_on(worker, fate)
            elif world.invocations:
                world.run_invocation(world.invocations.popleft())
            elif world.deaths:
                world.run_janitor(world.deaths.popleft())
            else:
                return

    def _thank(self) -> bool:
        """When all is at rest, whoever was helped says thank you; whether anybody did who had not."""
        people = self._people
        helped = [
            (case.follower, case.id)
            for case in cases(self._world.table)
            if case.status == "helped" and case.id not in people.thanked
        ]
        for who, id_ in helped:
            people.thank(who, id_)
        return bool(helped)

    def _goes_on_after(self, reader: Worker) -> bool:
        """While somebody reads, the next step is taken, and others finish; whether the reader had so much time."""
        if step := next(self._steps, None):
            step(self._people)
        while others := [worker for worker in self._world.workers if worker is not reader]:
            self._world.go_on(others[0], Fate.FINE)
        return not reader.ended

    def _at_rest(self) -> bool:
        running = any(execution.runs for execution in self._world.states.executions.values())
        return not running and not self._watched()

    def _watched(self) -> list[datetime]:
        found = (
            instant(case.request, "watch_at") for case in cases(self._world.table) if text(case.request, "watch_pk")
        )
        return [at for at in found if at]

    def _pass_time(self) -> None:
        """To the next timer, or to the janitor's next round that finds something; the others would find nothing."""
        clock = self._world.clock
        ring, watched = clock.next_ring, self._watched()
        rounds = None
        if watched:
            overdue = max(min(watched), clock.time)
            rounds = clock.time + ((overdue - clock.time) // PERIOD + 1) * PERIOD
        if rounds and (ring is None or rounds < ring):
            self._world.let_time_pass(rounds)
            self._world.run_janitor()
        elif ring:
            self._world.let_time_pass(ring)

    def _look_at_the_clock(self) -> None:
        """No request may be in a state longer than that state can last (I13, I14)."""
        now = self._world.clock.time
        for case in cases(self._world.table):
            until = instant(case.request, "needed_until")
            assert until
            if case.status == "open" and now > max(until, self._begun) + MARGIN:
                self._world.blame("I14", f"{case.id} is still open {now - until} after it was needed")
            self._look_at_the_post(case)
            if case.status == "matched" and now > max(until, self._begun) + VISIT_AND_WORD + MARGIN:
                self._world.blame("I14", f"{case.id} is still matched {now - until} after it was needed")

    def _look_at_the_post(self, case: Case) -> None:
        """What could go out does so soon: the cascade woke up, or the janitor found that it did not (I13)."""
        now, table = self._world.clock.time, self._world.table
        for notice in case.notices:
            key = case.id, text(notice, "sk")
            receiver = member(table, text(notice, "member_id"))
            if text(notice, "state") != "pending" or (receiver and quiet_hours(receiver).cover(now)):
                self._waiting.pop(key, None)
            elif now > self._waiting.setdefault(key, now) + MARGIN:
                self._world.blame("I13", f"{key[1]} waits since {self._waiting[key]:%a %d %H:%M:%S}")


class AfterAll:
    """What must hold when everything has come to rest."""

    def __init__(self, world: World, people: People) -> None:
        self._world, self._people = world, people

    def check(self) -> None:
        """Look at every request, and do everything once more (I15)."""
        for case in cases(self._world.table):
            self._ended(case)
            self._told(case)
        if not self._world.broken:
            self._again()

    def _ended(self, case: Case) -> None:
        if not case.is_final:
            self._world.blame("I14", f"{case.id} rests while it is {case.status}")
        for ask in case.asks:
            if text(ask, "state") == "open":
                self._world.blame("I14", f"an ask to {text(ask, 'helper_id')} is open for ever")

    def _told(self, case: Case) -> None:
        """The requester knows how it ended, and of every match."""
        blame, requester = self._world.blame, text(case.request, "requester_id")
        notices = {
            (text(each, "notice_kind"), number(each, "round"), number(each, "number")): each for each in case.notices
        }
        for notice in case.notices:
            if text(notice, "state") == "pending":
                blame("I14", f"{text(notice, 'sk')} is never sent")
        if self._world.swept:
            return
        due: list[tuple[str, int, int]] = []
        if case.status in ("expired", "nobody_available"):
            round_ = number(case.request, "round")
            again = notices.get(("searching_again", round_, 0))  # who did not hear that yet hears both at once
            both = again is not None and text(again, "state") == "dropped" and ("nobody_else", round_, 0) in notices
            due.append(("nobody_else" if both else case.status, round_, 0))
        due += [
            ("matched", number(ask, "round"), number(ask, "number"))
            for ask in case.asks
            if text(ask, "state") in ("accepted", "withdrawn", "let_go", "fell_through")
        ]
        for key in due:
            if key not in notices:
                blame("requester told", f"no message {key}")
            elif (
                text(notices[key], "state") == "dropped" and key[0] != "matched" and requester not in self._people.gone
            ):
                blame("requester told", f"message {key} was dropped")

    def _again(self) -> None:
        """Every act of before, once more: no new effect (I15)."""
        people, world = self._people, self._world
        before = world.table.writes
        for id_, who, key, need in world.village.requests:
            if who not in people.gone and id_ in people.asked_for:
                people.create(who, key, need)
        for id_, who in list(people.thanked.items()):
            if (done := rows.case(world.table, id_)) and text(done.request, "thanked_at"):
                people.thank(who, id_)
        for who, reply_id, button in people.tapped[-3:]:
            if button in ("yes", "no", "coming", "helped", "not_helped") and "x" * 22 not in reply_id:
                people.tap(who, reply_id, button)
        self._part_again()
        self._at_the_desk_again()
        self._finish()
        if world.table.writes != before:
            world.blame("I15", "doing everything once more changed something")

    def _part_again(self) -> None:
        """Whoever blocked or reported somebody does so again, unless it would be about another one by now."""
        people, table = self._people, self._world.table
        for how, who, id_, other in list(people.parted):
            if (case := rows.case(table, id_)) and case.met_by(who) == other:
                how(people, who, id_)
        for who, reply_id, button in people.tapped[-3:]:
            case = rows.case(table, reply_id[:16])
            if button == "report" and case and "helper" in case.reported(case.newest(who)):
                people.tap(who, reply_id, button)

    def _at_the_desk_again(self) -> None:
        """Whoever was taken out is so again, and whoever was assigned still comes."""
        people, table = self._people, self._world.table
        for who in sorted(people.taken_out):
            if rows.suspended(table, who):
                desk.suspend(people, who)
        for helper, id_ in list(people.assigned):
            case = rows.case(table, id_)
            if case and helper in {text(ask, "helper_id") for ask in case.accepted} and helper not in people.gone:
                desk.assign(people, helper, id_)

    def _finish(self) -> None:
        while self._world.workers and not self._world.broken:
            self._world.go_on(self._world.workers[0], Fate.FINE)
