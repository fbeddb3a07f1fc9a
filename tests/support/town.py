"""A town to tell stories in: neighbours with phones, clocks that can be moved, and cascades that really run.

It works over any services: the fakes, or the real adapters. A message that no story expected fails the test.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from tests.support.builders import HOME, a_need, phone_of
from tests.support.fakes import TownServices
from tests.support.letters import kind_of, letter_of, reply_id_in
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.cancel_request import cancel_request
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import create_request
from whapp.app.erase_member import erase_member
from whapp.app.read_timeline import read_timeline
from whapp.app.reply_view import ReplyView
from whapp.app.report_no_show import report_no_show
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import Profile, save_profile
from whapp.app.tend import Tended, tend_overdue
from whapp.app.thank_helper import thank_helper
from whapp.app.withdraw import withdraw
from whapp.domain.category import Category
from whapp.domain.errors import DeliveryDelayed, Undeliverable
from whapp.domain.event import Happening
from whapp.domain.member import Channel, Letter, Offer
from whapp.domain.messages import Message
from whapp.domain.notice import NoticeKind
from whapp.domain.place import METRES_PER_DEGREE, Point
from whapp.domain.request import Request, Status
from whapp.ports import VerifiedContact


class Phone:
    """What somebody's phone and mailbox received. Each message is expected once, in the order in which they came."""

    def __init__(self, town: "Town", owner_id: str) -> None:
        self._town = town
        self._owner_id = owner_id

    def expects_sms(self, kind: NoticeKind) -> Message:
        return self._town.delivered(self._owner_id, Channel.SMS, kind)

    def expects_letter(self, letter: Letter) -> Message:
        """The next message is this letter to an idle helper."""
        return self._town.delivered(self._owner_id, Channel.SMS, letter)

    def breaks(self, channel: Channel | None = None) -> None:
        """For good: this number is no number. Their mailbox too, unless only one channel is meant."""
        self._has_trouble(channel, Undeliverable())

    def has_no_signal(self, channel: Channel | None = None) -> None:
        """For now."""
        self._has_trouble(channel, DeliveryDelayed())

    def _has_trouble(self, channel: Channel | None, trouble: Exception) -> None:
        self._town.services.notifier.trouble[(self._owner_id, channel) if channel else self._owner_id] = trouble

    def works_again(self) -> None:
        self._town.services.notifier.trouble.pop(self._owner_id, None)


class Neighbour:
    """Somebody in town."""

    def __init__(self, town: "Town", id_: str) -> None:
        self._town = town
        self.id = id_
        self.phone = Phone(town, id_)
        self.link: str | None = None

    def is_asked(self, channel: Channel = Channel.SMS) -> "Neighbour":
        """Receives the question, and keeps the link."""
        self.link = reply_id_in(self._town.delivered(self.id, channel, NoticeKind.ASK))
        return self

    def says_yes(self) -> ReplyView:
        return self._presses(Decision.YES)

    def says_no(self) -> ReplyView:
        return self._presses(Decision.NO)

    def withdraws_by_link(self) -> ReplyView:
        return self._presses(Decision.WITHDRAW)

    def follows_the_link_in(self, kind: NoticeKind) -> "Neighbour":
        """Receives a message with a link of its own, and keeps that."""
        self.link = reply_id_in(self.phone.expects_sms(kind))
        return self

    def says_to_be_coming(self) -> ReplyView:
        return self._presses(Decision.COMING)

    def says_it_worked_out(self) -> ReplyView:
        return self._presses(Decision.HELPED)

    def says_it_did_not_work_out(self) -> ReplyView:
        return self._presses(Decision.NOT_HELPED)

    def looks_up_contact(self) -> ReplyView:
        return self._presses(Decision.CONTACT)

    def withdraws(self, request: "HelpRequest") -> None:
        withdraw(self._town.services, request.id, self.id)
        self._town.settles()

    def leaves_whapp(self) -> None:
        erase_member(self._town.services, self.id, f"token of {self.id}")
        self._town.settles()

    def _presses(self, button: Decision) -> ReplyView:
        assert self.link, f"{self.id} was not asked"
        page = answer_reply(self._town.services, self.link, button, None)
        self._town.settles()
        return page


class HelpRequest:
    """A request as its requester follows it."""

    def __init__(self, town: "Town", made: Request) -> None:
        self._town = town
        self.id = made.id
        self.chance = made.chance
        self._requester_id = made.requester_id

    @property
    def now(self) -> Request:
        return self._town.services.requests.load(self.id)

    @property
    def status(self) -> Status:
        return self.now.status

    @property
    def timeline(self) -> list[Happening]:
        return [event.what for event in read_timeline(self._town.services, self.id, self._requester_id)]

    def is_cancelled_by_requester(self) -> None:
        cancel_request(self._town.services, self.id, self._requester_id)
        self._town.settles()

    def nobody_came(self) -> None:
        report_no_show(self._town.services, self.id, self._requester_id, None)
        self._town.settles()

    def thanks(self) -> None:
        thank_helper(self._town.services, self.id, self._requester_id)
        self._town.settles()

    def is_done(self) -> None:
        confirm_help(self._town.services, self.id, self._requester_id)
        self._town.settles()


class Town:
    """Where it all happens."""

    def __init__(self, services: TownServices) -> None:
        self.services = services
        self._heard: set[int] = set()
        self.settles = partial(services.cascades.settle, services)

    def neighbour(
        self,
        name: str,
        *,
        metres: float = 0,
        offers: tuple[Category, ...] = (Category.GROCERIES,),
        channels: tuple[Channel, ...] = (Channel.SMS,),
        radius_m: int = 5000,
        **profile: Any,
    ) -> Neighbour:
        """Somebody who signs up, lives so many metres north of the middle of town, and offers this help."""
        id_ = name.lower()
        self.services.identity.contacts[id_] = VerifiedContact(phone_of(id_), f"{id_}@example.org")
        home = Point(HOME.lat + metres / METRES_PER_DEGREE, HOME.lon)
        known = {"first_name": name, "birth_year": 1980, "home": home, "address": f"{name}straat 1", **profile}
        save_profile(self.services, id_, f"token of {id_}", Profile(channels=channels, **known))
        for category in offers:
            save_offer(self.services, Offer(member_id=id_, category=category, radius_m=radius_m))
        return Neighbour(self, id_)

    def asks_for_help(self, who: Neighbour, *, key: str | None = None, **need: Any) -> HelpRequest:
        """Groceries before six, unless told otherwise."""
        made = create_request(self.services, who.id, a_need(self.services.now(), **need), key)
        self.settles()
        return HelpRequest(self, made)

    def time_passes(self, **span: float) -> None:
        """The clock goes on, and every alarm that is set in between rings."""
        end = self.services.now() + timedelta(**span)
        self.settles()
        while (alarm := self.services.cascades.next_alarm()) and alarm <= end:
            self.services.clock.now = alarm
            self.services.cascades.alarms_ring()
            self.settles()
        self.services.clock.now = end

    def the_janitor_comes(self) -> list[tuple[str, Tended]]:
        done = tend_overdue(self.services)
        self.settles()
        return done

    def all_cascades_die(self) -> None:
        for execution in self.services.cascades.running:
            execution.dead = True

    def delivered(self, member_id: str, channel: Channel, kind: NoticeKind | Letter) -> Message:
        """The next message to this member on this channel, which must be of this kind."""
        for number, sent in enumerate(self.services.notifier.sent):
            if number not in self._heard and (sent.member.id, sent.channel) == (member_id, channel):
                came = letter_of(sent.message) or kind_of(sent.message)
                assert came is kind, f"{member_id} expected {kind} but got {came}"
                self._heard.add(number)
                return sent.message
        raise AssertionError(f"{member_id} expected {kind} by {channel} but got nothing")

    def nobody_else_hears_anything(self) -> None:
        """Every message so far was expected."""
        surprises = [
            f"{letter_of(sent.message) or kind_of(sent.message)} to {sent.member.id} by {sent.channel}"
            for number, sent in enumerate(self.services.notifier.sent)
            if number not in self._heard
        ]
        assert not surprises, surprises
