"""Starts and stops the emulator of the cloud, without Docker and without leaving anything behind."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import boto3

from local import LocalError

REGION = "eu-west-1"
HOST = "127.0.0.1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
_ROOT = Path(__file__).resolve().parent.parent


class Emulator:
    """One emulator process, its workers, and one folder that holds all it writes.

    `stop()` leaves no process and, unless the folder was given, no file. With `persist`, a stop saves the state
    and the next `start()` finds it again: that is how an outage is played.
    """

    def __init__(self, port: int, folder: Path | None = None, *, persist: bool = False) -> None:
        self.port = port
        self.endpoint = f"http://localhost:{port}"
        self.folder = folder or Path(tempfile.gettempdir()) / f"whapp-local-{secrets.token_hex(8)}"
        self.log = self.folder / "emulator.log"
        self._own_folder = folder is None
        self._persist = persist
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, patience: float = 60) -> None:
        """Serve on the port, or say in one sentence why not."""
        if in_use(self.port):
            raise LocalError(f"Port {self.port} is in use; stop what listens there or choose another with PORT=.")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "tmp").mkdir(exist_ok=True)
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C reaches us first, and one signal to the group reaches every worker.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "local.server"],
                cwd=_ROOT,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + patience
        while not self._healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self._end_group()
                raise LocalError(f"The emulator did not start; its last words were: {self._last_words()}.")
            time.sleep(0.1)

    def client(self, service: str) -> Any:
        """A boto3 client that can reach nothing but this emulator."""
        keys: dict[str, Any] = {name.lower(): value for name, value in CREDENTIALS.items()}
        session: Any = boto3.session.Session(region_name=REGION, **keys)
        return session.client(service, endpoint_url=self.endpoint)

    def stop(self) -> None:
        """Ask politely, wait, then end whatever of the group is left; safe to call twice."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=60 if self._persist else 15)
            self._end_group()
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def wait(self) -> None:
        """Return only when the emulator ends by itself, which it should not: a `LocalError`."""
        if self._process is not None:
            self._process.wait()
            raise LocalError(f"The emulator ended by itself; its last words were: {self._last_words()}.")

    def restart(self) -> None:
        """An outage: everything stops, and comes back with what was saved. Needs `persist`."""
        own, self._own_folder = self._own_folder, False
        self.stop()
        self._own_folder = own
        self.start()

    def _environment(self) -> dict[str, str]:
        return {
            **without_account(os.environ),
            **CREDENTIALS,
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": HOST,
            "MINISTACK_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AUTH": "true",  # every function is held to its own policy of the template, as in the cloud
            "LOG_LEVEL": "INFO",
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "COGNITO_EMAIL_ENABLED": "false",
            "DOCKER_HOST": "unix:///nowhere",
            "LAMBDA_EXECUTOR": "local",
            "TMPDIR": str(self.folder / "tmp"),
            "STATE_DIR": str(self.folder / "state"),
            "S3_DATA_DIR": str(self.folder / "s3"),
            "PERSIST_STATE": "1" if self._persist else "0",
            "S3_PERSIST": "1" if self._persist else "0",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def _last_words(self) -> str:
        return " | ".join(self.log.read_text(errors="replace").splitlines()[-3:])

    def _healthy(self) -> bool:
        try:
            with urlopen(f"http://{HOST}:{self.port}/_ministack/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _end_group(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        self._process = None


def without_account(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without anything of the developer's own cloud account: it must never be reached from here."""
    return {name: value for name, value in environment.items() if not name.startswith("AWS_")}


def in_use(port: int) -> bool:
    """Does anything listen on this port of this machine?"""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
