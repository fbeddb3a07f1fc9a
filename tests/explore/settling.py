"""What members settle about themselves: their profile, what they offer, and whether they stay at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from tests.explore.acts import People
from tests.explore.workers import Worker
from whapp.app.erase_member import erase_member
from whapp.app.remove_offer import remove_offer
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import Profile, save_profile
from whapp.bootstrap import services
from whapp.domain.category import Category
from whapp.domain.errors import Busy, NotFound, NotPermitted, StateForbids
from whapp.domain.hours import AMSTERDAM, QuietHours
from whapp.domain.member import Offer

PAUSE, NAP = timedelta(days=3), timedelta(hours=8)


def leave(people: People, who: str) -> None:
    """Erase onepeople."""

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, Busy, StateForbids)

    people.gone.add(who)
    people.act("leave", f"{who} leaves", lambda: erase_member(services, who, who), judge)


def pause(people: People, who: str, *, until_later: bool) -> None:
    """No asks for a while; or again from now on."""
    until = people.world.clock.time + PAUSE if until_later else None
    _settle(people, who, "pauses" if until_later else "is back", paused_until=until)


def sleep(people: People, who: str) -> None:
    """Quiet hours from now on (I16)."""
    now = people.world.clock.time.astimezone(AMSTERDAM)
    _settle(people, who, "goes to bed", quiet_hours=QuietHours(now.time(), (now + NAP).time()))


def _settle(people: People, who: str, words: str, **changes: Any) -> None:
    """Save the profile, as it was at the beginning but for these changes."""
    known = next(member for member in people.world.village.members if member.id == who)
    profile = Profile(
        first_name=known.first_name, birth_year=known.birth_year, home=known.home, address=known.address,
        quiet_hours=known.quiet_hours, urgent_overrides_quiet=known.urgent_overrides_quiet,
        ask_budget_per_week=known.ask_budget_per_week, channels=known.channels,
    )  # fmt: skip
    if who in people.gone:
        return

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            # They leave at the same time: the topic may be gone, or the sign-in.
            leaves = "NotFound" in str(worker.error) or isinstance(worker.error, NotPermitted)
            if not (who in people.gone and leaves):
                people.excuse(worker, Busy)

    work = partial(save_profile, services, who, who, replace(profile, **changes))
    people.act("profile", f"{who} {words}", work, judge, who=who)


def stop_offering(people: People, who: str) -> None:
    """No groceries any more."""
    _offers(people, who, "stops offering", partial(remove_offer, services, who, Category.GROCERIES))


def offer(people: People, who: str) -> None:
    """Groceries, from now on or again."""
    offer = Offer(member_id=who, category=Category.GROCERIES, radius_m=5000)
    _offers(people, who, "offers", partial(save_offer, services, offer))


def _offers(people: People, who: str, words: str, work: Callable[[], Any]) -> None:
    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, Busy, *((NotFound,) if who in people.gone else ()))

    people.act("offer", f"{who} {words}", work, judge, who=who)
