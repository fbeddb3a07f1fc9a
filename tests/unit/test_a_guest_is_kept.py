"""Somebody without the app, for whom a moderator asks, is kept with the request."""

import pytest

from tests.support.builders import MORNING, a_member, hours
from tests.support.fakes import FakeServices, fake_services
from whapp.app.welcome_guest import welcome_guest
from whapp.domain.errors import Busy, Conflict
from whapp.domain.member import Member

LATER = MORNING + hours(24)


def collisions(services: FakeServices, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """So many saves meet another transaction on the same row, that does nothing in the end."""
    save, left = services.members.save, [Conflict] * count

    def colliding(before: Member | None, after: Member) -> Member:
        if left:
            raise left.pop()
        return save(before, after)

    monkeypatch.setattr(services.members, "save", colliding)


def test_the_same_call_twice_at_one_instant_is_not_told_that_there_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    services = fake_services()
    collisions(services, monkeypatch, 1)
    guest = a_member("guest-1", kept_until=LATER)
    welcome_guest(services, guest)
    assert services.members.get("guest-1").phone == guest.phone


def test_a_row_that_stays_taken_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    services = fake_services()
    collisions(services, monkeypatch, 10)
    with pytest.raises(Busy):
        welcome_guest(services, a_member("guest-1", kept_until=LATER))
