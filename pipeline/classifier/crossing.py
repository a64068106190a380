"""Cross-validation: every annotated clause read with a label model that never saw its article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.classifier.annotations import Annotation
from pipeline.classifier.examples import Example, Examples
from pipeline.classifier.folds import FOLDS, folds
from pipeline.classifier.model import LabelModel, Sample, calibrate, fit
from pipeline.powers import Reader
from pipeline.powers.features import Features
from pipeline.records import Reading
from pipeline.vocabulary import Label, Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

    Tag = Callable[..., list[Doc]]

Progress = Callable[[str], None]
# Of the clauses with their own text, many stand in several versions and all were read while the
# rules were written: they tell less of how far a rule can be trusted.
OWN_TEXT_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """A clause, its annotation if it has one, and what the rules saw in it."""

    example: Example
    reading: Reading
    features: Features


@dataclass(frozen=True, slots=True)
class Crossed:
    """An annotated clause as read by a model of the other folds."""

    annotation: Annotation
    reading: Reading
    fold: int


def see(examples: Examples, tag: Tag) -> list[Seen]:
    """Read all clauses by the rules alone."""
    explained = Reader(tag).explain(one.clause for one in examples.rows)
    return [
        Seen(example, reading, told.features)
        for example, (reading, told) in zip(examples.rows, explained, strict=True)
    ]


def samples(seen: Iterable[Seen]) -> list[Sample]:
    """What to learn from: every annotated wording once."""
    found: dict[tuple[Lang, str, str, Label], Sample] = {}
    for one in seen:
        annotation, clause = one.example.annotation, one.example.clause
        if annotation is None:
            continue
        weight = OWN_TEXT_WEIGHT if one.example.with_text else 1.0
        key = (clause.lang, clause.lead_in, clause.text, annotation.label)
        found.setdefault(key, Sample(one.features, annotation.label, weight))
    return list(found.values())


def train(seen: Sequence[Seen], number: int = FOLDS) -> LabelModel:
    """Learn from everything, with the temperature that fits held-out folds."""
    chances, right = [], []
    for held, model in _models(seen, number):
        for one in held:
            if one.example.annotation:
                chances.append(model(one.features, one.example.clause.lang))
                right.append(one.example.annotation.label)
    return fit(samples(seen), calibrate(chances, right))


def cross(
    seen: Sequence[Seen], tag: Tag, number: int = FOLDS, progress: Progress = lambda _: None
) -> list[Crossed]:
    """Read every fold with a model trained, and calibrated, on the other folds.

    Raises:
        InputError: the clauses have one label only.
    """
    rest = _by_fold(seen, number)
    crossed: list[Crossed] = []
    for fold in range(number):
        progress(f"fold {fold + 1} of {number}")
        model = train([one for place, one in rest if place not in {fold, None}], number - 1)
        texts = {one.example.clause.version_id for place, one in rest if place == fold}
        mine = [(place, one) for place, one in rest if one.example.clause.version_id in texts]
        readings = Reader(tag, model).read(one.example.clause for _, one in mine)
        for (place, one), reading in zip(mine, readings, strict=True):
            if place == fold and one.example.annotation:
                crossed.append(Crossed(one.example.annotation, reading, fold))
    return crossed


def _models(seen: Sequence[Seen], number: int) -> Iterable[tuple[list[Seen], LabelModel]]:
    """For each fold its clauses and a model of the others."""
    rest = _by_fold(seen, number)
    for fold in range(number):
        learned = samples(one for place, one in rest if place not in {fold, None})
        if len({sample.label for sample in learned}) > 1:
            yield [one for place, one in rest if place == fold], fit(learned)


def _by_fold(seen: Sequence[Seen], number: int) -> list[tuple[int | None, Seen]]:
    """Every clause with its fold; None where no one has annotated it."""
    annotated = [one.example.annotation for one in seen if one.example.annotation]
    place = dict(zip((one.key for one in annotated), folds(annotated, number), strict=True))
    return [
        (place[one.example.annotation.key] if one.example.annotation else None, one) for one in seen
    ]
