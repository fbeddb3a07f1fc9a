"""The asks to a member."""

from dataclasses import dataclass, replace

from whapp.app.badges import badges
from whapp.domain.ask import Ask, AskState, request_id_of
from whapp.domain.errors import NotFound
from whapp.domain.membership import Badge
from whapp.domain.request import Request, Status
from whapp.ports import Page, Services

_OWN_DOING = frozenset({AskState.DECLINED, AskState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class AskView:
    """An ask to the viewer, with the request it belongs to, and the requester's badge while the request lives.

    `apart`: one of the two blocked the other.
    """

    ask: Ask
    request: Request
    badge: Badge | None = None
    apart: bool = False

    @property
    def shown(self) -> tuple[AskState, Status]:
        """The states of ask and request as the viewer may know them: to who is blocked it looks cancelled."""
        ask, status = self.ask.state, self.request.status
        if not self.apart or ask in _OWN_DOING or status is Status.HELPED:
            return ask, status
        return AskState.RELEASED, Status.CANCELLED


def list_asks(services: Services, helper_id: str, cursor: str | None) -> Page[AskView]:
    """Open and recent asks to this member, newest first. Raises InvalidInput for a bad cursor."""
    page = services.requests.asked_of(helper_id, cursor)
    views = []
    for ask_id in page.items:
        try:
            request = services.requests.load(request_id_of(ask_id))
        except NotFound:
            continue  # erased since the index was read
        if ask := request.ask(ask_id):
            views.append(AskView(ask, request))
    return Page(_with_people(services, helper_id, views), page.next)


def _with_people(services: Services, helper_id: str, views: list[AskView]) -> list[AskView]:
    living = {view.request.requester_id for view in views if not view.request.status.is_final}
    people = services.members.find({helper_id, *living}) if views else {}
    known = badges(services, [people[each] for each in living if each in people])
    me = people.get(helper_id)
    return [
        replace(
            view,
            badge=known.get(view.request.requester_id),
            apart=me is not None and me.is_apart_from(view.request.requester_id),
        )
        for view in views
    ]
