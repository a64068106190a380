"""What annotators made of the tasks, put beside the annotations that are there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.annotate import doccano, label_studio
from pipeline.annotate.marks import power_rows
from pipeline.annotate.returned import Batch, Returned
from pipeline.classifier.annotations import (
    Annotation,
    Key,
    PowerLabel,
    annotation,
    power_row,
    read_annotations,
    read_rows,
)
from pipeline.classifier.examples import join
from pipeline.errors import InputError
from pipeline.normalize import text_hash


@dataclass(slots=True)
class Outcome:
    """What an import would do, and what stands against it."""

    annotations: list[Annotation] = field(default_factory=list)  # the file as it would be
    new: int = 0
    unchanged: int = 0
    replaced: int = 0
    skipped: int = 0  # cancelled, or left empty
    unchecked: int = 0  # texts were named, and the clause's is not among them
    kept: list[InputError] = field(default_factory=list)  # another annotation is there already
    differing: list[InputError] = field(default_factory=list)  # annotators do not agree
    stale: list[InputError] = field(default_factory=list)  # the text has changed
    problems: list[InputError] = field(default_factory=list)  # what an annotator must mend

    @property
    def errors(self) -> list[InputError]:
        return [*self.problems, *self.differing, *self.stale, *self.kept]

    @property
    def sound(self) -> bool:
        """Whether the annotations may be written; what is kept stands in nobody's way."""
        return not (self.problems or self.differing or self.stale)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": self.new,
            "unchanged": self.unchanged,
            "replaced": self.replaced,
            "conflicts": len(self.differing) + len(self.kept),
            "stale": len(self.stale),
            "problems": len(self.problems),
            "skipped": self.skipped,
            "unchecked": self.unchecked,
        }


def take(
    files: Sequence[Path],
    into: Path,
    tool: str | None = None,
    texts: Sequence[Path] = (),
    replace: bool = False,
) -> Outcome:
    """Read exports and say what they change in a file of annotations; nothing is written.

    Args:
        files: exports, all of one tool or of several.
        into: the file of annotations, which need not be there.
        tool: `label-studio` or `doccano`; None to tell by the form of each file.
        texts: folders of texts; a clause that has other words there is stale.
        replace: whether what comes in takes the place of what is there.

    Raises:
        InputError: a file cannot be read, has another form, or no one has labelled anything in
            it; or the file of annotations is wrong.
    """
    outcome = Outcome()
    judged: list[tuple[Returned, Annotation]] = []
    for path in files:
        batch = load(path, tool)
        outcome.skipped += batch.skipped
        outcome.problems += batch.problems
        if not batch.sheets and not batch.problems:
            raise InputError(
                f"no annotations in it ({batch.skipped} cancelled or empty)",
                path,
                "label some tasks, submit them, and export again",
            )
        for sheet in batch.sheets:
            try:
                judged.append((sheet, _annotation(sheet)))
            except InputError as error:
                outcome.problems.append(error)
    agreed = _agreed(judged, outcome)
    if texts:
        _, stale, without = join(agreed, texts)
        outcome.stale = [_stale(one) for one in stale]
        outcome.unchecked = len(without)
        gone = {one.key for one in stale}
        agreed = [one for one in agreed if one.key not in gone]
    there = read_annotations(into) if into.exists() and into.stat().st_size else []
    outcome.annotations = _merged(there, agreed, outcome, replace)
    return outcome


def load(path: Path, tool: str | None = None) -> Batch:
    """The sheets of one export.

    Raises:
        InputError: the file cannot be read, is empty, or has another form.
    """
    try:
        text = path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({error})", path, "name a JSON file in UTF-8; unpack an archive first"
        ) from None
    if not text.strip():
        raise InputError("the file is empty", path, "export again, and see that tasks are labelled")
    whole, problem = _decoded(text)
    if (tool or _guess(text, whole, path)) == "doccano":
        return doccano.read(read_rows(path), path.stem)
    if problem:
        raise InputError(f"no JSON ({problem})", path, "export from Label Studio as JSON")
    return label_studio.read(whole, str(path))


def _decoded(text: str) -> tuple[object, str]:
    """What a file says if it is one JSON value, and if not, why."""
    try:
        return json.loads(text), ""
    except ValueError as error:
        return None, str(error)


def _guess(text: str, whole: object, path: Path) -> str:
    """The tool that wrote a file: Label Studio a list, doccano an object a line.

    Raises:
        InputError: it is neither.
    """
    first = text.lstrip()[0]
    if first not in "[{":
        raise InputError(
            "this is no JSON", path, "export as JSON from Label Studio, or as JSONL from doccano"
        )
    lines = first == "{" and (whole is None or (isinstance(whole, dict) and "text" in whole))
    return "doccano" if lines else "label-studio"


def _annotation(sheet: Returned) -> Annotation:
    """One sheet as an annotation, checked."""
    if text_hash(sheet.text) != sheet.key["sha256"]:
        raise InputError(
            "the words of the clause are not those of its sha256",
            sheet.place,
            "leave the data of tasks as they were exported",
        )
    powers = power_rows(sheet.sheet, sheet.place)
    return annotation({**sheet.key, "label": sheet.sheet.label, "powers": powers}, sheet.place)


def _agreed(judged: Iterable[tuple[Returned, Annotation]], outcome: Outcome) -> list[Annotation]:
    """One annotation a clause: what its annotators agree on, or what the tool calls the truth."""
    sheets: dict[Key, list[tuple[Returned, Annotation]]] = {}
    for pair in judged:
        sheets.setdefault(pair[1].key, []).append(pair)
    agreed = []
    for pairs in sheets.values():
        deciding = [pair for pair in pairs if pair[0].decides] or pairs
        (first_sheet, first), *others = deciding
        other = next(((s, a) for s, a in others if meaning(a) != meaning(first)), None)
        if other is None:
            agreed.append(first)
        else:
            outcome.differing.append(
                InputError(
                    f"annotator {first_sheet.annotator} and annotator {other[0].annotator} differ "
                    f"on {_named(first)}: {difference(first, other[1])}",
                    other[0].place,
                    "let them agree, or mark the right annotation as ground truth",
                )
            )
    return agreed


def _merged(
    there: Sequence[Annotation], agreed: Sequence[Annotation], outcome: Outcome, replace: bool
) -> list[Annotation]:
    """Both in one, by act, version and language; within a text the old order stays."""
    merged = {one.key: one for one in there}
    for one in sorted(agreed, key=_in_text):
        old = merged.get(one.key)
        if old is None:
            outcome.new += 1
        elif (old.sha256, meaning(old)) == (one.sha256, meaning(one)):
            outcome.unchanged += 1
            continue
        elif replace:
            outcome.replaced += 1
        else:
            outcome.kept.append(_kept(old, one))
            continue
        merged[one.key] = one
    return sorted(merged.values(), key=lambda one: (one.act, one.version, one.lang))


def _kept(old: Annotation, one: Annotation) -> InputError:
    told = "it is of other words" if old.sha256 != one.sha256 else difference(old, one)
    return InputError(
        f"{_named(one)} is annotated already ({old.place}), and differently: {told}",
        one.place,
        "mend one of the two, or take this one with --replace",
    )


def _stale(one: Annotation) -> InputError:
    return InputError(
        f"{_named(one)} is gone or has other words now",
        one.place,
        "export the clause again from a release of the new text, and delete this task",
    )


def meaning(one: Annotation) -> tuple[object, ...]:
    """What an annotation says, whatever the order of its powers and their constraints."""
    return one.label, sorted(map(_told, one.powers))


def difference(one: Annotation, other: Annotation) -> str:
    """Where two annotations of a clause part, in words: the labels, or else the powers."""
    if one.label is not other.label:
        return f"{one.label} and {other.label}"
    powers = [[_told(power) for power in each.powers] for each in (one, other)]
    only = [
        "; ".join(told for told in mine if told not in theirs) or "nothing"
        for mine, theirs in (powers, reversed(powers))
    ]
    return f"{only[0]}, and on the other side {only[1]}"


def _told(power: PowerLabel) -> str:
    row = power_row(power)
    limits = sorted(
        " ".join(str(part) for part in limit.values() if part) for limit in row["constraints"]
    )
    facts = [str(row[name] or "-") for name in ("holder", "action", "object", "domain")]
    return " ".join([row["polarity"], *facts, *(f"({limit})" for limit in limits)])


def _named(one: Annotation) -> str:
    return f"{one.act}@{one.version}.{one.lang} {one.eid}/{one.n}"


def _in_text(one: Annotation) -> tuple[object, ...]:
    """Article 10 after article 9."""
    parts = re.split(r"(\d+)", one.eid)
    numbers = [int(part) if part.isdecimal() else part for part in parts]
    return one.act, one.version, one.lang, numbers, one.n
