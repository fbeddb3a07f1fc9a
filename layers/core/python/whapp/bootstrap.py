"""The composition root: what is behind each port. Everything is built when it is first used, and once."""

import gc
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from whapp.domain.policy import Policy
from whapp.settings import Settings

if TYPE_CHECKING:
    from boto3 import Session

    from whapp.ports import (
        Budgets,
        Cascades,
        Grid,
        Groups,
        Holdings,
        Identity,
        Invitations,
        Logbook,
        Members,
        Memberships,
        Notifier,
        Requests,
        Roles,
    )

SECRET_BYTES = 16  # 128 bits: 22 characters in a link


class Bootstrap:
    """`whapp.ports.Services` on AWS."""

    @cached_property
    def settings(self) -> Settings:
        return Settings.from_environment()

    @cached_property
    def _session(self) -> "Session":
        import boto3

        from whapp.adapters.dynamodb.rows import session

        return boto3.Session(botocore_session=session(), region_name=self.settings.region)

    def _bind_rows(self) -> None:
        from whapp.adapters.dynamodb.rows import bind

        bind(self.settings.table, self.settings.region, self._time)

    def _time(self) -> datetime:
        return self.now()

    @cached_property
    def requests(self) -> "Requests":
        from whapp.adapters.dynamodb.requests import DynamoRequests

        self._bind_rows()
        return DynamoRequests()

    @cached_property
    def members(self) -> "Members":
        from whapp.adapters.dynamodb.members import DynamoMembers

        self._bind_rows()
        return DynamoMembers()

    @cached_property
    def groups(self) -> "Groups":
        from whapp.adapters.dynamodb.groups import DynamoGroups

        self._bind_rows()
        return DynamoGroups()

    @cached_property
    def invitations(self) -> "Invitations":
        from whapp.adapters.dynamodb.invitations import DynamoInvitations

        self._bind_rows()
        return DynamoInvitations()

    @cached_property
    def memberships(self) -> "Memberships":
        from whapp.adapters.dynamodb.memberships import DynamoMemberships

        self._bind_rows()
        return DynamoMemberships()

    @cached_property
    def roles(self) -> "Roles":
        from whapp.adapters.dynamodb.roles import DynamoRoles

        self._bind_rows()
        return DynamoRoles()

    @cached_property
    def budgets(self) -> "Budgets":
        from whapp.adapters.dynamodb.budgets import DynamoBudgets

        self._bind_rows()
        return DynamoBudgets()

    @cached_property
    def holdings(self) -> "Holdings":
        from whapp.adapters.dynamodb.holdings import DynamoHoldings

        self._bind_rows()
        return DynamoHoldings()

    @cached_property
    def cascades(self) -> "Cascades":
        from whapp.adapters.stepfunctions import StepFunctionsCascades

        return StepFunctionsCascades(self._session.client("stepfunctions"), self.settings.cascade_arn)

    @cached_property
    def notifier(self) -> "Notifier":
        from whapp.adapters.sns import SmsRules, SnsNotifier

        return SnsNotifier(
            self._session.client("sns"),
            self.settings.topic_prefix,
            SmsRules(self.settings.sms_prefixes, self.settings.sms_per_day),
            self.budgets,
            self.now,
        )

    @cached_property
    def identity(self) -> "Identity":
        from whapp.adapters.cognito import CognitoIdentity

        return CognitoIdentity(self._session.client("cognito-idp"))

    @cached_property
    def grid(self) -> "Grid":
        from whapp.adapters.cells import H3Grid

        return H3Grid()

    @cached_property
    def logbook(self) -> "Logbook":
        from whapp.adapters.logbook import CloudWatchLogbook

        return CloudWatchLogbook(self.settings.stack)

    @cached_property
    def policy(self) -> Policy:
        return Policy(speed=self.settings.speed)

    def warm_up(self, *ports: str) -> None:
        """At the end of loading, in Lambda: build these ports and open the line to the table, before anybody waits.

        What was loaded stays, so the garbage collector need not look at it again.
        """
        if "AWS_LAMBDA_FUNCTION_NAME" not in os.environ:
            return
        from whapp.adapters.dynamodb.rows import open_line

        self._bind_rows()
        for port in ports:
            getattr(self, port)
        open_line()
        gc.freeze()
        gc.enable()

    @property
    def public_url(self) -> str:
        return self.settings.public_url

    @property
    def app_url(self) -> str:
        """What a group's code is put behind to open the app; empty while there is no such address."""
        return self.settings.app_url

    @property
    def token_issuer(self) -> str:
        """The user pool whose access tokens count."""
        return self.settings.token_issuer

    @property
    def token_client(self) -> str:
        """The client of it that they must have been made for."""
        return self.settings.token_client

    @property
    def now(self) -> Callable[[], datetime]:
        return lambda: datetime.now(UTC)

    @property
    def mint(self) -> Callable[[], str]:
        return lambda: secrets.token_urlsafe(SECRET_BYTES)


services = Bootstrap()
