"""The page behind a reply link: whoever holds the link was asked, and need not sign in."""

from whapp.app.reply_view import Question, ReplyState, ReplyView
from whapp.domain.ask import Ask, AskState
from whapp.domain.errors import NotFound
from whapp.domain.ids import split_reply_id
from whapp.domain.request import Request, Status
from whapp.ports import Services

UNKNOWN = ReplyView(state=ReplyState.UNKNOWN)


def show_reply(services: Services, reply_id: str) -> ReplyView:
    """The page that tells the truth now; the friendly unknown page for any link that leads nowhere. Changes nothing."""
    request_id, secret = split_reply_id(reply_id)
    try:
        request = services.requests.load(request_id)
        ask = ask_behind(request, secret)
    except NotFound:
        return UNKNOWN
    state = _state(request, ask)
    if state not in (ReplyState.ASKED, ReplyState.MATCHED):
        return ReplyView(state=state)
    requester = services.members.find([request.requester_id]).get(request.requester_id)
    wording = services.requests.wording(request_id)
    if requester is None or wording is None:
        return ReplyView(state=ReplyState.CLOSED)
    question = Question(
        first_name=requester.first_name,
        category=request.category,
        text=wording.text,
        needed_from=request.needed_from,
        needed_until=request.needed_until,
        circle=ask.circle,
    )
    return ReplyView(state=state, question=question)


def ask_behind(request: Request, secret: str) -> Ask:
    """The ask that the secret half of a reply id proves to be the caller's. Raises NotFound."""
    for ask in request.asks:
        if ask.answers_to(secret):
            return ask
    raise NotFound


def _state(request: Request, ask: Ask) -> ReplyState:
    match ask.state:
        case AskState.ACCEPTED:
            return ReplyState.MATCHED if request.status is Status.MATCHED else ReplyState.HELPED
        case AskState.DECLINED:
            return ReplyState.DECLINED
        case AskState.WITHDRAWN:
            return ReplyState.WITHDRAWN
    if request.status is Status.OPEN:
        return ReplyState.ASKED
    if request.status in (Status.MATCHED, Status.HELPED):
        standing_by = ask.state is AskState.STAND_BY and request.status is Status.MATCHED
        return ReplyState.STAND_BY if standing_by else ReplyState.TOO_LATE
    return ReplyState.CLOSED
