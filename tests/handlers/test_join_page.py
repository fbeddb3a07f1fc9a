"""The page and the poster behind a group's code: always a page, and nothing tells a near miss."""

import json
import re

import pytest

from tests.handlers.test_events import CODE, INVITED, JOINED
from tests.handlers.world import ANNA, BERT, CEES, Answer, World, event
from whapp.bootstrap import services
from whapp.http.join_page import HEADERS

GROUP = event("api/get_group")["pathParameters"]["id"]
NO_GOOD = "Deze uitnodiging werkt niet (meer)"


def look(world: World, code: str, *, method: str = "GET", agent: str | None = None, **query: str) -> Answer:
    """One look at what a link with this code leads to."""
    sent = event("join/get")
    sent["requestContext"]["http"]["method"] = method
    sent["pathParameters"] = {"code": code}
    sent["queryStringParameters"] = query
    if agent is not None:
        sent["headers"]["user-agent"] = agent
    return Answer.of(world.invoke("join", sent))


def visits(world: World) -> int:
    return int(world.call("GET", f"/v1/groups/{GROUP}/invitations").json["items"][0]["visits"])


def test_a_code_that_works_leads_to_a_page_in_the_groups_name(world: World) -> None:
    world.play(*INVITED)
    answer = look(world, CODE)
    assert answer.status == 200
    assert answer.headers == {name.lower(): value for name, value in HEADERS.items()}
    for part in ("Buurtpreventie Zonnelaan doet mee met Whapp", "buurtpreventie-groep", CODE, "zaterdag 23 januari"):
        assert part in answer.body
    assert "<script" not in answer.body
    assert not re.search(r"https?://(?!www\.w3\.org)", answer.body), "the page loads and links nothing from elsewhere"


@pytest.mark.parametrize("code", [CODE.lower(), CODE.replace("-", ""), f"{CODE}/", f"/{CODE}"])
def test_a_code_is_found_however_it_is_written(world: World, code: str) -> None:
    world.play(*INVITED)
    assert look(world, code).status == 200


@pytest.mark.parametrize(
    "code", ["", "/", "C", CODE[:-1], CODE + "C", "../../etc/passwd", "\x00", "💥" * 50, "C" * 9000]
)
@pytest.mark.parametrize("view", ["", "poster"])
def test_every_other_code_leads_to_the_same_friendly_page(world: World, code: str, view: str) -> None:
    world.play(*INVITED)
    expected = look(world, "CCC-CCC-CCC")
    answer = look(world, code, view=view)
    assert (answer.status, answer.body, answer.headers) == (404, expected.body, expected.headers)
    assert NO_GOOD in answer.body


def test_a_revoked_code_and_an_ended_one_lead_to_that_page_too(world: World) -> None:
    world.play(*INVITED)
    unknown = look(world, "CCC-CCC-CCC").body
    world.later(days=61)
    assert look(world, CODE).body == unknown
    world.later(days=-61)
    assert look(world, CODE).status == 200
    world.play("api/delete_invitation")
    assert look(world, CODE).body == unknown


def test_people_are_counted_and_previews_probes_and_posters_are_not(world: World) -> None:
    world.play(*INVITED)
    look(world, CODE)
    look(world, CODE)
    look(world, CODE, method="HEAD")
    look(world, CODE, view="poster")
    look(world, CODE, agent="WhatsApp/2.24.20.89 A")
    look(world, "CCC-CCC-CCC")
    assert visits(world) == 2


def test_a_probe_gets_no_body(world: World) -> None:
    world.play(*INVITED)
    assert (look(world, CODE, method="HEAD").status, look(world, CODE, method="HEAD").body) == (200, "")


def test_the_poster_holds_code_link_and_qr(world: World) -> None:
    world.play(*INVITED)
    poster = look(world, CODE, view="poster")
    assert poster.status == 200
    for part in ("Hulp in de buurt?", CODE, f"https://whapp.example/j/{CODE}", "<svg", 'role="img"'):
        assert part in poster.body
    assert "Help in the neighbourhood?" in look(world, CODE, view="poster", lang="en").body


def test_the_name_of_a_group_is_text_and_never_markup(world: World) -> None:
    world.play(*INVITED)
    world.call("PATCH", f"/v1/groups/{GROUP}", {"name": "<script>{name}</script> & {0}"})
    for view in ("", "poster"):
        body = look(world, CODE, view=view).body
        assert "&lt;script&gt;{name}&lt;/script&gt; &amp; {0}" in body
        assert "<script" not in body


def test_a_fault_is_a_friendly_page_and_is_noted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise RuntimeError("Zonnelaan")

    monkeypatch.setattr(services.invitations, "get", fail)
    answer = look(world, CODE)
    assert (answer.status, "Er gaat bij ons iets mis" in answer.body) == (200, True)


# --- what the API refuses ---


def test_a_code_is_refused_in_the_same_words_whatever_is_wrong_and_guessing_ends(world: World) -> None:
    world.play(*INVITED)
    world.later(days=61)
    answers = [
        world.call("POST", "/v1/memberships", {"code": code}, by=BERT)
        for code in (CODE, "CCC-CCC-CCC", "<script>", "💥", *("x" * 9,) * 6)
    ]
    assert {(answer.status, answer.body) for answer in answers} == {(404, answers[0].body)}
    spent = world.call("POST", "/v1/memberships", {"code": CODE}, by=BERT)
    assert spent.status == 429
    assert spent.headers["content-type"] == "application/problem+json"
    assert 0 < int(spent.headers["retry-after"]) <= 3600


def test_roles_are_told_to_whoever_is_in_another_and_kept_from_strangers(world: World) -> None:
    world.play(*JOINED)
    path = f"/v1/groups/{GROUP}"
    for by, method, rest, body, status in (
        (ANNA, "POST", "/v1/groups", {**GROUP_BODY}, 403),
        (ANNA, "PATCH", path, {"status": "closed"}, 403),
        (CEES, "POST", f"{path}/invitations", {}, 403),
        (CEES, "POST", f"{path}/members/{BERT}/attest", None, 403),
        (BERT, "GET", path, None, 404),
        (BERT, "POST", f"{path}/members/{BERT}/attest", None, 404),
        (BERT, "GET", f"{path}/figures", None, 404),
        (ANNA, "POST", f"{path}/members/{CEES}/attest", None, 404),
        (ANNA, "DELETE", f"{path}/moderators/{BERT}", None, 403),
        (ANNA, "DELETE", f"{path}/moderators/{ANNA}", None, 409),
    ):
        answer = world.call(method, rest, body, by=by)
        assert answer.status == status, (rest, answer.body)


def test_the_last_moderator_is_told_to_find_a_successor_and_nobody_attests_themselves(world: World) -> None:
    world.play(*JOINED)
    world.call("POST", "/v1/memberships", {"code": CODE}, by=ANNA)
    own = world.call("POST", f"/v1/groups/{GROUP}/members/{ANNA}/attest")
    assert (own.status, own.json["detail"]) == (403, "Nobody attests themselves; ask another moderator.")
    world.call("POST", f"/v1/groups/{GROUP}/members/{BERT}/attest")
    assert world.call("PUT", f"/v1/groups/{GROUP}/moderators/{BERT}").status == 200
    assert world.call("DELETE", f"/v1/groups/{GROUP}/moderators/{ANNA}").status == 204
    last = world.call("DELETE", f"/v1/groups/{GROUP}/moderators/{BERT}", by=BERT)
    assert (last.status, "successor" in last.json["detail"]) == (409, True)


GROUP_BODY = {
    "name": "Hofgroep",
    "kind": "street",
    "centre": {"lat": 52.09, "lon": 5.12},
    "radius_m": 300,
    "moderator_email": "bea@example.org",
}
SPOILT: list[tuple[dict[str, object], str]] = [
    ({"name": ""}, "name"),
    ({"name": "x" * 61}, "name"),
    ({"name": "a\u202eb"}, "name"),
    ({"kind": "gang"}, "kind"),
    ({"centre": {"lat": 40.0, "lon": 5.0}}, "centre"),
    ({"centre": {"lat": "52", "lon": 5.0}}, "centre.lat"),
    ({"radius_m": 1}, "radius_m"),
    ({"radius_m": 50_001}, "radius_m"),
    ({"radius_m": 300.5}, "radius_m"),
    ({"moderator_email": "bea"}, "moderator_email"),
    ({"members": 7}, "members"),
]


@pytest.mark.parametrize(("spoilt", "field"), SPOILT)
def test_a_group_that_cannot_be_is_refused_by_the_name_of_its_field(
    world: World, spoilt: dict[str, object], field: str
) -> None:
    answer = world.call("POST", "/v1/groups", {**GROUP_BODY, **spoilt}, by=CEES)
    assert (answer.status, answer.fields) == (422, [field])


NEIGHBOUR = {"first_name": "Koos", "phone": "+31687654321", "consent": True}


@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"consent": False}, "on_behalf_of.consent"),
        ({"consent": None}, "on_behalf_of.consent"),
        ({"phone": "0687654321"}, "on_behalf_of.phone"),
        ({"phone": "+4915123456789"}, "on_behalf_of.phone"),
        ({"first_name": "\n"}, "on_behalf_of.first_name"),
        ({"age": 80}, "on_behalf_of.age"),
    ],
)
def test_nobody_is_asked_for_without_their_consent_and_a_number(
    world: World, spoilt: dict[str, object], field: str
) -> None:
    world.play(*INVITED)
    known = json.loads(event("api/post_requests")["body"])
    request = {**known, "location": GROUP_BODY["centre"], "on_behalf_of": {**NEIGHBOUR, **spoilt}}
    answer = world.call("POST", "/v1/requests", request)
    assert (answer.status, answer.fields) == (422, [field])
