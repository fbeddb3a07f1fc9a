"""Requests in memory, with the promises that the real adapter keeps."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tests.support.fake_groups import FakeGroups
from tests.support.fake_members import FakeMembers
from tests.support.fake_pages import paged
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.event import Event
from whapp.domain.learning import Load
from whapp.domain.member import Channel, Member
from whapp.domain.notice import Notice, NoticeState
from whapp.domain.report import Report
from whapp.domain.request import Request, Shortlist, Status, Wording
from whapp.domain.retention import Matter, request_until, until
from whapp.ports import Page

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Rows:
    """What is kept of one request, row by row: a save touches only the rows that it changes."""

    request: Request
    wording: Wording | None
    shortlists: dict[int, Shortlist] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


class FakeRequests:
    """`whapp.ports.Requests` in memory."""

    def __init__(
        self, members: FakeMembers, groups: FakeGroups | None = None, now: Callable[[], datetime] = lambda: _NEVER
    ) -> None:
        self._now = now
        self._members = members
        self._groups = groups or FakeGroups()
        self._rows: dict[str, _Rows] = {}

    @property
    def ids(self) -> Sequence[str]:
        """Every request there is, in the order of their making."""
        return list(self._rows)

    def load(self, request_id: str) -> Request:
        if request_id not in self._rows or self._is_over(request_id):
            raise NotFound
        rows = self._rows[request_id]
        return replace(rows.request, shortlist=rows.shortlists.get(rows.request.round))

    def create(self, request: Request) -> bool:
        if request.id in self._rows:
            return False
        bare = replace(request, wording=None, news=())
        self._rows[request.id] = _Rows(bare, request.wording, events=list(request.news))
        self._keep_shortlist(request)
        self._groups.count(None, request)
        return True

    def save(
        self, before: Request, after: Request, *, loads: Sequence[Load] = (), told: Iterable[Member] = ()
    ) -> Request:
        stored = self._expect(before)
        for member in (*(load.member for load in loads), *told):
            self._members.expect(member.id, member.version)
        for load in loads:
            self._members.expect_offers(load.member)
        for helper_id in after.new_yeses(before):
            helper = self._members.find([helper_id]).get(helper_id)
            if helper is None or not helper.may_help(after.requester_id):
                raise Conflict
        notices = self._changed_notices(stored, before, after)
        changed = {ask.id: ask for ask in after.asks if before.ask(ask.id) != ask}
        asks = {**{ask.id: ask for ask in stored.asks}, **changed}
        self._rows[after.id].request = replace(
            after,
            version=before.version + 1,
            wording=None,
            news=(),
            asks=tuple(sorted(asks.values(), key=lambda ask: (ask.round, ask.number))),
            notices=tuple(sorted(notices.values(), key=lambda each: (each.round, each.number, each.kind))),
        )
        if after.is_forgotten and not before.is_forgotten:
            self._rows[after.id].wording = None
        self._keep_shortlist(after)
        self._rows[after.id].events += after.news
        self._groups.count(before, after)
        for load in loads:
            self._members.take(load, after)
        return replace(after, version=before.version + 1, news=())

    def mark(self, request_id: str, before: Notice, after: Notice) -> None:
        stored = self._rows[request_id].request
        now = next(notice for notice in stored.notices if notice.id == before.id)
        if _marks(now) != _marks(before):
            return
        secret = now.secret if after.state is NoticeState.PENDING else None
        marked = replace(now, state=after.state, sent=after.sent, failed=after.failed, secret=secret)
        if after.attempts != before.attempts:
            marked = replace(
                marked, attempts=after.attempts, attempted_at=after.attempted_at, turned_away=after.turned_away
            )
        notices = tuple(marked if notice.id == before.id else notice for notice in stored.notices)
        self._rows[request_id].request = replace(stored, notices=notices)

    def store_token(self, request_id: str, version: int, token: str, watch_at: datetime) -> bool:
        rows = self._rows.get(request_id)
        if rows is None or rows.request.version != version:
            return False
        rows.request = replace(rows.request, token=token, version=version + 1, watch_at=watch_at)
        return True

    def postpone(self, request: Request, watch_at: datetime) -> None:
        stored = self._rows[request.id].request
        if stored.watch_at == request.watch_at:
            self._rows[request.id].request = replace(stored, watch_at=watch_at)

    def wording(self, request_id: str) -> Wording | None:
        rows = self._rows.get(request_id)
        closed_at = rows.request.closed_at if rows else None
        if closed_at and until(Matter.WORDING, closed_at) <= self._now():
            return None
        return rows.wording if rows else None

    def timeline(self, request_id: str) -> Sequence[Event]:
        rows = self._rows.get(request_id)
        events = rows.events if rows else []
        return [event for event in events if self._now() < until(Matter.TIMELINE, event.at)]

    def of_requester(self, member_id: str, cursor: str | None) -> Page[Request]:
        own = [
            rows.request
            for id_, rows in self._rows.items()
            if rows.request.is_followed_by(member_id) and not self._is_over(id_)
        ]
        bare = [replace(request, asks=(), notices=(), shortlist=None) for request in own]
        return paged(sorted(bare, key=lambda request: request.created_at, reverse=True), member_id, cursor)

    def first_asked_at(self, member_id: str) -> datetime | None:
        own = [rows.request.created_at for rows in self._rows.values() if rows.request.is_followed_by(member_id)]
        return min(own, default=None)

    def asked_of(self, member_id: str, cursor: str | None) -> Page[str]:
        asks = [ask for rows in self._rows.values() for ask in rows.request.asks if ask.helper_id == member_id]
        return paged([ask.id for ask in sorted(asks, key=lambda ask: ask.asked_at, reverse=True)], member_id, cursor)

    def reports(self, cursor: str | None, *, resolved: bool) -> Page[Report]:
        made = [report for rows in self._rows.values() for report in rows.request.reports]
        wanted = [report for report in made if (report.verdict is not None) is resolved]
        return paged(sorted(wanted, key=lambda report: report.made_at, reverse=True), f"reports {resolved}", cursor)

    def open_in(self, cell: str) -> Sequence[str]:
        found = [rows.request for rows in self._rows.values() if rows.request.status is Status.OPEN]
        here = [request for request in found if request.rings[0][0] == cell]
        return [request.id for request in sorted(here, key=lambda request: request.created_at)]

    def overdue(self, now: datetime) -> Iterable[str]:
        return [id_ for id_, rows in self._rows.items() if rows.request.watch_at and rows.request.watch_at < now]

    def _is_over(self, request_id: str) -> bool:
        return request_until(self._rows[request_id].request) <= self._now()

    def _expect(self, before: Request) -> Request:
        stored = self._rows[before.id].request if before.id in self._rows else None
        if stored is None or stored.version != before.version:
            raise Conflict
        return stored

    def _keep_shortlist(self, request: Request) -> None:
        if request.shortlist:
            self._rows[request.id].shortlists[request.round] = request.shortlist

    def _changed_notices(self, stored: Request, before: Request, after: Request) -> dict[str, Notice]:
        """The messages as they become. Raises Conflict when one that changes was marked since `before` was read."""
        now = {notice.id: notice for notice in stored.notices}
        read = {notice.id: notice for notice in before.notices}
        for notice in after.notices:
            earlier = read.get(notice.id)
            if notice == earlier:
                continue
            known = now.get(notice.id)
            if (known and _marks(known)) != (earlier and _marks(earlier)):
                raise Conflict
            now[notice.id] = notice
        return now


def _marks(notice: Notice) -> tuple[NoticeState, int, int, tuple[Channel, ...], tuple[Channel, ...]]:
    return notice.state, notice.attempts, notice.turned_away, notice.sent, notice.failed
