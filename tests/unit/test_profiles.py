"""Profiles and offers, as members save them."""

from dataclasses import replace

import pytest

from tests.support.builders import (
    REQUESTER,
    RINGS,
    a_member,
)
from tests.support.fakes import FakeServices, fake_services
from whapp.app.remove_offer import remove_offer
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import Profile, save_profile
from whapp.domain.category import Category
from whapp.domain.errors import InvalidInput, NotFound
from whapp.domain.member import Channel, Offer
from whapp.domain.place import Point
from whapp.ports import VerifiedContact

ROSA = a_member(REQUESTER, offers=frozenset())


@pytest.fixture
def services() -> FakeServices:
    """Rosa, and Anna and Bert who do groceries."""
    return fake_services(ROSA, a_member("anna"), a_member("bert"))


def test_a_profile_is_rounded_and_verified(services: FakeServices) -> None:
    services.identity.contacts["new"] = VerifiedContact(phone=None, email="new@example.org")
    saved = save_profile(
        services, "new", "token of new", Profile(first_name="N", birth_year=1990, home=Point(52.0912, 5.1187))
    )
    assert saved.home == Point(52.092, 5.118)
    assert saved.channels == (Channel.EMAIL,), "the only one that is verified"
    assert services.notifier.mailboxes == {"new": {"new@example.org"}}


@pytest.mark.parametrize("now", ["other@example.org", None])
def test_an_address_that_is_left_gets_no_more_links(services: FakeServices, now: str | None) -> None:
    """I7: a link in an old mailbox would show whoever reads it where the requester lives."""
    profile = Profile(first_name="N", birth_year=1990, home=Point(52.0912, 5.1187))
    for email in ("new@example.org", now):
        services.identity.contacts["new"] = VerifiedContact(phone="+31612345678", email=email)
        save_profile(services, "new", "token of new", replace(profile, channels=(Channel.EMAIL,) if email else None))
    assert services.notifier.mailboxes == ({"new": {now}} if now else {})


def test_a_profile_that_cannot_be_is_refused(services: FakeServices) -> None:
    services.identity.contacts["new"] = VerifiedContact(phone="+31612345678", email=None)
    for field, wrong in (
        ("birth_year", Profile(first_name="N", birth_year=2010)),
        ("home", Profile(first_name="N", birth_year=1990, home=Point(48.8, 2.3))),
        ("channels", Profile(first_name="N", birth_year=1990, channels=(Channel.EMAIL,))),
    ):
        with pytest.raises(InvalidInput) as refusal:
            save_profile(services, "new", "token of new", wrong)
        assert refusal.value.field == field


def test_an_offer_is_at_home_and_comes_and_goes(services: FakeServices) -> None:
    offer = Offer(member_id=REQUESTER, category=Category.PETS, radius_m=900)
    assert save_offer(services, offer).cell == RINGS[0][0]
    assert services.members.get(REQUESTER).offers == {Category.PETS}
    for _ in range(2):
        remove_offer(services, REQUESTER, Category.PETS)
    assert services.members.get(REQUESTER).offers == frozenset()
    with pytest.raises(NotFound):
        save_offer(services, replace(offer, member_id="stranger"))
