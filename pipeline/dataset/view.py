"""What a view is: a named query with the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A named query with the sentence that explains it."""

    name: str
    description: str
    sql: str
