"""Many people at once: who lives where, what their phones got, and what they see on the reply page."""

import os
import random
import re
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Any

from local import LocalError, web
from local.stack import Sms, Stack
from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import ASKED, LINK
from tests.support.processes import commands
from whapp.app.reply_view import ReplyState
from whapp.domain.ask import REQUEST_ID_LENGTH
from whapp.domain.member import MAX_ASK_BUDGET
from whapp.http.page_words.nl import NL

HELPERS = ("Anna", "Bea", "Cor", "Dirk", "Eva")
AT_ONCE = 16  # taps
HEADINGS = {telling.heading: state for state, telling in NL.telling.items() if state is not ReplyState.ASKED}


class Quarter:
    """One requester, and five helpers who may be asked as often as Whapp allows."""

    def __init__(self, stack: Stack) -> None:
        place = Neighbourhood(stack)
        self.truus = place.requester()
        self.helpers = [place.lives(name, ask_budget_per_week=MAX_ASK_BUDGET) for name in HELPERS]


def warm_up(stack: Stack) -> None:
    """Let the emulator start its workers now: a dozen at once would take longer than anybody's patience."""
    paths = ["/r/nobody"] * AT_ONCE + ["/v1/health"] * 6
    with ThreadPoolExecutor(len(paths)) as callers:
        list(callers.map(lambda path: stack.call("GET", path), paths))


def workers(stack: Stack) -> dict[int, str]:
    """Every process that the emulator runs a function in, and which function."""
    folder = re.escape(str(stack.emulator.folder / "tmp" / "ministack-lambda-whapp-"))
    found = ((process, re.search(rf"{folder}([a-z]+)-", command)) for process, command in commands().items())
    return {process: name[1] for process, name in found if name}


def strike(stack: Stack, dice: random.Random) -> Counter[str]:
    """Kill about half of the workers, whatever they do at this moment; how many of each function."""
    killed = Counter[str]()
    for process, function in sorted(workers(stack).items()):
        if dice.random() < 0.5:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                killed[function] += 1
    return killed


def janitor_comes_by(stack: Stack) -> bool:
    """What somebody on duty does when its schedule is off; whether it came to an end."""
    with closing(stack.client("lambda")) as functions:
        answer = functions.invoke(FunctionName="whapp-janitor", Payload=b"{}")
    return "FunctionError" not in answer


def tap(link: str, button: str) -> tuple[int, ReplyState | None]:
    """Tap a button of the reply page: the status, and what the page that follows tells; None: no answer, or trouble."""
    return _seen(link, lambda: web.call("POST", link, form={"answer": button, "lang": "nl"}))


def look(link: str) -> tuple[int, ReplyState | None]:
    """What the page behind the link tells now."""
    return _seen(link, lambda: web.call("GET", link))


def _seen(link: str, call: Any) -> tuple[int, ReplyState | None]:
    try:
        page = call()
    except LocalError:
        return 599, None
    if "Ja, ik help" in page.text and "helpen?" in page.text:
        return page.status, ReplyState.ASKED
    return page.status, next((state for heading, state in HEADINGS.items() if f">{heading}<" in page.text), None)


def links(messages: list[Sms]) -> Iterator[tuple[str, str]]:
    """The request and the link of every ask, in order, repetitions included."""
    for sms in messages:
        if ASKED in sms.text and (found := LINK.search(sms.text)):
            yield request_of(found[0]), found[0]


def request_of(link: str) -> str:
    """The id of the request that this link leads to."""
    return link.rpartition("/")[2][:REQUEST_ID_LENGTH]


def heard(messages: list[Sms]) -> Counter[tuple[str, str]]:
    """How often each phone got each text."""
    return Counter((sms.phone, sms.text) for sms in messages)
