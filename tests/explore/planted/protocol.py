"""Bugs in the protocol: who wins, who is told, and what is kept."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from tests.explore.planted.registry import plant
from tests.explore.plug import function
from whapp.adapters import stepfunctions
from whapp.adapters.dynamodb import request_mapping, requests, rows, transaction
from whapp.adapters.dynamodb.requests import DynamoRequests
from whapp.adapters.dynamodb.rows import MemberRow, NoticeRow, RequestRow, Row
from whapp.adapters.sns import SnsNotifier
from whapp.app import answer_reply, create_request, search, show_reply
from whapp.app import decide as deciding
from whapp.bootstrap import services
from whapp.domain import acts, asking, cascade, ending, guard, outbox
from whapp.domain.ask import Answer, Ask, AskState, hash_secret
from whapp.domain.asking import Candidate
from whapp.domain.errors import Conflict, DeliveryDelayed, NotFound
from whapp.domain.event import Happening
from whapp.domain.ids import request_id as make_id
from whapp.domain.member import Member
from whapp.domain.notice import Notice, NoticeKind
from whapp.domain.request import Request, Status
from whapp.ports import Services
from whapp.telemetry import logger


class _Lax:
    """A transaction that drops some of its conditions."""

    def __init__(self, writes: Any, drops: Callable[[Any], bool]) -> None:
        self._writes, self._drops = writes, drops

    def save(self, row: Any, condition: Any = None) -> None:
        self._writes.save(row, condition=None if self._drops(row) else condition)

    def update(self, row: Any, actions: Any, condition: Any = None) -> None:
        self._writes.update(row, actions, condition=None if self._drops(row) else condition)

    def delete(self, row: Any, condition: Any = None) -> None:
        self._writes.delete(row, condition=None if self._drops(row) else condition)

    def condition_check(self, kind: Any, *keys: str, condition: Any) -> None:
        if not self._drops(kind(*keys)):
            self._writes.condition_check(kind, *keys, condition=condition)


def _without_condition(stack: ExitStack, drops: Callable[[Any], bool]) -> None:
    strict = transaction.transaction

    @contextmanager
    def lax() -> Iterator[Any]:
        with strict() as writes:
            yield _Lax(writes, drops)

    stack.enter_context(patch.object(requests, "transaction", lax))


@plant("no condition on accept")
def _(stack: ExitStack) -> None:
    _without_condition(stack, lambda row: isinstance(row, RequestRow) and row.status == "matched")


@plant("exhausted overwrites a match")
def _(stack: ExitStack) -> None:
    _without_condition(stack, lambda row: isinstance(row, RequestRow) and row.status in ("expired", "nobody_available"))


@plant("sends to the deleted")
def _(stack: ExitStack) -> None:
    _without_condition(stack, lambda row: isinstance(row, MemberRow))


@plant("start before row")
def _(stack: ExitStack) -> None:
    create = DynamoRequests.create

    def start_first(self: DynamoRequests, request: Request) -> bool:
        services.cascades.start(request)
        return create(self, request)

    stack.enter_context(patch.object(DynamoRequests, "create", start_first))


@plant("no execution name")
def _(stack: ExitStack) -> None:
    names = count()
    stack.enter_context(
        patch.object(
            stepfunctions, "execution_name", lambda request: f"{request.id}-{request.round}-{1000 + next(names)}"
        )
    )


@plant("ask not idempotent")
def _(stack: ExitStack) -> None:
    for module in (search, asking):
        stack.enter_context(patch.object(module, "places", lambda request, policy, now: policy.most_open_asks))


@plant("decline undoes a match")
def _(stack: ExitStack) -> None:
    right = acts.answer

    def answer(request: Request, ask: Ask, said: Answer, reason: Any, now: datetime) -> tuple[Request, acts.Outcome]:
        if ask.state is AskState.ACCEPTED and said is Answer.NO:
            declined = replace(ask, state=AskState.DECLINED, closed_at=now)
            asks = tuple(declined if each.id == ask.id else each for each in request.asks)
            return replace(request, asks=asks).note(Happening.DECLINED, now), acts.Outcome.DECLINED
        return right(request, ask, said, reason, now)

    stack.enter_context(patch.object(acts, "answer", answer))


@plant("cancel ignores an accept")
def _(stack: ExitStack) -> None:
    def cancel(request: Request, now: datetime) -> Request:
        if request.status is Status.CANCELLED:
            return request
        return ending.release_others(request.move(Status.CANCELLED, now), now).note(Happening.CANCELLED, now)

    stack.enter_context(patch.object(acts, "cancel", cancel))


@plant("no janitor")
def _(stack: ExitStack) -> None:
    stack.enter_context(patch.object(function("janitor"), "tend_overdue", lambda _: []))
    nothing = function("janitor").Tended.NOTHING
    stack.enter_context(patch.object(function("janitor"), "mourn", lambda *_: nothing))


@plant("lost transaction taken for done")
def _(stack: ExitStack) -> None:
    save = DynamoRequests.save

    def hopeful(self: DynamoRequests, before: Request, after: Request, **more: Any) -> Request:
        try:
            return save(self, before, after, **more)
        except Conflict:
            return replace(after, version=before.version + 1, news=())

    stack.enter_context(patch.object(DynamoRequests, "save", hopeful))


@plant("newer token overwritten")
def _(stack: ExitStack) -> None:
    def store_token(self: DynamoRequests, request_id: str, version: int, token: str, watch_at: datetime) -> bool:
        row = RequestRow(rows.request_key(request_id), rows.REQUEST)
        newer = [RequestRow.token.set(token), RequestRow.version.set(RequestRow.version + 1)]
        row.update([*newer, RequestRow.watch_at.set(watch_at)], condition=RequestRow.pk.exists())
        return True

    stack.enter_context(patch.object(DynamoRequests, "store_token", store_token))


@plant("wait does not ring itself")
def _(stack: ExitStack) -> None:
    def store_token(all_: Any, request_id: str, version: int, seconds: int, token: str) -> bool:
        overdue = all_.now() + timedelta(seconds=seconds) + all_.policy.slack
        stored: bool = all_.requests.store_token(request_id, version, token, overdue)
        return stored

    stack.enter_context(patch.object(function("wait"), "store_token", store_token))


@plant("second tap withdraws")
def _(stack: ExitStack) -> None:
    right = acts.answer

    def answer(request: Request, ask: Ask, said: Answer, reason: Any, now: datetime) -> tuple[Request, acts.Outcome]:
        if request.status is Status.MATCHED and ask.state is AskState.ACCEPTED and said is Answer.YES:
            return acts.withdraw(request, ask.helper_id, now), acts.Outcome.CLOSED
        return right(request, ask, said, reason, now)

    stack.enter_context(patch.object(acts, "answer", answer))


@plant("retry sends twice: the claim is not saved")
def _(stack: ExitStack) -> None:
    claim = outbox.claim

    def unsaved(request: Request, people: Any, now: datetime) -> outbox.Outbox:
        return replace(claim(request, people, now), request=request)

    stack.enter_context(patch.object(outbox, "claim", unsaved))


@plant("time-out before the deadline")
def _(stack: ExitStack) -> None:
    tidy = cascade.tidy
    early = timedelta(minutes=1)
    stack.enter_context(patch.object(cascade, "tidy", lambda request, people, now: tidy(request, people, now + early)))


@plant("asks the same neighbour again in a round")
def _(stack: ExitStack) -> None:
    def bench(all_: Any, request: Request, now: datetime, sms_resume_at: datetime | None) -> Sequence[Candidate]:
        listed = request.shortlist.prospects if request.shortlist else ()
        profiles = all_.members.find(prospect.member_id for prospect in listed)
        return [Candidate(profiles[each.member_id], each) for each in listed if each.member_id in profiles]

    stack.enter_context(patch.object(deciding, "bench", bench))


@plant("generation not checked")
def _(stack: ExitStack) -> None:
    right = function("decide").decide

    def decide(all_: Any, request_id: str, round_: int, generation: int) -> Any:
        present = all_.requests.load(request_id)
        return right(all_, request_id, present.round, present.generation)

    stack.enter_context(patch.object(function("decide"), "decide", decide))


@plant("watch removed too early")
def _(stack: ExitStack) -> None:
    save = DynamoRequests.save

    def unwatched(self: DynamoRequests, before: Request, after: Request, **more: Any) -> Request:
        return save(self, before, replace(after, watch_at=None) if after.status.is_final else after, **more)

    stack.enter_context(patch.object(DynamoRequests, "save", unwatched))


@plant("quiet hours ignored")
def _(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Member, "may_be_told_at", lambda self, at, *, urgent=False: at))


@plant("reply secret of another ask accepted")
def _(stack: ExitStack) -> None:
    def ask_behind(services: Services, request: Request, secret: str) -> Ask:
        if not request.asks:
            raise NotFound
        return request.asks[-1]

    for module in (show_reply, answer_reply):
        stack.enter_context(patch.object(module, "ask_behind", ask_behind))


@plant("a message that was refused counts as sent")
def _(stack: ExitStack) -> None:
    send = SnsNotifier.send

    def hopeful(self: SnsNotifier, member: Member, channel: Any, message: Any) -> None:
        try:
            send(self, member, channel, message)
        except DeliveryDelayed:
            return

    stack.enter_context(patch.object(SnsNotifier, "send", hopeful))


@plant("a request that changes while it is read is believed")
def _(stack: ExitStack) -> None:
    query = Row.query.__func__  # type: ignore[attr-defined] # a class method

    def forwards(cls: type[Row], *given: Any, **more: Any) -> Any:
        backwards = "index_name" not in more and more.pop("scan_index_forward", None) is False
        return reversed(list(query(cls, *given, **more))) if backwards else query(cls, *given, **more)

    stack.enter_context(patch.object(Row, "query", classmethod(forwards)))
    stack.enter_context(patch.object(Request, "is_whole", True))


@plant("the idempotency key is ignored")
def _(stack: ExitStack) -> None:
    right, ids = make_id, count()
    stack.enter_context(patch.object(create_request, "request_id", lambda who, key: right(who, f"{key}{next(ids)}")))


@plant("thanks are sent as often as they are said")
def _(stack: ExitStack) -> None:
    right = acts.thanks

    def thanks(request: Request, now: datetime) -> Request:
        forgotten = tuple(notice for notice in request.notices if notice.kind is not NoticeKind.THANKS)
        return right(replace(request, thanked_at=None, notices=forgotten), now)

    stack.enter_context(patch.object(acts, "thanks", thanks))


@plant("the guard does not hear that they are coming")
def _(stack: ExitStack) -> None:
    stack.enter_context(patch.object(guard.Plan, "is_confirmed", lambda self, match: False))


@plant("a later link cuts off the first one")
def _(stack: ExitStack) -> None:
    def tell_with_link(self: Request, kind: NoticeKind, about: Ask, mint: Callable[[], str]) -> Request:
        if self.notice(kind, about):
            return self
        secret = mint()
        linked = replace(about, reply_hash=hash_secret(secret))
        return self.with_ask(linked).tell(kind, about.helper_id, linked, secret)

    stack.enter_context(patch.object(Request, "tell_with_link", tell_with_link))


@plant("the log tells whom a message goes to")
def _(stack: ExitStack) -> None:
    send = SnsNotifier.send

    def talkative(self: SnsNotifier, member: Member, channel: Any, message: Any) -> None:
        logger.info("sending", to=member.reach(channel))
        send(self, member, channel, message)

    stack.enter_context(patch.object(SnsNotifier, "send", talkative))


@plant("an execution is told what is needed")
def _(stack: ExitStack) -> None:
    told = stepfunctions.execution_input

    def telling(request: Request) -> str:
        needed = request.wording.text if request.wording else ""
        return json.dumps({**json.loads(told(request)), "needed": needed})

    stack.enter_context(patch.object(stepfunctions, "execution_input", telling))


@plant("old rows are expected to hold what is new")
def _(stack: ExitStack) -> None:
    write, read = request_mapping.notice_row, vars(request_mapping)["_notice"]

    def with_news(request_id: str, notice: Notice) -> NoticeRow:
        row = write(request_id, notice)
        row.owner_pk = "new"
        return row

    def with_what_is_new(row: NoticeRow) -> Any:
        if row.owner_pk is None:
            raise ValueError("not there")
        return read(row)

    stack.enter_context(patch.object(request_mapping, "notice_row", with_news))
    stack.enter_context(patch.object(request_mapping, "_notice", with_what_is_new))


@plant("a search goes on though operations paused it")
def _(stack: ExitStack) -> None:
    search_on, places = asking.search_on, asking.places

    def searched_on(request: Request, *given: Any) -> tuple[Request, *tuple[Any, ...]]:
        after, *others = search_on(replace(request, paused_at=None), *given)
        return replace(after, paused_at=request.paused_at), *others

    stack.enter_context(patch.object(cascade, "search_on", searched_on))
    stack.enter_context(patch.object(search, "places", lambda each, *_: places(replace(each, paused_at=None), *_)))
