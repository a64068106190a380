"""The label model: linear, so that it can be added up; calibrated; the same every time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import cycle

import pytest

from pipeline.classifier.crossing import Seen, samples, see
from pipeline.classifier.examples import Examples
from pipeline.classifier.model import RARE, LabelModel, Sample, calibrate, fit
from pipeline.errors import InputError
from pipeline.vocabulary import Label, Lang
from tests.classifier.making import annotation, example, light


def two_labels(learned: Sequence[Sample]) -> LabelModel:
    return fit([one for one in learned if one.label in {Label.GRANT, Label.CONSTRAIN}])


@pytest.mark.parametrize("labels", [2, 4])
def test_probabilities_are_those_of_scikit_learn(
    labels: int, model: LabelModel, learned: list[Sample]
) -> None:
    made = model if labels == 4 else two_labels(learned)
    assert len(made.pipeline.classes_) == labels
    wanted = made.pipeline.predict_proba([one.features for one in learned])
    for one, row in zip(learned, wanted, strict=True):
        found = made(one.features, Lang.RUS)
        assert sum(found.values()) == pytest.approx(1.0)
        for name, chance in zip(made.pipeline.classes_, row, strict=True):
            assert found[Label(name)] == pytest.approx(chance, abs=1e-9)


@pytest.mark.parametrize("labels", [2, 4])
def test_parts_add_up_to_the_lead_over_the_others(
    labels: int, model: LabelModel, learned: list[Sample]
) -> None:
    made = model if labels == 4 else two_labels(learned)
    names = [Label(name) for name in made.pipeline.classes_]
    for one in learned[::7]:
        for label in names:
            logs = {each: math.log(made(one.features, Lang.KAZ)[each]) for each in names}
            empty = {each: math.log(made({}, Lang.KAZ)[each]) for each in names}
            lead, start = (
                each[label] - sum(each[other] for other in names if other is not label)
                / (len(names) - 1)
                for each in (logs, empty)
            )  # fmt: skip
            parts = made.parts(one.features, label)
            assert sum(part for _, part in parts) == pytest.approx(lead - start, abs=1e-6)
            assert [abs(part) for _, part in parts] == sorted(
                (abs(part) for _, part in parts), reverse=True
            )


def test_the_same_clauses_teach_the_same(learned: list[Sample]) -> None:
    one, two = fit(learned, 1.3), fit(learned, 1.3)
    assert one.pipeline[0].feature_names_ == two.pipeline[0].feature_names_
    assert one.pipeline[-1].coef_.tobytes() == two.pipeline[-1].coef_.tobytes()
    assert one.pipeline[-1].intercept_.tobytes() == two.pipeline[-1].intercept_.tobytes()


def test_heat_makes_humble_and_changes_no_label(learned: list[Sample], model: LabelModel) -> None:
    hot = fit(learned, temperature=2.0)
    for one in learned:
        cool, warm = model(one.features, Lang.RUS), hot(one.features, Lang.RUS)
        assert max(warm.values()) <= max(cool.values()) + 1e-6
        assert max(warm, key=lambda each: warm[each]) is max(cool, key=lambda each: cool[each])


def chances(sure: float) -> dict[Label, float]:
    return {label: sure if label is Label.GRANT else (1 - sure) / 3 for label in Label}


@pytest.mark.parametrize(("said", "true"), [(0.95, 0.7), (0.7, 0.95), (0.8, 0.8)])
def test_calibration_finds_how_sure_one_may_be(said: float, true: float) -> None:
    hits = round(true * 100)
    others = cycle([Label.NONE, Label.CONSTRAIN, Label.REMOVE])
    right = [Label.GRANT if place < hits else next(others) for place in range(100)]
    heat = calibrate([chances(said)] * 100, right)
    raised = {label: p ** (1 / heat) for label, p in chances(said).items()}
    assert raised[Label.GRANT] / sum(raised.values()) == pytest.approx(true, abs=0.01)


def test_calibration_without_clauses_changes_nothing() -> None:
    assert calibrate([], []) == 1.0


@pytest.mark.parametrize("labels", [[], [Label.GRANT], [Label.GRANT] * 9])
def test_one_label_teaches_nothing(labels: list[Label]) -> None:
    with pytest.raises(InputError, match="teach nothing"):
        fit([Sample({"a": 1.0}, label) for label in labels])


def test_a_label_that_was_never_learned_is_never_read(learned: list[Sample]) -> None:
    made = two_labels(learned)
    assert made(learned[0].features, Lang.RUS)[Label.REMOVE] == 0.0
    assert made.parts(learned[0].features, Label.REMOVE) == []


def test_unknown_features_say_nothing(model: LabelModel) -> None:
    assert model({"lemma=никогда": 1.0}, Lang.RUS) == model({}, Lang.RUS)
    assert model.parts({"lemma=никогда": 1.0}, Label.GRANT) == []


def test_rare_features_are_not_learned() -> None:
    pairs = [(Label.GRANT, "often"), (Label.NONE, "other")] * RARE
    made = [Sample({name: 1.0}, label) for label, name in pairs]
    made.append(Sample({"once": 1.0, "often": 1.0}, Label.GRANT))
    assert fit(made).pipeline[0].feature_names_ == ["often", "other"]


def test_features_do_not_tell_who_holds_the_power() -> None:
    """What is learned from the President's clauses holds for a body that did not exist then."""
    texts = ["Президент назначает судей", "Сенат назначает судей"]
    rows = [example(annotation(f"art_{place}"), text) for place, text in enumerate(texts)]
    one, other = see(Examples(tuple(rows)), light)
    assert one.reading.powers[0].holder is not other.reading.powers[0].holder
    assert one.features == other.features


def test_a_wording_is_learned_once(seen: list[Seen]) -> None:
    assert len(samples([*seen, *seen])) == len(samples(seen)) <= len(seen)
