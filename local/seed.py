"""Moves the made-up neighbours in, through the same doors as real ones: sign-in and the HTTP API."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.people import OFFER, WATCH, Person, moderator, operator
from local.stack import Stack
from local.web import expect

_AT_ONCE = 4  # more only makes the emulator start more workers, which takes longer than it saves


def move_in(stack: Stack, people: list[Person]) -> None:
    """Give each a verified sign-in, a profile and offers. Doing it twice changes nothing."""
    with ThreadPoolExecutor(_AT_ONCE) as helpers:
        list(helpers.map(lambda person: _settle(stack, person), people))


def found_watch_group(stack: Stack, people: list[Person]) -> Any:
    """Operations take the watch group in, its moderator makes a code, and three in four join; Truus is attested.

    Returns the invitation. Doing it twice makes another code and changes nothing else.
    """
    cees, mo, truus = operator(people), moderator(people), people[0]
    stack.gives_role(cees)
    body = {**WATCH, "moderator_email": mo.email}
    taken_in = stack.call("POST", "/v1/groups", token=stack.token_for(cees), body=body)
    group = expect(201, taken_in, "Taking the watch group in").json["id"]
    made = stack.call("POST", f"/v1/groups/{group}/invitations", token=stack.token_for(mo), body={"days": 90})
    invitation = expect(201, made, "The invitation of the watch group").json
    joining = [person for number, person in enumerate(people) if number % 4 != 3 and person is not mo]
    with ThreadPoolExecutor(_AT_ONCE) as neighbours:
        list(neighbours.map(lambda person: _join(stack, person, invitation["code"]), joining))
    path = f"/v1/groups/{group}/members/{stack.member_id(truus)}/attest"
    expect(200, stack.call("POST", path, token=stack.token_for(mo)), f"Attesting {truus.first_name}")
    return invitation


def _join(stack: Stack, person: Person, code: str) -> None:
    body = {"code": code, "introduction": person.address}
    answer = stack.call("POST", "/v1/memberships", token=stack.token_for(person), body=body)
    expect(201, answer, f"{person.first_name} joining")


def _settle(stack: Stack, person: Person) -> None:
    token = stack.token_for(person)
    expect(200, stack.call("PUT", "/v1/me", token=token, body=person.profile()), f"The profile of {person.first_name}")
    for category in person.offers:
        answer = stack.call("PUT", f"/v1/me/offers/{category}", token=token, body=OFFER)
        expect(200, answer, f"The offer of {person.first_name} for {category}")
