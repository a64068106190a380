"""How far the changes found agree with those that people listed.

A change counts as found when its two texts, its kind, its holder (of a transfer both), its action
and the clause on one of its sides are those of the list. Lists stand off: see docs/annotation.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.records import Change
from pipeline.vocabulary import Lang

FIELDS = ("texts", "lang", "kind", "holder", "holder_to", "action")


@dataclass(frozen=True, slots=True)
class Told:
    """One change in one language, as a list or the matcher tells it."""

    texts: tuple[str, str]  # act@date before and after
    lang: Lang
    kind: str
    holder: str | None
    holder_to: str | None
    action: str | None
    before: str | None  # eid/n
    after: str | None
    what: str = ""  # what differs, for people
    hashes: tuple[str | None, str | None] = (None, None)  # of the two clauses' texts

    @property
    def article(self) -> str:
        """The article in the newer text, or in the older one for a power that is gone."""
        return (self.after or self.before or "").split("/")[0].split("__")[0]

    @property
    def held_out(self) -> bool:
        """Whether it is for figures only: its article has an even number."""
        number = self.article.removeprefix("art_").split("-")[0]
        return number.isdecimal() and int(number) % 2 == 0

    def is_one_with(self, other: Told) -> bool:
        """Whether both tell the same change."""
        if any(getattr(self, name) != getattr(other, name) for name in FIELDS):
            return False
        return self.shared(other) > 0

    def shared(self, other: Told) -> int:
        """How many of the two sides are the same clause."""
        sides = ((self.before, other.before), (self.after, other.after))
        return sum(one is not None and one == two for one, two in sides)


Row = tuple[Told | None, Told | None]  # what is listed and what was found


class Score(NamedTuple):
    """Counts and measures of some rows; measures are in [0, 1]."""

    listed: int
    found: int
    precision: float
    recall: float
    f1: float


def listed(paths: Iterable[Path]) -> list[Told]:
    """The changes of hand-made lists, one entry a language."""
    rows = [
        json.loads(line)
        for path in sorted(paths)
        for line in path.read_text(encoding="utf8").splitlines()
    ]
    return [
        Told(
            texts=(row["older"], row["newer"]),
            lang=lang,
            kind=row["kind"],
            holder=row["holder"],
            holder_to=row["holder_to"],
            action=row["action"],
            before=side["from"],
            after=side["to"],
            what=" ".join(row["differs"]),
            hashes=(side["from_sha256"], side["to_sha256"]),
        )
        for row in rows
        for lang in Lang
        if (side := row[lang])
    ]


def found(changes: Iterable[Change]) -> list[Told]:
    """The same of changes that were found."""
    return [
        Told(
            texts=(change.older.split(f".{lang}")[0], change.newer.split(f".{lang}")[0]),
            lang=lang,
            kind=change.kind,
            holder=change.holder,
            holder_to=change.holder_to,
            action=change.action,
            before=_place(change.power_from),
            after=_place(change.power_to),
            what=f"{change.object} {' '.join(change.differs)}",
        )
        for change in changes
        for lang in [change.series_and_lang[1]]
    ]


def _place(power_id: str) -> str | None:
    return "/".join(power_id.split("/")[1:3]) if power_id else None


def matched(gold: Iterable[Told], told: Iterable[Told]) -> list[Row]:
    """Each listed and each found change, in one row where they are one."""
    waiting: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in told:
        waiting[one.texts, one.lang, one.kind].append(one)
    rows: list[Row] = []
    for one in gold:
        here = waiting[one.texts, one.lang, one.kind]
        same = [other for other in here if one.is_one_with(other)]
        best = max(same, key=one.shared, default=None)
        if best:
            here.remove(best)
        rows.append((one, best))
    return rows + [(None, one) for rest in waiting.values() for one in rest]


def of(row: Row) -> Told:
    """What a row tells of: the listed change, or the found one where none is listed."""
    one = row[0] or row[1]
    assert one is not None  # a row has at least one side
    return one


def score(rows: Sequence[Row]) -> Score:
    """Precision, recall and F1 of some rows; 0 where there is nothing to divide by."""
    both = sum(bool(one and other) for one, other in rows)
    gold, told = sum(bool(one) for one, _ in rows), sum(bool(other) for _, other in rows)
    precision, recall = (both / total if total else 0.0 for total in (told, gold))
    total = precision + recall
    return Score(gold, told, precision, recall, 2 * precision * recall / total if total else 0.0)
