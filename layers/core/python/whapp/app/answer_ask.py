"""A signed-in helper answers an ask."""

from whapp.app.change import change
from whapp.app.give_answer import give_answer
from whapp.app.spend import spend
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, Reason, request_id_of
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.budget import Spending, purse_of
from whapp.domain.request import Request
from whapp.ports import Services


def answer_ask(services: Services, ask_id: str, helper_id: str, said: Answer, reason: Reason | None) -> Outcome:
    """Record the answer and tell what it came to. Raises NotFound for an ask to somebody else, and BudgetSpent."""
    spend(services, purse_of(helper_id), Spending.ANSWERS)  # by account: a no reads no profile

    def act(request: Request) -> tuple[Request, Outcome]:
        ask = authorize(Caller(helper_id), Action.ANSWER, request.ask(ask_id))
        helper = services.members.find([helper_id]).get(helper_id) if said is Answer.YES else None
        return give_answer(services, request, ask, helper, said, reason)

    return change(services, request_id_of(ask_id), act)
