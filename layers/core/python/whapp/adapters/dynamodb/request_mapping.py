"""Rows of requests, asks, messages, reports and shortlists to domain objects and back."""

from collections.abc import Iterable

from whapp.adapters.dynamodb import plain, rows
from whapp.domain.ask import Ask, AskState, Reason
from whapp.domain.category import Category
from whapp.domain.chance import BASE
from whapp.domain.event import Actor
from whapp.domain.member import Channel
from whapp.domain.notice import Notice, NoticeKind, NoticeState
from whapp.domain.place import WITHIN_CELL_M
from whapp.domain.report import Complaint, Report, Verdict
from whapp.domain.request import Prospect, Request, Shortlist, Status, Urgency
from whapp.domain.retention import request_until

_OF_GROUP = ":group"


def request_row(request: Request) -> rows.RequestRow:
    """REQUEST#id / REQUEST."""
    return rows.RequestRow(
        rows.request_key(request.id),
        rows.REQUEST,
        owner_pk=f"{rows.member_key(request.posted_by or request.requester_id)}#REQUESTS",
        owner_sk=request.created_at,
        version=request.version,
        requester_id=request.requester_id,
        category=request.category,
        urgency=request.urgency,
        needed_from=request.needed_from,
        needed_until=request.needed_until,
        point=plain.point_text(request.point),
        rings=plain.ring_texts(request.rings),
        created_at=request.created_at,
        fingerprint=request.fingerprint,
        chance=request.chance,
        expected_minutes=request.expected_minutes,
        status=request.status,
        round=request.round,
        generation=request.generation,
        closed_at=request.closed_at,
        thanked_at=request.thanked_at,
        token=request.token,
        circles=request.circles,
        waiting_until=request.waiting_until,
        watch_pk=f"WATCH#{rows.shard(request.id)}" if request.watch_at else None,
        watch_at=request.watch_at,
        groups=request.groups or None,
        first_groups=request.first_groups or None,
        posted_by=request.posted_by,
        held_until=request.held_until,
        paused_at=request.paused_at,
        within_m=request.within_m,
        candidates_pk=rows.needs_key(request.rings[0][0]) if request.status is Status.OPEN else None,
        candidates_sk=plain.asked_text(request.created_at),
        expires_at=request_until(request),
    )


def request(row: rows.RequestRow, others: Iterable[rows.Row] = ()) -> Request:
    """The request in a row with the asks, messages and shortlist in the other rows."""
    others = list(others)
    place = plain.point(row.point)
    assert place is not None, "a request has a place"  # nosec B101 # noqa: S101 - no row is without
    return Request(
        id=row.pk.partition("#")[2],
        requester_id=row.requester_id,
        category=Category(row.category),
        urgency=Urgency(row.urgency),
        needed_from=row.needed_from,
        needed_until=row.needed_until,
        point=place,
        rings=plain.rings(row.rings),
        created_at=row.created_at,
        fingerprint=row.fingerprint,
        chance=float(row.chance),
        expected_minutes=int(row.expected_minutes) if row.expected_minutes is not None else None,
        status=Status(row.status),
        round=int(row.round),
        generation=int(row.generation),
        version=int(row.version),
        closed_at=row.closed_at,
        thanked_at=row.thanked_at,
        token=row.token,
        waiting_until=row.waiting_until,
        watch_at=row.watch_at,
        groups=frozenset(row.groups or ()),
        first_groups=frozenset(row.first_groups or ()),
        posted_by=row.posted_by,
        held_until=row.held_until,
        paused_at=row.paused_at,
        within_m=int(row.within_m or WITHIN_CELL_M),
        circles=int(row.circles) if row.circles is not None else None,
        asks=tuple(_ask(other) for other in others if isinstance(other, rows.AskRow)),
        notices=tuple(_notice(other) for other in others if isinstance(other, rows.NoticeRow)),
        reports=tuple(report(other) for other in others if isinstance(other, rows.ReportRow)),
        shortlist=next(
            (_shortlist(o) for o in others if isinstance(o, rows.ShortlistRow) and o.round == row.round), None
        ),
    )


def ask_row(request: Request, ask: Ask) -> rows.AskRow:
    """REQUEST#id / ASK#round#number."""
    return rows.AskRow(
        rows.request_key(ask.request_id),
        f"{rows.ASK}{ask.round:04}#{ask.number:04}",
        owner_pk=f"{rows.member_key(ask.helper_id)}#ASKS",
        owner_sk=ask.asked_at,
        round=ask.round,
        number=ask.number,
        helper_id=ask.helper_id,
        state=ask.state,
        asked_at=ask.asked_at,
        deadline=ask.deadline,
        circle=ask.circle,
        reply_hash=ask.reply_hash,
        closed_at=ask.closed_at,
        accepted_at=ask.accepted_at,
        reason=ask.reason,
        later_hashes=list(ask.later_hashes) or None,
        confirmed_at=ask.confirmed_at,
        helper_looked_at=ask.helper_looked_at,
        requester_looked_at=ask.requester_looked_at,
        worked_out=ask.worked_out,
        chance=ask.chance,
        prior=ask.prior,
        learnt=ask.learnt,
        nearer_m=ask.nearer_m,
        in_group=ask.in_group or None,
        expires_at=request_until(request),
    )


def _ask(row: rows.AskRow) -> Ask:
    return Ask(
        request_id=row.pk.partition("#")[2],
        round=int(row.round),
        number=int(row.number),
        helper_id=row.helper_id,
        state=AskState(row.state),
        asked_at=row.asked_at,
        deadline=row.deadline,
        circle=int(row.circle),
        reply_hash=row.reply_hash,
        closed_at=row.closed_at,
        accepted_at=row.accepted_at,
        reason=Reason(row.reason) if row.reason else None,
        later_hashes=tuple(row.later_hashes or ()),
        confirmed_at=row.confirmed_at,
        helper_looked_at=row.helper_looked_at,
        requester_looked_at=row.requester_looked_at,
        worked_out=row.worked_out,
        chance=BASE if row.chance is None else float(row.chance),
        prior=BASE if row.prior is None else float(row.prior),
        learnt=AskState(row.learnt) if row.learnt else None,
        nearer_m=int(row.nearer_m) if row.nearer_m is not None else None,
        in_group=bool(row.in_group),
    )


def notice_row(request_id: str, notice: Notice) -> rows.NoticeRow:
    """REQUEST#id / NOTICE#round#number#kind."""
    return rows.NoticeRow(
        rows.request_key(request_id),
        f"{rows.NOTICE}{notice.round:04}#{notice.number:04}#{notice.kind}",
        round=notice.round,
        number=notice.number,
        notice_kind=notice.kind,
        member_id=notice.member_id,
        state=notice.state,
        attempts=notice.attempts,
        attempted_at=notice.attempted_at,
        turned_away=notice.turned_away or None,
        sent=[str(channel) for channel in notice.sent],
        failed=[str(channel) for channel in notice.failed],
        secret=notice.secret,
    )


def _notice(row: rows.NoticeRow) -> Notice:
    return Notice(
        round=int(row.round),
        number=int(row.number),
        kind=NoticeKind(row.notice_kind),
        member_id=row.member_id,
        state=NoticeState(row.state),
        attempts=int(row.attempts),
        attempted_at=row.attempted_at,
        turned_away=int(row.turned_away or 0),
        sent=tuple(Channel(channel) for channel in row.sent),
        failed=tuple(Channel(channel) for channel in row.failed),
        secret=row.secret,
    )


def report_row(request: Request, report: Report) -> rows.ReportRow:
    """REQUEST#id / REPORT#round#number#by, kept for as long as the request."""
    return rows.ReportRow(
        rows.request_key(report.request_id),
        f"{rows.REPORT}{report.round:04}#{report.number:04}#{report.by}",
        owner_pk=rows.reports_key(resolved=report.verdict is not None),
        owner_sk=report.made_at,
        expires_at=request_until(request),
        round=report.round,
        number=report.number,
        by=report.by,
        reporter_id=report.reporter_id,
        reported_id=report.reported_id,
        made_at=report.made_at,
        concern=report.concern,
        verdict=report.verdict,
        resolved_at=report.resolved_at,
        resolved_by=report.resolved_by,
    )


def report(row: rows.ReportRow) -> Report:
    """The report in a row."""
    return Report(
        request_id=row.pk.partition("#")[2],
        round=int(row.round),
        number=int(row.number),
        by=Actor(row.by),
        reporter_id=row.reporter_id,
        reported_id=row.reported_id,
        made_at=row.made_at,
        concern=Complaint(row.concern) if row.concern else None,
        verdict=Verdict(row.verdict) if row.verdict else None,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
    )


def shortlist_row(request: Request, shortlist: Shortlist) -> rows.ShortlistRow:
    """REQUEST#id / SHORTLIST#round."""
    return rows.ShortlistRow(
        rows.request_key(request.id),
        f"{rows.SHORTLIST}{request.round:04}",
        round=request.round,
        made_at=shortlist.made_at,
        circles=shortlist.circles,
        prospects=[_prospect_text(prospect) for prospect in shortlist.prospects],
        expires_at=request_until(request),
    )


def _shortlist(row: rows.ShortlistRow) -> Shortlist:
    return Shortlist(
        made_at=row.made_at, circles=int(row.circles), prospects=tuple(_prospect(text) for text in row.prospects)
    )


def _prospect_text(each: Prospect) -> str:
    group = _OF_GROUP if each.in_group else ""
    return f"{each.circle}:{each.chance:.3f}:{each.prior:.3f}:{each.worth:.4f}{group}#{each.member_id}"


def _prospect(text: str) -> Prospect:
    figures, _, member_id = text.partition("#")
    circle, *chances = figures.removesuffix(_OF_GROUP).split(":")  # version 0.1 kept the circle alone
    known = dict(zip(("chance", "prior", "worth"), map(float, chances), strict=False))
    return Prospect(member_id=member_id, circle=int(circle), in_group=figures.endswith(_OF_GROUP), **known)
