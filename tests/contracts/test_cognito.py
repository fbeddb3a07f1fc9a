"""What the sign-in service has verified."""

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from tests.support.table import REGION
from whapp.adapters.cognito import CognitoIdentity
from whapp.domain.errors import NotPermitted
from whapp.ports import VerifiedContact

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@pytest.fixture
def client(credentials: None) -> "CognitoIdentityProviderClient":
    return boto3.client("cognito-idp", region_name=REGION)


@pytest.mark.parametrize(
    ("attributes", "contact"),
    [
        ({}, VerifiedContact(None, None)),
        ({"phone_number": "+31612345678", "phone_number_verified": "true"}, VerifiedContact("+31612345678", None)),
        ({"phone_number": "+31612345678", "phone_number_verified": "false"}, VerifiedContact(None, None)),
        ({"phone_number": "+31612345678"}, VerifiedContact(None, None)),
        ({"email": "a@example.org", "email_verified": "true"}, VerifiedContact(None, "a@example.org")),
        ({"email": "a@example.org", "phone_number_verified": "true"}, VerifiedContact(None, None)),
    ],
)
def test_only_what_was_verified_counts(
    client: "CognitoIdentityProviderClient", attributes: dict[str, str], contact: VerifiedContact
) -> None:
    listed = [{"Name": name, "Value": value} for name, value in attributes.items()]
    with Stubber(client) as service:
        service.add_response("get_user", {"Username": "x", "UserAttributes": listed}, {"AccessToken": "token"})
        assert CognitoIdentity(client).contact("token") == contact


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("NotAuthorizedException", NotPermitted),
        ("UserNotFoundException", NotPermitted),
        ("TooManyRequestsException", ClientError),
        ("InternalErrorException", ClientError),
    ],
)
def test_a_token_that_is_no_good_is_not_permitted_and_trouble_is_trouble(
    client: "CognitoIdentityProviderClient", code: str, error: type[Exception]
) -> None:
    with Stubber(client) as service:
        service.add_client_error("get_user", service_error_code=code)
        with pytest.raises(error):
            CognitoIdentity(client).contact("token")


@pytest.mark.parametrize("code", ["NotAuthorizedException", "UserNotFoundException"])
def test_whoever_leaves_may_leave_again(client: "CognitoIdentityProviderClient", code: str) -> None:
    with Stubber(client) as service:
        service.add_response("delete_user", {}, {"AccessToken": "token"})
        CognitoIdentity(client).erase("token")
        service.add_client_error("delete_user", service_error_code=code)
        CognitoIdentity(client).erase("token")


def test_a_sign_in_that_could_not_be_erased_is_trouble(client: "CognitoIdentityProviderClient") -> None:
    with Stubber(client) as service:
        service.add_client_error("delete_user", service_error_code="InternalErrorException")
        with pytest.raises(ClientError):
            CognitoIdentity(client).erase("token")
