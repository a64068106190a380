"""How well readings agree with annotations: the codebook's fields, one F1 each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.classifier.annotations import PowerLabel
from pipeline.records import Power, Reading
from pipeline.vocabulary import Label

BINS = 10  # of the calibration error

# What is compared of a clause: a set of facts, so that a power told twice counts once.
FIELDS: dict[str, Callable[[Sequence[PowerLabel]], set[Any]]] = {
    "holder": lambda powers: {p.holder for p in powers if p.holder},
    "holder+action": lambda powers: {(p.holder, p.action) for p in powers if p.holder},
    "holder+action+object": lambda powers: {
        (p.holder, p.action, p.object) for p in powers if p.holder
    },
    "domain": lambda powers: {(p.holder, p.action, p.domain) for p in powers if p.holder},
    "constraint": lambda powers: {limit[:2] for p in powers for limit in p.constraints},
    "object": lambda powers: {p.object for p in powers if p.object},
}
# The macro-F1 of the targets; `remove` has targets of its own and hardly occurs in a consolidation.
MACRO = (Label.GRANT, Label.CONSTRAIN, Label.NONE)


@dataclass(frozen=True, slots=True)
class Judged:
    """One clause: what was read, what is right, and how sure the reader was of its label."""

    label: Label
    powers: tuple[PowerLabel, ...]
    right_label: Label
    right_powers: tuple[PowerLabel, ...]
    sure: float


def judged(reading: Reading, label: Label, powers: tuple[PowerLabel, ...]) -> Judged:
    """A reading beside the annotation of its clause."""
    read = tuple(as_label(power) for power in reading.powers)
    return Judged(reading.label, read, label, powers, reading.proba[reading.label])


def as_label(power: Power) -> PowerLabel:
    """A power as an annotator would write it down."""
    limits = tuple((c.type, c.actor, c.value) for c in power.constraints)
    return PowerLabel(
        power.holder, power.action, power.object, power.domain, power.polarity, limits
    )


def f1(hits: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall, from counts; 0 where nothing was found or wanted."""
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def label_scores(pairs: Sequence[tuple[Label, Label]]) -> dict[str, float]:
    """Precision, recall and F1 a label, and the macro-F1 of grant, constrain and none.

    Args:
        pairs: (read, right), one a clause.
    """
    counts = Counter(pairs)
    scores: dict[str, float] = {}
    for label in Label:
        hits = counts[label, label]
        found = sum(n for (read, _), n in counts.items() if read is label)
        wanted = sum(n for (_, right), n in counts.items() if right is label)
        scores[f"{label.value} precision"] = hits / found if found else 0.0
        scores[f"{label.value} recall"] = hits / wanted if wanted else 0.0
        scores[f"{label.value} F1"] = f1(hits, found, wanted)
    macro = sum(scores[f"{label.value} F1"] for label in MACRO) / len(MACRO)
    return {"macro-F1": macro, **scores}


def scores(rows: Iterable[Judged]) -> dict[str, float]:
    """Every measure of a set of clauses; {} where there are none.

    Fields are micro-averaged over all clauses, as in the gold set's human agreement. ECE is the
    calibration error of Naeini, Cooper and Hauskrecht (AAAI 2015): the mean distance between
    sureness and accuracy over ten bins of equal width, weighted by their size.
    """
    rows = list(rows)
    if not rows:
        return {}
    pairs = [(row.label, row.right_label) for row in rows]
    found = {
        "clauses": float(len(rows)),
        "accuracy": sum(read is right for read, right in pairs) / len(rows),
        **label_scores(pairs),
    }
    for name, facts in FIELDS.items():
        hits = read = right = 0
        for row in rows:
            mine, theirs = facts(row.powers), facts(row.right_powers)
            hits, read, right = (
                hits + len(mine & theirs), read + len(mine), right + len(theirs),
            )  # fmt: skip
        found[name] = f1(hits, read, right)
    found["ECE"] = calibration_error(rows)
    return found


def calibration_error(rows: Sequence[Judged]) -> float:
    """Expected calibration error of the labels' sureness, in [0, 1]."""
    bins: dict[int, list[Judged]] = {}
    for row in rows:
        bins.setdefault(min(int(row.sure * BINS), BINS - 1), []).append(row)
    return sum(
        abs(sum(r.sure for r in part) - sum(r.label is r.right_label for r in part))
        for part in bins.values()
    ) / len(rows)


def coverage_curve(rows: Sequence[Judged]) -> list[tuple[float, float, float]]:
    """(threshold, share of clauses at least so sure, their accuracy), surest first."""
    ordered = sorted(rows, key=lambda row: -row.sure)
    curve: list[tuple[float, float, float]] = []
    right = 0
    for place, row in enumerate(ordered, 1):
        right += row.label is row.right_label
        last = place == len(ordered) or ordered[place].sure != row.sure
        if last:
            curve.append((row.sure, place / len(ordered), right / place))
    return curve
