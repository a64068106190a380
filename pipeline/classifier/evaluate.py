"""The figures of the reader on held-out articles, beside baselines and people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.classifier.baselines import NAMES, learned, modal_patterns
from pipeline.classifier.crossing import Crossed, Seen, cross, see
from pipeline.classifier.examples import Example, Examples
from pipeline.classifier.folds import FOLDS, folds
from pipeline.classifier.measures import Judged, coverage_curve, judged, label_scores, scores
from pipeline.vocabulary import Label, Lang

Progress = Callable[[str], None]

# The aims for five grouped folds, in each language.
TARGETS = {
    "macro-F1": 0.90, "holder": 0.95, "holder+action": 0.87, "domain": 0.89, "constraint": 0.80,
    "ECE": 0.04,
}  # fmt: skip
# Two annotators apart on other clauses, from the gold set's README: kappa of the label, F1 else.
HUMAN = {
    Lang.RUS: {"kappa": 0.93, "holder": 0.99, "holder+action": 0.90, "domain": 0.92,
               "constraint": 0.79},
    Lang.KAZ: {"kappa": 0.95, "holder": 0.99, "holder+action": 0.94, "domain": 0.93,
               "constraint": 0.89},
}  # fmt: skip
SURE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # where the accuracy-coverage curve is shown
WANTED_ACCURACY = 0.97  # of the labels that no one needs to look at


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by language, and what they were computed from."""

    figures: dict[Lang, dict[str, float]]
    baselines: dict[Lang, dict[str, dict[str, float]]]
    rules: dict[Lang, dict[str, float]]
    review_below: float
    crossed: tuple[Crossed, ...]

    def table(self) -> dict[str, Any]:
        """The figures as plain values, for a card or for JSON."""
        return {
            lang.value: {
                "reader": _rounded(self.figures[lang]),
                "rules alone": _rounded(self.rules[lang]),
                **{name: _rounded(value) for name, value in self.baselines[lang].items()},
                "people": HUMAN[lang],
            }
            for lang in self.figures
        }

    def report(self) -> dict[str, Any]:
        """All of it as plain values, for JSON."""
        return {
            "figures": self.table(),
            "targets": TARGETS,
            "review_below": round(self.review_below, 4),
            "coverage": {
                lang: [[round(part, 4) for part in row] for row in rows]
                for lang, rows in self.coverage().items()
            },
        }

    def coverage(self) -> dict[str, list[tuple[float, float, float]]]:
        """By language: a sureness, the share of clauses at least so sure, their accuracy."""
        found = {}
        for lang in self.figures:
            rows = [_judged(one) for one in self.crossed if one.annotation.lang is lang]
            found[lang.value] = [
                (sure, len(hits) / len(rows), sum(hits) / len(hits))
                for sure in sorted({*SURE, round(self.review_below, 4)})
                if (hits := [row.label is row.right_label for row in rows if row.sure >= sure])
            ]
        return found


def evaluate(
    examples: Examples, tag: Any, number: int = FOLDS, progress: Progress = lambda _: None
) -> Evaluation:
    """Measure the reader, with a classifier trained on the other folds, on every article.

    Raises:
        InputError: the annotations have one label only.
    """
    progress(f"reading {len(examples.rows)} clauses by the rules")
    seen = see(examples, tag)
    crossed = cross(seen, tag, number, progress)
    ruled = {one.example.annotation.key: one for one in seen if one.example.annotation is not None}
    figures, rules, baselines = {}, {}, {}
    for lang in Lang:
        mine = [one for one in crossed if one.annotation.lang is lang]
        if not mine:
            continue
        figures[lang] = scores([_judged(one) for one in mine])
        alone = [ruled[one.annotation.key] for one in mine]
        rules[lang] = scores(
            [
                judged(one.reading, each.annotation.label, each.annotation.powers)
                for one, each in zip(alone, mine, strict=True)
            ]
        )
        progress(f"{lang.value}: baselines")
        baselines[lang] = _baselines([one.example for one in alone], number)
    return Evaluation(figures, baselines, rules, review_threshold(crossed, seen), tuple(crossed))


def review_threshold(crossed: Sequence[Crossed], seen: Sequence[Seen]) -> float:
    """The sureness above which labels are right often enough to be left alone.

    From the accuracy-coverage curve of the clauses that the rules were not written on.
    """
    own = {
        one.example.annotation.key
        for one in seen
        if one.example.annotation and not one.example.with_text
    }
    rows = [_judged(one) for one in crossed if one.annotation.key in own]
    enough = [
        sure for sure, _, accuracy in coverage_curve(rows or [_judged(one) for one in crossed])
        if accuracy >= WANTED_ACCURACY
    ]  # fmt: skip
    return min(enough, default=1.0)


def _judged(one: Crossed) -> Judged:
    return judged(one.reading, one.annotation.label, one.annotation.powers)


def _baselines(rows: Sequence[Example], number: int) -> dict[str, dict[str, float]]:
    annotations = [row.annotation for row in rows if row.annotation]
    right = [one.label for one in annotations]
    place = folds(annotations, number)
    found: dict[str, list[Label]] = {NAMES[0]: [modal_patterns(row) for row in rows]}
    for name, masked in zip(NAMES[1:], (False, True), strict=True):
        labels = [Label.NONE] * len(rows)
        for fold in range(number):
            inside = [at for at, mine in enumerate(place) if mine == fold]
            train = [row for row, mine in zip(rows, place, strict=True) if mine != fold]
            if not inside:
                continue
            test = [rows[at] for at in inside]
            for at, label in zip(inside, learned(train, test, masked), strict=True):
                labels[at] = label
        found[name] = labels
    return {
        name: label_scores(list(zip(labels, right, strict=True))) for name, labels in found.items()
    }


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
