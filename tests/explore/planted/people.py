"""Bugs about people: who is kept away, who comes of themselves, and for whom somebody else asks."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any
from unittest.mock import patch

from tests.explore.planted.registry import plant
from whapp.adapters.dynamodb import memberships
from whapp.app import create_request, look_after, search
from whapp.app import decide as deciding
from whapp.domain import care, needs
from whapp.domain.acts import Outcome
from whapp.domain.asking import Candidate
from whapp.domain.member import Member
from whapp.domain.membership import Standing
from whapp.domain.request import Request, Status
from whapp.ports import Services


@plant("a block is not looked at when somebody is asked")
def _(stack: ExitStack) -> None:
    right = search.bench

    def bench(all_: Any, request: Request, *given: Any) -> Sequence[Candidate]:
        return right(all_, replace(request, requester_id=""), *given)

    stack.enter_context(patch.object(deciding, "bench", bench))


@plant("whoever is suspended is asked on")
def _(stack: ExitStack) -> None:
    right = Member.may_be_asked_at
    stack.enter_context(
        patch.object(Member, "may_help", lambda self, requester_id: not self.is_apart_from(requester_id))
    )
    stack.enter_context(
        patch.object(
            Member,
            "may_be_asked_at",
            lambda self, *given, **more: right(replace(self, suspended_at=None), *given, **more),
        )
    )


@plant("whoever comes of themselves comes beside another")
def _(stack: ExitStack) -> None:
    right = needs.step_forward

    def step_forward(request: Request, member: Member, now: datetime, secret: str) -> tuple[Request, Outcome]:
        open_still = replace(request, status=Status.OPEN) if request.status is Status.MATCHED else request
        return right(open_still, member, now, secret)

    stack.enter_context(patch.object(needs, "step_forward", step_forward))


@plant("a badge that was taken back stays on the profile")
def _(stack: ExitStack) -> None:
    right = vars(memberships)["_keep_in_step"]

    def keep_in_step(writes: Any, member: Member, before: Any, after: Any) -> None:
        if after and after.standing is Standing.ATTESTED:
            right(writes, member, before, after)

    stack.enter_context(patch.object(memberships, "_keep_in_step", keep_in_step))


@plant("whoever leaves the group is counted on")
def _(stack: ExitStack) -> None:
    right = vars(memberships)["_count"]

    def count(writes: Any, group_id: str, before: Any, after: Any, *condition: Any) -> None:
        right(writes, group_id, before, after or before, *condition)

    stack.enter_context(patch.object(memberships, "_count", count))


@plant("a letter is sent before it is claimed")
def _(stack: ExitStack) -> None:
    def sent_first(all_: Services, member: Member) -> bool:
        secret = all_.mint()
        after, letter = care.look_after(member, all_.now(), secret)
        sent = letter is not None and vars(look_after)["_write"](all_, after, letter, secret)
        if after != member:
            all_.members.save(member, after)
        return bool(sent)

    stack.enter_context(patch.object(look_after, "_look_after", sent_first))


@plant("nobody keeps the guest")
def _(stack: ExitStack) -> None:
    stack.enter_context(patch.object(create_request, "welcome_guest", lambda *_: None))
