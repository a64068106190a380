"""Hand-made labels of clauses: read, checked, written. They stand off and never repeat the text.

An annotation names a clause (act, version, language, eid, n) and the hash of its text; see
docs/annotation.md for the fields. A row of the gold set is one that also has `text` and `lead_in`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import InputError
from pipeline.files import write_whole
from pipeline.normalize import text_hash
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder, Label, Lang, Polarity

FIELDS = ("act", "version", "lang", "eid", "n", "label", "powers")
FORMAT = "see docs/annotation.md, Format"
TYPES: dict[str, tuple[type, str]] = {
    **dict.fromkeys(("act", "version", "lang", "eid", "label", "sha256"), (str, "text")),
    **dict.fromkeys(("text", "lead_in"), (str, "text")),
    "n": (int, "whole number"),
    "powers": (list, "list"),
    "restated": (bool, "true or false"),
}
ACT = re.compile(r"[\w-]+(\.[\w-]+)*")  # it names a folder, so it must not lead elsewhere
Key = tuple[str, str, str, bool, str, int]  # act, version, language, restated, eid, n
Limit = tuple[ConstraintType, Holder | None, str | None]
Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class PowerLabel:
    """One power as an annotator wrote it down; all fields are None in a `remove`."""

    holder: Holder | None
    action: Action | None
    object: str | None
    domain: Domain | None
    polarity: Polarity
    constraints: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """What an annotator says of one clause, and the place where it is written."""

    act: str
    version: str
    lang: Lang
    eid: str
    n: int
    restated: bool
    sha256: str
    label: Label
    powers: tuple[PowerLabel, ...]
    place: str = ""

    @property
    def key(self) -> Key:
        return (self.act, self.version, self.lang.value, self.restated, self.eid, self.n)

    @property
    def article(self) -> tuple[str, str]:
        """What must stay in one fold: the article across versions, languages, both constitutions.

        Restated and official texts of one article say the same, so they share it as well.
        """
        return self.act, self.eid.split("__")[0]


def read_annotations(path: Path) -> list[Annotation]:
    """All annotations of a JSON-lines file, in its order.

    Raises:
        InputError: the file cannot be read, is empty, or a line is wrong: no JSON, a field missing,
            an unknown code, powers that do not go with the label, a clause labelled twice.
    """
    found = [annotation(row, place) for row, place in read_rows(path)]
    if not found:
        raise InputError("no annotations in it", path, "name a file of stand-off annotations")
    check_unique(found)
    return found


def read_rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of a JSON-lines file, each with its file and line.

    Raises:
        InputError: the file cannot be read as UTF-8, or a line is no JSON object.
    """
    try:
        lines = path.read_text(encoding="utf8").split("\n")  # a text may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({error})", path, "name a JSON-lines file in UTF-8"
        ) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"no JSON ({error})", place, "write one object a line") from None
        if not isinstance(row, dict):
            raise InputError("no JSON object", place, "write one object a line")
        yield row, place


def annotation(row: dict[str, Any], place: str) -> Annotation:
    """One row, checked.

    Raises:
        InputError: as `read_annotations`.
    """
    missing = [name for name in FIELDS if row.get(name) is None]
    if "text" not in row and not row.get("sha256"):
        missing.append("sha256")
    if missing:
        raise InputError(f"lacks {', '.join(missing)}", place, FORMAT)
    _check_types(row, place)
    label = _code(Label, row["label"], "label", place)
    try:
        found = Annotation(
            act=row["act"],
            version=date.fromisoformat(row["version"]).isoformat(),
            lang=_code(Lang, row["lang"], "language", place),
            eid=row["eid"],
            n=row["n"],
            restated=row.get("restated", False),
            sha256=row.get("sha256") or text_hash(row["text"]),
            label=label,
            powers=tuple(_power(power, place) for power in row["powers"]),
            place=place,
        )
    except ValueError as error:  # of the date
        raise InputError(str(error), place, FORMAT) from None
    _check_powers(found)
    return found


def check_unique(annotations: Iterable[Annotation]) -> None:
    """See that no clause is annotated twice.

    Raises:
        InputError: one is; it names both places.
    """
    first: dict[Key, Annotation] = {}
    for one in annotations:
        other = first.setdefault(one.key, one)
        if other is not one:
            same = (one.label, one.powers) == (other.label, other.powers)
            raise InputError(
                f"{one.eid}/{one.n} is annotated twice{'' if same else ', and differently'}; "
                f"the other: {other.place}",
                one.place,
                "keep one of the two",
            )


def row(one: Annotation) -> dict[str, Any]:
    """An annotation as a JSON object."""
    return {
        "act": one.act,
        "version": one.version,
        "lang": one.lang.value,
        "eid": one.eid,
        "n": one.n,
        "restated": one.restated,
        "sha256": one.sha256,
        "label": one.label.value,
        "powers": [power_row(power) for power in one.powers],
    }


def power_row(power: PowerLabel) -> dict[str, Any]:
    """A power as a JSON object."""
    return {
        "holder": power.holder,
        "action": power.action,
        "object": power.object,
        "domain": power.domain,
        "polarity": power.polarity.value,
        "constraints": [
            {"type": kind, "actor": actor, "value": value}
            for kind, actor, value in power.constraints
        ],
    }


def write_annotations(path: Path, annotations: Iterable[Annotation]) -> None:
    """Write annotations, one a line; the old file stays until the new one is whole."""
    lines = [json.dumps(row(one), ensure_ascii=False) + "\n" for one in annotations]
    write_whole(path, "".join(lines))


def _check_types(row: dict[str, Any], place: str) -> None:
    for name, (kind, called) in TYPES.items():
        value = row.get(name)
        right = type(value) is kind and not (isinstance(value, int) and value < 0)
        if value is not None and not right:
            raise InputError(f"{name} is no {called}: {value!r:.60}", place, FORMAT)
    if not ACT.fullmatch(row["act"]):
        raise InputError(f"{row['act']!r:.60} is no act", place, "name it as corpus/acts.toml does")


def _power(row: Any, place: str) -> PowerLabel:
    if not isinstance(row, dict):
        raise InputError("a power is no object", place, FORMAT)
    limits = row.get("constraints") or []
    if not isinstance(limits, list):
        raise InputError("constraints are no list", place, FORMAT)
    if not isinstance(row.get("object"), str | None):
        raise InputError(f"{row['object']!r:.60} is no object of a power", place, FORMAT)

    def coded(kind: type[StrEnum], name: str) -> Any:
        return None if row.get(name) is None else _code(kind, row[name], name, place)

    return PowerLabel(
        coded(Holder, "holder"),
        coded(Action, "action"),
        row.get("object"),
        coded(Domain, "domain"),
        _code(Polarity, row.get("polarity"), "polarity", place),
        tuple(_limit(limit, place) for limit in limits),
    )


def _limit(row: Any, place: str) -> Limit:
    """A constraint: the gold set writes it as a list, annotations as an object."""
    if isinstance(row, dict):
        row = [row.get("type"), row.get("actor"), row.get("value")]
    if not isinstance(row, list) or len(row) != 3:
        raise InputError("a constraint is no {type, actor, value}", place, FORMAT)
    kind, actor, value = row
    return (
        _code(ConstraintType, kind, "constraint", place),
        None if actor is None else _code(Holder, actor, "actor", place),
        None if value is None else str(value),
    )


def _code(kind: type[Code], value: Any, name: str, place: str) -> Code:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise InputError(f"'{value}' is no {name}", place, f"use one of: {known}") from None


def _check_powers(one: Annotation) -> None:
    """See that the powers go with the label: none, limits only, gifts only."""
    signs = {power.polarity for power in one.powers}
    wanted = {
        Label.NONE: set(),
        Label.GRANT: {Polarity.GIVES},
        Label.CONSTRAIN: {Polarity.LIMITS},
        Label.REMOVE: {Polarity.LIMITS},
    }[one.label]
    if not signs <= wanted:
        raise InputError(
            f"a clause labelled {one.label.value} has a power of polarity "
            f"{', '.join(sorted(sign.value for sign in signs - wanted))}",
            one.place,
            "mend the label or the polarity",
        )
