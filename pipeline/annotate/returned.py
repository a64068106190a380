"""What comes back from a tool, before anyone judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.annotate.marks import Sheet
from pipeline.annotate.tasks import Task
from pipeline.errors import InputError

KEY = ("act", "version", "lang", "eid", "n", "restated", "sha256")


@dataclass(frozen=True, slots=True)
class Returned:
    """One annotator's sheet for one clause."""

    key: dict[str, Any]  # the fields of KEY
    text: str  # of the clause
    annotator: str
    sheet: Sheet
    place: str
    decides: bool = False  # the tool marks it as the truth


@dataclass(slots=True)
class Batch:
    """The sheets of one file, and what is wrong in it."""

    sheets: list[Returned] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    skipped: int = 0  # cancelled, or left empty


def key_of(task: Task) -> dict[str, Any]:
    """What a task carries so that it can come back."""
    clause = task.reading.clause
    return {
        "act": clause.act,
        "version": clause.version,
        "lang": clause.lang.value,
        "eid": clause.eid,
        "n": clause.n,
        "restated": clause.restated,
        "sha256": task.sha256,
    }


def key_in(row: dict[str, Any], place: str) -> dict[str, Any]:
    """The same, read back.

    Raises:
        InputError: something is missing.
    """
    missing = [name for name in KEY if row.get(name) is None]
    if missing:
        raise InputError(
            f"the task lacks {', '.join(missing)}",
            place,
            "import only tasks that `bilik annotate export` wrote",
        )
    return {name: row[name] for name in KEY}
