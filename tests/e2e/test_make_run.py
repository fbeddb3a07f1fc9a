"""`make run`, as a person at a terminal sees it."""

import os
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from local.deploy import ROOT
from local.emulator import free_port, in_use
from tests.support.patience import eventually
from tests.support.processes import descendants, gone

LONG = 150.0


def said(environment: Mapping[str, str], python: str = sys.executable) -> tuple[int, list[str]]:
    """The status, and what it says on standard error."""
    run = subprocess.run(
        [python, "-m", "local"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return run.returncode, run.stderr.splitlines()


@contextmanager
def running(**environment: str) -> Iterator[subprocess.Popen[str]]:
    """`make run` in a process group of its own, as a shell would start it; killed if the test could not end it."""
    with subprocess.Popen(
        [sys.executable, "-m", "local"],
        cwd=ROOT,
        env={**os.environ, "SPEED": "3600", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        patience = Timer(LONG, os.killpg, (process.pid, signal.SIGKILL))  # reading what it says has no end of its own
        patience.start()
        try:
            yield process
        finally:
            patience.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def reads_until(words: str, process: subprocess.Popen[str]) -> str:
    """Read what it prints up to the line that holds these words."""
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return line
    raise AssertionError(f"ended without {words!r}: {''.join(lines)}")


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, [sentence] = said({**os.environ, "PORT": port})
    assert status == 1
    assert sentence.startswith(f"make run: Port {port} is in use")


@pytest.mark.parametrize(("name", "value"), [("PORT", "here"), ("SPEED", "0"), ("SPEED", "-3")])
def test_a_number_that_is_none_is_one_clear_sentence(name: str, value: str) -> None:
    status, [sentence] = said({**os.environ, name: value})
    assert status == 1
    assert sentence.startswith(f"make run: {name}={value} is not a whole number")


def test_without_sam_it_says_what_to_install(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)  # a Python with nothing beside it
    libraries = sysconfig.get_path("purelib")
    status, [sentence] = said({"PATH": str(tmp_path), "PYTHONPATH": libraries}, str(python))
    assert status == 1
    assert sentence.startswith("make run: The tool `sam` is missing")


def test_without_make_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "sam").symlink_to(sys.executable)
    status, [sentence] = said({**os.environ, "PATH": str(tmp_path)})
    assert status == 1
    assert sentence.startswith("make run: The tool `make` is missing")


def test_once_plays_the_story_and_leaves_nothing_behind() -> None:
    port = free_port()
    with running(ONCE="1", PORT=str(port)) as process:
        reads_until("building the layers", process)
        started = descendants(process.pid)
        assert process.stdout
        *_, last = process.stdout.read().splitlines()
        assert process.wait(LONG) == 0
    assert last == "story: helped after 3 asks"
    assert started
    assert gone(started)
    assert not in_use(port)


@pytest.mark.parametrize(
    "moment", ["building the layers", "deploying the template", "neighbours move in", "the street page: http"]
)
def test_ctrl_c_ends_it_cleanly_at_any_moment(moment: str) -> None:
    port = free_port()
    with running(PORT=str(port)) as process:
        reads_until(moment, process)
        eventually(lambda: len(descendants(process.pid)) > 1, 30, "the emulator and whoever works for it")
        started = descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the whole group in the foreground
        assert process.stdout
        rest = process.stdout.read()
        assert process.wait(LONG) == 0
    assert rest.splitlines()[-1] == "stopped; nothing is left running"
    assert gone(started)
    assert not in_use(port)
