"""Rows to domain objects and back."""

from collections.abc import Iterable
from datetime import UTC, datetime, time

from pynamodb.expressions.update import Action

from whapp.adapters.dynamodb import rows
from whapp.domain.ask import Ask, AskState, Reason
from whapp.domain.category import Category
from whapp.domain.chance import BASE, Record
from whapp.domain.hours import Day, DayPart, QuietHours
from whapp.domain.language import Language
from whapp.domain.learning import Load
from whapp.domain.member import Care, Channel, Letter, Member, Offer
from whapp.domain.place import Point
from whapp.domain.request import (
    Notice,
    NoticeKind,
    NoticeState,
    Prospect,
    Request,
    Shortlist,
    Status,
    Urgency,
)

NEVER_ASKED = "-"  # sorts before every time
_OF_GROUP = ":group"


def _point(text: str | None) -> Point | None:
    return Point(*map(float, text.split(","))) if text else None


def _point_text(point: Point | None) -> str | None:
    return f"{point.lat:.3f},{point.lon:.3f}" if point else None


def _rings(texts: Iterable[str] | None) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(ring.split()) for ring in texts or ())


def _ring_texts(rings: Iterable[Iterable[str]]) -> list[str]:
    return [" ".join(ring) for ring in rings]


def asked_text(at: datetime | None) -> str:
    """When an offer was last asked for, as the sort key of the candidates index."""
    return at.astimezone(UTC).isoformat() if at else NEVER_ASKED


def member_row(member: Member) -> rows.MemberRow:
    """MEMBER#id / PROFILE."""
    return rows.MemberRow(
        rows.member_key(member.id),
        rows.PROFILE,
        version=member.version,
        first_name=member.first_name,
        birth_year=member.birth_year,
        language=member.language,
        phone=member.phone,
        email=member.email,
        home=_point_text(member.home),
        rings=_ring_texts(member.rings),
        address=member.address,
        quiet_from=member.quiet_hours.start.isoformat(),
        quiet_to=member.quiet_hours.end.isoformat(),
        urgent_overrides_quiet=member.urgent_overrides_quiet,
        ask_budget_per_week=member.ask_budget_per_week,
        channels=[str(channel) for channel in member.channels],
        paused_until=member.paused_until,
        offers={str(category) for category in member.offers} or None,
        asked_week=member.asked_week or None,
        asked_this_week=member.asked_this_week,
        asked_until=member.asked_until,
        groups=member.groups or None,
        expires_at=member.kept_until,
        candidates_pk=rows.residents_key(member.cell) if member.cell else None,
        candidates_sk=rows.ALWAYS if member.cell else None,
        expected=member.record.expected,
        yeses=member.record.yeses,
        silences=member.record.silences,
        last_answered=member.last_answered,
        watch_pk=f"CARE#{rows.shard(member.id)}" if member.care.at else None,
        watch_at=member.care.at,
        letter=member.care.letter,
        letter_attempts=member.care.attempts or None,
        letter_told=member.care.told or None,
        owner_pk=rows.letter_key(member.care.link_hash) if member.care.link_hash else None,
        owner_sk=member.care.written_at,
        practised_at=member.care.practised_at,
    )


def load_actions(member: Member) -> list[Action]:
    """What an ask, or what it taught, changes about a profile."""
    actions: list[Action] = [
        rows.MemberRow.version.set(member.version + 1),
        rows.MemberRow.asked_week.set(member.asked_week),
        rows.MemberRow.asked_this_week.set(member.asked_this_week),
        rows.MemberRow.expected.set(member.record.expected),
        rows.MemberRow.yeses.set(member.record.yeses),
        rows.MemberRow.silences.set(member.record.silences),
    ]
    if member.asked_until:
        actions.append(rows.MemberRow.asked_until.set(member.asked_until))
    if member.last_answered:
        actions.append(rows.MemberRow.last_answered.set(member.last_answered))
    return actions


def member(row: rows.MemberRow) -> Member:
    """The member in a profile row."""
    return Member(
        id=row.pk.partition("#")[2],
        version=int(row.version),
        first_name=row.first_name,
        birth_year=int(row.birth_year),
        language=Language(row.language),
        phone=row.phone,
        email=row.email,
        home=_point(row.home),
        rings=_rings(row.rings),
        address=row.address,
        quiet_hours=QuietHours(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)),
        urgent_overrides_quiet=row.urgent_overrides_quiet,
        ask_budget_per_week=int(row.ask_budget_per_week),
        channels=tuple(Channel(channel) for channel in row.channels),
        paused_until=row.paused_until,
        offers=frozenset(Category(category) for category in row.offers or ()),
        asked_week=row.asked_week or "",
        asked_this_week=int(row.asked_this_week),
        asked_until=row.asked_until,
        groups=frozenset(row.groups or ()),
        kept_until=row.expires_at,
        record=_record(row),
        last_answered=row.last_answered,
        care=Care(
            at=row.watch_at,
            letter=Letter(row.letter) if row.letter else None,
            attempts=int(row.letter_attempts or 0),
            written_at=row.owner_sk,
            told=bool(row.letter_told),
            link_hash=row.owner_pk.partition("#")[2] if row.owner_pk else None,
            practised_at=row.practised_at,
        ),
    )


def _record(row: rows.MemberRow | rows.OfferRow) -> Record:
    return Record(expected=float(row.expected or 0), yeses=int(row.yeses or 0), silences=int(row.silences or 0))


def offer_row(offer: Offer) -> rows.OfferRow:
    """MEMBER#id / OFFER#category; in the candidates index only when its owner's home is known."""
    return rows.OfferRow(
        rows.member_key(offer.member_id),
        rows.OFFER + offer.category,
        category=offer.category,
        radius_m=offer.radius_m,
        days={str(day) for day in offer.days},
        day_parts={str(part) for part in offer.day_parts},
        note=offer.note or None,
        regulars=offer.regulars or None,
        point=_point_text(offer.point),
        candidates_pk=f"{offer.cell}#{offer.category}" if offer.cell else None,
        candidates_sk=asked_text(offer.last_asked),
        groups=offer.groups or None,
        expected=offer.record.expected,
        yeses=offer.record.yeses,
        silences=offer.record.silences,
    )


def record_actions(load: Load, request: Request) -> list[Action]:
    """What an ask for this request, or what it taught, changes about each offer of the member."""
    record = load.member.record
    actions: list[Action] = [
        rows.OfferRow.expected.set(record.expected),
        rows.OfferRow.yeses.set(record.yeses),
        rows.OfferRow.silences.set(record.silences),
    ]
    if load.asked:
        actions.append(rows.OfferRow.candidates_sk.set(asked_text(request.newest_asks[load.member.id].asked_at)))
    return actions


def offer(row: rows.OfferRow) -> Offer:
    """The offer in a row, or in what the candidates index shows of it."""
    asked = row.candidates_sk
    return Offer(
        member_id=row.pk.partition("#")[2],
        category=Category(row.sk.partition("#")[2]),
        radius_m=int(row.radius_m),
        days=frozenset(Day(day) for day in row.days),
        day_parts=frozenset(DayPart(part) for part in row.day_parts),
        note=row.note or "",
        regulars=bool(row.regulars),
        point=_point(row.point),
        cell=row.candidates_pk.partition("#")[0] if row.candidates_pk else None,
        last_asked=datetime.fromisoformat(asked) if asked and asked != NEVER_ASKED else None,
        groups=frozenset(row.groups or ()),
        record=_record(row),
    )


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
        point=_point_text(request.point),
        rings=_ring_texts(request.rings),
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
        candidates_pk=rows.needs_key(request.rings[0][0]) if request.status is Status.OPEN else None,
        candidates_sk=asked_text(request.created_at),
    )


def request(row: rows.RequestRow, others: Iterable[rows.Row] = ()) -> Request:
    """The request in a row with the asks, messages and shortlist in the other rows."""
    others = list(others)
    place = _point(row.point)
    assert place is not None, "a request has a place"  # noqa: S101 - the row cannot be written without
    return Request(
        id=row.pk.partition("#")[2],
        requester_id=row.requester_id,
        category=Category(row.category),
        urgency=Urgency(row.urgency),
        needed_from=row.needed_from,
        needed_until=row.needed_until,
        point=place,
        rings=_rings(row.rings),
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
        circles=int(row.circles) if row.circles is not None else None,
        asks=tuple(_ask(other) for other in others if isinstance(other, rows.AskRow)),
        notices=tuple(_notice(other) for other in others if isinstance(other, rows.NoticeRow)),
        shortlist=next(
            (_shortlist(o) for o in others if isinstance(o, rows.ShortlistRow) and o.round == row.round), None
        ),
    )


def ask_row(ask: Ask) -> rows.AskRow:
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
        reason=ask.reason,
        later_hashes=list(ask.later_hashes) or None,
        confirmed_at=ask.confirmed_at,
        worked_out=ask.worked_out,
        chance=ask.chance,
        prior=ask.prior,
        learnt=ask.learnt,
        nearer_m=ask.nearer_m,
        in_group=ask.in_group or None,
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
        reason=Reason(row.reason) if row.reason else None,
        later_hashes=tuple(row.later_hashes or ()),
        confirmed_at=row.confirmed_at,
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
        sent=tuple(Channel(channel) for channel in row.sent),
        failed=tuple(Channel(channel) for channel in row.failed),
        secret=row.secret,
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
