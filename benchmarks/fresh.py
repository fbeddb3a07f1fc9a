"""Fresh processes that see nothing but the layers, and how much processor time they take.

Processor time and not the clock, because others use the machine too; and all programs take turns, so that what
disturbs one disturbs the others as well.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from threading import Thread
from types import MappingProxyType
from typing import Any

from benchmarks.artefacts import ROOT, core, dependencies

RUNS = 15
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "made-up",
    "AWS_SECRET_ACCESS_KEY": "made-up",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_REGION": "eu-west-1",
    "WHAPP_TABLE": "whapp",
    "WHAPP_CASCADE_ARN": "arn:aws:states:eu-west-1:123456789012:stateMachine:whapp-cascade",
    "WHAPP_TOPIC_PREFIX": "arn:aws:sns:eu-west-1:123456789012:whapp-member-",
    "WHAPP_PUBLIC_URL": "https://whapp.example",
    "WHAPP_STACK": "whapp",
    "WHAPP_TOKEN_ISSUER": "https://sign-in.example",
    "WHAPP_TOKEN_CLIENT": "mobile-app",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
}
_EMPTY = b'{"Items": [], "Count": 0, "ScannedCount": 0}'
_TIMED = """
import resource
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
begun = spent()
{program}
print(spent() - begun)
"""


class _Table(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: Mapping[str, bytes] = MappingProxyType({})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        body = self.answers.get(question(self.headers["x-amz-target"].partition(".")[2], asked), _EMPTY)
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def question(operation: str, asked: Any) -> str:
    """What is asked of a table, in whichever order: the operation and the texts that it is about."""
    return " ".join([operation, *sorted(_texts(asked))])


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from [value] if name == "S" else _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


@contextmanager
def table(answers: Mapping[str, Any] | None = None) -> Iterator[str]:
    """Where a table answers these, each by its `question`, and else that it has no such row."""
    told = {asked: json.dumps(answer).encode() for asked, answer in (answers or {}).items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("_This", (_Table,), {"answers": told}))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def lambda_like(answers: Mapping[str, Any] | None = None) -> Iterator[dict[str, str]]:
    """The environment of a function of ours, with the layers of this machine."""
    where = os.pathsep.join(map(str, (dependencies(), core())))
    with table(answers) as endpoint:
        yield {"PATH": os.environ["PATH"], "PYTHONPATH": where, "AWS_ENDPOINT_URL": endpoint, **ENVIRONMENT}


class Failed(Exception):
    """A program ended badly; the message is what it said."""


def output(program: str, environment: Mapping[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """What a program says in a fresh process that knows no installed package. Raises Failed."""
    command = [sys.executable, "-S", *options, "-c", program]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Failed(run.stderr)
    return run


def loading(function: str) -> str:
    """A program that does what Lambda does before the first event."""
    return (
        f"import os, sys; os.environ['AWS_LAMBDA_FUNCTION_NAME'] = 'whapp-{function}'\n"
        f"sys.path.insert(0, 'functions/{function}'); import app"
    )


def functions() -> list[str]:
    """The names of our functions."""
    return sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))


def in_turns(programs: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, list[float]]:
    """Seconds of processor time of each program, in each run."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, program in programs.items():
            told = output(_TIMED.format(program=program), environment).stdout
            seconds[name].append(float(told.split()[-1]))
    return seconds


def ratio(seconds: Mapping[str, list[float]], one: str, other: str) -> float:
    """The median, over the runs, of one program's time to the other's in the same run."""
    return median(a / b for a, b in zip(seconds[one], seconds[other], strict=True))
