"""Every alarm has its paragraph in docs/operations.md, and every paragraph its alarm."""

import re
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse


def test_every_alarm_is_explained_and_nothing_else_is() -> None:
    resources = yaml_parse(Path("template.yaml").read_text())["Resources"]
    alarms = {name for name, each in resources.items() if each["Type"] == "AWS::CloudWatch::Alarm"}
    explained = set(re.findall(r"^## (\w+Alarm)$", Path("docs/operations.md").read_text(), re.MULTILINE))
    assert explained == alarms
