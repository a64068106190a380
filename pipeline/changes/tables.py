"""The data file beside the rules."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table() -> dict[str, Any]:
    """What `families.toml` holds."""
    path = Path(__file__).with_name("families.toml")
    return tomllib.loads(path.read_text(encoding="utf8"))
