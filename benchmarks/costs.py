"""What a thousand requests cost: the counts of `benchmarks.counts` times the prices in prices.json.

`python -m benchmarks.costs` writes docs/costs.md and the table in the README; a test compares, so that neither ever
tells an old count.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.artefacts import ROOT
from benchmarks.counts import Operation, story
from benchmarks.goals import Figure

PAGE = ROOT / "docs" / "costs.md"
README = ROOT / "README.md"
_TABLE = re.compile(r"(?<=<!-- costs: made by benchmarks.costs -->\n).*?(?=<!-- end of costs -->)", re.DOTALL)
_FILE = Path(__file__).with_name("prices.json")
_PAID_BY_HTTP = ("api", "reply")


@dataclass(frozen=True)
class Cost:
    """What one operation costs, in USD, by what is paid for."""

    name: str
    parts: Mapping[str, float]

    @property
    def usd(self) -> float:
        """All of it."""
        return sum(self.parts.values())


def ask(console: Console) -> list[Figure]:
    """The cost of an ask: decide, wait, the page looked at and the answer."""
    table = Table(title="USD for a thousand, without messages", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("operation")
    for column in (*_columns(), "together"):
        table.add_column(column, justify="right")
    for cost in [*costs().values(), one_ask()]:
        table.add_row(cost.name, *(f"{cost.parts[part] * 1000:.4f}" for part in _columns()), f"{cost.usd * 1000:.4f}")
    console.print(table)
    ask_ = one_ask()
    dearest = sorted(ask_.parts, key=lambda part: -ask_.parts[part])
    return [Figure("aws-cost", ask_.usd, ", ".join(f"{part} {ask_.parts[part]:.6f}" for part in dearest))]


@cache
def costs() -> Mapping[str, Cost]:
    """Of each operation that is counted."""
    return {each.name: _cost(each) for each in story().operations}


def one_ask() -> Cost:
    """An ask with its answer."""
    looks = _assumed()["looks_per_ask"]
    return _sum("an ask with its answer", {"an ask: decide and wait": 1.0, "no": 1.0, "the page looked at": looks})


def one_request() -> Cost:
    """A request that is helped."""
    assumed = _assumed()
    asks = assumed["asks_per_request"]
    times = {
        "create": 1.0,
        "an ask: decide and wait": asks,
        "the page looked at": asks * assumed["looks_per_ask"],
        "no": asks - 1,
        "yes": 1.0,
        "the match: decide and wait": 1.0,
        "read": assumed["reads_per_request"],
        "timeline": assumed["timelines_per_request"],
    }
    return _sum("a request", times)


def page() -> str:
    """docs/costs.md."""
    return "\n".join(_lines()) + "\n"


def readme() -> str:
    """README.md with the table of today."""
    return _TABLE.sub("\n".join(_summary()) + "\n", README.read_text())


def _summary() -> Iterator[str]:
    """A thousand requests, from the question to the thanks."""
    request, prices = one_request(), _prices()
    yield "| for 1,000 requests | USD |"
    yield "|---|---|"
    yield f"| {messages() * 1000:,.0f} SMS | {messages() * price('SMS') * 1000:,.2f} |"
    for part in sorted(request.parts, key=lambda part: -request.parts[part]):
        yield f"| {part} | {request.parts[part] * 1000:.2f} |"
    yield f"| all but the SMS | {request.usd * 1000:.2f} |"
    yield ""
    yield f"List prices of {prices['region']}, as of {prices['as_of']}, times what is counted. What that is, each"
    yield "price's source, and what is assumed: [costs](docs/costs.md)."


def messages() -> float:
    """How many a request sends."""
    assumed = _assumed()
    return float(assumed["asks_per_request"] * assumed["messages_per_ask"] + assumed["other_messages_per_request"])


def _lines() -> Iterator[str]:
    prices, assumed = _prices(), _assumed()
    yield "# What it costs"
    yield ""
    yield "Written by `python -m benchmarks.costs` from counts ([benchmarks](benchmarks.md)) and from the prices in"
    when = f"{prices['region']}, as of {prices['as_of']}"
    yield f"`benchmarks/prices.json` ({when}; look them up before you rely on them)."
    yield ""
    yield "USD for a thousand of each, without messages:"
    yield ""
    yield f"| what | {' | '.join(_columns())} | together |"
    yield f"|---|{'---|' * (len(_columns()) + 1)}"
    for cost in [*costs().values(), one_ask(), one_request()]:
        parts = " | ".join(f"{cost.parts[part] * 1000:.4f}" for part in _columns())
        yield f"| {cost.name} | {parts} | {cost.usd * 1000:.4f} |"
    sms = messages() * price("SMS")
    share = 100 * sms / (sms + one_request().usd)
    yield ""
    yield f"A thousand requests send {messages() * 1000:,.0f} messages. As SMS that is USD {sms * 1000:,.0f},"
    yield f"{share:.1f} % of everything:"
    yield "**fewer asks for a yes is the only optimisation that anybody would notice on the bill.**"
    yield ""
    yield "| counted | calls | read units | write units | of indexes |"
    yield "|---|---|---|---|---|"
    for each in story().operations:
        figures = (each.calls_of_all, each.used.reads, each.used.writes, each.used.index_writes)
        yield f"| {each.name} | {' | '.join(f'{figure:.1f}' for figure in figures)} |"
    yield ""
    yield f"An ask takes {story().transitions_per_ask:.0f} state transitions."
    yield ""
    yield "| price | USD | source |"
    yield "|---|---|---|"
    for each_price in prices["prices"]:
        yield f"| {each_price['per']:,} × {each_price['what']} | {each_price['usd']} | {each_price['source']} |"
    yield ""
    yield "Assumed, because only use can tell:"
    yield ""
    for name, value in assumed.items():
        yield f"- {name.replace('_', ' ')}: {json.dumps(value)}"


def _columns() -> tuple[str, ...]:
    return ("table", "transitions", "Lambda", "API calls", "logs")


def _cost(operation: Operation) -> Cost:
    used, assumed = operation.used, _assumed()
    invocations = {by: count / operation.times for by, count in operation.invocations.items()}
    seconds = sum(assumed["seconds"][by] * count for by, count in invocations.items())
    return Cost(
        operation.name,
        {
            "table": used.reads * price("read unit") + (used.writes + used.index_writes) * price("write unit"),
            "transitions": operation.transitions / operation.times * price("transition"),
            "Lambda": sum(invocations.values()) * price("invocation")
            + seconds * assumed["memory_gb"] * price("GB-second"),
            "API calls": sum(invocations.get(by, 0) for by in _PAID_BY_HTTP) * price("API call"),
            "logs": sum(invocations.values()) * assumed["log_bytes"] / 1e9 * price("log GB"),
        },
    )


def _sum(name: str, times: Mapping[str, float]) -> Cost:
    known = costs()
    return Cost(name, {part: sum(known[each].parts[part] * n for each, n in times.items()) for part in _columns()})


@cache
def _prices() -> Any:
    return json.loads(_FILE.read_text())


def _assumed() -> Any:
    return _prices()["assumed"]


def price(what: str) -> float:
    """In USD, for one."""
    listed = next(each for each in _prices()["prices"] if each["what"] == what)
    return float(listed["usd"] / listed["per"])


if __name__ == "__main__":
    PAGE.write_text(page())
    README.write_text(readme())
