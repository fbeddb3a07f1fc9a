"""No test that is about rules and not about wires may open a socket."""

import socket
from typing import NoReturn

import pytest


def forbid_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every attempt to open a socket fail the test."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("this test opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
