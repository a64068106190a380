"""The ordered scale of `scale.toml`: how far from the centre the choice of an akim lies."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.vocabulary import Choice

APPOINTED_BY_PRESIDENT = frozenset(
    {
        Choice.PRESIDENT_ALONE,
        Choice.PRESIDENT_ON_NOMINATION,
        Choice.PRESIDENT_WITH_CONSENT,
        Choice.PRESIDENT_WITH_VOTE,
    }
)
APPOINTED_BY_AKIM = frozenset({Choice.AKIM, Choice.AKIM_WITH_CONSENT})
ELECTED = frozenset({Choice.ELECTORS, Choice.MASLIKHAT, Choice.DIRECT})


def decentralisation(choice: Choice) -> float:
    """The value of a way of choosing akims, 0 (the President alone) to 1 (the citizens)."""
    return float(_table()[choice.value]["value"])


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("scale.toml").read_text(encoding="utf8"))
