"""What people do: each act runs real code as a worker, and is judged by whether it was told the truth."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from tests.explore import guests, rows
from tests.explore.post import Post
from tests.explore.truth import Truths, Watch
from tests.explore.village import MODERATOR, request_of
from tests.explore.workers import Worker
from tests.explore.world import World
from whapp.app.admit import admit
from whapp.app.answer_ask import answer_ask
from whapp.app.cancel_request import cancel_request
from whapp.app.choose_circles import choose_circles
from whapp.app.confirm_help import confirm_help
from whapp.app.create_request import Need, create_request
from whapp.app.extend_request import extend_request
from whapp.app.list_asks import list_asks
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.report_no_show import report_no_show
from whapp.app.show_contact import show_contact
from whapp.app.thank_helper import thank_helper
from whapp.app.withdraw import withdraw
from whapp.bootstrap import services
from whapp.domain.ask import Answer
from whapp.domain.errors import Busy, InvalidInput, KeyReused, NotFound, StateForbids, Suspended, WrongRole

_FAULTS = (BotoCoreError, ClientError, PynamoDBException)


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
            self.asked_for[case.id] = case.follower
        self.tried = set(self.asked_for)  # requests that somebody tried to create
        self.gone: set[str] = set()
        self.taken_out: set[str] = set()  # whom the safety desk suspended at some time, or tried to
        self.codes: list[str] = []  # of the group, as the moderator was told them
        self.assigned: list[tuple[str, str]] = []  # helper, request
        self.parted: list[tuple[Callable[[People, str, str], None], str, str, str]] = []  # how, who, request, whom
        self.tapped: list[tuple[str, str, str]] = []  # helper, reply id, button

    # --- the requester ---

    def create(self, who: str, key: str, need: Need) -> None:
        """Ask for help; the same key again is the same request."""
        id_ = request_of(who, key)
        work = guests.post if who == MODERATOR else create_request
        self.tried.add(id_)

        def judge(worker: Worker) -> None:
            if worker.error is None:
                if worker.result.id != id_:
                    self.world.blame("I17", "another request for the same key")
                self.asked_for[id_] = who
                if rows.case(self.world.table, id_) is None:
                    self.world.blame("nothing lost", f"{who} was promised a search that is not in the table")
            elif not (
                isinstance(worker.error, InvalidInput)
                or (who in self.gone and is_(worker, NotFound, KeyReused, WrongRole))
            ):
                self.excuse(worker)

        self.act("create", f"{who} asks for help ({key})", lambda: work(services, who, need, key), judge, who=who)

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
            elif not is_(worker, StateForbids, NotFound):
                self.excuse(worker)

        self.act("not helped", f"{who}: nobody came", lambda: report_no_show(services, id_, who, None), judge, who=who)

    def on_own(
        self, what: str, use_case: Callable[..., Any], who: str, id_: str, *, can_while: set[str], leads_to: set[str]
    ) -> None:
        """Change one's own request: it can be done while the request is in some states, and leads to others."""
        watch = self.watch(id_)
        existed = bool(watch.seen)

        def judge(worker: Worker) -> None:
            seen = {truth.status for truth in watch.seen}
            if worker.error is None:
                if not seen & leads_to:
                    self.world.blame("I8", f"{who} was told {leads_to} while it was {seen}")
            elif is_(worker, StateForbids):
                if seen <= can_while:
                    self.world.blame("I8", f"{who} was refused to {what} while it was {seen}")
            elif not (is_(worker, NotFound) and not existed) and not (what == "extend" and is_(worker, InvalidInput)):
                self.excuse(worker)

        self.act(what, f"{who}: {what}", lambda: use_case(services, id_, who), judge, watch, who=who)

    def look(self, who: str, id_: str) -> None:
        """See how the own request is doing."""
        watch = self.watch(id_)
        existed = bool(watch.seen)

        def work() -> str:
            read_timeline(services, id_, who)
            return str(read_request(services, id_, who).request.status)

        def judge(worker: Worker) -> None:
            seen = {truth.status for truth in watch.seen}
            if worker.error is None:
                if worker.result not in seen:
                    self.world.blame("I8", f"{who} reads {worker.result} while it was {seen}")
            elif not (is_(worker, NotFound) and not existed):
                self.excuse(worker)

        self.act("look", f"{who} looks", work, judge, watch, who=who)

    # --- the pair ---

    def look_up(self, who: str, id_: str) -> None:
        """Look at the other one's phone and address (I11)."""
        mine = who in {each for each, *_ in self.world.village.needs}
        watch = self.watch(id_, helper="" if mine else who)

        def judge(worker: Worker) -> None:
            if worker.error is None:
                if not any(truth.pair and (mine or truth.ask == "accepted") for truth in watch.seen):
                    self.world.blame("I11", f"{who} sees a contact while it is {watch.seen}")
            elif not is_(worker, NotFound):
                self.excuse(worker)

        self.act(
            "contact", f"{who} looks up the contact", lambda: show_contact(services, id_, who), judge, watch, who=who
        )

    # --- the helper, by the link in the message ---

    def tap(self, who: str, reply_id: str, button: str) -> None:
        """Open the page (button "") or press a button on it."""
        watch = self.watch(reply_id[:16], secret=reply_id[16:])
        event = self.reply_event(reply_id, button)
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
            asker = rows.text(self.world.table.get((f"REQUEST#{watch.request_id}", "REQUEST")), "requester_id")
            badge = view.question and view.question.badge
            if badge and "attested" not in self.world.standings(asker, worker.known["begun"]):
                self.world.blame("the badge", f"{who} sees the badge of {asker}, who has none")

        def done(worker: Worker) -> None:
            self.truths.end(watch)
            judge(worker)

        words = f"{who} taps {button or 'the link'}"
        self.world.run_function("reply", event, words, done, withdraws=button in ("withdraw", "report"))

    def reply_event(self, link: str, button: str) -> dict[str, Any]:
        """What API Gateway makes of a look at a page, or of a button on it."""
        return {
            "requestContext": {"http": {"method": "POST" if button else "GET"}},
            "pathParameters": {"reply": link},
            "body": f"answer={button}" if button else None,
            "isBase64Encoded": False,
            "headers": {},
        }

    def tap_twice(self, who: str, reply_id: str, button: str) -> None:
        """A nervous finger."""
        self.tap(who, reply_id, button)
        self.tap(who, reply_id, button)

    def _true_pages(self, who: str, watch: Watch) -> set[str]:
        """What a page may tell after these instants."""
        if any(not truth.ask for truth in watch.seen):
            return {"unknown"}
        true = {truth.page for truth in watch.seen}
        if who in self.gone:
            true.add("unknown")
        gone = self.gone & {case.follower for case in rows.cases(self.world.table)}
        if gone or any(truth.apart for truth in watch.seen):
            true.add("closed")  # the words of somebody who left, or is apart, are not shown
        case = rows.case(self.world.table, watch.request_id)
        until = rows.instant(case.request, "needed_until") if case else None
        if "asked" in true and until and self.world.clock.time >= until:
            true.add("closed")  # the time to help is over, whether the cascade has seen it or not
        if any(not truth.reported for truth in watch.seen):  # a report while they read: the rest of it is true too
            true |= {truth.ask for truth in watch.seen if truth.reported} & {"declined", "withdrawn"}
        return true

    def _judge_page(self, who: str, view: Any, button: str, watch: Watch) -> None:
        true = self._true_pages(who, watch)
        if view.state not in true:
            self.world.blame("I8", f"{who} reads {view.state!r} where {sorted(true)} was true")
        if button == "yes" and view.state == "asked" and who not in self.gone:
            self.world.blame("I8", f"{who} says yes and is asked again")
        if button == "report" and view.state not in ("reported", "unknown", "suspended"):
            self.world.blame("I8", f"{who} reports and reads {view.state!r}")
        case = rows.case(self.world.table, watch.request_id)
        if view.state == "reported" and case and (state := case.under_way(who, self.world.clock.time)):
            self.world.blame("I7", f"{who} is told that it is reported, and it stays {state}")
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
            watches.append(self.watch(ask.request_id, secret_hash=ask.reply_hash))
            return ask.id, answer_ask(services, ask.id, who, said, None)

        watches: list[Watch] = []

        def judge(worker: Worker) -> None:
            for watch in watches:
                self.truths.end(watch)
            if worker.error is not None:
                if not is_(worker, Busy):
                    self.excuse(worker)
            elif worker.result and worker.result[1] not in watches[0].outcomes(said, left=who in self.gone):
                self.world.blame("I8", f"{who} is told {worker.result[1]} where {watches[0].seen} was true")

        self.act("answer", f"{who} answers {said} in the app", work, judge, who=who)

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
            elif not is_(worker, NotFound, StateForbids, Busy):
                self.excuse(worker)

        self.act("withdraw", f"{who} withdraws", lambda: withdraw(services, id_, who), judge, who=who)

    # --- shared ---

    def watch(self, id_: str, *, secret: str = "", secret_hash: str = "", helper: str = "") -> Watch:
        """Note from now on what is true of this request, and of one ask."""
        hashed = secret_hash or (sha256(secret.encode()).hexdigest() if secret else "")
        return self.truths.begin(Watch(id_, hashed, helper), rows.case(self.world.table, id_))

    def act(
        self,
        what: str,
        words: str,
        work: Callable[[], Any],
        judge: Callable[[Worker], None],
        watch: Watch | None = None,
        *,
        who: str = "",
        **known: Any,
    ) -> None:
        """Let somebody do this, and judge what came of it, unless the worker died.

        `who` calls signed in: the gate lets nobody through whom the safety desk took out. Others are not looked at
        there, for speed: it would do nothing.
        """
        table, gated = self.world.table, who in self.taken_out
        suspended = rows.suspended(table, who)

        def through_the_gate() -> Any:
            admit(services, who)
            return work()

        def done(worker: Worker) -> None:
            if watch:
                self.truths.end(watch)
            if worker.crashed or (gated and isinstance(worker.error, Suspended)):
                return
            if suspended and suspended == rows.suspended(table, who) and worker.error is None:
                self.world.blame("I7", f"{worker.words}, and is suspended")
            judge(worker)

        worker = self.world.a_worker(what, words, through_the_gate if gated else work, done)
        worker.known.update(known, withdraws=what in ("withdraw", "leave", "report"))
        self.world.begin(worker)

    def excuse(self, worker: Worker, *allowed: type[Exception]) -> None:
        """A call may fail when the cloud failed it; not of itself."""
        if isinstance(worker.error, allowed) or (worker.faults and isinstance(worker.error, (*_FAULTS, Busy))):
            return
        self.world.blame("no crash without a fault", f"{worker.words} ended with {worker.error!r}")


def is_(worker: Worker, *kinds: type[Exception]) -> bool:
    """Whether it ended with one of these errors."""
    return isinstance(worker.error, kinds)
