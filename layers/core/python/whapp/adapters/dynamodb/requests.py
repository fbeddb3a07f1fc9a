"""Requests in the table: one Query to read one, one transaction to change it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from whapp.adapters.dynamodb import indexes, member_mapping, request_mapping, rows, telling
from whapp.adapters.dynamodb.broom import not_over
from whapp.adapters.dynamodb.group_mapping import count_rows
from whapp.adapters.dynamodb.paging import owned
from whapp.adapters.dynamodb.rows import MemberRow, NoticeRow, OfferRow, ReportRow, RequestRow, Row, TextRow
from whapp.adapters.dynamodb.transaction import transaction, update
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.event import Event
from whapp.domain.learning import Load
from whapp.domain.member import Member
from whapp.domain.notice import Notice, NoticeState
from whapp.domain.report import Report
from whapp.domain.request import Request, Wording
from whapp.domain.retention import Matter, request_until, until
from whapp.ports import Page

TRIES = 5  # to read a request in one piece
NEEDS_SHOWN = 20  # of one cell


class DynamoRequests:
    """`whapp.ports.Requests` on the single table."""

    def load(self, request_id: str) -> Request:
        for _ in range(TRIES):
            request = _read(request_id)
            if request.is_whole:
                break
        return request

    def create(self, request: Request) -> bool:
        try:
            with transaction() as writes:
                writes.save(request_mapping.request_row(request), condition=RequestRow.pk.does_not_exist())
                if request.wording:
                    writes.save(telling.text_row(request.id, request.wording))
                if request.shortlist:
                    writes.save(request_mapping.shortlist_row(request, request.shortlist))
                _write_news(writes, request)
                _write_counts(writes, None, request)
        except Conflict:
            return False
        return True

    def save(
        self, before: Request, after: Request, *, loads: Sequence[Load] = (), told: Iterable[Member] = ()
    ) -> Request:
        after = replace(after, version=before.version + 1)
        with transaction() as writes:
            writes.save(request_mapping.request_row(after), condition=RequestRow.version == before.version)
            _write_asks(writes, before, after)
            _write_notices(writes, before, after)
            _write_reports(writes, before, after)
            if after.shortlist and after.shortlist != before.shortlist:
                writes.save(request_mapping.shortlist_row(after, after.shortlist))
            _write_text(writes, before, after)
            _write_members(writes, before, after, loads, told)
            _write_news(writes, after)
            _write_counts(writes, before, after)
        return replace(after, news=())

    def mark(self, request_id: str, before: Notice, after: Notice) -> None:
        row = request_mapping.notice_row(request_id, before)
        actions: list[Action] = [
            NoticeRow.state.set(after.state),
            NoticeRow.sent.set([str(channel) for channel in after.sent]),
            NoticeRow.failed.set([str(channel) for channel in after.failed]),
        ]
        if after.attempts != before.attempts and after.attempted_at:
            actions += [
                NoticeRow.attempts.set(after.attempts),
                NoticeRow.attempted_at.set(after.attempted_at),
                NoticeRow.turned_away.set(after.turned_away),
            ]
        if after.state is not NoticeState.PENDING and after.attempted_at:
            actions += [NoticeRow.secret.remove(), NoticeRow.expires_at.set(until(Matter.NOTICE, after.attempted_at))]
        update(row, actions, _unmarked(before))

    def store_token(self, request_id: str, version: int, token: str, watch_at: datetime) -> bool:
        row = RequestRow(rows.request_key(request_id), rows.REQUEST)
        actions: list[Action] = [
            RequestRow.token.set(token),
            RequestRow.version.set(version + 1),
            RequestRow.watch_at.set(watch_at),
        ]
        return update(row, actions, RequestRow.version == version)

    def postpone(self, request: Request, watch_at: datetime) -> None:
        row = RequestRow(rows.request_key(request.id), rows.REQUEST)
        update(row, [RequestRow.watch_at.set(watch_at)], RequestRow.watch_at == request.watch_at)

    def wording(self, request_id: str) -> Wording | None:
        try:
            row = TextRow.read(rows.request_key(request_id), rows.TEXT)
        except TextRow.DoesNotExist:
            return None
        return telling.wording(row) if row.text else None

    def timeline(self, request_id: str) -> Sequence[Event]:
        found = Row.query(rows.request_key(request_id), Row.sk.startswith(rows.TIMELINE), consistent_read=True)
        return [telling.event(row) for row in not_over(found) if isinstance(row, rows.EventRow)]

    def of_requester(self, member_id: str, cursor: str | None) -> Page[Request]:
        keys, following = owned(f"{rows.member_key(member_id)}#REQUESTS", cursor)
        found = {row.pk: row for row in not_over(RequestRow.batch_get(keys, consistent_read=True))}
        return Page([request_mapping.request(found[pk]) for pk, _ in keys if pk in found], following)

    def first_asked_at(self, member_id: str) -> datetime | None:
        found = Row.by_owner.query(f"{rows.member_key(member_id)}#REQUESTS", limit=1, page_size=1)
        return next((row.owner_sk for row in found), None)

    def asked_of(self, member_id: str, cursor: str | None) -> Page[str]:
        keys, following = owned(f"{rows.member_key(member_id)}#ASKS", cursor)
        return Page([_ask_id(pk, sk) for pk, sk in keys], following)

    def reports(self, cursor: str | None, *, resolved: bool) -> Page[Report]:
        keys, following = owned(rows.reports_key(resolved=resolved), cursor)
        found = {(row.pk, row.sk): row for row in not_over(ReportRow.batch_get(keys, consistent_read=True))}
        return Page([request_mapping.report(found[key]) for key in keys if key in found], following)

    def open_in(self, cell: str) -> Sequence[str]:
        found = RequestRow.needs.query(rows.needs_key(cell), limit=NEEDS_SHOWN, page_size=NEEDS_SHOWN)
        return [row.pk.partition("#")[2] for row in found]

    def overdue(self, now: datetime) -> Iterable[str]:
        return chain.from_iterable(
            (
                row.pk.partition("#")[2]
                for row in RequestRow.watch.query(f"WATCH#{shard}", indexes.WatchIndex.watch_at < now)
            )
            for shard in range(rows.WATCH_SHARDS)
        )


def _read(request_id: str) -> Request:
    """The request, or half of what it was and half of what it is: a Query is not isolated from transactions.

    What is committed in the middle of it shows in the rest of it. So it reads backwards, the version before what the
    version guards: asks may be newer than the version, and then the save fails, but never older.
    """
    found = list(
        Row.query(
            rows.request_key(request_id),
            Row.sk.between(rows.FIRST_OF_REQUEST, rows.LAST_OF_REQUEST),
            consistent_read=True,
            scan_index_forward=False,
        )
    )
    request_row = next((row for row in found if isinstance(row, RequestRow)), None)
    if request_row is None or request_row.is_over:
        raise NotFound
    return request_mapping.request(request_row, reversed(found))


def _ask_id(pk: str, sk: str) -> str:
    _, round_, number = sk.split("#")
    return f"{pk.partition('#')[2]}-{int(round_)}-{int(number)}"


def _unmarked(notice: Notice) -> Condition:
    """The condition that a message is still as it was when read."""
    turned_away = NoticeRow.turned_away
    unmarked: Condition = (
        (NoticeRow.state == notice.state)
        & (NoticeRow.attempts == notice.attempts)
        & (NoticeRow.sent == [str(channel) for channel in notice.sent])
        & (NoticeRow.failed == [str(channel) for channel in notice.failed])
        & (turned_away == notice.turned_away if notice.turned_away else turned_away.does_not_exist())
    )
    return unmarked


def _write_text(writes: TransactWrite, before: Request, after: Request) -> None:
    """What the requester wrote has its end when the request has; of whoever left nothing of it stays."""
    row = TextRow(rows.request_key(after.id), rows.TEXT)
    if after.is_forgotten and not before.is_forgotten:
        over = TextRow.expires_at.set(after.closed_at or after.needed_until)
        writes.update(row, [TextRow.text.remove(), TextRow.address.remove(), over])
    elif after.closed_at and not before.closed_at:
        writes.update(row, [TextRow.expires_at.set(until(Matter.WORDING, after.closed_at))])


def _write_asks(writes: TransactWrite, before: Request, after: Request) -> None:
    """The asks that changed; with the end of a request its match too, which goes when its request goes."""
    known = {ask.id: ask for ask in before.asks}
    ended = after.closed_at and not before.closed_at
    for ask in after.asks:
        if known.get(ask.id) != ask or (ended and ask == after.match):
            writes.save(request_mapping.ask_row(after, ask))


def _notice_until(request: Request, notice: Notice) -> datetime:
    """When a message is over: one that is not settled yet belongs to its request."""
    if notice.state is NoticeState.PENDING:
        return request_until(request)
    return until(Matter.NOTICE, notice.attempted_at or request.closed_at or request.needed_until)


def _write_reports(writes: TransactWrite, before: Request, after: Request) -> None:
    """The reports that changed, or that go later or sooner with their request."""
    moved = request_until(before) != request_until(after)
    for report in after.reports:
        if moved or report not in before.reports:
            writes.save(request_mapping.report_row(after, report))


def _write_notices(writes: TransactWrite, before: Request, after: Request) -> None:
    known = {notice.id: notice for notice in before.notices}
    for notice in after.notices:
        earlier = known.get(notice.id)
        if earlier == notice:
            continue
        row = request_mapping.notice_row(after.id, notice)
        row.expires_at = _notice_until(after, notice)
        writes.save(row, condition=_unmarked(earlier) if earlier else NoticeRow.pk.does_not_exist())


def _write_members(
    writes: TransactWrite, before: Request, after: Request, loads: Sequence[Load], told: Iterable[Member]
) -> None:
    """The loads. Those told now must be as they were read, whoever says yes still free to help (I7, I11)."""
    for load in loads:
        member = load.member
        writes.update(
            MemberRow(rows.member_key(member.id), rows.PROFILE),
            member_mapping.load_actions(member),
            condition=MemberRow.version == member.version,
        )
        for category in sorted(member.offers):  # that they exist is true at this version of the profile
            offer = OfferRow(rows.member_key(member.id), rows.OFFER + category)
            writes.update(offer, member_mapping.record_actions(load, after), condition=OfferRow.pk.exists())
    for helper_id in after.new_yeses(before):
        writes.condition_check(
            MemberRow,
            rows.member_key(helper_id),
            rows.PROFILE,
            condition=MemberRow.pk.exists()
            & ~MemberRow.blocks.contains(after.requester_id)
            & ~MemberRow.blocked_by.contains(after.requester_id)
            & MemberRow.suspended_at.does_not_exist(),
        )
    loaded = {load.member.id for load in loads}
    for member in {member.id: member for member in told if member.id not in loaded}.values():
        writes.condition_check(
            MemberRow, rows.member_key(member.id), rows.PROFILE, condition=MemberRow.version == member.version
        )


def _write_news(writes: TransactWrite, request: Request) -> None:
    for number, event in enumerate(request.news):
        writes.save(telling.event_row(request, number, event))


def _write_counts(writes: TransactWrite, before: Request | None, after: Request) -> None:
    """What the change adds to the figures of the requester's groups, under the time of its timeline row."""
    for row in count_rows(before, after, after.news[-1].at if after.news else after.created_at):
        writes.save(row)
