"""What docs/mobile.md tells to paste is pasted, and does what it says."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from botocore.session import Session

from local.stack import Stack

PAGE = Path("docs/mobile.md").read_text()
HERE = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
CLOUD = re.findall(r"^```sh cloud\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_line_of_the_page_can_be_pasted(stack: Stack) -> None:
    """One shell, the blocks in order; it stops at the first call that is refused."""
    where = {"API": stack.api_url, "COGNITO": f"{stack.endpoint}/", **stack.sign_in_ids}
    run = subprocess.run(
        ["/bin/sh", "-eu"],
        input="\n".join(HERE),
        env={"PATH": os.environ["PATH"], **where},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    said = run.stdout.splitlines()
    assert said[:3] == ["+31612999901", "+31612999902", "groceries"]
    assert said[4:10] == [
        "We received your request. We are going to search for you.", "matched", "Siem", "+31612999902",
        "Duinweg 1, Den Burg", "helped",
    ]  # fmt: skip
    assert said[10] == "helped"
    assert "We hebben de 1e buurtgenoot gevraagd." in said
    assert "Je hebt je buurtgenoot bedankt." in said


@pytest.mark.parametrize("block", CLOUD)
def test_what_only_the_cloud_knows_is_at_least_a_call_of_cognito(block: str) -> None:
    model = Session().get_service_model("cognito-idp")
    calls = re.findall(r"^cognito (\w+) '\{(.*)\}'$", block, re.MULTILINE)
    assert [name for name, _ in calls] == ["SignUp", "ConfirmSignUp", "InitiateAuth", "RespondToAuthChallenge"]
    for name, body in calls:
        shape = model.operation_model(name).input_shape
        assert shape
        outer = re.sub(r"[\[{].*?[\]}]", "", body)
        assert set(re.findall(r'"(\w+)": ', outer)) <= set(shape.members)
    assert "USER_AUTH" in model.shape_for("AuthFlowType").metadata["enum"]
    assert "SMS_OTP" in model.shape_for("ChallengeNameType").metadata["enum"]
