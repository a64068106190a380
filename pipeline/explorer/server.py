"""The web server around the site."""

from __future__ import annotations

import resource
from collections.abc import Callable

import uvicorn

from pipeline.explorer.served import Fixed, Newest
from pipeline.explorer.site import create

_PATIENCE = 15  # seconds within which a client must have sent its request


def run(
    newest: Newest | Fixed, host: str, port: int, root: str, tell: Callable[[str], None]
) -> None:
    """Serve until interrupted."""
    _allow_many_clients()
    newest.watch()
    tell(f"showing {newest.now.name} at http://{host}:{port}{root}/  (Ctrl-C ends)")
    try:
        uvicorn.run(
            create(newest, root), host=host, port=port, log_level="warning", server_header=False,
            timeout_keep_alive=10, proxy_headers=False,
        )  # fmt: skip
    finally:
        newest.close()


def _allow_many_clients() -> None:
    """Let the process hold as many connections as the system allows it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
