"""A neighbour who saw a need steps forward."""

from dataclasses import replace

from whapp.app.change import change
from whapp.app.spend import spend
from whapp.app.vouching import vouching
from whapp.domain import needs
from whapp.domain.acts import Outcome
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.budget import Spending, purse_of
from whapp.domain.request import Request
from whapp.ports import Services


def step_forward(services: Services, request_id: str, member_id: str) -> Outcome:
    """Say yes without having been asked; it wins if the request is still open, and the truth is told if not.

    Raises NotFound for a need that the member could not have seen, and without a profile; BudgetSpent, Busy.
    """
    member = services.members.get(member_id)
    member = replace(member, groups=frozenset(vouching(services, [member])))
    spend(services, purse_of(member_id), Spending.ANSWERS)
    secret = services.mint()

    def act(request: Request) -> tuple[Request, Outcome]:
        near = needs.concerns(request, member, services.now())
        shown = near and services.members.live_in(needs.cell_of(request), needs.LEAST_PEOPLE)
        authorize(Caller(member.id, shown=frozenset({request.id} if shown else ())), Action.STEP_FORWARD, request)
        return needs.step_forward(request, member, services.now(), secret)

    return change(services, request_id, act)
