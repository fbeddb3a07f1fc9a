"""A neighbourhood in which anything may happen at any time: the rules of a hypothesis state machine.

People answer twice, late and all at once; messages fail, workers crash, executions die, alarms ring early or not at
all, and the janitor comes when it comes. What must hold all the same is in `invariants.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.properties.witness import Witness
from tests.support.builders import HOME, MORNING, REQUESTER, a_member, a_need, hours, minutes
from tests.support.fake_cascades import Execution
from tests.support.fakes import FakeGrid, FakeServices, Sent, fake_services
from whapp.app.answer_ask import answer_ask
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.cancel_request import cancel_request
from whapp.app.choose_circles import choose_circles
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import Need, create_request
from whapp.app.decide import decide
from whapp.app.erase_member import erase_member
from whapp.app.extend_request import extend_request
from whapp.app.report_no_show import report_no_show
from whapp.app.show_contact import show_contact
from whapp.app.tend import mourn, tend, tend_overdue
from whapp.app.thank_helper import thank_helper
from whapp.app.withdraw import withdraw
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, Ask
from whapp.domain.errors import DeliveryDelayed, InvalidInput, NotFound, StateForbids, Undeliverable
from whapp.domain.hours import QuietHours
from whapp.domain.member import Channel, Member
from whapp.domain.place import Point
from whapp.domain.policy import CIRCLES, Policy
from whapp.domain.request import Request, Status, Urgency

T = TypeVar("T")
MANY_REQUESTS = 3

any_one = st.integers(min_value=0, max_value=10_000)
seldom = st.sampled_from([False, False, False, True])


class Crash(Exception):
    """A worker died in the middle of its work."""


def neighbours() -> list[Member]:
    """Six people of all sorts, near and further away, one of whom also asks."""
    both = (Channel.SMS, Channel.EMAIL)
    people = [
        a_member(REQUESTER, offers=frozenset(), channels=both, email="rosa@example.org"),
        a_member("anna", ask_budget_per_week=2),
        a_member("bert", quiet_hours=QuietHours(), channels=both, email="bert@example.org"),
        a_member("cas", urgent_overrides_quiet=True, ask_budget_per_week=7),
        a_member("dina", home=Point(HOME.lat + 0.02, HOME.lon), ask_budget_per_week=7),
        a_member("emil", home=Point(HOME.lat + 0.04, HOME.lon), ask_budget_per_week=1),
    ]
    return [replace(member, rings=FakeGrid().rings(member.home or HOME, CIRCLES)) for member in people]


class Neighbourhood(RuleBasedStateMachine):
    """Everything that can happen. A subclass adds what must hold."""

    services: FakeServices
    witness: Witness

    @initialize(open_asks=st.integers(min_value=1, max_value=3), evening=seldom, urgency=st.sampled_from(Urgency))
    def people_live_here(self, open_asks: int, evening: bool, urgency: Urgency) -> None:
        now = MORNING + hours(11) if evening else MORNING
        self.services = fake_services(*neighbours(), now=now, policy=Policy(most_open_asks=open_asks))
        self.witness = Witness(self.services, neighbours())
        self.services.notifier.watching = self._a_message_goes_out
        self.crash_at_next_message = False
        self.needs: dict[tuple[str, str], tuple[Need, Request]] = {}
        self.somebody_asks_for_help(REQUESTER, urgency, 1, 14)
        self._settle()

    # --- what the requester does ---

    @precondition(lambda self: len(self.needs) < MANY_REQUESTS)
    @rule(
        who=st.sampled_from([REQUESTER, REQUESTER, "anna"]),
        urgency=st.sampled_from(Urgency),
        lead=st.sampled_from([0, 1, 6]),
        window=st.sampled_from([0.5, 3, 14, 40]),
    )
    def somebody_asks_for_help(self, who: str, urgency: Urgency, lead: float, window: float) -> None:
        now = self.services.now()
        need = a_need(now, needed_from=now + hours(lead), needed_until=now + hours(lead + window), urgency=urgency)
        key = f"key {len(self.needs)}"
        try:
            self.needs[who, key] = need, create_request(self.services, who, need, key)
        except NotFound:
            assert who in self.witness.gone

    @precondition(lambda self: self.needs)
    @rule(which=any_one)
    def the_app_sends_it_twice(self, which: int) -> None:
        """I15, I17."""
        (who, key), (need, answered) = pick(list(self.needs.items()), which)
        before = self.services.requests.load(answered.id)
        if who not in self.witness.gone:
            again = create_request(self.services, who, need, key)
            assert (again.id, again.status, again.chance) == (answered.id, Status.OPEN, answered.chance)
        assert self.services.requests.load(answered.id) == before
        assert len(self.services.requests.ids) == len(self.needs)

    @precondition(lambda self: self.needs)
    @rule(which=any_one, sure=seldom)
    def the_requester_cancels(self, which: int, sure: bool) -> None:
        request = self._request(which)
        if sure:
            self._twice(request.id, lambda: cancel_request(self.services, request.id, request.requester_id).status)

    @precondition(lambda self: self.needs)
    @rule(which=any_one)
    def the_requester_says_it_is_done(self, which: int) -> None:
        request = self._request(which)
        self._twice(request.id, lambda: confirm_help(self.services, request.id, request.requester_id).status)

    @precondition(lambda self: self.needs)
    @rule(which=any_one)
    def the_requester_says_that_nobody_came(self, which: int) -> None:
        request = self._request(which)
        self._twice(request.id, lambda: report_no_show(self.services, request.id, request.requester_id, None).round)

    @precondition(lambda self: self.needs)
    @rule(which=any_one)
    def the_requester_says_thank_you(self, which: int) -> None:
        request = self._request(which)
        self._twice(request.id, lambda: thank_helper(self.services, request.id, request.requester_id).status)

    @precondition(lambda self: self.needs)
    @rule(which=any_one, circles=st.sampled_from([1, 2, 3, None]))
    def the_requester_chooses_how_far(self, which: int, circles: int | None) -> None:
        request = self._request(which)
        self._twice(
            request.id, lambda: choose_circles(self.services, request.id, request.requester_id, circles).circles
        )

    @precondition(lambda self: self.needs)
    @rule(which=any_one)
    def the_requester_gives_more_time(self, which: int) -> None:
        request = self._request(which)
        until = request.needed_until + hours(2)
        self._twice(
            request.id, lambda: extend_request(self.services, request.id, request.requester_id, until).needed_until
        )

    # --- what the helpers do ---

    @precondition(lambda self: self._matches())
    @rule(which=any_one, word=st.sampled_from([Decision.COMING, Decision.HELPED, Decision.NOT_HELPED]))
    def a_helper_gives_word(self, which: int, word: Decision) -> None:
        match = pick(self._matches(), which)
        secret = self.witness.links.get(match.id)
        if secret:
            self._twice(
                match.request_id, lambda: answer_reply(self.services, match.request_id + secret, word, None).word
            )

    @precondition(lambda self: self._asks())
    @rule(patience=st.sampled_from([0, 0, 3, 40]))
    def whoever_was_asked_last_says_yes(self, patience: float) -> None:
        self.services.clock.goes_on(minutes(patience))
        last = max(self._asks(), key=lambda ask: ask.asked_at)
        self._told_the_truth(last, answer_ask(self.services, last.id, last.helper_id, Answer.YES, None))

    @precondition(lambda self: self._matches())
    @rule(which=any_one)
    def a_match_falls_through(self, which: int) -> None:
        match = pick(self._matches(), which)
        request = self.services.requests.load(match.request_id)
        if self.services.now() < request.needed_until and not match.worked_out:
            withdraw(self.services, match.request_id, match.helper_id)
            return
        with pytest.raises(StateForbids):  # the time is over, or they said that they helped
            withdraw(self.services, match.request_id, match.helper_id)
        assert self.services.requests.load(match.request_id) == request

    @precondition(lambda self: self._asks())
    @rule(which=any_one, said=st.sampled_from(Answer), twice=st.booleans(), by_link=st.booleans())
    def a_neighbour_answers(self, which: int, said: Answer, twice: bool, by_link: bool) -> None:
        ask = pick(self._asks(), which)
        secret = self.witness.links.get(ask.id)
        if by_link and secret and said is not Answer.NOT_NOW:
            answer_reply(self.services, ask.request_id + secret, Decision(said), None)
        else:
            self._told_the_truth(ask, answer_ask(self.services, ask.id, ask.helper_id, said, None))
        if twice:
            self._twice(ask.request_id, lambda: answer_ask(self.services, ask.id, ask.helper_id, said, None))

    @precondition(lambda self: self._matches())
    @rule(which=any_one)
    def a_yes_comes_too_late(self, which: int) -> None:
        match = pick(self._matches(), which)
        request = self.services.requests.load(match.request_id)
        late = pick(request.asks, which)
        self._told_the_truth(late, answer_ask(self.services, late.id, late.helper_id, Answer.YES, None))

    @precondition(lambda self: self._asks())
    @rule(which=any_one)
    def a_helper_withdraws(self, which: int) -> None:
        ask = pick(self._asks(), which)
        self._twice(ask.request_id, lambda: withdraw(self.services, ask.request_id, ask.helper_id))

    @precondition(lambda self: self._asks())
    @rule(which=any_one, who=st.sampled_from([REQUESTER, "anna", "bert", "cas", "dina", "emil"]))
    def somebody_wants_a_phone_number(self, which: int, who: str) -> None:
        """I11."""
        request = self.services.requests.load(pick(self._asks(), which).request_id)
        match = request.match
        pair = {request.requester_id, match.helper_id} if match else set()
        try:
            show_contact(self.services, request.id, who)
        except NotFound:
            return
        assert who in pair
        assert request.status in (Status.MATCHED, Status.HELPED)

    @rule(who=st.sampled_from(["anna", "bert", "cas", "dina", "emil", REQUESTER]), sure=seldom)
    def somebody_deletes_their_account(self, who: str, sure: bool) -> None:
        if not sure:
            return
        self.witness.gone.add(who)
        erase_member(self.services, who, f"token of {who}")

    @rule(who=st.sampled_from(["anna", "bert", "cas", "dina"]), span=st.sampled_from([1, 20, 200]))
    def somebody_takes_a_pause(self, who: str, span: float) -> None:
        if who not in self.witness.gone:
            before = self.services.members.get(who)
            self.services.members.save(before, replace(before, paused_until=self.services.now() + hours(span)))

    # --- time and the machinery ---

    @rule(span=st.sampled_from([1, 5, 11, 31, 61, 121, 300]))
    def time_passes_and_all_goes_well(self, span: float) -> None:
        end = self.services.now() + minutes(span)
        self._settle()
        while (alarm := self.services.cascades.next_alarm()) and alarm <= end:
            self.services.clock.now = max(alarm, self.services.now())
            self.services.cascades.alarms_ring()
            self._settle()
        self.services.clock.now = end

    @rule(span=st.sampled_from([0.5, 3, 10, 45]))
    def time_jumps(self, span: float) -> None:
        self.services.clock.goes_on(minutes(span))
        self.services.cascades.alarms_ring()

    @precondition(lambda self: any(each.is_busy for each in self.services.cascades.running))
    @rule(which=any_one)
    def a_cascade_goes_one_state_on(self, which: int) -> None:
        self._one_state_on(pick([each for each in self.services.cascades.running if each.is_busy], which))

    @precondition(lambda self: self.services.cascades.executions)
    @rule(which=any_one)
    def it_is_decided_out_of_turn(self, which: int) -> None:
        """Early, twice, or for a round or generation that is over: which changes nothing."""
        execution = pick(list(self.services.cascades.executions.values()), which)
        before = self.services.requests.load(execution.request_id)
        is_stale = (before.round, before.generation) != (execution.round, execution.generation)
        try:
            decide(self.services, execution.request_id, execution.round, execution.generation)
        except Crash:
            return
        assert not is_stale or self.services.requests.load(execution.request_id) == before

    @precondition(lambda self: self.services.cascades.running)
    @rule(which=any_one, heard=st.booleans())
    def a_cascade_dies(self, which: int, heard: bool) -> None:
        execution = pick(self.services.cascades.running, which)
        execution.dead = True
        if heard:
            mourn(self.services, execution.request_id, execution.round, execution.generation)

    @rule(twice=st.booleans())
    def the_janitor_comes(self, twice: bool) -> None:
        overdue = list(self.services.requests.overdue(self.services.now()))
        tend_overdue(self.services)
        for request_id in overdue if twice else ():
            before = self.services.requests.load(request_id)
            tend(self.services, request_id)
            assert self.services.requests.load(request_id) == before, "whoever comes second finds it done"

    # --- trouble ---

    @rule(who=st.sampled_from([REQUESTER, "anna", "bert", "cas"]), for_good=st.booleans(), mail_too=st.booleans())
    def a_phone_is_out_of_order(self, who: str, for_good: bool, mail_too: bool) -> None:
        trouble = Undeliverable() if for_good else DeliveryDelayed()
        self.services.notifier.trouble[who if mail_too else (who, Channel.SMS)] = trouble

    @rule()
    def every_phone_works_again(self) -> None:
        self.services.notifier.trouble.clear()

    @rule()
    def the_next_worker_crashes_while_it_sends(self) -> None:
        self.crash_at_next_message = True

    @rule(out=st.booleans())
    def the_state_machine_is_out_of_reach(self, out: bool) -> None:
        self.services.cascades.out_of_reach = out

    # --- how ---

    def _request(self, which: int) -> Request:
        return self.services.requests.load(pick(self.services.requests.ids, which))

    def _asks(self) -> list[Ask]:
        return [ask for request in self.witness.requests() for ask in request.asks]

    def _matches(self) -> list[Ask]:
        return [
            request.match for request in self.witness.requests() if request.status is Status.MATCHED and request.match
        ]

    def _twice(self, request_id: str, act: Callable[[], object]) -> None:
        """I15: the second time it says the same and changes nothing."""
        first = attempt(act)
        before = self.services.requests.load(request_id)
        assert attempt(act) == first
        assert self.services.requests.load(request_id) == before

    def _told_the_truth(self, ask: Ask, outcome: Outcome) -> None:
        """I8."""
        request = self.services.requests.load(ask.request_id)
        mine = request.match is not None and request.match.helper_id == ask.helper_id
        match outcome:
            case Outcome.MATCHED:
                assert mine
            case Outcome.TOO_LATE_STAND_BY:
                assert request.status is Status.MATCHED
                assert not mine
            case Outcome.TOO_LATE:
                assert request.status is Status.HELPED
                assert not mine
            case Outcome.CLOSED:
                assert not mine

    def _settle(self) -> None:
        for _ in range(1000):
            busy = [each for each in self.services.cascades.running if each.is_busy]
            if not busy:
                return
            self._one_state_on(busy[0])
        raise AssertionError("a cascade goes round and round without waiting")

    def _one_state_on(self, execution: Execution) -> None:
        try:
            self.services.cascades.goes_one_state_on(self.services, execution)
        except Crash:
            execution.dead = True

    def _a_message_goes_out(self, sent: Sent) -> None:
        self.witness.overhears(sent)
        if self.crash_at_next_message:
            self.crash_at_next_message = False
            self.services.notifier.sent.append(sent)  # it went out, but nobody lived to remember that
            raise Crash


def attempt(act: Callable[[], object]) -> object:
    """What comes of it: the result, or the kind of refusal."""
    try:
        return act()
    except (NotFound, StateForbids, InvalidInput) as refusal:
        return type(refusal)


def pick(items: Sequence[T], which: int) -> T:
    return items[which % len(items)]
