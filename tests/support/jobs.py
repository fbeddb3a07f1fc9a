"""Jobs on the running stack: run when the test says so, as their schedule would."""

import json
from typing import Any

from local.stack import Stack


def runs_the_job(stack: Stack, name: str) -> Any:
    """What this function says when it is its time."""
    answer = stack.client("lambda").invoke(FunctionName=f"whapp-{name}", Payload=json.dumps({"source": "aws.events"}))
    said = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, said
    return said
