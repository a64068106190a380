"""The JSON files of a release, written and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError

REMEDY = "take the release back from a copy, or delete its folder and run `bilik build`"


def write_json(value: object, path: Path) -> None:
    """Readable JSON with its letters as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf8")


def read_object(path: Path) -> dict[str, Any]:
    """A JSON object.

    Raises:
        ReleaseError: the file is missing, cannot be read, or holds something else.
    """
    try:
        found = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError, RecursionError) as cause:
        what = cause.strerror if isinstance(cause, OSError) else cause
        raise ReleaseError(f"cannot be read ({what})", path, REMEDY) from cause
    if not isinstance(found, dict):
        raise ReleaseError("is no JSON object", path, REMEDY)
    return found
