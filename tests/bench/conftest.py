"""Nothing here goes over a wire."""

import pytest

from tests.support.offline import forbid_sockets


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_sockets(monkeypatch)
