"""The asks to a member."""

from dataclasses import dataclass, replace

from whapp.app.badges import badges
from whapp.domain.ask import Ask, request_id_of
from whapp.domain.errors import NotFound
from whapp.domain.membership import Badge
from whapp.domain.request import Request
from whapp.ports import Page, Services


@dataclass(frozen=True, slots=True)
class AskView:
    """An ask to the viewer, with the request it belongs to, and the requester's badge while the request lives."""

    ask: Ask
    request: Request
    badge: Badge | None = None


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
    return Page(_with_badges(services, views), page.next)


def _with_badges(services: Services, views: list[AskView]) -> list[AskView]:
    living = {view.request.requester_id for view in views if not view.request.status.is_final}
    known = badges(services, services.members.find(living).values())
    return [replace(view, badge=known.get(view.request.requester_id)) for view in views]
