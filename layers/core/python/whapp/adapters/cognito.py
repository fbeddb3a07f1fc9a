"""Who somebody is, according to the Cognito user pool."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from whapp.domain.errors import NotPermitted
from whapp.ports import VerifiedContact

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

_UNKNOWN = {"NotAuthorizedException", "UserNotFoundException"}  # revoked, or its holder is gone


class CognitoIdentity:
    """`whapp.ports.Identity` on Cognito."""

    def __init__(self, client: "CognitoIdentityProviderClient") -> None:
        self._client = client

    def contact(self, access_token: str) -> VerifiedContact:
        try:
            user = self._client.get_user(AccessToken=access_token)
        except ClientError as error:
            if error.response["Error"]["Code"] in _UNKNOWN:
                raise NotPermitted from error
            raise
        known = {attribute["Name"]: attribute.get("Value") for attribute in user["UserAttributes"]}
        return VerifiedContact(
            phone=known.get("phone_number") if known.get("phone_number_verified") == "true" else None,
            email=known.get("email") if known.get("email_verified") == "true" else None,
        )

    def erase(self, access_token: str) -> None:
        try:
            self._client.delete_user(AccessToken=access_token)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _UNKNOWN:
                raise

    def lock_password(self, pool: str, username: str, secret: str) -> None:
        password = f"{secret}aA1!"  # one of each kind, as the pool's rules ask
        self._client.admin_set_user_password(UserPoolId=pool, Username=username, Password=password, Permanent=True)
