"""The invariants of the architecture, whatever happens in a neighbourhood and in whatever order."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant

from tests.properties.neighbourhood import Neighbourhood
from whapp.app.tend import tend_overdue
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.request import Status

JANITOR_PERIOD = timedelta(minutes=5)
_BOUNDLESS = 2000  # looks of the janitor: far more than the longest request needs

calm = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)


class EverythingHolds(Neighbourhood):
    """I1-I18 and I21, after every single thing that happens; and every request comes to an end that is told."""

    @invariant()
    def everything_holds(self) -> None:
        witness = self.witness
        witness.one_winner()
        witness.few_at_once()
        witness.nobody_asked_twice_in_a_round()
        witness.ends_are_ends()
        witness.patience_is_kept()
        witness.everybody_is_asked_seldom()
        witness.nothing_is_lost()
        witness.a_match_is_told()
        witness.every_change_is_told_once()
        started = self.services.cascades.started
        assert len(set(started)) == len(started), "I18: one execution for each round and generation"

    def teardown(self) -> None:
        if hasattr(self, "services"):
            self.crash_at_next_message = False
            self.services.notifier.trouble.clear()
            self.services.cascades.out_of_reach = False
            self._time_runs_out()
            self._everything_ended_and_was_told()

    def _time_runs_out(self) -> None:
        """Nothing happens any more, but clocks run and the janitor does his rounds."""
        cascades, requests = self.services.cascades, self.services.requests
        for _ in range(_BOUNDLESS):
            self._settle()
            tend_overdue(self.services)
            self._settle()
            watched = (request.watch_at for request in self.witness.requests())
            coming = [at for at in (cascades.next_alarm(), *watched) if at]
            if not coming:
                return
            self.services.clock.now = max(self.services.now(), min(coming)) + timedelta(seconds=1)
            cascades.alarms_ring()
        raise AssertionError(f"I14: it never ends: {[requests.load(each).status for each in requests.ids]}")

    def _everything_ended_and_was_told(self) -> None:
        """I14."""
        for request in self.witness.requests():
            assert request.status.is_final
            assert not request.pending_notices
            assert not self.services.cascades.is_running(request)
            told = {notice.kind for notice in request.notices if notice.state is NoticeState.SENT}
            unhappy = request.status in (Status.EXPIRED, Status.NOBODY_AVAILABLE)
            if unhappy and request.requester_id not in self.witness.gone | self.unreached(request.id):
                both_at_once = {NoticeKind.NOBODY_ELSE}  # that their neighbour does not come, and that nobody else does
                assert told & {NoticeKind(request.status.value), *both_at_once}

    def unreached(self, request_id: str) -> set[str]:
        """Those who could not be reached for good while their phone was out of order."""
        request = self.services.requests.load(request_id)
        return {notice.member_id for notice in request.notices if notice.state is NoticeState.FAILED}


class WordsAreTrue(Neighbourhood):
    """I8: what a message says is true at the instant it is sent."""

    @invariant()
    def every_message_told_the_truth(self) -> None:
        assert self.witness.untrue == []


class NoIsFinal(Neighbourhood):
    """Promise 6: a no, and a withdrawal, are final for that request."""

    @invariant()
    def nobody_is_asked_again_after_a_no(self) -> None:
        self.witness.a_no_is_final()


TestEverythingHolds = EverythingHolds.TestCase
TestEverythingHolds.settings = settings(calm, max_examples=600, stateful_step_count=50)
TestWordsAreTrue = WordsAreTrue.TestCase
TestWordsAreTrue.settings = settings(calm, max_examples=200, stateful_step_count=50)
TestNoIsFinal = NoIsFinal.TestCase
TestNoIsFinal.settings = settings(calm, max_examples=200, stateful_step_count=50)
