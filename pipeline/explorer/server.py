"""The web server around the site."""

from __future__ import annotations

import ipaddress
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from pipeline.errors import InputError
from pipeline.explorer.connection import Connection
from pipeline.explorer.served import Fixed, Newest
from pipeline.explorer.site import create

_KEPT_FILES = 256  # of those that may be open, so that clients never take them all
_FILES_OF_ONE = 2  # a connection, and what is downloaded by it
_IDLE = 10  # seconds after which a connection without a request is closed
_END = 6  # seconds after which the server ends, whatever clients do


def run(
    newest: Newest | Fixed, listening: socket.socket, root: str, tell: Callable[[str], None]
) -> None:
    """Serve on a socket until Ctrl-C or SIGTERM.

    Args:
        newest: which release is shown.
        listening: where, see `listen`.
        root: the path under which a web server passes requests on: "" or "/bilik".
        tell: takes a line for the person who started it.
    """
    most = allow_many_clients()
    host, port = listening.getsockname()[:2]
    shown_host = f"[{host}]" if ":" in host else host
    signal.signal(signal.SIGTERM, lambda *_: None)  # how uvicorn ends when it is told to
    newest.watch()
    tell(f"showing {newest.now.name} at http://{shown_host}:{port}{root}/  (Ctrl-C ends)")
    if not ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        tell(
            "others can reach this address: they can only read, but nothing limits how much they"
            " ask; put a web server before it"
        )
    try:
        with suppress(KeyboardInterrupt):
            around(create(newest, root), most).run([listening])
    finally:
        newest.close()


def around(site: ASGIApp, most: int) -> uvicorn.Server:
    """The server of a site; `most` is how many files it may open, connections among them."""
    config = uvicorn.Config(
        site, http=Connection, ws="none", lifespan="off", loop="asyncio", log_level="error",
        access_log=False, server_header=False, proxy_headers=False, timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_END,
        limit_concurrency=max(most - _KEPT_FILES, most // 2) // _FILES_OF_ONE,
    )  # fmt: skip
    return uvicorn.Server(config)


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address; port 0 is a free one.

    Raises:
        InputError: it is taken, not ours, or not allowed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "no host is called so"
        raise InputError(
            f"there is no such address ({told})", f"--host {host}", "use 127.0.0.1"
        ) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise InputError(
            f"nothing can be served here ({error.strerror})",
            f"{host}:{port}",
            "choose another --port, 0 for any free one, or end the program that holds it",
        ) from error
    return listening


def allow_many_clients() -> int:
    """Let the process hold as many connections as the system allows it; tells how many files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
