"""Prefect's server for the time that a command runs, bound to this machine alone.

Prefect would start one by itself, but that one runs no schedules, and it lives on when its parent
is killed. Ours ends when the pipe to its parent closes, whatever ended the parent.
"""

from __future__ import annotations

import os
import runpy
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import WorkspaceError

URL, KEY = "PREFECT_API_URL", "PREFECT_API_AUTH_STRING"
START = 120  # seconds; the first start in a workspace makes its database
LOG = "server.log"


@contextmanager
def running(schedules: bool = False) -> Iterator[str]:
    """The address of a server: that of the environment or, where it names none, of one of ours.

    To be used after `settings.apply`. Only who has its key, kept in the environment of this process
    and those it starts, may ask our server.

    Args:
        schedules: whether it is to make runs of schedules; once at a time in one PREFECT_HOME.

    Raises:
        WorkspaceError: the server does not start.
    """
    if url := os.environ.get(URL):
        yield url
        return
    home = Path(os.environ["PREFECT_HOME"])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
        os.environ[KEY] = f"bilik:{secrets.token_urlsafe(24)}"
        process = _start(home, listening, schedules)
    try:
        _await(process, url, home / LOG)
        os.environ[URL] = url
        _reread()
        yield url
    finally:
        _flush()
        os.environ.pop(URL, None)
        os.environ.pop(KEY, None)
        _reread()
        _stop(process)


def _flush() -> None:
    """Send what was logged while there is someone to take it."""
    from prefect.logging.handlers import APILogHandler

    APILogHandler().flush()


def _reread() -> None:
    """Let Prefect see the environment as it is now, in case it was imported before."""
    from prefect.context import refresh_global_settings_context

    refresh_global_settings_context()


def _start(home: Path, listening: socket.socket, schedules: bool) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "PREFECT_SERVER_API_AUTH_STRING": os.environ[KEY],
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT__SERVER_EPHEMERAL": "" if schedules else "1",
        "PREFECT__SERVER_FINAL": "1",
    }
    with (home / LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(listening.fileno())],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[listening.fileno()],
            env=environment,
        )


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    import httpx

    key = tuple(os.environ[KEY].split(":", 1))
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/health", auth=(key[0], key[1]), timeout=5).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise WorkspaceError(
        "Prefect's server did not start",
        log,
        "read that file; if its database is damaged, delete the folder (it holds no texts)",
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin:
        process.stdin.close()


def _serve(descriptor: str) -> None:
    """The server's own process: serve on a socket that is given, until our parent is gone."""

    def watch() -> None:
        sys.stdin.buffer.read()  # returns when the other end is closed
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
    sys.argv = ["uvicorn", "--factory", "prefect.server.api.server:create_app",
                "--fd", descriptor, "--log-level", "error", "--lifespan", "on"]  # fmt: skip
    runpy.run_module("uvicorn", run_name="__main__")


if __name__ == "__main__":
    _serve(sys.argv[1])
