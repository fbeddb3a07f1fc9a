"""An idle helper on the fakes, and the care job that looks after her."""

from dataclasses import replace
from datetime import timedelta

from tests.support.builders import REQUESTER, a_member
from tests.support.fakes import FakeServices, fake_services
from tests.support.letters import reply_id_in
from whapp.app.look_after import Looked, look_after
from whapp.app.save_offer import save_offer
from whapp.domain.care import MONTH, SILENT_ASKS
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.member import Member, Offer

DAY = timedelta(days=1)
OFFER = Offer(member_id="anna", category=Category.GROCERIES, radius_m=2000)
AN_HOUR = timedelta(hours=1)


def the_job(services: FakeServices, lasting: timedelta = AN_HOUR) -> Looked:
    """One run, with this much time."""
    looked = look_after(services, services.now() + lasting)
    assert looked.failures == ()
    return looked


def letters(services: FakeServices) -> list[tuple[str, str]]:
    """Who was written to, and the first words."""
    return [(sent.member.id, sent.message.subject) for sent in services.notifier.sent]


def link(services: FakeServices) -> str:
    """The last part of the last letter's link."""
    return reply_id_in(services.notifier.sent[-1].message)


def anna(services: FakeServices) -> Member:
    return services.members.get("anna")


def change(services: FakeServices, **known: object) -> None:
    services.members.save(anna(services), replace(anna(services), **known))  # type: ignore[arg-type] # named by the test


def idle_services() -> FakeServices:
    """Rosa asks only; Anna offers groceries since this morning."""
    services = fake_services(a_member(REQUESTER, offers=frozenset()), a_member("anna", offers=frozenset()))
    save_offer(services, OFFER)
    return services


def a_month_later(services: FakeServices) -> FakeServices:
    """And nobody asked her anything."""
    services.clock.goes_on(MONTH)
    return services


def silent_since(services: FakeServices) -> FakeServices:
    """She was asked four times, the last time yesterday, and never answered."""
    change(services, record=Record(silences=SILENT_ASKS), asked_until=services.now() - DAY)
    return services
