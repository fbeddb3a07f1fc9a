"""Who is of operations is decided at a terminal, and nowhere else."""

from typing import Any

import pytest

from ops.role import main
from tests.support.table import REGION, TABLE, table


def test_a_role_is_given_shown_and_taken_back(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    for name, value in {"WHAPP_TABLE": TABLE, "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "testing",
                        "AWS_SECRET_ACCESS_KEY": "testing"}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    with table():
        for what, held in (("show", "none"), ("give", "ops"), ("show", "ops"), ("take", "none"), ("show", "none")):
            assert main([what, "cees"]) == 0
            assert capsys.readouterr().out == f"{TABLE}: roles of cees: {held}\n"
