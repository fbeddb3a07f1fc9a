"""The page behind the link of a letter to an idle helper: whoever holds the link need not sign in."""

from datetime import datetime, timedelta

from whapp.app.reply_view import Question, ReplyState, ReplyView
from whapp.domain.ask import hash_secret
from whapp.domain.category import Category
from whapp.domain.errors import NotFound
from whapp.domain.hours import AMSTERDAM
from whapp.domain.member import Letter, Member
from whapp.ports import Services

IN_THE_AFTERNOON = (14, 16)  # o'clock


def show_letter(services: Services, secret: str) -> ReplyView:
    """The page that tells the truth now; the friendly unknown page for a link that leads nowhere. Changes nothing."""
    try:
        return view(services, services.members.of_letter(hash_secret(secret)))
    except NotFound:
        return ReplyView(state=ReplyState.UNKNOWN)


def view(services: Services, member: Member) -> ReplyView:
    """What a member sees of their own last letter."""
    now = services.now()
    if member.suspended_at:
        return ReplyView(state=ReplyState.SUSPENDED)
    if member.care.letter in (Letter.STILL_WILLING, Letter.SUSPENDED):
        paused = member.paused_until is not None and member.paused_until > now
        return ReplyView(state=ReplyState.RESTING if paused else ReplyState.WILLING)
    if member.care.practised_at:
        return ReplyView(state=ReplyState.PRACTISED)
    return ReplyView(state=ReplyState.PRACTICE, question=_made_up(member, now))


def _made_up(member: Member, now: datetime) -> Question:
    """A question like the ones that this member will get: of a kind that they offer, for tomorrow afternoon."""
    tomorrow = now.astimezone(AMSTERDAM) + timedelta(days=1)
    start, end = (tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in IN_THE_AFTERNOON)
    offered = (category for category in Category if category in member.offers)
    return Question(
        first_name="",
        category=next(offered, Category.GROCERIES),
        text="",
        needed_from=start,
        needed_until=end,
        circle=0,
    )
