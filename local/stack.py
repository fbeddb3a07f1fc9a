"""The running local stack: what `make run` shows to people and what the end-to-end tests hold on to."""

import json
import os
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local import LocalError, deploy, web
from local.emulator import CREDENTIALS, REGION, Emulator, free_port
from local.people import Person

_PASSWORD = "Made-up-neighbour-1"  # opens nothing but the emulator; the cloud knows no passwords


@dataclass(frozen=True)
class Sms:
    """A text message that would have reached a phone."""

    phone: str
    text: str
    id: str


class Stack:
    """Whapp, deployed. Use as a context manager, or call `stop()` in the end."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.endpoint = emulator.endpoint
        self._outputs = self._read_outputs()
        self.api_url = self._outputs["ApiUrl"]
        self.table = self._outputs["TableName"]
        self.cascade_arn = self._outputs["CascadeArn"]
        self.inbound_sms_topic = self._outputs["InboundSmsTopic"]
        self.sign_in_ids = {"POOL": self._outputs["UserPoolId"], "CLIENT": self._outputs["UserPoolClientId"]}
        self._tokens: dict[str, dict[str, str]] = {}
        self._sms: list[Sms] = []
        self._lock = threading.Lock()

    @classmethod
    def start(
        cls,
        port: int | None = None,
        *,
        speed: int = 600,
        folder: Path | None = None,
        persist: bool = False,
        say: Callable[[str], None] = lambda _: None,
    ) -> "Stack":
        """Start an emulator (on a free port unless told), build, deploy. On any failure nothing is left running."""
        emulator = Emulator(port or free_port(), folder, persist=persist)
        try:
            say(f"starting the emulator on port {emulator.port}")
            emulator.start()
            say("building the layers")
            deploy.build()
            say("deploying the template")
            deploy.deploy(emulator, speed)
            return cls(emulator)
        except BaseException:
            emulator.stop()
            raise

    def __enter__(self) -> "Stack":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End every process of the stack, and drop its files unless the folder was given."""
        self.emulator.stop()

    def client(self, service: str) -> Any:
        """A boto3 client of the emulator; it cannot reach anything else."""
        return self.emulator.client(service)

    def call(self, method: str, path: str, **how: Any) -> web.Answer:
        """Call the HTTP API; see `web.call` for token, body, form and headers."""
        return web.call(method, self.api_url + path, **how)

    def token_for(self, person: Person, kind: str = "AccessToken") -> str:
        """A token of this member, who is signed up with verified phone and e-mail at the first call."""
        if person.phone not in self._tokens:
            self._tokens[person.phone] = self._sign_in(person)
        return self._tokens[person.phone][kind]

    def forget(self, person: Person) -> None:
        """Let this member sign in anew at the next call: their token has been refused."""
        self._tokens.pop(person.phone, None)

    def member_id(self, person: Person) -> str:
        """The id by which Whapp knows this member: the subject of their token."""
        claims = self.token_for(person).split(".")[1]
        return str(json.loads(b64decode(claims + "=" * (-len(claims) % 4), altchars=b"-_"))["sub"])

    def gives_role(self, person: Person) -> None:
        """Make this member one of operations, with the tool that operations use."""
        where = {"WHAPP_TABLE": self.table, "AWS_REGION": REGION, "AWS_ENDPOINT_URL": self.endpoint, **CREDENTIALS}
        run = subprocess.run(
            [sys.executable, "-m", "ops.role", "give", self.member_id(person)],
            cwd=deploy.ROOT,
            env={**os.environ, **where},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise LocalError(f"The role could not be given: {run.stderr.strip()[-300:]}")

    def sms(self, since: int = 0) -> list[Sms]:
        """Messages in the order they were first seen. `mark = len(stack.sms())` now, `stack.sms(mark)` later."""
        box = web.call("GET", f"{self.endpoint}/_ministack/sns/sms-messages").json["sms_messages"]
        with self._lock:
            known = {message.id for message in self._sms}
            for phone, messages in sorted(box.items()):
                self._sms += [Sms(phone, m["Message"], m["MessageId"]) for m in messages if m["MessageId"] not in known]
            return self._sms[since:]

    def execution_arn(self, request_id: str, round_: int = 1, generation: int = 1) -> str:
        """Where one execution of the cascade is found."""
        name = f"{request_id}-{round_}" + (f"-{generation}" if generation > 1 else "")
        return self.cascade_arn.replace(":stateMachine:", ":execution:") + f":{name}"

    def execution(self, request_id: str, round_: int = 1, generation: int = 1) -> tuple[str, list[str]]:
        """The status of one execution of the cascade, and the names of the states it went through so far."""
        arn = self.execution_arn(request_id, round_, generation)
        cascades = self.client("stepfunctions")
        status = cascades.describe_execution(executionArn=arn)["status"]
        pages = cascades.get_paginator("get_execution_history").paginate(executionArn=arn)
        events = (event for page in pages for event in page["events"])
        return status, [e["stateEnteredEventDetails"]["name"] for e in events if "stateEnteredEventDetails" in e]

    def _read_outputs(self) -> dict[str, str]:
        [stack] = self.client("cloudformation").describe_stacks(StackName=deploy.STACK)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def _sign_in(self, person: Person) -> dict[str, str]:
        users, pool = self.client("cognito-idp"), self._outputs["UserPoolId"]
        verified = {"phone_number": person.phone, "email": person.email}
        verified |= {f"{name}_verified": "true" for name in verified}
        try:
            users.admin_create_user(
                UserPoolId=pool,
                Username=person.phone,
                MessageAction="SUPPRESS",
                UserAttributes=[{"Name": name, "Value": value} for name, value in verified.items()],
            )
            users.admin_set_user_password(UserPoolId=pool, Username=person.phone, Password=_PASSWORD, Permanent=True)
        except users.exceptions.UsernameExistsException:
            pass
        answer = users.admin_initiate_auth(
            UserPoolId=pool,
            ClientId=self._outputs["UserPoolClientId"],
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": person.phone, "PASSWORD": _PASSWORD},
        )
        if "AuthenticationResult" not in answer:
            raise LocalError(f"{person.first_name} cannot sign in; the emulator wants {answer.get('ChallengeName')}.")
        tokens: dict[str, str] = answer["AuthenticationResult"]
        return tokens
