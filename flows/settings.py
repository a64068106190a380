"""Prefect's settings for a run inside a workspace; to be applied before Prefect is imported."""

from __future__ import annotations

import os
from pathlib import Path


def apply(workspace: Path) -> None:
    """Keep Prefect's own files in the workspace, report nothing to anyone, allow a slow start.

    What the environment says already wins.
    """
    defaults = {
        "PREFECT_HOME": str((workspace / "prefect").resolve()),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
