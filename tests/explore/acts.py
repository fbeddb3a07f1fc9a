"""What people do: each act runs real code as a worker, and is judged by whether it was told the truth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from tests.explore import rows
from tests.explore.post import Post
from tests.explore.truth import Truths, Watch
from tests.explore.workers import Worker
from tests.explore.world import World
from whapp.app.answer_ask import answer_ask
from whapp.app.cancel_request import cancel_request
from whapp.app.choose_circles import choose_circles
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import Need, create_request
from whapp.app.erase_member import erase_member
from whapp.app.extend_request import extend_request
from whapp.app.list_asks import list_asks
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.remove_offer import remove_offer
from whapp.app.report_no_show import report_no_show
from whapp.app.save_offer import save_offer
from whapp.app.save_profile import Profile, save_profile
from whapp.app.show_contact import show_contact
from whapp.app.thank_helper import thank_helper
from whapp.app.withdraw import withdraw
from whapp.bootstrap import services
from whapp.domain.ask import Answer
from whapp.domain.category import Category
from whapp.domain.errors import Busy, InvalidInput, KeyReused, NotFound, NotPermitted, StateForbids
from whapp.domain.hours import AMSTERDAM, QuietHours
from whapp.domain.ids import request_id
from whapp.domain.member import Offer

_FAULTS = (BotoCoreError, ClientError, PynamoDBException)
PAUSE, NAP = timedelta(days=3), timedelta(hours=8)


@dataclass
class People:
    """The village acting. `asked_for` are the requests somebody was promised; `gone` have left."""

    world: World
    post: Post
    truths: Truths

    def __post_init__(self) -> None:
        self.asked_for: dict[str, str] = {}  # request id: requester, once a create was answered
        self.thanked: dict[str, str] = {}  # request id: requester
        for case in rows.cases(self.world.table):
            self.asked_for[case.id] = rows.text(case.request, "requester_id")
        self.tried = set(self.asked_for)  # requests that somebody tried to create
        self.gone: set[str] = set()
        self.tapped: list[tuple[str, str, str]] = []  # helper, reply id, button

    # --- the requester ---

    def create(self, who: str, key: str, need: Need) -> None:
        """Ask for help; the same key again is the same request."""
        id_ = request_id(who, key)
        self.tried.add(id_)

        def judge(worker: Worker) -> None:
            if worker.error is None:
                if worker.result.id != id_:
                    self.world.blame("I17", "another request for the same key")
                self.asked_for[id_] = who
                if rows.case(self.world.table, id_) is None:
                    self.world.blame("nothing lost", f"{who} was promised a search that is not in the table")
            elif not (
                isinstance(worker.error, InvalidInput) or (who in self.gone and _is(worker, NotFound, KeyReused))
            ):
                self._excuse(worker)

        self._act("create", f"{who} asks for help ({key})", lambda: create_request(services, who, need, key), judge)

    def cancel(self, who: str, id_: str) -> None:
        """Not needed any more."""
        self.on_own("cancel", cancel_request, who, id_, can_while={"open", "matched"}, leads_to={"cancelled"})

    def done(self, who: str, id_: str) -> None:
        """Help was given."""
        self.on_own("done", confirm_help, who, id_, can_while={"matched"}, leads_to={"helped"})

    def extend(self, who: str, id_: str) -> None:
        """Three hours more than the need had at first."""
        until = next(need.needed_until for each, _, _, need in self.world.village.requests if each == id_)
        longer = partial(extend_request, needed_until=until + timedelta(hours=3))
        self.on_own("extend", longer, who, id_, can_while={"open"}, leads_to={"open"})

    def choose_circles(self, who: str, id_: str, circles: int | None) -> None:
        """So far and no further."""
        so_far = partial(choose_circles, circles=circles)
        self.on_own("widen", so_far, who, id_, can_while={"open"}, leads_to={"open"})

    def thank(self, who: str, id_: str) -> None:
        """Say thank you."""
        self.thanked[id_] = who
        self.on_own("thanks", thank_helper, who, id_, can_while={"helped"}, leads_to={"helped"})

    def report_no_show(self, who: str, id_: str) -> None:
        """Nobody came."""

        def judge(worker: Worker) -> None:
            case = rows.case(self.world.table, id_)
            if worker.error is None:
                if not case or "fell_through" not in {rows.text(ask, "state") for ask in case.asks}:
                    self.world.blame("I8", f"{who} was told of a new search that there is not")
            elif not _is(worker, StateForbids, NotFound):
                self._excuse(worker)

        self._act("not helped", f"{who}: nobody came", lambda: report_no_show(services, id_, who, None), judge)

    def on_own(
        self, what: str, use_case: Callable[..., Any], who: str, id_: str, *, can_while: set[str], leads_to: set[str]
    ) -> None:
        """Change one's own request: it can be done while the request is in some states, and leads to others."""
        watch = self._watch(id_)
        existed = bool(watch.seen)

        def judge(worker: Worker) -> None:
            seen = {truth.status for truth in watch.seen}
            if worker.error is None:
                if not seen & leads_to:
                    self.world.blame("I8", f"{who} was told {leads_to} while it was {seen}")
            elif _is(worker, StateForbids):
                if seen <= can_while:
                    self.world.blame("I8", f"{who} was refused to {what} while it was {seen}")
            elif not (_is(worker, NotFound) and not existed) and not (what == "extend" and _is(worker, InvalidInput)):
                self._excuse(worker)

        self._act(what, f"{who}: {what}", lambda: use_case(services, id_, who), judge, watch)

    def look(self, who: str, id_: str) -> None:
        """See how the own request is doing."""
        watch = self._watch(id_)
        existed = bool(watch.seen)

        def work() -> str:
            read_timeline(services, id_, who)
            return str(read_request(services, id_, who).request.status)

        def judge(worker: Worker) -> None:
            seen = {truth.status for truth in watch.seen}
            if worker.error is None:
                if worker.result not in seen:
                    self.world.blame("I8", f"{who} reads {worker.result} while it was {seen}")
            elif not (_is(worker, NotFound) and not existed):
                self._excuse(worker)

        self._act("look", f"{who} looks", work, judge, watch)

    # --- the pair ---

    def look_up(self, who: str, id_: str) -> None:
        """Look at the other one's phone and address (I11)."""
        mine = who in {each for each, *_ in self.world.village.needs}
        watch = self._watch(id_, helper="" if mine else who)

        def judge(worker: Worker) -> None:
            if worker.error is None:
                truths = [truth for truth in watch.seen if truth.status in ("matched", "helped")]
                if not any(mine or truth.ask == "accepted" for truth in truths):
                    self.world.blame("I11", f"{who} sees a contact while it is {watch.seen}")
            elif not _is(worker, NotFound):
                self._excuse(worker)

        self._act("contact", f"{who} looks up the contact", lambda: show_contact(services, id_, who), judge, watch)

    # --- the helper, by the link in the message ---

    def tap(self, who: str, reply_id: str, button: str) -> None:
        """Open the page (button "") or press a button on it."""
        watch = self._watch(reply_id[:16], secret=reply_id[16:])
        method = "POST" if button else "GET"
        event = {
            "requestContext": {"http": {"method": method}},
            "pathParameters": {"reply": reply_id},
            "body": f"answer={button}" if button else None,
            "isBase64Encoded": False,
            "headers": {},
        }
        self.tapped.append((who, reply_id, button))

        def judge(worker: Worker) -> None:
            if worker.error is not None or worker.result["statusCode"] not in (200, 404):
                if not worker.crashed:
                    self.world.blame("I22", f"{who} got no page but {worker.error!r}")
                return
            view = worker.known.get("page")
            if view is None:
                if not worker.faults:
                    self.world.blame("I22", f"{who} got the page of trouble without a fault")
                return
            self._judge_page(who, view, button, watch)

        def done(worker: Worker) -> None:
            self.truths.end(watch)
            judge(worker)

        words = f"{who} taps {button or 'the link'}"
        self.world.run_function("reply", event, words, done, withdraws=button == "withdraw")

    def tap_twice(self, who: str, reply_id: str, button: str) -> None:
        """A nervous finger."""
        self.tap(who, reply_id, button)
        self.tap(who, reply_id, button)

    def _judge_page(self, who: str, view: Any, button: str, watch: Watch) -> None:
        true = {truth.page for truth in watch.seen}
        if any(not truth.ask for truth in watch.seen):
            true = {"unknown"}
        if who in self.gone:
            true.add("unknown")
        gone = self.gone & {rows.text(case.request, "requester_id") for case in rows.cases(self.world.table)}
        if gone:
            true.add("closed")  # the words of somebody who left are not shown
        if view.state not in true:
            self.world.blame("I8", f"{who} reads {view.state!r} where {sorted(true)} was true")
        if button == "yes" and view.state == "asked" and who not in self.gone:
            self.world.blame("I8", f"{who} says yes and is asked again")
        if view.contact and "matched" not in true | {truth.page for truth in watch.seen}:
            self.world.blame("I11", f"{who} sees a contact")

    # --- the helper, in the app ---

    def answer_in_app(self, who: str, said: Answer) -> None:
        """Open the list of asks and answer the newest."""

        def work() -> tuple[str, str] | None:
            views = list_asks(services, who, None).items
            if not views:
                return None
            ask = views[0].ask
            watches.append(self._watch(ask.request_id, secret_hash=ask.reply_hash))
            return ask.id, answer_ask(services, ask.id, who, said, None)

        watches: list[Watch] = []

        def judge(worker: Worker) -> None:
            for watch in watches:
                self.truths.end(watch)
            if worker.error is not None:
                if not _is(worker, Busy):
                    self._excuse(worker)
            elif worker.result and worker.result[1] not in watches[0].outcomes(said):
                self.world.blame("I8", f"{who} is told {worker.result[1]} where {watches[0].seen} was true")

        self._act("answer", f"{who} answers {said} in the app", work, judge)

    def withdraw(self, who: str, id_: str) -> None:
        """The matched helper cannot come."""

        def judge(worker: Worker) -> None:
            if worker.error is None:
                case = rows.case(self.world.table, id_)
                states = (
                    [rows.text(ask, "state") for ask in case.asks if rows.text(ask, "helper_id") == who] if case else []
                )
                if "withdrawn" not in states:
                    self.world.blame("I8", f"{who} is told to be free, and is {states}")
            elif not _is(worker, NotFound, StateForbids, Busy):
                self._excuse(worker)

        self._act("withdraw", f"{who} withdraws", lambda: withdraw(services, id_, who), judge)

    # --- profiles ---

    def leave(self, who: str) -> None:
        """Erase oneself."""

        def judge(worker: Worker) -> None:
            if worker.error is not None:
                self._excuse(worker, Busy, StateForbids)

        self.gone.add(who)
        self._act("leave", f"{who} leaves", lambda: erase_member(services, who, who), judge)

    def pause(self, who: str, *, until_later: bool) -> None:
        """No asks for a while; or again from now on."""
        until = self.world.clock.time + PAUSE if until_later else None
        self._settle(who, "pauses" if until_later else "is back", paused_until=until)

    def sleep(self, who: str) -> None:
        """Quiet hours from now on (I16)."""
        now = self.world.clock.time.astimezone(AMSTERDAM)
        self._settle(who, "goes to bed", quiet_hours=QuietHours(now.time(), (now + NAP).time()))

    def _settle(self, who: str, words: str, **changes: Any) -> None:
        """Save the profile, as it was at the beginning but for these changes."""
        known = next(member for member in self.world.village.members if member.id == who)
        profile = Profile(
            first_name=known.first_name, birth_year=known.birth_year, home=known.home, address=known.address,
            quiet_hours=known.quiet_hours, urgent_overrides_quiet=known.urgent_overrides_quiet,
            ask_budget_per_week=known.ask_budget_per_week, channels=known.channels,
        )  # fmt: skip
        if who in self.gone:
            return

        def judge(worker: Worker) -> None:
            if worker.error is not None:
                # They leave at the same time: the topic may be gone, or the sign-in.
                leaves = "NotFound" in str(worker.error) or isinstance(worker.error, NotPermitted)
                if not (who in self.gone and leaves):
                    self._excuse(worker, Busy)

        work = partial(save_profile, services, who, who, replace(profile, **changes))
        self._act("profile", f"{who} {words}", work, judge)

    def stop_offering(self, who: str) -> None:
        """No groceries any more."""
        self._offers(who, "stops offering", partial(remove_offer, services, who, Category.GROCERIES))

    def offer(self, who: str) -> None:
        """Groceries, from now on or again."""
        offer = Offer(member_id=who, category=Category.GROCERIES, radius_m=5000)
        self._offers(who, "offers", partial(save_offer, services, offer))

    def _offers(self, who: str, words: str, work: Callable[[], Any]) -> None:
        def judge(worker: Worker) -> None:
            if worker.error is not None:
                self._excuse(worker, Busy, *((NotFound,) if who in self.gone else ()))

        self._act("offer", f"{who} {words}", work, judge)

    # --- shared ---

    def _watch(self, id_: str, *, secret: str = "", secret_hash: str = "", helper: str = "") -> Watch:
        hashed = secret_hash or (sha256(secret.encode()).hexdigest() if secret else "")
        return self.truths.begin(Watch(id_, hashed, helper), rows.case(self.world.table, id_))

    def _act(
        self,
        what: str,
        words: str,
        work: Callable[[], Any],
        judge: Callable[[Worker], None],
        watch: Watch | None = None,
    ) -> None:
        def done(worker: Worker) -> None:
            if watch:
                self.truths.end(watch)
            if not worker.crashed:
                judge(worker)

        worker = self.world.a_worker(what, words, work, done)
        worker.known["withdraws"] = what in ("withdraw", "leave")
        self.world.begin(worker)

    def _excuse(self, worker: Worker, *allowed: type[Exception]) -> None:
        """A call may fail when the cloud failed it; not of itself."""
        if isinstance(worker.error, allowed) or (worker.faults and isinstance(worker.error, (*_FAULTS, Busy))):
            return
        self.world.blame("no crash without a fault", f"{worker.words} ended with {worker.error!r}")


def _is(worker: Worker, *kinds: type[Exception]) -> bool:
    return isinstance(worker.error, kinds)
