"""Bad fields: refused with a problem document that names the field, echoes nothing, and leaves the table as it was."""

import json
from typing import Any

import pytest

from tests.handlers.samples import ANNAS_REQUEST, ANSWER, OFFER, PROFILE, REQUEST, TO_BERT, long
from tests.handlers.world import BERT, Answer, World
from tests.support.discretion import CANARY
from whapp.http import group_models, member_models, ops_models, request_models, safety_models


def put(where: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of a document with one field changed; the path is dotted."""
    document = json.loads(json.dumps(where))
    *parents, last = path.split(".")
    inner = document
    for parent in parents:
        inner = inner.setdefault(parent, {})
    inner[last] = value
    return dict(document)


NOT_TEXT: list[Any] = [None, 5, True, ["a"], {"a": 1}]
UNREADABLE = [
    "\x00" + CANARY,
    f"{CANARY}\u202eevil",
    f"\u2066{CANARY}",
    "\ud800",
    f"a\x1b[31m{CANARY}",
    "\ue000",
    " ",
    "\n\t",
]
INVISIBLE = ["\u200d", "\u3164", "\u115f\u200c", "\u2800", "\u00a0\ufe0f"]
LEADS_ELSEWHERE = [f"www.{CANARY}", "Jan, 06-12345678", "jan@voorbeeld.nl", f"https://{CANARY}/"]
NOT_A_SWITCH: list[Any] = ["true", "yes", 1, 0, None, [True]]
NOT_A_TIME: list[Any] = [
    CANARY,
    "",
    1795510800,
    1795510800.5,
    "1795510800",
    True,
    "2026-11-24",
    "2026-11-24T14:00:00",  # no offset
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00",
    "2019-12-31T23:59:59Z",
    "2026-02-30T10:00:00Z",
    "2026-11-24T25:00:00Z",
    "2026-11-24T14:00:00+25:00",
    {"at": "2026-11-24T14:00:00Z"},
    ["2026-11-24T14:00:00Z"],
]
NOT_A_DEGREE: list[Any] = ["52.1", None, True, [52.1], 1e308, -90.1, 90.1, 10**400, 10**4000]

BAD_REQUESTS: list[tuple[str, Any]] = [
    *(("category", value) for value in ("gold", CANARY, "", "GROCERIES", *NOT_TEXT)),
    *(("text", value) for value in ("", long(501), *NOT_TEXT, *UNREADABLE, *INVISIBLE)),
    *(("needed_from", value) for value in [*NOT_A_TIME, None]),
    *(("needed_until", value) for value in [*NOT_A_TIME, None]),
    ("needed_until", "2026-11-24T08:59:59Z"),  # over
    ("needed_until", "2026-11-24T09:00:00Z"),  # now
    ("needed_until", "2026-11-24T13:00:00Z"),  # as long as nothing
    ("needed_until", "2026-11-24T12:59:59Z"),  # the wrong way round
    ("needed_until", "2027-01-23T09:00:01Z"),  # a second over 60 days
    ("needed_until", "2099-12-31T23:59:59Z"),
    ("needed_from", "2026-11-23T08:59:59Z"),  # a second over a day ago
    *(("group_first", value) for value in NOT_A_SWITCH),
    *(("last_helper_first", value) for value in NOT_A_SWITCH),
    *(("urgency", value) for value in ("now", CANARY, "", *NOT_TEXT)),
    *(("location.lat", value) for value in NOT_A_DEGREE),
    ("location.lon", 180.1),
    ("location", {"lat": 48.8566, "lon": 2.3522}),  # Paris
    ("location", {"lat": 12.1091, "lon": -68.9317}),  # Willemstad: Dutch, but not here
    ("location", {"lat": 0, "lon": 0}),
    ("location", {"lat": 5.1214, "lon": 52.0907}),  # the wrong way round
    *(("location", value) for value in ("52.1,5.1", [52.1, 5.1], 5, True)),
    *(("address", value) for value in ("", long(121), 5, ["a"], *UNREADABLE, *LEADS_ELSEWHERE)),
    ("surprise", CANARY),
    ("requester_id", BERT),
    ("id", ANNAS_REQUEST),
]


def ids(cases: list[tuple[str, Any]]) -> list[str]:
    """Short names, since some values are as long as a novel."""
    return [
        f"{field} {str(type(value))[8:-2]} {ascii(value)[:30] if not isinstance(value, int) else number}"
        for number, (field, value) in enumerate(cases)
    ]


LOCATED = {**REQUEST, "location": {"lat": 52.09, "lon": 5.12}}


@pytest.mark.parametrize(("field", "value"), BAD_REQUESTS, ids=ids(BAD_REQUESTS))
def test_a_bad_request_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    answer = town.call("POST", "/v1/requests", put(LOCATED, field, value))
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == [field]


@pytest.mark.parametrize("field", ["category", "text", "needed_from", "needed_until", "urgency"])
def test_a_request_that_lacks_something_is_told_what(town: World, refused: list[Answer], field: str) -> None:
    answer = town.call("POST", "/v1/requests", {name: value for name, value in REQUEST.items() if name != field})
    refused.append(answer)
    assert (answer.status, answer.fields) == (422, [field])


def test_all_that_is_wrong_is_told_at_once(town: World, refused: list[Answer]) -> None:
    answer = town.call("POST", "/v1/requests", {**REQUEST, "text": "", "urgency": CANARY, "location": {"lat": 52}})
    refused.append(answer)
    assert answer.fields == ["text", "urgency", "location.lon"]


NOT_AN_OBJECT: list[Any] = ["21:30-08:00", None, [], 5]
NOT_A_CLOCK_TIME: list[Any] = ["25:00", "24:00", "9:00", "21:60", "21:30:00", CANARY, "", 2130, None, "²1:30", "1١:30"]
BAD_PROFILES: list[tuple[str, Any]] = [
    *(("first_name", value) for value in ("", long(41), *NOT_TEXT, *UNREADABLE, *INVISIBLE, *LEADS_ELSEWHERE)),
    ("first_name", "Jan 1234"),
    *(("birth_year", value) for value in (2009, 2026, 2101, 1899, 0, -1, "1944", 1944.5, None, True, 10**4000)),
    *(("language", value) for value in ("de", CANARY, "", 5, None)),
    *(("home.lat", value) for value in NOT_A_DEGREE),
    ("home", {"lat": 48.8566, "lon": 2.3522}),
    *(("home", value) for value in ("Utrecht", [52.1, 5.1], 5)),
    *(("address", value) for value in ("", long(121), 5, ["a"], *UNREADABLE, *LEADS_ELSEWHERE)),
    *(("quiet_hours.from", value) for value in NOT_A_CLOCK_TIME),
    *(("quiet_hours.to", value) for value in ("08", "-8:00", "08:00\n", ["08:00"])),
    *(("quiet_hours", value) for value in NOT_AN_OBJECT),
    ("quiet_hours.every_day", CANARY),
    *(("urgent_overrides_quiet", value) for value in NOT_A_SWITCH),
    *(("ask_budget_per_week", value) for value in (-1, 22, "3", 2.5, None, True, 10**4000)),
    *(("channels", value) for value in ("sms", 5, ["email"], ["sms", "email"], ["sms"] * 3, {"sms": True})),
    *(("paused_until", value) for value in [*NOT_A_TIME, "2100-01-01T00:00:00Z"]),
    *((field, CANARY) for field in ("phone", "email", "id", "asked_this_week", "surprise")),
]


@pytest.mark.parametrize(("field", "value"), BAD_PROFILES, ids=ids(BAD_PROFILES))
def test_a_bad_profile_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    answer = town.call("PUT", "/v1/me", put(PROFILE, field, value))
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == [field]


def test_names_are_those_of_the_contract(town: World, refused: list[Answer]) -> None:
    answer = town.call("PUT", "/v1/me", {**PROFILE, "quiet_hours": {"from_": "21:30", "to": "08:00"}})
    refused.append(answer)
    assert (answer.status, answer.fields) == (422, ["quiet_hours.from_"])


def test_an_unknown_channel_is_named_by_its_place(town: World, refused: list[Answer]) -> None:
    answer = town.call("PUT", "/v1/me", {**PROFILE, "channels": ["sms", CANARY]})
    refused.append(answer)
    assert (answer.status, answer.fields) == (422, ["channels.1"])


def test_every_switch_of_every_body_is_on_or_off_and_nothing_else() -> None:
    """A field that came later is strict too."""
    lenient = [
        f"{model.__name__}.{name}"
        for models in (group_models, member_models, ops_models, request_models, safety_models)
        for model in vars(models).values()
        if getattr(model, "__name__", "").endswith(("In", "Patch"))
        for name, field in model.model_fields.items()
        if field.annotation is bool and not any(getattr(each, "strict", False) for each in field.metadata)
    ]
    assert not lenient


BAD_OFFERS: list[tuple[str, Any]] = [
    *(("radius_m", value) for value in (0, -1, 50_001, "2000", 2000.5, None, True, 10**4000)),
    *(("days", value) for value in ([], "mon", None, ["mon"] * 8)),
    *(("day_parts", value) for value in ([], "morning", None, ["morning"] * 4)),
    *(("note", value) for value in ("", long(201), 5, *UNREADABLE, *INVISIBLE)),
    *(("regulars", value) for value in NOT_A_SWITCH),
    ("category", "pets"),
    ("surprise", CANARY),
]


@pytest.mark.parametrize(("field", "value"), BAD_OFFERS, ids=ids(BAD_OFFERS))
def test_a_bad_offer_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    answer = town.call("PUT", "/v1/me/offers/groceries", put(OFFER, field, value), by=BERT)
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == [field]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("category", ["gold", CANARY, "GROCERIES", "groceries ", "%00", "🛒"])
def test_an_offer_of_an_unknown_kind_is_refused(town: World, refused: list[Answer], method: str, category: str) -> None:
    answer = town.call(method, f"/v1/me/offers/{category}", OFFER if method == "PUT" else None, by=BERT)
    refused.append(answer)
    assert answer.status in (404, 422)
    if answer.status == 422:
        assert answer.fields == ["category"]


BAD_ANSWERS: list[tuple[str, Any]] = [
    *(("answer", value) for value in ("maybe", CANARY, "", "YES", *NOT_TEXT)),
    *(("reason", value) for value in (CANARY, "", 5, ["no_time"])),
    ("surprise", CANARY),
]


@pytest.mark.parametrize(("field", "value"), BAD_ANSWERS, ids=ids(BAD_ANSWERS))
def test_a_bad_answer_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    answer = town.call("POST", f"/v1/asks/{TO_BERT}/answer", put(ANSWER, field, value), by=BERT)
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == [field]


BAD_EXTENSIONS: list[tuple[str, Any]] = [
    *(("needed_until", value) for value in [*NOT_A_TIME, None]),
    ("needed_until", "2026-11-24T08:59:59Z"),  # over
    ("needed_until", "2026-11-24T15:59:59Z"),  # earlier than it is
    ("needed_until", "2027-01-23T09:00:01Z"),  # a second over 60 days
    ("surprise", CANARY),
]


@pytest.mark.parametrize(("field", "value"), BAD_EXTENSIONS, ids=ids(BAD_EXTENSIONS))
def test_a_bad_extension_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    longer = put({"needed_until": "2026-11-24T20:00:00Z"}, field, value)
    answer = town.call("POST", f"/v1/requests/{ANNAS_REQUEST}/extend", longer)
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == [field]


@pytest.mark.parametrize(("field", "value"), [("needed_until", value) for value in NOT_A_TIME] + [("why", CANARY)])
def test_a_bad_report_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    answer = town.call("POST", f"/v1/requests/{ANNAS_REQUEST}/not-helped", put({}, field, value))
    refused.append(answer)
    assert (answer.status, answer.fields) == (422, [field])


BAD_CIRCLES: list[tuple[str, Any]] = [
    *(("circles", value) for value in (0, 4, -1, "2", 2.5, True, [2], 10**4000)),
    ("how", CANARY),
]


@pytest.mark.parametrize(("field", "value"), BAD_CIRCLES, ids=ids(BAD_CIRCLES))
def test_a_bad_number_of_circles_names_the_field(town: World, refused: list[Answer], field: str, value: Any) -> None:
    answer = town.call("POST", f"/v1/requests/{ANNAS_REQUEST}/widen", put({"circles": 2}, field, value))
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == [field]
