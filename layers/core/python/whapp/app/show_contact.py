"""Phone and address, after a yes, for the matched pair only; every look is in the timeline."""

from whapp.app.change import change
from whapp.app.reply_view import Contact
from whapp.domain import acts
from whapp.domain.errors import NotFound
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services


def show_contact(services: Services, request_id: str, viewer_id: str) -> Contact:
    """The contact of the other one of the pair; the helper gets the address too.

    Raises NotFound for everybody else, for both when one blocked the other, and of somebody who is suspended or has
    left: what is shown is of an instant at which they were a pair that nobody parted (I11), and else no look is noted.
    """

    def act(request: Request) -> tuple[Request, tuple[Member, bool]]:
        shown, other_id = acts.show_contact(request, viewer_id, services.now())
        other = services.members.get(other_id)
        if not other.may_help(viewer_id):
            raise NotFound
        return shown, (other, other_id == request.requester_id)

    other, is_requester = change(services, request_id, act, wake=False)
    wording = services.requests.wording(request_id) if is_requester else None
    return Contact(other.first_name, other.phone, wording.address if wording else None)
