"""A moderator who asks on behalf of a neighbour without the app."""

from tests.explore.village import GUEST
from whapp.app.create_request import Need
from whapp.app.post_on_behalf import post_on_behalf
from whapp.domain.request import Request
from whapp.ports import Services


def post(services: Services, who: str, need: Need, key: str) -> Request:
    """For the one guest that there is."""
    return post_on_behalf(services, who, need, GUEST, key)
