"""A neighbourhood for one test, far from every other, with people in it who do what people do with Whapp."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import h3

from local import web
from local.people import OFFER, Person
from local.stack import Stack
from tests.support.discretion import CANARY
from tests.support.patience import eventually
from tests.support.phone import A_WHILE, ASKED, LINK, Phone
from whapp.adapters.cells import RESOLUTION

STREET = 0.002  # degrees of latitude, about 220 m: the grid on which homes are kept
TROUBLE = "Er gaat bij ons iets mis"  # the page that a neighbour gets instead of a stack of technical words
_places = itertools.count()
_phones = itertools.count(31630000000)


@dataclass(frozen=True)
class Search:
    """One request, seen from outside: its timeline and its executions."""

    stack: Stack
    id: str
    requester: "Neighbour"

    def timeline(self) -> list[str]:
        """The codes of what happened, in order."""
        rows = self.requester.calls("GET", f"/v1/requests/{self.id}/timeline").json["items"]
        return [row["code"] for row in rows]

    def is_in(self, state: str, round_: int = 1, generation: int = 1) -> None:
        """The cascade comes to this state and stays there."""

        def there() -> bool:
            status, states = self.stack.execution(self.id, round_, generation)
            return status == "RUNNING" and states[-1:] == [state]

        eventually(there, A_WHILE, f"the cascade in {state!r}")

    def ends_in(self, state: str, round_: int = 1, generation: int = 1, within: float = A_WHILE) -> list[str]:
        """The cascade ends here; returns the waits it went through."""

        def over() -> bool:
            return self.stack.execution(self.id, round_, generation)[0] != "RUNNING"

        eventually(over, within, f"the end of the cascade in {state!r}")
        status, states = self.stack.execution(self.id, round_, generation)
        assert (status, states[-1]) == ("SUCCEEDED", state)
        return [name for name in states[:-1] if name not in ("Decide", "Which step?")]


class Neighbour:
    """Somebody with a phone, a sign-in, and perhaps an ask or a request."""

    def __init__(self, stack: Stack, person: Person) -> None:
        self.person = person
        self.phone = Phone(stack, person.phone)
        self.link = ""
        self.searches: list[Search] = []
        self._stack = stack

    def calls(self, method: str, path: str, **how: Any) -> web.Answer:
        """Call the HTTP API, signed in."""
        return self._stack.call(method, path, token=self._stack.token_for(self.person), **how)

    def moves_in(self, offers: Sequence[str], profile: Mapping[str, object]) -> None:
        """Sign up, and tell what one offers."""
        web.expect(200, self.calls("PUT", "/v1/me", body={**self.person.profile(), **profile}), "the profile")
        for category in offers:
            web.expect(200, self.calls("PUT", f"/v1/me/offers/{category}", body=OFFER), "the offer")

    def asks_for(
        self, category: str, *, hours: float = 24, starts: float = 0, key: str | None = None, **more: object
    ) -> Search:
        """Ask for help some time from `starts` seconds until `hours` from now; returns the search that begins."""
        answer = self.calls(
            "POST",
            "/v1/requests",
            body={**a_request(category, timedelta(hours=hours), timedelta(seconds=starts)), **more},
            headers={"Idempotency-Key": key or str(uuid4())},
        )
        search = Search(self._stack, web.expect(201, answer, "the request").json["id"], self)
        self.searches.append(search)
        return search

    def is_asked(self, within: float = A_WHILE) -> None:
        """The phone gets the question; the link in it is what the neighbour answers with."""
        self.gets_a_link(ASKED, within)

    def gets_a_link(self, words: str, within: float = A_WHILE) -> None:
        """The phone gets this message next; the link in it is what the neighbour answers with from now on."""
        found = LINK.search(self.phone.expects_sms(words, within))
        assert found, "a question without a link"
        self.link = found[0]

    def is_told(self, words: str, within: float = A_WHILE) -> None:
        """The phone gets this message next."""
        self.phone.expects_sms(words, within)

    def opens_the_page(self) -> str:
        """What the page behind the link says now."""
        return web.expect(200, web.call("GET", self.link), "the reply page").text

    def says_yes(self) -> str:
        """Tap "Ja, ik help"; returns the page that follows."""
        return self.taps("yes")

    def says_no(self, reason: str = "") -> str:
        """Tap "Nee, nu niet"; returns the page that follows."""
        return self.taps("no", reason=reason)

    def taps(self, button: str, **chosen: str) -> str:
        """Tap a button of the reply page; returns the page that follows."""
        form = {"answer": button, "lang": "nl", **chosen}
        page = web.expect(200, web.call("POST", self.link, form=form), button).text
        assert TROUBLE not in page, f"{button}: {page}"
        return page

    @property
    def id(self) -> str:
        """The id by which Whapp knows this member."""
        return self._stack.member_id(self.person)

    def says(self, what: str, search: Search, body: Mapping[str, object] | None = None) -> Any:
        """Do this to one's own request: `widen`, `not-helped`, `thanks`; returns the request as it is then."""
        return web.expect(200, self.calls("POST", f"/v1/requests/{search.id}/{what}", body=body), what).json

    def cancels(self, search: Search) -> None:
        """Say that the help is not needed any more."""
        web.expect(200, self.calls("POST", f"/v1/requests/{search.id}/cancel"), "cancelling")

    def is_helped(self, search: Search, *, generation: int = 1) -> None:
        """Say that the help was given, and see the search end well."""
        web.expect(200, self.calls("POST", f"/v1/requests/{search.id}/done"), "saying that it is done")
        search.ends_in("Helped", self.sees(search)["round"], generation)

    def sees(self, search: Search) -> Any:
        """The request as its requester sees it now."""
        return web.expect(200, self.calls("GET", f"/v1/requests/{search.id}"), "looking at the request").json


class Neighbourhood:
    """One cell of the map. Whoever moves in lives a street further from its centre than the one before."""

    def __init__(self, stack: Stack) -> None:
        north, east = divmod(next(_places), 12)
        cell = h3.latlng_to_cell(51.0 + north * 0.2, 4.0 + east * 0.25, RESOLUTION)
        self._centre: tuple[float, float] = h3.cell_to_latlng(cell)
        self._stack = stack
        self.people: list[Neighbour] = []

    def requester(self, first_name: str = "Truus") -> Neighbour:
        """Somebody who asks and does not offer. Lives here first, so that helpers are asked in the order they come."""
        return self.lives(first_name, offers=())

    def helpers(self, *first_names: str) -> list[Neighbour]:
        """People who get groceries, the nearest first."""
        return [self.lives(name) for name in first_names]

    def lives(
        self, first_name: str, offers: Sequence[str] = ("groceries",), *, streets: int = 0, **profile: object
    ) -> Neighbour:
        """Somebody with this profile moves in, so many streets further than the last."""
        number = next(_phones)
        person = Person(
            first_name=first_name,
            phone=f"+{number}",
            email=f"{first_name.lower()}.{number}@example.org",
            birth_year=1950,
            home=(self._centre[0] + STREET * (streets + len(self.people)), self._centre[1]),
            address=f"{CANARY}straat {number % 1000}",
            offers=tuple(offers),
        )
        neighbour = Neighbour(self._stack, person)
        self.people.append(neighbour)
        neighbour.moves_in(offers, profile)
        return neighbour

    def curtain(self) -> None:
        """The end of the play: nobody may have got a message that the test did not expect."""
        unexpected = {one.person.first_name: one.phone.unread() for one in self.people}
        for one in self.people:
            for search in one.searches:
                one.calls("POST", f"/v1/requests/{search.id}/cancel")  # those that ended are ended; that is fine
        assert not any(unexpected.values()), f"unexpected messages: {unexpected}"


def a_request(category: str, ahead: timedelta, starts: timedelta = timedelta()) -> dict[str, str]:
    """The body of `POST /v1/requests`, for some time from `starts` until `ahead` from now."""
    now = datetime.now(UTC)
    return {
        "category": category,
        "text": f"Een zakje {CANARY}zaad en een brood.",
        "needed_from": (now + starts).isoformat(),
        "needed_until": (now + ahead).isoformat(),
        "urgency": "planned",
    }
