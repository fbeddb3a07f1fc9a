"""Somebody leaves while the app on their other phone saves their profile: nothing of it stays."""

import pytest

from tests.support.builders import a_member
from tests.support.fakes import FakeServices, fake_services
from whapp.app.erase_member import erase_member
from whapp.app.save_profile import Profile, save_profile
from whapp.domain.errors import NotPermitted

PROFILE = Profile(first_name="Anna", birth_year=1980)


@pytest.fixture
def services() -> FakeServices:
    return fake_services(a_member("anna"))


def test_a_profile_that_was_saved_while_its_owner_left_goes_with_the_sign_in(services: FakeServices) -> None:
    erase = services.identity.erase

    def and_meanwhile(access_token: str) -> None:
        save_profile(services, "anna", "token of anna", PROFILE)
        erase(access_token)

    services.identity.erase = and_meanwhile  # type: ignore[method-assign]
    erase_member(services, "anna", "token of anna")
    assert services.members.find(["anna"]) == {}


def test_a_profile_that_is_saved_after_its_owner_left_is_taken_back(services: FakeServices) -> None:
    save = services.members.save

    def too_late(before: object, after: object) -> object:
        services.members.save = save  # type: ignore[method-assign]
        erase_member(services, "anna", "token of anna")
        return save(None, after)  # type: ignore[arg-type]

    services.members.erase(services.members.get("anna"))
    services.members.save = too_late  # type: ignore[method-assign, assignment]
    with pytest.raises(NotPermitted):
        save_profile(services, "anna", "token of anna", PROFILE)
    assert services.members.find(["anna"]) == {}
