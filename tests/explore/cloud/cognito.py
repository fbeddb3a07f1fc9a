"""Cognito: who holds an access token.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.explore.cloud.errors import Rejected


@dataclass
class Cognito:
    """The user pool: attributes by access token."""

    users: dict[str, dict[str, str]] = field(default_factory=dict)

    def apply(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked."""
        if operation not in ("GetUser", "DeleteUser"):
            raise NotImplementedError(f"{operation}: the fake knows what Whapp calls; teach it this too")
        if given["AccessToken"] not in self.users:
            raise Rejected("NotAuthorizedException", "Invalid Access Token")
        if operation == "DeleteUser":
            del self.users[given["AccessToken"]]
            return {}
        attributes = self.users[given["AccessToken"]]
        return {
            "Username": attributes["sub"],
            "UserAttributes": [{"Name": name, "Value": value} for name, value in attributes.items()],
        }
