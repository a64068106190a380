"""Ten questions with their SQL and Python: `examples.toml`, shown by `bilik query --examples`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.vocabulary import LABEL_LANGUAGES


@dataclass(frozen=True, slots=True)
class Example:
    """A question in three languages, and two ways to ask it of a release.

    `python` has the open release as `r` and leaves its table in `answer`: the rows of `sql`.
    """

    name: str
    question: dict[str, str]
    sql: str
    python: str


@cache
def examples() -> tuple[Example, ...]:
    """The examples, in the order in which they are shown."""
    file = Path(__file__).parent / "examples.toml"
    return tuple(
        Example(
            one["name"],
            {language: one[language] for language in LABEL_LANGUAGES},
            one["sql"],
            one["python"],
        )
        for one in tomllib.loads(file.read_text(encoding="utf8"))["example"]
    )
