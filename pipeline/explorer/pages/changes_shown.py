"""A change as a page shows it: old and new words with their differences marked, in sections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pipeline.explorer.asked import Asked
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.marks import Piece, differences
from pipeline.report.opened import conditions
from pipeline.report.told import difference
from pipeline.vocabulary import LABEL_LANGUAGES, ChangeKind

SIGNS = {
    ChangeKind.GRANTED: "+", ChangeKind.REMOVED: "−", ChangeKind.STRENGTHENED: "▲",
    ChangeKind.WEAKENED: "▼", ChangeKind.TRANSFERRED: "→", ChangeKind.REWORDED: "≈",
}  # fmt: skip
Words = tuple[Piece, ...]
_FROM = re.compile(r"from (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Side:
    """What the text of one language shows of a change; None where it had, or has, no words."""

    lang: str
    row: Row
    before: Words | None
    after: Words | None
    differs: tuple[str, ...]  # in words


@dataclass(frozen=True, slots=True)
class Entry:
    """One change with its sides, the Russian text first."""

    row: Row
    sides: tuple[Side, ...]
    differs: tuple[str, ...]  # what both sides say; else each side says its own
    binds: str  # whom it binds first, where not everyone at once

    @property
    def alone(self) -> str:
        """The language of the only text that shows it; "" where both do."""
        return self.sides[0].lang if len(self.sides) == 1 else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind and holder, of a page."""

    holder: str
    holder_to: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one kind, of a page."""

    kind: str
    groups: tuple[Group, ...]


def entry(asked: Asked, row: Row) -> Entry:
    """A change of find.changes, ready to be shown."""
    sides = tuple(
        _side(lang, row["sides"][lang], asked.language)
        for lang in ("rus", "kaz")
        if lang in row["sides"]
    )
    said = {side.differs for side in sides}
    shared = said.pop() if len(said) == 1 else ()
    return Entry(row, sides, shared, binds(asked, row["effective_for"]))


def sections(asked: Asked, rows: Iterable[Row]) -> list[Section]:
    """Changes as find.changes orders them, by kind and holder."""
    return [
        Section(
            kind,
            tuple(
                Group(*who, tuple(entry(asked, row) for row in group))
                for who, group in groupby(alike, lambda row: (row["holder"], row["holder_to"]))
            ),
        )
        for kind, alike in groupby(rows, lambda row: row["kind"])
    ]


def binds(asked: Asked, said: str | None) -> str:
    """Whom a change binds first, in the reader's language."""
    if not said:
        return ""
    if found := _FROM.fullmatch(said):
        return asked.words("changes_from", day=asked.words.day(date.fromisoformat(found[1])))
    told = _conditions(asked.served.path).get(said)
    return told[LABEL_LANGUAGES.index(asked.language)] if told else said


@lru_cache(maxsize=4)
def _conditions(release: Path) -> dict[str, list[str]]:
    return conditions(release)


def _side(lang: str, row: Row, language: str) -> Side:
    older, newer = row["text_from"], row["text_to"]
    before: Words | None = (Piece(older),) if older else None
    after: Words | None = (Piece(newer),) if newer else None
    if older and newer:
        before, after = differences(older, newer)
    told = tuple(difference(code, language) for code in row["differs"])
    return Side(lang, row, before, after, told)
