"""What both ways of answering have in common, by the link and signed in."""

from whapp.app.own_offer import own_offer
from whapp.domain import acts, filters
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, Ask, Reason
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services


def give_answer(  # noqa: PLR0913 - an answer, and whose it is
    services: Services, request: Request, ask: Ask, helper: Member | None, said: Answer, reason: Reason | None
) -> tuple[Request, Outcome]:
    """The request with this answer, and what it came to. How far "too far" is, is measured here and never again.

    `helper` is who answers; to a yes of somebody who may not help this requester it is closed (I11).
    """
    if said is Answer.YES and helper and not helper.may_help(request.requester_id):
        return request, Outcome.CLOSED
    after, outcome = acts.answer(request, ask, said, reason, services.now())
    if after is request or outcome is not Outcome.DECLINED or reason is not Reason.TOO_FAR:
        return after, outcome
    nearer_m = filters.nearer(own_offer(services, ask.helper_id, request.category), request)
    return after.measure(after.newest_asks[ask.helper_id], nearer_m), outcome
