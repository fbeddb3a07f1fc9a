"""A helper presses a button on the page behind a letter's link."""

from whapp.app.change_profile import change_profile
from whapp.app.reply_view import ReplyState, ReplyView
from whapp.app.show_letter import view
from whapp.domain import care
from whapp.domain.ask import hash_secret
from whapp.domain.errors import NotFound
from whapp.domain.member import Letter, Member
from whapp.ports import Services


def answer_letter(services: Services, secret: str, *, yes: bool) -> ReplyView:
    """Note that they practised, or ask them again from now on when they say yes; then the page that is true.

    May be repeated. Raises Busy.
    """
    link_hash = hash_secret(secret)

    def act(member: Member | None) -> ReplyView:
        if member is None or member.care.link_hash != link_hash:
            raise NotFound
        now = services.now()
        after = member
        if member.suspended_at:
            return view(services, member)
        if member.care.letter is Letter.PRACTICE:
            after = care.practised(member, now)
        elif yes and view(services, member).state is ReplyState.RESTING:
            after = care.welcome_back(member, now)
        return view(services, member if after == member else services.members.save(member, after))

    try:
        return change_profile(services, services.members.of_letter(link_hash).id, act)
    except NotFound:
        return ReplyView(state=ReplyState.UNKNOWN)
