"""Whapp itself on the street: the production use cases, over rows in memory, with the street's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.rows import SortedMembers
from benchmarks.policy_lab.street import Case, Street
from benchmarks.policy_lab.town import Requester
from tests.support.builders import Mint, phone_of
from tests.support.fake_budgets import FakeBudgets
from tests.support.fake_groups import FakeGroups, FakeInvitations, FakeMemberships, FakeRoles
from tests.support.fake_holdings import FakeHoldings
from tests.support.fake_requests import FakeRequests
from tests.support.fakes import FakeIdentity, FakeLogbook
from tests.support.letters import kind_of
from whapp.adapters.cells import H3Grid
from whapp.app.answer_ask import answer_ask
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import Need, create_request
from whapp.app.decide import Ruling, decide
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import Profile, save_profile
from whapp.app.store_token import store_token
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer
from whapp.domain.budget import Spending
from whapp.domain.member import Channel, Member, Offer
from whapp.domain.messages import Message
from whapp.domain.notice import NoticeKind
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status
from whapp.domain.step import StepKind
from whapp.ports import VerifiedContact

VISIT_BEGINS = timedelta(hours=3)  # before the agreed time: what follows is about the visit, not about asking
_ExecutionName = tuple[str, int, int]  # request, round, generation


def moment(at: int) -> datetime:
    """The instant that is so many seconds after 1970."""
    return datetime.fromtimestamp(at, UTC)


class _DeepPurse(FakeBudgets):
    """No limit to requests a day: in a made-up world a few ask for everybody."""

    def spend(self, purse: str, what: Spending, limit: int, since: datetime, until: datetime) -> bool:
        return True


class Phones:
    """`whapp.ports.Notifier`: what is sent reaches the people on the street at once."""

    def __init__(self, street: Street) -> None:
        self._street = street
        self._people = {person.id: person for person in street.town.people}
        self.about: Case | None = None  # whose messages are being sent

    def person(self, member_id: str) -> Person:
        """Whose phone it is."""
        return self._people[member_id]

    def send(self, member: Member, channel: Channel, message: Message) -> None:
        case, person = self.about, self._people.get(member.id)
        if case is None:
            raise AssertionError("a message that no cascade sends")
        kind = kind_of(message)
        if person and kind is NoticeKind.ASK:
            self._street.ask(case, person)
        elif person and kind is NoticeKind.RELEASED:
            self._street.release(case, person)
        elif self._is_asleep(member, case):
            self._street.disturbs(case)

    def may_text(self, phone: str) -> bool:
        """Everybody has a mobile."""
        return True

    def sms_resume_at(self, now: datetime) -> datetime | None:
        """The lab pays every SMS."""
        return None

    def _is_asleep(self, member: Member, case: Case) -> bool:
        now = moment(self._street.now)
        return member.may_be_told_at(now, urgent=case.request.urgent) > now

    def open_mailbox(self, member: Member) -> None:
        """Nobody here reads e-mail."""

    def close_mailbox(self, member_id: str) -> None:
        """Nobody here reads e-mail."""


class Cascades:
    """`whapp.ports.Cascades` and the state machine's loop: decide, hand in the token, wait for it or for the time."""

    def __init__(self, production: "Production") -> None:
        self._production = production
        self._street = production.street
        self._started: set[_ExecutionName] = set()
        self._waits: dict[str, _ExecutionName] = {}  # by token, until it ends
        self._tokens = 0

    def start(self, request: Request) -> None:
        name = (request.id, request.round, request.generation)
        if name not in self._started:
            self._started.add(name)
            self._street.at(self._street.now, self._decides, name)

    def wake(self, token: str) -> bool:
        name = self._waits.pop(token, None)
        if name:
            self._street.at(self._street.now, self._decides, name)
        return name is not None

    def stop(self, request: Request) -> None:
        raise AssertionError("nothing breaks in the lab, so nobody stops a cascade")

    def _decides(self, name: _ExecutionName) -> None:
        ruling = self._production.decide(*name)
        if ruling.step.kind is StepKind.FINISH:
            return
        seconds = ruling.seconds(self._production.now())
        self._tokens += 1
        token = str(self._tokens)
        self._waits[token] = name
        self._street.at(self._street.now + seconds, self._rings, token)
        store_token(self._production, name[0], ruling.version, seconds, token)
        self._production.watch_for_match(name[0])

    def _rings(self, token: str) -> None:
        name = self._waits.pop(token, None)
        if name:
            self._decides(name)


class Production:
    """The production policy, and `whapp.ports.Services` for it."""

    def __init__(self, street: Street, policy: Policy | None = None) -> None:
        self.street = street
        self.members = SortedMembers(self.now)
        self.groups, self.invitations, self.roles = FakeGroups(), FakeInvitations(), FakeRoles()
        self.memberships = FakeMemberships(self.members, self.groups, self.invitations)
        self.requests = FakeRequests(self.members, self.groups)
        self.holdings = FakeHoldings(self.members, self.requests, self.memberships, self.roles)
        self.cascades = Cascades(self)
        self.notifier = Phones(street)
        self.identity = FakeIdentity()
        self.grid = H3Grid()
        self.policy = policy or Policy(first_wait=timedelta())  # the published policies know no newcomers
        self.budgets = _DeepPurse()
        self.logbook = FakeLogbook()
        self.public_url = "https://whapp.example"
        self.token_issuer = self.token_client = ""  # nobody signs in
        self.mint = Mint()
        self._cases: dict[str, Case] = {}
        self._ids: dict[int, str] = {}
        self._helped: set[str] = set()
        for person in street.town.people:
            self._helper_signs_up(person)
        for requester in street.town.requesters:
            self._requester_signs_up(requester)

    @property
    def now(self) -> Callable[[], datetime]:
        """The street's clock."""
        return lambda: moment(self.street.now)

    def begin(self, case: Case) -> None:
        """A requester asks for help."""
        asked = case.request
        need = Need(
            category=asked.category,
            text="melk en brood",
            needed_from=moment(asked.needed_from),
            needed_until=moment(asked.needed_until),
            urgency=asked.urgency,
        )
        made = create_request(self, asked.requester.id, need, key=None)
        self._cases[made.id], self._ids[asked.index] = case, made.id
        case.chance, case.expected_minutes = made.chance, made.expected_minutes

    def hears(self, case: Case, person: Person, *, yes: bool) -> bool:
        """A helper answers."""
        ask = self.requests.load(self._ids[case.request.index]).newest_asks[person.id]
        said = Answer.YES if yes else Answer.NO
        return answer_ask(self, ask.id, person.id, said, None) is Outcome.MATCHED

    def decide(self, request_id: str, round_: int, generation: int) -> Ruling:
        """The task Decide of the state machine."""
        self.notifier.about = self._cases[request_id]
        return decide(self, request_id, round_, generation)

    def watch_for_match(self, request_id: str) -> None:
        """The lab ends with the yes: once matched, the help counts as given before anybody asks how it went.

        Not at once: until then a late yes becomes a stand-by, from which production learns.
        """
        request = self.requests.load(request_id)
        if request.status is Status.MATCHED and request_id not in self._helped:
            self._helped.add(request_id)
            ends = int((request.needed_from - VISIT_BEGINS).timestamp())
            self.street.at(max(self.street.now, ends), self._is_helped, request_id)

    def _is_helped(self, request_id: str) -> None:
        request = self.requests.load(request_id)
        if request.status is Status.MATCHED:
            confirm_help(self, request_id, request.requester_id)

    def tell_chances(self) -> None:
        """Note what chance of a yes each ask was given, for what came of it; nothing while production gives none."""
        for request_id, case in self._cases.items():
            for ask in self.requests.load(request_id).asks:
                chance: float | None = getattr(ask, "chance", None)
                if chance is not None:
                    case.ask_chances.append((chance, self.notifier.person(ask.helper_id).index in case.would))

    def _helper_signs_up(self, person: Person) -> None:
        self._signs_up(
            person.id,
            Profile(
                first_name="Hans",
                birth_year=1970,
                home=person.home,
                quiet_hours=person.quiet,
                urgent_overrides_quiet=person.urgent_at_night,
                ask_budget_per_week=person.budget,
            ),
            person.group,
        )
        for category in sorted(person.categories):
            save_offer(self, Offer(member_id=person.id, category=category, radius_m=person.radius_m))

    def _requester_signs_up(self, requester: Requester) -> None:
        self._signs_up(requester.id, Profile(first_name="Rosa", birth_year=1940, home=requester.home), requester.group)

    def _signs_up(self, member_id: str, profile: Profile, group: int | None) -> None:
        self.identity.contacts[member_id] = VerifiedContact(phone_of(member_id), None)
        member = save_profile(self, member_id, f"token of {member_id}", profile)
        if group is not None:
            self.members.belongs_to(member, frozenset({f"group-{group}"}))
