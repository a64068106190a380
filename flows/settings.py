"""Prefect's settings for a run inside a workspace; to be applied before Prefect is imported."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import WorkspaceError


def apply(workspace: Path) -> None:
    """Keep Prefect's own files in the workspace, report nothing to anyone, allow a slow start.

    What the environment says already wins.

    Raises:
        WorkspaceError: the workspace cannot be written.
    """
    home = workspace.resolve() / "prefect"
    defaults = {
        "PREFECT_HOME": str(home),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    try:
        Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"cannot write here ({error.strerror})", home, "choose another with --workspace"
        ) from error
