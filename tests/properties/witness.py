"""A witness sees everything that is stored and sent, and remembers what must not be undone."""

from collections import Counter
from collections.abc import Iterable

from tests.support.fakes import FakeServices, Sent
from tests.support.letters import kind_of, reply_id_in
from whapp.domain.ask import Ask, AskState
from whapp.domain.event import Happening
from whapp.domain.hours import iso_week
from whapp.domain.ids import split_reply_id
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.policy import MAX_ATTEMPTS
from whapp.domain.request import Request, Status

_TAKEN = (Status.MATCHED, Status.HELPED)
_ONCE = {
    Happening.HELPED: Status.HELPED,
    Happening.CANCELLED: Status.CANCELLED,
    Happening.EXPIRED: Status.EXPIRED,
    Happening.NOBODY_AVAILABLE: Status.NOBODY_AVAILABLE,
}


class Witness:
    """Looks at the whole state. Each check is named after the invariant of the architecture that it holds."""

    def __init__(self, services: FakeServices, everybody: Iterable[Member]) -> None:
        self._services = services
        self.gone: set[str] = set()
        self.links: dict[str, str] = {}
        self.untrue: list[str] = []
        self._budgets = {member.id: member.ask_budget_per_week for member in everybody}
        self._ended: dict[str, Request] = {}
        self._refused: dict[tuple[str, str], int] = {}
        self._ask_messages: Counter[tuple[str, str, str]] = Counter()

    def requests(self) -> list[Request]:
        return [self._services.requests.load(request_id) for request_id in self._services.requests.ids]

    # --- what is stored ---

    def one_winner(self) -> None:
        """I1, I2, I3."""
        for request in self.requests():
            accepted = [ask for ask in request.asks if ask.state is AskState.ACCEPTED]
            assert len(accepted) == (request.status in _TAKEN)

    def few_at_once(self) -> None:
        """I4: and nobody is left waiting with a question that does not matter any more."""
        for request in self.requests():
            widened = any(
                event.what is Happening.CIRCLES_CHOSEN for event in self._services.requests.timeline(request.id)
            )
            room = self._services.policy.most_open_asks + widened if request.status is Status.OPEN else 0
            assert len(request.open_asks) <= room

    def nobody_asked_twice_in_a_round(self) -> None:
        """I5."""
        for request in self.requests():
            asked = Counter((ask.round, ask.helper_id) for ask in request.asks)
            assert all(times == 1 for times in asked.values())
            assert request.requester_id not in {ask.helper_id for ask in request.asks}

    def ends_are_ends(self) -> None:
        """I6."""
        for request in self.requests():
            if request.status.is_final:
                end = self._ended.setdefault(request.id, request)
                assert (request.status, request.closed_at, request.round) == (end.status, end.closed_at, end.round)
            assert request.id not in self._ended or request.status.is_final
            assert (request.closed_at is not None) is request.status.is_final

    def patience_is_kept(self) -> None:
        """I9."""
        for request in self.requests():
            unreached = {
                (notice.round, notice.number)
                for notice in request.notices
                if notice.kind is NoticeKind.ASK and notice.state in (NoticeState.FAILED, NoticeState.DROPPED)
            }
            for ask in request.asks:
                if ask.state is AskState.TIMED_OUT:
                    assert ask.closed_at
                    assert ask.closed_at >= ask.deadline
                if ask.state is AskState.UNDELIVERABLE:
                    assert (ask.round, ask.number) in unreached

    def everybody_is_asked_seldom(self) -> None:
        """I12: one open ask each, and no more in a week than they chose."""
        asks = [ask for request in self.requests() for ask in request.asks]
        weeks = Counter((ask.helper_id, iso_week(ask.asked_at)) for ask in asks)
        assert all(times <= self._budgets[helper_id] for (helper_id, _), times in weeks.items())
        waiting = Counter(
            ask.helper_id for ask in asks if ask.state is AskState.OPEN and ask.deadline > self._services.now()
        )
        assert all(times == 1 for times in waiting.values())

    def nothing_is_lost(self) -> None:
        """I14: whatever is not finished, or not told yet, is on the janitor's list."""
        for request in self.requests():
            if not request.status.is_final or request.pending_notices:
                assert request.watch_at is not None

    def a_match_is_told(self) -> None:
        """Promise 7: whoever asked hears of the yes, sooner or later, as long as it is one."""
        for request in self.requests():
            match = request.match
            if request.status is Status.MATCHED and match and request.requester_id not in self.gone:
                about = {(each.round, each.number): each for each in request.notices if each.kind is NoticeKind.MATCHED}
                assert about[match.round, match.number].state is not NoticeState.DROPPED

    def every_change_is_told_once(self) -> None:
        """I21."""
        for request in self.requests():
            rows = Counter(event.what for event in self._services.requests.timeline(request.id))
            states = Counter(ask.state for ask in request.asks)
            assert rows[Happening.CREATED] == 1
            assert rows[Happening.ASKED] == len(request.asks)
            assert rows[Happening.DECLINED] == states[AskState.DECLINED]
            assert rows[Happening.NO_ANSWER] >= states[AskState.TIMED_OUT]
            assert rows[Happening.NOT_REACHED] >= states[AskState.UNDELIVERABLE]
            assert rows[Happening.STAND_BY] >= states[AskState.STAND_BY]
            assert rows[Happening.WITHDRAWN] == states[AskState.WITHDRAWN]
            assert rows[Happening.LET_GO] >= states[AskState.LET_GO]
            fell_through = rows[Happening.WITHDRAWN] + rows[Happening.LET_GO] + rows[Happening.FELL_THROUGH]
            assert fell_through == request.round - 1
            assert rows[Happening.MATCHED] - fell_through in (0, 1)
            assert rows[Happening.MATCHED] - fell_through == 1 or request.status not in _TAKEN
            assert rows[Happening.THANKED] == (request.thanked_at is not None)
            for what, status in _ONCE.items():
                assert rows[what] == (request.status is status)

    def a_no_is_final(self) -> None:
        """Promise 6: whoever said no to a request, or withdrew from it, is not asked for it again."""
        for request in self.requests():
            for ask in request.asks:
                if ask.state in (AskState.DECLINED, AskState.WITHDRAWN, AskState.FELL_THROUGH):
                    self._refused.setdefault((request.id, ask.helper_id), len(request.asks))
            for (request_id, helper_id), asks_so_far in self._refused.items():
                if request_id == request.id:
                    assert helper_id not in {ask.helper_id for ask in request.asks[asks_so_far:]}

    # --- what is sent ---

    def overhears(self, sent: Sent) -> None:
        """A message is about to go out."""
        kind, member = kind_of(sent.message), sent.member
        assert member.id in self._services.members.find([member.id]), f"I7: {kind} to somebody who left"
        if kind in (NoticeKind.ASK, NoticeKind.RELEASED):
            assert not (member.paused_until and member.paused_until > sent.at), f"I7: {kind} to somebody on a pause"
        assert self._is_decent(sent), f"I16: {kind} in quiet hours"
        for body in (sent.message.sms, sent.message.subject):
            assert not any(word.lower() in body.lower().split() for word in ("rosa", "anna", "melk", "dorpsstraat"))
        if kind is NoticeKind.ASK:
            self._an_ask_goes_out(sent)
        if not self._is_true(kind, member.id):
            self.untrue.append(f"{kind} to {member.id} at {sent.at}")

    def _an_ask_goes_out(self, sent: Sent) -> None:
        reply_id = reply_id_in(sent.message)
        request_id, secret = split_reply_id(reply_id)
        [ask] = [each for each in self._services.requests.load(request_id).asks if each.answers_to(secret)]
        assert ask.helper_id == sent.member.id
        assert ask.state is AskState.OPEN
        assert self.links.setdefault(ask.id, secret) == secret, "I10: always the same link"
        self._ask_messages[ask.id, sent.channel, secret] += 1
        assert self._ask_messages[ask.id, sent.channel, secret] <= MAX_ATTEMPTS, "I10: bounded"

    def _is_decent(self, sent: Sent) -> bool:
        urgent = any(request.urgent for request in self.requests())
        allowed = urgent and sent.member.urgent_overrides_quiet
        return allowed or not sent.member.quiet_hours.cover(sent.at)

    def _is_true(self, kind: NoticeKind, member_id: str) -> bool:
        """Whether some request of theirs is as the message says, at this instant (I8)."""
        asked, theirs = list(self._asks_to(member_id)), [r for r in self.requests() if r.requester_id == member_id]
        states = {ask.state for ask, _ in asked}
        statuses = {request.status for request in theirs}
        visits = {request.status for ask, request in asked if ask.state is AskState.ACCEPTED}
        reached = any(ask.id in self.links for ask, _ in asked)
        true: dict[NoticeKind, bool] = {
            NoticeKind.ASK: AskState.OPEN in states,
            NoticeKind.MATCHED: bool(statuses & set(_TAKEN)),
            NoticeKind.SEARCHING_AGAIN: any(request.round > 1 for request in theirs),
            NoticeKind.NOBODY_AVAILABLE: Status.NOBODY_AVAILABLE in statuses,
            NoticeKind.NOBODY_ELSE: any(
                request.round > 1 and request.status in (Status.NOBODY_AVAILABLE, Status.EXPIRED) for request in theirs
            ),
            NoticeKind.EXPIRED: Status.EXPIRED in statuses,
            NoticeKind.RELEASED: reached and any(request.status is not Status.OPEN for _, request in asked),
            NoticeKind.VISIT_CANCELLED: any(request.status is Status.CANCELLED for _, request in asked),
            NoticeKind.DID_IT_WORK_OUT: Status.MATCHED in statuses,
            NoticeKind.HELPER_SILENT: Status.MATCHED in statuses,
            NoticeKind.HELPER_SAYS_NOT: Status.MATCHED in statuses,
            NoticeKind.DID_YOU_HELP: Status.MATCHED in visits,
            NoticeKind.VISIT_REMINDER: Status.MATCHED in visits,
            NoticeKind.ARE_YOU_COMING: Status.MATCHED in visits,
            NoticeKind.STAND_BY_WARNED: AskState.STAND_BY in states,
            NoticeKind.STAND_BY_RELEASED: AskState.STAND_BY in states,
            NoticeKind.FELL_THROUGH: AskState.FELL_THROUGH in states,
            NoticeKind.LET_GO: AskState.LET_GO in states,
            NoticeKind.THANKS: Status.HELPED in visits,
        }
        return true[kind]

    def _asks_to(self, member_id: str) -> Iterable[tuple[Ask, Request]]:
        return ((ask, request) for request in self.requests() for ask in request.asks if ask.helper_id == member_id)
