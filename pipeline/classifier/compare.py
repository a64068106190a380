"""A new label model beside the champion: the same clauses, read by each without having seen them.

Both were cross-validated when they were made; what each read then is kept with its version. The
difference is judged by a paired bootstrap over articles (Efron and Tibshirani 1993; Koehn, EMNLP
2004): clauses of one article are alike, so they are drawn together.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.classifier.annotations import Annotation, Key
from pipeline.classifier.crossing import Crossed
from pipeline.classifier.measures import MACRO, f1
from pipeline.errors import InputError
from pipeline.vocabulary import Holder, Label, Lang

READINGS = "readings.jsonl"
DRAWS = 1000
SEED = 0
MEASURES = ("macro-F1", "holder")


@dataclass(frozen=True, slots=True)
class Told:
    """What a model of the other folds read in a clause: the label and the holders of its powers."""

    label: Label
    holders: frozenset[Holder]


@dataclass(frozen=True, slots=True)
class Difference:
    """New minus champion for one measure and language, with a 95% interval."""

    lang: Lang
    measure: str
    new: float
    old: float
    low: float
    high: float
    clauses: int

    @property
    def worse(self) -> bool:
        """Whether the new model is worse beyond noise."""
        return self.high < 0

    def __str__(self) -> str:
        return (
            f"{self.lang.value} {self.measure}: {self.new:.3f} against {self.old:.3f} "
            f"(difference {self.low:+.3f} to {self.high:+.3f}, {self.clauses} clauses)"
        )


def told(crossed: Sequence[Crossed]) -> dict[tuple[Key, str], Told]:
    """Readings by clause and by the hash of its text."""
    return {
        (one.annotation.key, one.annotation.sha256): Told(
            one.reading.label,
            frozenset(power.holder for power in one.reading.powers if power.holder),
        )
        for one in crossed
    }


def write(path: Path, readings: Mapping[tuple[Key, str], Told]) -> None:
    """Keep readings beside a version, one a line, in order."""
    lines = [
        json.dumps([*key, sha256, one.label.value, sorted(one.holders)])
        for (key, sha256), one in sorted(readings.items())
    ]
    path.write_text("\n".join([*lines, ""]), encoding="utf8")


def read(path: Path) -> dict[tuple[Key, str], Told]:
    """The readings kept beside a version; none where it has no such file.

    Raises:
        InputError: the file is damaged.
    """
    if not path.exists():
        return {}
    found: dict[tuple[Key, str], Told] = {}
    try:
        for line in path.read_text(encoding="utf8").splitlines():
            act, version, lang, restated, eid, n, sha256, label, holders = json.loads(line)
            key = (act, version, lang, restated, eid, n)
            found[key, sha256] = Told(Label(label), frozenset(map(Holder, holders)))
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"the champion's readings cannot be read ({error})", path,
            "take the file back from where it was kept, or delete it and promote by hand",
        ) from None  # fmt: skip
    return found


def compare(
    new: Mapping[tuple[Key, str], Told],
    old: Mapping[tuple[Key, str], Told],
    annotations: Sequence[Annotation],
    draws: int = DRAWS,
) -> list[Difference]:
    """Differences on the clauses that both have read; [] where there are none."""
    found = []
    for lang in Lang:
        articles: defaultdict[tuple[str, str], list[tuple[Annotation, Told, Told]]]
        articles = defaultdict(list)
        for one in annotations:
            at = (one.key, one.sha256)
            if one.lang is lang and at in new and at in old:
                articles[one.article].append((one, new[at], old[at]))
        if articles:
            found += _differences(lang, list(articles.values()), draws)
    return found


def _differences(
    lang: Lang, articles: Sequence[Sequence[tuple[Annotation, Told, Told]]], draws: int
) -> list[Difference]:
    counts = [
        [_counts([(one, side[place]) for one, *side in rows]) for place in (0, 1)]
        for rows in articles
    ]
    clauses = sum(map(len, articles))
    rng = random.Random(SEED)  # noqa: S311 - no secret hangs on it
    whole = [_scores([pair[place] for pair in counts]) for place in (0, 1)]
    gaps: dict[str, list[float]] = {name: [] for name in MEASURES}
    for _ in range(draws):
        drawn = rng.choices(counts, k=len(counts))
        fresh, champion = (_scores([pair[place] for pair in drawn]) for place in (0, 1))
        for name in MEASURES:
            gaps[name].append(fresh[name] - champion[name])
    made = []
    for name in MEASURES:
        ordered = sorted(gaps[name])
        low, high = ordered[int(0.025 * draws)], ordered[min(int(0.975 * draws), draws - 1)]
        made.append(Difference(lang, name, whole[0][name], whole[1][name], low, high, clauses))
    return made


def _counts(rows: Sequence[tuple[Annotation, Told]]) -> list[int]:
    """Hits, found and wanted: of each label of the macro-F1 in turn, then of holders."""
    made = []
    for label in MACRO:
        made += [
            sum(told.label is label and one.label is label for one, told in rows),
            sum(told.label is label for _, told in rows),
            sum(one.label is label for one, _ in rows),
        ]
    wanted = [frozenset(p.holder for p in one.powers if p.holder) for one, _ in rows]
    made += [
        sum(len(told.holders & right) for (_, told), right in zip(rows, wanted, strict=True)),
        sum(len(told.holders) for _, told in rows),
        sum(map(len, wanted)),
    ]
    return made


def _scores(counts: Sequence[Sequence[int]]) -> dict[str, float]:
    totals: list[Any] = [sum(column) for column in zip(*counts, strict=True)]
    parts = [f1(*totals[at : at + 3]) for at in range(0, len(totals), 3)]
    return {"macro-F1": sum(parts[:-1]) / len(MACRO), "holder": parts[-1]}
