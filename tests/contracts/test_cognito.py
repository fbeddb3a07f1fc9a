"""What the sign-in service has verified."""

import secrets
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

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


def test_a_password_that_came_with_the_sign_up_works_no_more(client: "CognitoIdentityProviderClient") -> None:
    """Whoever signed up somebody else's phone with a password of their own does not get in by it."""
    with mock_aws():
        pool = client.create_user_pool(PoolName="members")["UserPool"]["Id"]
        app = client.create_user_pool_client(
            UserPoolId=pool, ClientName="app", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
        )["UserPoolClient"]["ClientId"]
        client.admin_create_user(UserPoolId=pool, Username="truus")
        client.admin_set_user_password(
            UserPoolId=pool, Username="truus", Password="Chosen-by-a-thief-1", Permanent=True
        )

        def signs_in() -> None:
            client.admin_initiate_auth(
                UserPoolId=pool,
                ClientId=app,
                AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": "truus", "PASSWORD": "Chosen-by-a-thief-1"},
            )

        signs_in()
        CognitoIdentity(client).lock_password(pool, "truus", secrets.token_urlsafe(16))
        with pytest.raises(client.exceptions.NotAuthorizedException):
            signs_in()
