"""The table of the authorisation matrix: every route, for everybody, on their own and on others' things.

Whom a row does not name is refused: 401 without a token, else what `otherwise` says, in the very words that are said
about what nobody has. What is refused changes nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.handlers.samples import OFFER, PROFILE, REQUEST
from tests.handlers.world import event
from tests.security.cast import (
    ACTORS,
    CODE,
    FAR,
    FOR_A_GUEST,
    HELPED,
    KEPT_GROUPS,
    MATCHED,
    MEMBERS,
    NEAR,
    OPEN,
    REPORT,
    TO_EVERYBODY,
    VISITED,
    ask_to,
    own,
)
from whapp.domain.invitation import invitation_id

# For whoever holds the link (see test_links), and what knows nobody: the reference.
PAGES = {
    "GET /docs",
    "GET /openapi.json",
    "GET /r/{reply}",
    "HEAD /r/{reply}",
    "POST /r/{reply}",
    "GET /j/{code}",
    "HEAD /j/{code}",
}
OPEN_TO_ANYONE = {"GET /v1/health", "GET /v1/categories"}
OF_THE_SUSPENDED = {"GET /v1/me": 200, "DELETE /v1/me": 204, "GET /v1/me/export": 200}
NOBODYS = "nosuchrequest000"
LATER = {"needed_until": "2026-03-04T20:00:00Z"}
NEED = {**REQUEST, "needed_from": "2026-03-04T13:00:00Z", "needed_until": "2026-03-04T17:00:00Z"}
FOR_ANOTHER = {
    **NEED,
    "location": {"lat": 52.09, "lon": 5.12},
    "on_behalf_of": {"first_name": "Piet", "phone": "+31612000009", "consent": True},
}


def sample(name: str) -> Any:
    """The body of an event file."""
    return json.loads(event(f"api/{name}")["body"])


@dataclass(frozen=True)
class Row:
    """What can be done to one thing, and who gets which status.

    In the path `{own}` is the caller's own request, `{ask}` an ask to them, `{kept}` their own group, `{me}` they.
    """

    route: str
    path: str
    allowed: Mapping[int, str | list[str]]
    otherwise: int = 404
    body: Any = None

    def expected(self, actor: str) -> int:
        """The status that this actor gets."""
        if actor == "anonymous" and self.route not in OPEN_TO_ANYONE:
            return 401
        if actor == "suspended" and self.route not in OPEN_TO_ANYONE:
            return OF_THE_SUSPENDED.get(self.route, 403)
        allowed = {status: names.split() if isinstance(names, str) else names for status, names in self.allowed.items()}
        found = [status for status, names in allowed.items() if actor in names]
        assert len(found) <= 1, f"{actor} stands twice in {self}"
        return found[0] if found else self.otherwise

    def asked(self, actor: str) -> str:
        """The path that this actor calls."""
        return self.path.format(own=own(actor), ask=ask_to(actor), me=actor, kept=KEPT_GROUPS.get(actor, "none"))


def on(route: str, things: dict[str, dict[int, Any]], body: Any = None) -> list[Row]:
    """The same on several things: each stands for the `{id}` of the route."""
    path = route.partition(" ")[2]
    return [Row(route, path.replace("{id}", thing), allowed, body=body) for thing, allowed in things.items()]


KEEPERS = list(KEPT_GROUPS)
ROWS = [
    Row("GET /v1/health", "/v1/health", {200: ACTORS}),
    Row("GET /v1/categories", "/v1/categories", {200: ACTORS}),
    # --- oneself ---
    Row("GET /v1/me", "/v1/me", {200: MEMBERS}),
    Row("PUT /v1/me", "/v1/me", {}, otherwise=200, body=PROFILE),
    Row("DELETE /v1/me", "/v1/me", {}, otherwise=204),
    Row("GET /v1/me/export", "/v1/me/export", {}, otherwise=200),
    Row("GET /v1/me/offers", "/v1/me/offers", {200: MEMBERS}),
    Row("PUT /v1/me/offers/{category}", "/v1/me/offers/pets", {200: MEMBERS}, body=OFFER),
    Row("DELETE /v1/me/offers/{category}", "/v1/me/offers/groceries", {204: MEMBERS}),
    # --- requests ---
    Row("POST /v1/requests", "/v1/requests", {201: [*NEAR, *FAR], 422: "guest"}, body=NEED),  # a guest told no home
    Row("POST /v1/requests", "/v1/requests", {201: KEEPERS}, otherwise=403, body=FOR_ANOTHER),
    Row("GET /v1/requests", "/v1/requests", {}, otherwise=200),
    *on(
        "GET /v1/requests/{id}",
        {
            OPEN: {200: "rosa"},
            MATCHED: {200: "rosa helper"},
            HELPED: {200: "rosa helper"},
            FOR_A_GUEST: {200: "poster helper"},
            "{own}": {200: MEMBERS},
            NOBODYS: {},
        },
    ),
    *on(
        "GET /v1/requests/{id}/timeline",
        {
            OPEN: {200: "rosa"},
            MATCHED: {200: "rosa"},
            HELPED: {200: "rosa"},
            FOR_A_GUEST: {200: "poster"},
            "{own}": {200: MEMBERS},
            NOBODYS: {},
        },
    ),
    *on(
        "POST /v1/requests/{id}/cancel",
        {
            OPEN: {200: "rosa"},
            MATCHED: {200: "rosa"},
            HELPED: {409: "rosa"},
            FOR_A_GUEST: {200: "poster"},
            "{own}": {200: MEMBERS},
            NOBODYS: {},
        },
    ),
    *on(
        "POST /v1/requests/{id}/extend",
        {
            OPEN: {200: "rosa"},
            MATCHED: {409: "rosa"},
            FOR_A_GUEST: {409: "poster"},
            "{own}": {200: MEMBERS},
            NOBODYS: {},
        },
        LATER,
    ),
    *on(
        "POST /v1/requests/{id}/widen",
        {
            OPEN: {200: "rosa"},
            MATCHED: {409: "rosa"},
            FOR_A_GUEST: {409: "poster"},
            "{own}": {200: MEMBERS},
            NOBODYS: {},
        },
        {"circles": 2},
    ),
    *on(
        "POST /v1/requests/{id}/done",
        {
            OPEN: {409: "rosa"},
            VISITED: {200: "rosa"},
            FOR_A_GUEST: {200: "poster"},
            "{own}": {409: MEMBERS},
            NOBODYS: {},
        },
    ),
    *on(
        "POST /v1/requests/{id}/not-helped",
        {
            OPEN: {409: "rosa"},
            VISITED: {200: "rosa"},
            FOR_A_GUEST: {409: "poster"},
            "{own}": {409: MEMBERS},
            NOBODYS: {},
        },
        {},
    ),
    *on(
        "POST /v1/requests/{id}/thanks",
        {
            MATCHED: {409: "rosa"},
            HELPED: {200: "rosa"},
            FOR_A_GUEST: {409: "poster"},
            "{own}": {409: MEMBERS},
            NOBODYS: {},
        },
    ),
    *on(
        "GET /v1/requests/{id}/contact",
        {
            OPEN: {},
            MATCHED: {200: "rosa helper"},
            HELPED: {200: "rosa helper"},
            FOR_A_GUEST: {200: "guest helper"},
            "{own}": {},
            NOBODYS: {},
        },
    ),
    *on(
        "POST /v1/requests/{id}/withdraw",
        {
            OPEN: {409: "asked"},
            MATCHED: {204: "helper past", 409: "standby"},
            HELPED: {409: "helper standby", 204: "past"},
            "{own}": {},
            NOBODYS: {},
        },
    ),
    # --- asks ---
    Row("GET /v1/asks", "/v1/asks", {}, otherwise=200),
    *on(
        "POST /v1/asks/{id}/answer",
        {
            f"{OPEN}-1-1": {200: "asked"},
            f"{MATCHED}-2-1": {200: "helper"},
            f"{MATCHED}-1-1": {200: "past"},
            f"{MATCHED}-2-2": {200: "standby"},
            f"{MATCHED}-2-3": {},
            "{ask}": {200: [*MEMBERS, "newcomer", "erased", "ops"]},
            f"{NOBODYS}-1-1": {},
        },
        {"answer": "no"},
    ),
    # --- needs ---
    Row("GET /v1/needs", "/v1/needs", {200: MEMBERS}),
    *on(
        "POST /v1/needs/{id}/step-forward",
        {
            OPEN: {200: [name for name in NEAR if name not in ("rosa", "blocked")]},
            MATCHED: {200: [name for name in NEAR if name not in ("rosa", "blocked")]},
            FOR_A_GUEST: {200: [name for name in NEAR if name != "poster"]},
            TO_EVERYBODY: {200: MEMBERS},
            "{own}": {},
            NOBODYS: {},
        },
    ),
    # --- who keeps apart, and the safety desk ---
    Row("GET /v1/blocks", "/v1/blocks", {200: MEMBERS}),
    *(
        Row("POST /v1/blocks", "/v1/blocks", allowed, body={"request": request})
        for request, allowed in (
            (OPEN, {201: "asked"}),
            (MATCHED, {201: "rosa helper past standby"}),
            (FOR_A_GUEST, {201: "guest helper past standby"}),
            (NOBODYS, {}),
        )
    ),
    Row("DELETE /v1/blocks/{id}", "/v1/blocks/nosuchblock", {204: MEMBERS}),
    *(
        Row("POST /v1/reports", "/v1/reports", allowed, body={"request": request})
        for request, allowed in (
            (OPEN, {201: "asked"}),
            (MATCHED, {201: "rosa helper past standby"}),
            (FOR_A_GUEST, {201: "guest poster helper past standby"}),
            (NOBODYS, {}),
        )
    ),
    Row("GET /v1/ops/reports", "/v1/ops/reports", {200: "ops"}, otherwise=403),
    Row("GET /v1/ops/reports/{id}", f"/v1/ops/reports/{REPORT.id}", {200: "ops"}, otherwise=403),
    Row("GET /v1/ops/reports/{id}", f"/v1/ops/reports/{NOBODYS}-1-1-helper", {404: "ops"}, otherwise=403),
    *(
        Row("POST /v1/ops/reports/{id}/resolve", f"/v1/ops/reports/{report}/resolve", {status: "ops"}, 403, verdict)
        for verdict in ({"verdict": "talked"},)
        for report, status in ((REPORT.id, 200), (f"{NOBODYS}-1-1-helper", 404))
    ),
    *(
        Row(f"POST /v1/ops/members/{{id}}/{word}", f"/v1/ops/members/{name}/{word}", {status: "ops"}, otherwise=403)
        for word in ("suspend", "lift")
        for name, status in (("stranger", 200), ("newcomer", 404))
    ),
    # --- groups ---
    Row("GET /v1/groups", "/v1/groups", {}, otherwise=200),
    Row("POST /v1/groups", "/v1/groups", {201: "ops"}, otherwise=403, body=sample("post_group")),
    *on("GET /v1/groups/{id}", {"watch": {200: "moderator ops"}, "{kept}": {200: KEEPERS}, "none": {}}),
    *on(
        "PATCH /v1/groups/{id}",
        {"watch": {200: "moderator ops"}, "{kept}": {200: KEEPERS}, "none": {}},
        {"name": "Vogelpad"},
    ),
    *on(
        "PATCH /v1/groups/{id}",
        {"watch": {403: "moderator", 200: "ops"}, "{kept}": {403: KEEPERS}},
        {"status": "closed"},
    ),
    *on("GET /v1/groups/{id}/figures", {"watch": {200: "moderator ops"}, "{kept}": {200: KEEPERS}, "none": {}}),
    *on(
        "GET /v1/groups/{id}/invitations",
        {"watch": {200: "moderator", 403: "ops"}, "{kept}": {200: KEEPERS}, "none": {}},
    ),
    *on(
        "POST /v1/groups/{id}/invitations",
        {"watch": {201: "moderator", 403: "ops"}, "{kept}": {201: KEEPERS}, "none": {}},
        {},
    ),
    Row(
        "DELETE /v1/groups/{id}/invitations/{invitation}",
        f"/v1/groups/watch/invitations/{invitation_id(CODE)}",
        {204: "moderator", 403: "ops"},
    ),
    Row(
        "DELETE /v1/groups/{id}/invitations/{invitation}",
        "/v1/groups/{kept}/invitations/" + invitation_id(CODE),
        {204: "moderator"},
    ),
    *on("GET /v1/groups/{id}/members", {"watch": {200: "moderator", 403: "ops"}, "{kept}": {200: KEEPERS}, "none": {}}),
    *(
        Row(f"POST /v1/groups/{{id}}/members/{{member}}/{word}", f"/v1/groups/{group}/members/{member}/{word}", allowed)
        for word in ("attest", "revoke")
        for group, member, allowed in (
            ("watch", "asked", {200: "moderator", 403: "ops"}),
            ("watch", "stranger", {403: "ops"}),
            ("another", "outsider", {200: "rival", 403: "ops"}),
            ("{kept}", "asked", {200: "moderator"}),
            ("watch", "{me}", {403: "ops"}),
        )
    ),
    Row(
        "POST /v1/groups/{id}/members/{member}/attest",
        "/v1/groups/closed/members/asked/attest",
        {403: "moderator ops"},
    ),
    Row(
        "POST /v1/groups/{id}/members/{member}/revoke",
        "/v1/groups/closed/members/asked/revoke",
        {200: "moderator", 403: "ops"},
    ),
    Row(
        "PUT /v1/groups/{id}/moderators/{member}",
        "/v1/groups/watch/moderators/rosa",
        {200: "moderator ops"},
    ),
    Row("PUT /v1/groups/{id}/moderators/{member}", "/v1/groups/watch/moderators/stranger", {200: "ops"}),
    Row("PUT /v1/groups/{id}/moderators/{member}", "/v1/groups/watch/moderators/{me}", {}),
    Row(
        "DELETE /v1/groups/{id}/moderators/{member}",
        "/v1/groups/watch/moderators/deputy",
        {403: "moderator", 204: "ops"},
    ),
    # --- operations ---
    *(
        row
        for word, at in (("pause", 200), ("resume", 200), ("cancel", 200), ("assign", 409))
        for row in on(
            f"POST /v1/ops/requests/{{id}}/{word}",
            {OPEN: {200: "ops"}, MATCHED: {at: "ops"}, HELPED: {409: "ops"}, "{own}": {}, NOBODYS: {}},
            {"helper": "stranger"} if word == "assign" else None,
        )
    ),
    # --- memberships ---
    Row("GET /v1/memberships", "/v1/memberships", {}, otherwise=200),
    Row("POST /v1/memberships", "/v1/memberships", {201: MEMBERS}, body={"code": CODE, "shown_on_profile": True}),
    Row("POST /v1/memberships", "/v1/memberships", {}, body={"code": "C2F-3HJ-4KN", "shown_on_profile": True}),
    Row(
        "PATCH /v1/memberships/{group}",
        "/v1/memberships/watch",
        {200: "rosa helper asked"},
        body={"shown_on_profile": False},
    ),
    Row(
        "PATCH /v1/memberships/{group}", "/v1/memberships/another", {200: "outsider"}, body={"shown_on_profile": False}
    ),
    Row("DELETE /v1/memberships/{group}", "/v1/memberships/watch", {}, otherwise=204),
]
