"""The page behind a reply link: whoever holds the link was asked, and need not sign in."""

from collections.abc import Mapping

from whapp.app.badges import badges
from whapp.app.reply_view import Question, ReplyState, ReplyView, Word
from whapp.app.show_letter import show_letter
from whapp.app.suggest_filter import filter_for
from whapp.domain.ask import Ask, AskState
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor
from whapp.domain.guard import plan_for, said_yes_at
from whapp.domain.ids import letter_secret, split_reply_id
from whapp.domain.member import Member
from whapp.domain.request import Request, Status
from whapp.domain.retention import links_work
from whapp.ports import Services

UNKNOWN = ReplyView(state=ReplyState.UNKNOWN)
_BEHIND_THEM = frozenset(
    {ReplyState.HELPED, ReplyState.DECLINED, ReplyState.WITHDRAWN, ReplyState.FELL_THROUGH, ReplyState.REPORTED}
)  # these pages show nothing of the other one


def show_reply(services: Services, reply_id: str) -> ReplyView:
    """The page that tells the truth now; the friendly unknown page for any link that leads nowhere. Changes nothing."""
    if (of_letter := letter_secret(reply_id)) is not None:
        return show_letter(services, of_letter)
    request_id, secret = split_reply_id(reply_id)
    try:
        request = services.requests.load(request_id)
        ask = ask_behind(services, request, secret)
        return view(services, request, ask, pair(services, request, ask))
    except NotFound:
        return UNKNOWN


def pair(services: Services, request: Request, ask: Ask) -> Mapping[str, Member]:
    """The profiles of requester and helper; the requester's may be missing. Raises NotFound when the helper left."""
    people = services.members.find([request.requester_id, ask.helper_id])
    if ask.helper_id not in people:
        raise NotFound
    return people


def view(services: Services, request: Request, ask: Ask, people: Mapping[str, Member]) -> ReplyView:
    """What the helper who got this ask may see of the request."""
    state = _state(request, ask)
    if people[ask.helper_id].suspended_at:
        return ReplyView(state=ReplyState.SUSPENDED)
    if not people[ask.helper_id].may_help(request.requester_id) and state not in _BEHIND_THEM:
        return ReplyView(state=ReplyState.CLOSED)
    if state is ReplyState.DECLINED:
        suggested = filter_for(services, request, ask)
        return ReplyView(state=state, suggested=suggested[0] if suggested else None)
    may_stand_by = state is ReplyState.TOO_LATE and request.status is Status.MATCHED
    if state not in (ReplyState.ASKED, ReplyState.MATCHED) and not may_stand_by:
        return ReplyView(state=state)
    requester = people.get(request.requester_id)
    wording = services.requests.wording(request.id)
    if requester is None or wording is None:
        return ReplyView(state=ReplyState.CLOSED)
    question = Question(
        first_name=requester.first_name,
        category=request.category,
        text=wording.text,
        needed_from=request.needed_from,
        needed_until=request.needed_until,
        circle=ask.circle,
        badge=badges(services, [requester]).get(requester.id),
    )
    word = _word(services, request, ask, people[ask.helper_id]) if state is ReplyState.MATCHED else None
    return ReplyView(state=state, question=question, word=word)


def _word(services: Services, request: Request, match: Ask, helper: Member) -> Word | None:
    if match.worked_out is not None:
        return Word.TOLD
    now, plan = services.now(), plan_for(request, helper, services.policy)
    if now >= max(request.needed_from, said_yes_at(match) + plan.step):
        return Word.HOW_IT_WENT
    if now >= request.needed_from:
        return None
    if match.confirmed_at and match.confirmed_at >= plan.reminder:
        return Word.CONFIRMED
    return Word.COMING if now >= plan.reminder and not plan.is_confirmed(match) else None


def ask_behind(services: Services, request: Request, secret: str) -> Ask:
    """The newest ask to whoever the secret half of a reply id was sent to, while links work. Raises NotFound."""
    for ask in request.asks if links_work(request, services.now()) else ():
        if ask.answers_to(secret):
            return request.newest_asks[ask.helper_id]
    raise NotFound


def _state(request: Request, ask: Ask) -> ReplyState:
    if request.reported(ask, Actor.HELPER):
        return ReplyState.REPORTED
    match ask.state:
        case AskState.ACCEPTED:
            return ReplyState.MATCHED if request.status is Status.MATCHED else ReplyState.HELPED
        case AskState.DECLINED:
            return ReplyState.DECLINED
        case AskState.WITHDRAWN:
            return ReplyState.WITHDRAWN
        case AskState.FELL_THROUGH:
            return ReplyState.FELL_THROUGH
        case AskState.CALLED_OFF:
            return ReplyState.CLOSED
    if request.status is Status.OPEN:
        return ReplyState.ASKED
    if request.status in (Status.MATCHED, Status.HELPED):
        standing_by = ask.state is AskState.STAND_BY and request.status is Status.MATCHED
        return ReplyState.STAND_BY if standing_by else ReplyState.TOO_LATE
    return ReplyState.CLOSED
