"""Retraining: collect, check, train, measure, compare, and promote only what is not worse."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from pipeline.classifier import compare, store
from pipeline.classifier.annotations import Key
from pipeline.classifier.crossing import see, train
from pipeline.classifier.evaluate import TARGETS, Evaluation, evaluate
from pipeline.classifier.examples import Examples
from pipeline.vocabulary import Label, Lang

Progress = Callable[[str], None]
LIBRARIES = ("scikit-learn", "skops", "numpy", "spacy", "stanza")
LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class Retrained:
    """What a retraining did, and why."""

    version: int
    promoted: bool
    why: str
    evaluation: Evaluation
    differences: tuple[compare.Difference, ...]

    @property
    def decision(self) -> str:
        return "promoted" if self.promoted else "not promoted"


def retrain(
    examples: Examples,
    tag: Any,
    home: Path = store.HOME,
    promote: bool = True,
    progress: Progress = lambda _: None,
) -> Retrained:
    """Make the next version, and let it read if no language gets worse beyond noise.

    Raises:
        InputError: the annotations teach nothing; the champion stays.
        StoreError: the champion or the registry is damaged, or another training is going on;
            nothing is written.
    """
    with store.training(home):
        return _retrain(examples, tag, home, promote, progress)


def _retrain(
    examples: Examples, tag: Any, home: Path, promote: bool, progress: Progress
) -> Retrained:
    champion = store.champion_version(home)
    old = _readings(champion, home)
    measured = evaluate(examples, tag, progress=progress)
    progress("training on everything")
    model = train(see(examples, tag))
    model.review_below = measured.review_below
    readings = compare.told(measured.crossed)
    annotations = [one.annotation for one in examples.labelled if one.annotation]
    differences = compare.compare(readings, old, annotations)
    good, why = verdict(differences, champion is not None)
    version = store.save(model, card(examples, measured, differences, why), home)
    compare.write(home / str(version) / compare.READINGS, readings)
    promoted = promote and good
    if promoted:
        store.promote(version, why, home)
    return Retrained(version, promoted, why, measured, tuple(differences))


def verdict(differences: Sequence[compare.Difference], has_champion: bool) -> tuple[bool, str]:
    """Whether a model may be promoted, and the reason in words."""
    if not has_champion:
        return True, "there was no champion"
    if not differences:
        return False, "it shares no annotated clause with the champion, so nothing was compared"
    worse = [difference for difference in differences if difference.worse]
    if worse:
        return False, "worse beyond noise: " + "; ".join(map(str, worse))
    return True, "no language is worse beyond noise: " + "; ".join(map(str, differences))


def card(
    examples: Examples, measured: Evaluation, differences: Sequence[compare.Difference], why: str
) -> dict[str, Any]:
    """What a version is made of and how good it is; names no text."""
    labelled = [one.annotation for one in examples.labelled if one.annotation]
    return {
        "date": str(datetime.now(UTC).date()),
        "licence": LICENCE,
        "data": {
            lang.value: {
                "clauses": sum(one.lang is lang for one in labelled),
                "labels": dict(
                    sorted(Counter(one.label.value for one in labelled if one.lang is lang).items())
                ),
                "acts": sorted({one.act for one in labelled if one.lang is lang}),
            }
            for lang in Lang
        },
        "stale annotations": len(examples.stale),
        "annotations without text": len(examples.without_text),
        "labels": [label.value for label in Label],
        "measured": "five folds by article, the reader with a classifier of the other folds",
        "figures": measured.table(),
        "targets": TARGETS,
        "review_below": round(measured.review_below, 4),
        "compared": [str(difference) for difference in differences],
        "decision": why,
        "libraries": {name: installed(name) for name in LIBRARIES},
        "python": platform.python_version(),
    }


def _readings(champion: int | None, home: Path) -> dict[tuple[Key, str], compare.Told]:
    """What the champion, which must be whole, read when it was measured."""
    if champion is None:
        return {}
    store.load(champion, home)
    return compare.read(home / str(champion) / compare.READINGS)
