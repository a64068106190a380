"""Annotations joined with the texts they speak of: what the classifier learns from.

The texts come from folders laid out as `<act>/<version>.<language>.<ext>`, as in `corpus/restated`.
All clauses of an annotated text are kept, because reading one looks at the clause before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.classifier.annotations import (
    Annotation,
    annotation,
    check_unique,
    read_annotations,
    read_rows,
)
from pipeline.errors import InputError
from pipeline.normalize import text_hash
from pipeline.parse import parse
from pipeline.parse.sourcetext import MEDIA_TYPES, read_text
from pipeline.records import Clause
from pipeline.vocabulary import Lang

ROOT = Path(__file__).parents[2]
ANNOTATIONS = ROOT / "corpus" / "annotations"
RESTATED = ROOT / "corpus" / "restated"
# Not learned from: tags of words, and the constitution that is kept for the last test.
LEFT_OUT = ("tags.*.jsonl", "constitution-2026.jsonl")
SHOWN = 3  # places of a complaint


@dataclass(frozen=True, slots=True)
class Example:
    """A clause and its annotation; None for a neighbour that no one has labelled."""

    clause: Clause
    annotation: Annotation | None
    with_text: bool = False  # a row of the gold set


@dataclass(frozen=True, slots=True)
class Examples:
    """Clauses in document order, annotated or not, and what could not be joined."""

    rows: tuple[Example, ...]
    stale: tuple[Annotation, ...] = ()  # the clause is gone or has other words
    without_text: tuple[Annotation, ...] = ()  # the text is not at hand

    @property
    def labelled(self) -> list[Example]:
        return [one for one in self.rows if one.annotation]

    @property
    def complaints(self) -> list[str]:
        """What could not be joined: how many, and the first places."""
        found = []
        for rows, what in (
            (self.stale, "annotations are stale (the clause is gone or has other words)"),
            (self.without_text, "annotations have no text at hand"),
        ):
            if rows:
                first = "; ".join(f"{one.place}: {one.eid}/{one.n}" for one in rows[:SHOWN])
                more = "; ..." if len(rows) > SHOWN else ""
                found.append(f"{len(rows)} {what} and are left out: {first}{more}")
        return found


def default_files() -> list[Path]:
    """The project's own annotations that may be learned from."""
    return sorted(
        path
        for path in ANNOTATIONS.glob("*.jsonl")
        if not any(path.match(pattern) for pattern in LEFT_OUT)
    )


def collect(files: Sequence[Path], folders: Sequence[Path], gold: Path | None = None) -> Examples:
    """Everything that may be learned from.

    Args:
        files: stand-off annotations.
        folders: where texts are looked for, the restated ones of the project always.
        gold: a folder of rows that carry their text.

    Raises:
        InputError: a file is wrong (see `read_annotations`), or nothing can be learned from.
    """
    annotations = [one for path in files for one in read_annotations(path)]
    check_unique(annotations)
    rows, stale, without = join(annotations, [RESTATED, *folders])
    known = {one.annotation.key for one in rows if one.annotation}
    for one in gold_examples(gold) if gold else ():
        if one.annotation and one.annotation.key not in known:
            rows.append(one)
    found = Examples(tuple(rows), tuple(stale), tuple(without))
    if not found.labelled:
        raise InputError(
            "no annotation fits a text that is at hand",
            ", ".join(map(str, files)) or "no file",
            "name the folder of the texts with --texts",
        )
    return found


def join(
    annotations: Iterable[Annotation], folders: Sequence[Path]
) -> tuple[list[Example], list[Annotation], list[Annotation]]:
    """Clauses of all annotated texts with their annotations, the stale ones, the textless ones."""
    texts: defaultdict[tuple[str, str, Lang, bool], dict[tuple[str, int], Annotation]]
    texts = defaultdict(dict)
    for one in annotations:
        texts[one.act, one.version, one.lang, one.restated][one.eid, one.n] = one
    rows: list[Example] = []
    stale: list[Annotation] = []
    without: list[Annotation] = []
    for (act, version, lang, restated), mine in sorted(texts.items()):
        clauses = _clauses(act, version, lang, restated, folders)
        if not clauses:
            without += mine.values()
            continue
        for clause in clauses:
            one_of_mine = mine.pop((clause.eid, clause.n), None)
            if one_of_mine and one_of_mine.sha256 != text_hash(clause.text):
                stale.append(one_of_mine)
                one_of_mine = None
            rows.append(Example(clause, one_of_mine))
        stale += mine.values()
    return rows, stale, without


def gold_examples(folder: Path) -> list[Example]:
    """The gold set: rows with their text, in document order.

    Raises:
        InputError: the folder holds no JSON-lines files, or a row is wrong.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise InputError("no gold files here", folder, "name a folder of *.jsonl files")
    found = []
    for path in files:
        for row, place in read_rows(path):
            one = annotation(row, place)
            if not row.get("text"):
                raise InputError("lacks text", place, "a row of the gold set carries its text")
            clause = Clause(
                one.act, one.version, one.lang, one.eid, one.n,
                row.get("lead_in") or "", row["text"],
            )  # fmt: skip
            found.append(Example(clause, one, with_text=True))
    check_unique(one.annotation for one in found if one.annotation)
    return found


def _clauses(
    act: str, version: str, lang: Lang, restated: bool, folders: Sequence[Path]
) -> list[Clause]:
    for folder in folders:
        for path in sorted((folder / act).glob(f"{version}.{lang.value}.*")):
            media_type = MEDIA_TYPES.get(path.suffix)
            if media_type is None:
                continue
            text = read_text(path.read_bytes(), media_type, str(path))
            clauses = parse(text, media_type, str(path)).clauses
            if clauses and clauses[0].restated is restated:
                return list(clauses)
    return []
