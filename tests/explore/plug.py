"""How the fake cloud is plugged in under the real handlers: below the SDK's clients, with no HTTP between.

Done once for a process; after that a run only puts its own world in place.
"""

import gc
import importlib.util
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from pynamodb.connection import base
from pynamodb.connection.base import Connection

from tests.explore.cloud.sdk import Sdk
from tests.explore.remembered import remembered
from tests.support.fakes import FakeLogbook
from whapp.adapters.dynamodb.rows import Row, bind
from whapp.app.reply_view import ReplyView
from whapp.bootstrap import Bootstrap, services
from whapp.domain.place import Point
from whapp.http import page
from whapp.telemetry import logger

ROOT = Path(__file__).resolve().parents[2]
REGION, ACCOUNT, TABLE = "eu-west-1", "123456789012", "whapp-explore"
CASCADE = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:whapp-cascade"
TOPICS = f"arn:aws:sns:{REGION}:{ACCOUNT}:whapp-member-"
_ENVIRONMENT = {
    "WHAPP_TABLE": TABLE,
    "AWS_REGION": REGION,
    "WHAPP_CASCADE_ARN": CASCADE,
    "WHAPP_TOPIC_PREFIX": TOPICS,
    "WHAPP_STACK": "whapp",
    "WHAPP_PUBLIC_URL": "https://whapp.example",
    "WHAPP_TOKEN_ISSUER": "https://sign-in.example",
    "WHAPP_TOKEN_CLIENT": "mobile-app",
}


MIDDLE = Point(52.09, 5.12)


@dataclass
class Plug:
    """Where the world of the present run stands."""

    sdk: Sdk
    world: Any = None
    hearing: bool = False


class SmallGrid:
    """`whapp.ports.Grid` for a village: one cell in each of the three rings. H3 calls nobody, so it proves nothing."""

    def rings(self, point: Point, count: int) -> tuple[tuple[str, ...], ...]:
        return (("here",), ("near",), ("far",))[:count]

    def part(self, point: Point) -> str:
        return "middle of here"

    def thirds(self, cell: str) -> tuple[tuple[str, ...], ...]:
        return ((f"middle of {cell}",),)

    def middle(self, *cells: str) -> Point:
        return MIDDLE


@cache
def function(name: str) -> ModuleType:
    """A function's module, loaded as Lambda does: by its path, since every one of them is called app.py."""
    spec = importlib.util.spec_from_file_location(f"explored_{name}", ROOT / "functions" / name / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def context(name: str) -> SimpleNamespace:
    """What Lambda tells a function about itself."""
    return SimpleNamespace(
        function_name=f"whapp-{name}",
        memory_limit_in_mb=512,
        invoked_function_arn=f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:whapp-{name}",
        get_remaining_time_in_millis=lambda: 300_000,
        aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
    )


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Python looks for garbage less often: a run leaves little behind, and what is remembered takes long to look at."""
    usual = gc.get_threshold()
    gc.set_threshold(10_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Listener(logging.Handler):
    def __init__(self, hear: Callable[[str], None]) -> None:
        super().__init__()
        self._hear = hear
        self.setFormatter(logger.registered_formatter)

    def emit(self, record: logging.LogRecord) -> None:
        # But the time of the line: it is this machine's, and its seconds may read as a place.
        said = {name: value for name, value in json.loads(self.format(record)).items() if name != "timestamp"}
        self._hear(json.dumps(said, ensure_ascii=False))


@contextmanager
def _listening(hear: Callable[[str], None]) -> Iterator[None]:
    """Hear every line that our code logs, as it is written in life."""
    ours = logging.getLogger(logger.name)
    handlers, ours.handlers = ours.handlers, [_Listener(hear)]
    logger.setLevel("INFO")
    try:
        yield
    finally:
        ours.handlers = handlers


@contextmanager
def plugged(*, remembering: bool = True, hearing: bool = False) -> Iterator[Plug]:
    """The fake cloud under `whapp.bootstrap.services`, until the end of the block.

    `hearing`: what is logged is looked at; else nothing is logged, which is faster.
    """
    plug = Plug(Sdk(), hearing=hearing)
    before, level = dict(services.__dict__), logger.log_level
    bound = Row.Meta.table_name, Row.Meta.region
    render, trouble = page.render, page.render_trouble

    def shown(view: ReplyView, language: Any) -> str:
        plug.world.page_shown(view)
        return render(view, language)

    def in_trouble(language: Any) -> str:
        plug.world.page_shown(None)
        return trouble(language)

    with (
        patch.dict(os.environ, _ENVIRONMENT),
        patch.object(Connection, "client", plug.sdk.client("dynamodb")),
        patch.object(Bootstrap, "now", property(lambda _: plug.world.now)),
        patch.object(Bootstrap, "mint", property(lambda _: plug.world.mint)),
        patch.object(page, "render", shown),
        patch.object(page, "render_trouble", in_trouble),
        # PynamoDB tells of every call, with a random number; nobody listens.
        patch.object(base, "uuid", SimpleNamespace(uuid4=lambda: None)),
        patch.object(Connection, "send_pre_boto_callback", lambda *_: None),
        patch.object(Connection, "send_post_boto_callback", lambda *_: None),
        remembered() if remembering else nullcontext(),
        seldom_swept(),
    ):
        services.__dict__.clear()
        services.__dict__.update(_session=plug.sdk, grid=SmallGrid(), logbook=FakeLogbook())
        logger.setLevel("CRITICAL")
        try:
            bind(TABLE, REGION)
            with _listening(lambda line: plug.world.overhear("a log line", line)) if hearing else nullcontext():
                yield plug
        finally:
            services.__dict__.clear()
            services.__dict__.update(before)
            Row.Meta.table_name, Row.Meta.region = bound
            logger.setLevel(level)
