"""Looking after helpers whom nothing happens to: those who stay silent, and those whom nobody ever asks.

Each is looked after about once a month, and then gets one letter at most. Somebody who is silent for long is not asked
any more until they say that they would like to be: an ask that nobody answers costs a neighbour in need their time.
Somebody who was never asked gets one practice ask, so that the first real one is no surprise.

A letter is claimed before it is sent, and the claim already puts the next look a month away. So two workers never send
the same one, and a worker that dies leaves a month without a second letter, whether or not the first went out. A letter
that certainly did not go out is tried again the next day.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from whapp.domain.ask import hash_secret
from whapp.domain.member import UNTIL_THEY_SAY_SO, Care, Letter, Member
from whapp.domain.policy import MAX_ATTEMPTS

MONTH = timedelta(days=30)  # between two looks: seldom enough to be welcome, often enough to notice who went idle
NEXT_DAY = timedelta(days=1)  # a channel that refused has mostly recovered by then
# About a third of automated asks is answered at all. Somebody who answers like that is silent four times in a row in
# one of five cases: enough to doubt, too little to write somebody off. So they are asked whether they still want to.
SILENT_ASKS = 4


def begin(member: Member, now: datetime) -> Member:
    """The member who offers something, looked after from now on; as they are when they were already, or rest."""
    return _look_again(member, now + MONTH) if member.care.at is None and not rests(member) else member


def look_after(member: Member, now: datetime, secret: str) -> tuple[Member, Letter | None]:
    """The member after this look, and the letter to send once that is saved; `secret` is what its link will hold.

    Pure and safe to repeat: a member whose look is not due is left as they are.
    """
    if member.care.at is None or member.care.at > now:
        return member, None
    letter = _due_letter(member, now)
    if letter is None:
        return _look_again(member, _next_look(member, now)), None
    quiet_until = member.may_be_told_at(max(now, member.asked_until or now))
    if quiet_until > now:
        return _look_again(member, quiet_until), None
    again = _unfinished(member.care, letter)
    claimed = replace(
        member.care,
        at=now + MONTH,
        letter=letter,
        attempts=member.care.attempts + 1 if again else 1,
        written_at=now,
        told=False,
        link_hash=hash_secret(secret),
    )
    resting = UNTIL_THEY_SAY_SO if letter is Letter.STILL_WILLING else member.paused_until
    return replace(member, care=claimed, paused_until=resting), letter


def told(member: Member) -> Member:
    """The member after the letter went out."""
    return replace(member, care=replace(member.care, told=True))


def not_reached(member: Member, now: datetime, *, for_good: bool) -> Member:
    """The member after nothing of the letter went out: it is tried again, a few times, unless that is no use."""
    if for_good:
        return replace(member, care=replace(member.care, attempts=MAX_ATTEMPTS))
    return _look_again(member, now + NEXT_DAY) if member.care.attempts < MAX_ATTEMPTS else member


def rests(member: Member) -> bool:
    """Whether Whapp paused the member because of their silence."""
    return member.paused_until == UNTIL_THEY_SAY_SO


def welcome_back(member: Member, now: datetime) -> Member:
    """The member who says that they would like to be asked: that is an answer, and their silence is forgotten."""
    return replace(
        member,
        paused_until=None,
        record=replace(member.record, silences=0),
        last_answered=now,
        care=replace(member.care, at=now + MONTH if member.offers else None),
    )


def suspended(member: Member, now: datetime) -> Member:
    """The member whom the safety desk takes out: the next look, within the hour, tells them so."""
    return replace(member, suspended_at=now, care=replace(member.care, at=now, letter=None))


def practised(member: Member, now: datetime) -> Member:
    """The member who tried the practice ask; the first time is remembered."""
    if member.care.practised_at:
        return member
    return replace(member, care=replace(member.care, practised_at=now))


def _due_letter(member: Member, now: datetime) -> Letter | None:
    if member.suspended_at:
        new = member.care.letter is not Letter.SUSPENDED
        return Letter.SUSPENDED if member.channels and (new or _unfinished(member.care, Letter.SUSPENDED)) else None
    if not member.offers or not member.channels or member.ask_budget_per_week == 0:
        return None
    if rests(member):
        return Letter.STILL_WILLING if _unfinished(member.care, Letter.STILL_WILLING) else None
    if member.paused_until and member.paused_until > now:
        return None
    if _silent_for_long(member, now):
        return Letter.STILL_WILLING
    never_asked = member.asked_until is None
    first_time = member.care.letter is None or _unfinished(member.care, Letter.PRACTICE)
    return Letter.PRACTICE if never_asked and first_time else None


def _silent_for_long(member: Member, now: datetime) -> bool:
    heard = member.last_answered
    return member.record.silences >= SILENT_ASKS and (heard is None or heard + MONTH <= now)


def _unfinished(care: Care, letter: Letter) -> bool:
    """Whether this letter was begun, is not known to have gone out, and may be tried again."""
    return care.letter is letter and not care.told and care.attempts < MAX_ATTEMPTS


def _next_look(member: Member, now: datetime) -> datetime | None:
    """A month on, or after the member's own pause; none while they offer nothing or rest, until that changes."""
    if not member.offers or rests(member):
        return None
    return max(now, member.paused_until or now) + MONTH


def _look_again(member: Member, at: datetime | None) -> Member:
    return replace(member, care=replace(member.care, at=at))
