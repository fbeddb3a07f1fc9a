"""One call to the API: who calls, in which language, with what key."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from whapp.app.admit import admit
from whapp.domain.language import Language
from whapp.http.problems import Refused
from whapp.ports import Services


@dataclass(frozen=True, slots=True)
class Call:
    """What a route needs to know besides its own fields."""

    services: Services
    event: Any

    @property
    def member_id(self) -> str:
        """The signed-in member. Raises Refused (401) without one, even on a route that forgot its authorizer.

        What the authorizer demands of a token is demanded once more; signature and times are its own to check.
        """
        return str(self._claims()["sub"])

    @property
    def access_token(self) -> str:
        """The token itself, to ask the sign-in service about its holder."""
        self._claims()
        scheme, _, token = str(_header(self.event, "authorization")).partition(" ")
        return token.strip() or scheme  # the gateway takes a bare token too

    @property
    def language(self) -> Language:
        """The language to answer in."""
        return language(self.event)

    def _claims(self) -> dict[str, Any]:
        context = self.event.get("requestContext") or {}
        claims = ((context.get("authorizer") or {}).get("jwt") or {}).get("claims") or {}
        ours = {"iss": self.services.token_issuer, "client_id": self.services.token_client}
        is_ours = all(value and claims.get(name) == value for name, value in ours.items())
        if claims.get("token_use") != "access" or not claims.get("sub") or not is_ours:
            raise Refused(HTTPStatus.UNAUTHORIZED, "Sign in and send the access token.")
        return dict(claims)


def language(event: Any) -> Language:
    """The language that a caller wants to be answered in."""
    return Language.preferred(_header(event, "accept-language"))


def _header(event: Any, name: str) -> str | None:
    headers = event.get("headers") or {}
    return next((value for key, value in headers.items() if key.lower() == name), None)


def call(router: APIGatewayHttpRouter, *, of_suspended: bool = False) -> Call:
    """The call that this router is working on. Raises Suspended, unless the route is for them too."""
    made = Call(router.context["services"], router.current_event.raw_event)
    if not of_suspended:
        admit(made.services, made.member_id)
    return made
