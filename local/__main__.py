"""`make run`: everything on this machine, then the story, then stay so that you can try it yourself.

PORT= another port (4566) · SPEED= how many times faster than life (600) · ONCE=1 end after the story.
"""

import importlib.util
import json
import os
import shutil
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Any

from local import LocalError, deploy, seed, story
from local.emulator import in_use
from local.people import Person, moderator, neighbourhood
from local.stack import Stack
from local.street import Street


def main() -> int:
    """Status 0 when the story ended well; 1 and one sentence when anything did not."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        port, speed = _number("PORT", 4566, 65_535), _number("SPEED", 600, 100_000)
        _check_install()
        if in_use(port):
            raise LocalError(f"Port {port} is in use; end what listens there, or say: make run PORT={port + 1}.")
        with Stack.start(port, speed=speed, say=_say) as stack:
            people = neighbourhood()
            _say(f"{len(people)} neighbours move in")
            seed.move_in(stack, people)
            invitation = seed.found_watch_group(stack, people)
            _say(f"{moderator(people).first_name}, who keeps the watch group, pastes this into the group chat:")
            for line in filter(None, invitation["text"]["nl"].splitlines()):
                _say(f"    {line}")
            if os.environ.get("ONCE"):
                _tell(stack, people)
                return 0
            with Street(stack, people).serve(port + 1) as street:
                _say(f"the street page: {street.url} (open it now, and see the story happen)")
                asked = _tell(stack, people)
                _invite(stack, people, asked, invitation, street.url)
                stack.emulator.wait()
    except LocalError as error:
        print(f"make run: {error}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing is left running", flush=True)
    return 0


def _tell(stack: Stack, people: list[Person]) -> list[story.Asked]:
    asked = story.play(stack, people, _say)
    print(f"story: helped after {len(asked)} asks", flush=True)
    return asked


def _invite(stack: Stack, people: list[Person], asked: list[story.Asked], invitation: Any, street: str) -> None:
    """What one can do now; every line can be pasted into a shell or a browser."""
    truus, helper = people[0], asked[-1].person
    soon = datetime.now(UTC) + timedelta(days=1)
    body = json.dumps(story.request_body(soon), ensure_ascii=False)
    where = " ".join(
        f"{name}={value}" for name, value in {"COGNITO": f"{stack.endpoint}/", **stack.sign_in_ids}.items()
    )
    pages = "\n".join(f"  {one.person.first_name:10} {one.link}" for one in asked)
    lines = f"""
Open in a browser the street, with everybody's phone, the timeline and the state machine:
  {street}

and the pages behind the links of those who were asked:
{pages}
  the group  {invitation["link"]}
  its poster {invitation["poster"]}

Paste into a shell (three members, signed in for an hour):
TRUUS={stack.token_for(truus)}
HELPER={stack.token_for(helper)}    # {helper.first_name}
MODERATOR={stack.token_for(moderator(people))}    # {moderator(people).first_name}
API='{stack.api_url}'
{where}
curl "$API/v1/categories"
curl -H "Authorization: Bearer $TRUUS" "$API/v1/requests"
curl -H "Authorization: Bearer $HELPER" "$API/v1/asks"
curl -H "Authorization: Bearer $HELPER" "$API/v1/needs"
curl -H "Authorization: Bearer $MODERATOR" "$API/v1/groups"
curl -H "Authorization: Bearer $TRUUS" -H "Content-Type: application/json" -H "Idempotency-Key: try-1" \\
  -d '{body}' "$API/v1/requests"
curl '{stack.endpoint}/_ministack/sns/sms-messages'    # every message that would have reached a phone

More calls, one after the other: docs/mobile.md. All of them, with examples: {stack.api_url}/docs

The API is at {stack.api_url}, until Ctrl-C."""
    print(lines, flush=True)


def _check_install() -> None:
    for module in ("ministack", "cryptography", "samtranslator", "boto3"):
        if importlib.util.find_spec(module) is None:
            raise LocalError(f"The Python package `{module}` is missing; `make run` installs it.")
    deploy.sam_path()
    if not shutil.which("make"):
        raise LocalError("The tool `make` is missing; SAM needs it to build the layers.")


def _number(name: str, otherwise: int, most: int) -> int:
    text = os.environ.get(name) or str(otherwise)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise LocalError(f"{name}={text} is not a whole number from 1 to {most}.")
    return int(text)


_began = time.monotonic()


def _say(line: str) -> None:
    print(f"[{time.monotonic() - _began:5.1f} s] {line}", flush=True)


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
