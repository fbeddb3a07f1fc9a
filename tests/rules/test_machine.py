"""The drawing of the cascade shows the definition that is deployed, whole and without overlaps."""

import itertools
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from local import machine

DEFINITION: dict[str, Any] = json.loads(Path("statemachines/cascade.asl.json").read_text())
DRAWN = ElementTree.fromstring(machine.draw(DEFINITION))  # noqa: S314 - our own


def test_each_state_has_one_box_with_its_name() -> None:
    boxes = [(each.get("data-state"), each.findtext("text")) for each in DRAWN.iter("g")]
    assert sorted(boxes) == sorted((name, name) for name in DEFINITION["States"])


def test_each_way_is_an_arrow_and_back_to_decide_leads_one_from_every_wait() -> None:
    arrows = [(each.get("data-from"), each.get("data-to")) for each in DRAWN.iter("path") if each.get("data-from")]
    assert arrows == machine.ways(DEFINITION)
    waits = {name for name, state in DEFINITION["States"].items() if "Catch" in state}
    assert {one for one, other in arrows if other == "Decide"} == waits
    assert {other for one, other in arrows if one == "Which step?"} == {*DEFINITION["States"]} - {
        "Decide",
        "Which step?",
    }


def test_boxes_do_not_overlap_and_stand_on_the_sheet() -> None:
    _, _, width, height = (float(each) for each in DRAWN.attrib["viewBox"].split())
    boxes = [[float(rect.attrib[name]) for name in ("x", "y", "width", "height")] for rect in DRAWN.iter("rect")]
    for x, y, wide, high in boxes:
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height
    for one, other in itertools.combinations(boxes, 2):
        apart = [abs(one[axis] - other[axis]) >= one[axis + 2] for axis in (0, 1)]
        assert any(apart)


def test_names_are_written_safely() -> None:
    drawn = machine.draw({"StartAt": 'a"<b', "States": {'a"<b': {"Type": "Succeed"}}})
    assert not re.search(r"<b\b", drawn)
    assert ElementTree.fromstring(drawn).find("g") is not None  # noqa: S314
