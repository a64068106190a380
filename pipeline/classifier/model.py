"""The label model: multinomial logistic regression over the reader's named features.

It is linear, so that what it says can be added up by hand: `bilik explain` shows each feature's
part. Both languages share one model; the features of rules are the same in both, words are not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.powers.features import Features
from pipeline.vocabulary import Label, Lang

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

STRENGTH = 0.1  # inverse of the regularisation; on folds 0.1 to 1 differ by less than a point
RARE = 3  # features seen in fewer clauses are not learned
SEED = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """One clause to learn from."""

    features: Features
    label: Label
    weight: float = 1.0


@dataclass(slots=True)
class LabelModel:
    """A fitted pipeline, and its weights laid out for one clause at a time.

    `review_below` is the sureness under which a person should look at a label.
    """

    pipeline: Pipeline
    review_below: float = 0.6
    _labels: tuple[Label, ...] = field(init=False)
    _bias: tuple[float, ...] = field(init=False)
    _weights: dict[str, tuple[float, ...]] = field(init=False)

    def __post_init__(self) -> None:
        vectorizer, classifier = self.pipeline[0], self.pipeline[-1]
        self._labels = tuple(Label(name) for name in classifier.classes_)
        rows, bias = classifier.coef_, classifier.intercept_
        if len(self._labels) == 2:  # scikit-learn keeps one row then
            rows, bias = [-rows[0] / 2, rows[0] / 2], [-bias[0] / 2, bias[0] / 2]
        self._bias = tuple(map(float, bias))
        columns = [[float(row[at]) for row in rows] for at in range(len(rows[0]))]
        self._weights = {
            name: tuple(column)
            for name, column in zip(vectorizer.feature_names_, columns, strict=True)
        }

    def __call__(self, features: Features, _lang: Lang) -> dict[Label, float]:
        """A probability for every label; those never learned get 0."""
        totals = list(self._bias)
        for name, value in features.items():
            for at, weight in enumerate(self._weights.get(name, ())):
                totals[at] += weight * value
        highest = max(totals)
        raised = [math.exp(total - highest) for total in totals]
        chances = {
            label: part / sum(raised) for label, part in zip(self._labels, raised, strict=True)
        }
        return {label: chances.get(label, 0.0) for label in Label}

    def parts(self, features: Features, label: Label) -> list[tuple[str, float]]:
        """What each feature adds to a label over the mean of the others, the largest first.

        Nothing does to a label that was never learned.
        """
        if label not in self._labels:
            return []
        at = self._labels.index(label)
        found = []
        for name, value in features.items():
            weights = self._weights.get(name)
            if weights:
                others = [weight for place, weight in enumerate(weights) if place != at]
                found.append((name, value * (weights[at] - sum(others) / len(others))))
        return sorted(found, key=lambda one: -abs(one[1]))


def fit(samples: Sequence[Sample], temperature: float = 1.0) -> LabelModel:
    """Learn a model.

    Args:
        samples: clauses with their labels.
        temperature: by which the scores are divided (Guo and others, ICML 2017); see `calibrate`.

    Raises:
        InputError: there are no clauses, or all have one label.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    labels = [sample.label.value for sample in samples]
    if len(set(labels)) < 2:
        raise InputError(
            f"{len(samples)} clauses with {len(set(labels))} different labels teach nothing",
            "the annotations",
            "annotate clauses of at least two labels",
        )
    seen = Counter(name for sample in samples for name in sample.features)
    rows = [
        {name: value for name, value in sample.features.items() if seen[name] >= RARE}
        for sample in samples
    ]
    pipeline = make_pipeline(
        DictVectorizer(), LogisticRegression(C=STRENGTH, max_iter=3000, random_state=SEED)
    )
    weights = [sample.weight for sample in samples]
    pipeline.fit(rows, labels, logisticregression__sample_weight=weights)
    pipeline[-1].coef_ /= temperature
    pipeline[-1].intercept_ /= temperature
    return LabelModel(pipeline)


def calibrate(chances: Sequence[dict[Label, float]], right: Sequence[Label]) -> float:
    """The temperature that makes held-out probabilities likeliest; above 1 it makes them humbler.

    Args:
        chances: probabilities of clauses that the model has not learned from.
        right: their labels; 1 without any.
    """
    if not right:
        return 1.0
    from scipy.optimize import minimize_scalar

    logs = [{label: math.log(max(p, 1e-9)) for label, p in each.items()} for each in chances]

    def loss(heat: float) -> float:
        total = 0.0
        for each, label in zip(logs, right, strict=True):
            high = max(each.values()) / heat
            norm = high + math.log(sum(math.exp(value / heat - high) for value in each.values()))
            total += norm - each[label] / heat
        return total

    found: Any = minimize_scalar(loss, bounds=(0.25, 4.0), method="bounded")
    return float(found.x)
