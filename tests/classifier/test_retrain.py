"""Retraining from end to end: what is kept, what reads afterwards, and why."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.classifier import crossing, store
from pipeline.classifier.baselines import NAMES, learned
from pipeline.classifier.crossing import Seen
from pipeline.classifier.examples import Example, Examples, collect
from pipeline.classifier.measures import MACRO
from pipeline.classifier.model import Sample
from pipeline.classifier.retrain import Retrained, retrain
from pipeline.classifier.store import StoreError
from pipeline.errors import InputError
from pipeline.vocabulary import Label
from tests.classifier.making import annotation, example, files, light, restated


def test_the_first_model_becomes_the_champion(
    retrained: Retrained, home: Path, few: Examples
) -> None:
    assert (retrained.version, retrained.promoted) == (1, True)
    assert retrained.decision == "promoted"
    assert retrained.why == "there was no champion"
    assert sorted(files(home)) == [
        "1/card.json",
        "1/model.skops",
        "1/readings.jsonl",
        "registry.json",
    ]
    assert len((home / "1" / "readings.jsonl").read_text().splitlines()) == len(few.labelled)
    assert store.load(home=home).review_below == pytest.approx(
        retrained.evaluation.review_below, abs=1e-4
    )


def test_the_card_tells_how_good_it_is_and_quotes_no_text(home: Path, few: Examples) -> None:
    (card,) = store.cards(home)
    assert card["champion"]
    for lang in ("rus", "kaz"):
        assert card["data"][lang]["clauses"] == len(few.labelled) / 2
        figures = card["figures"][lang]
        assert {"reader", "rules alone", *NAMES, "people"} == figures.keys()
        assert 0.5 < figures["reader"]["macro-F1"] <= 1
    assert {"date", "licence", "libraries", "python", "decision", "targets"} <= card.keys()
    written = json.dumps(card, ensure_ascii=False)
    assert not [one.clause.text for one in few.rows if one.clause.text in written]


def test_every_measure_stands_in_the_report(retrained: Retrained) -> None:
    report = retrained.evaluation.report()
    assert report["figures"].keys() == report["coverage"].keys() == {"rus", "kaz"}
    for rows in report["coverage"].values():
        shares = [share for _, share, _ in rows]
        assert shares == sorted(shares, reverse=True)
        assert all(0 < share <= 1 and 0 <= right <= 1 for _, share, right in rows)
    json.dumps(report)


def test_the_same_again_is_not_worse_and_takes_over(home: Path, few: Examples) -> None:
    before = files(home)
    done = retrain(few, light, home)
    assert (done.version, done.promoted) == (2, True)
    assert done.why.startswith("no language is worse beyond noise: rus macro-F1")
    assert {(one.low, one.high) for one in done.differences} == {(0.0, 0.0)}
    after = files(home)
    assert {name: after[name] for name in before if name != "registry.json"} == {
        name: value for name, value in before.items() if name != "registry.json"
    }
    assert after["1/readings.jsonl"] == after["2/readings.jsonl"]
    assert store.rollback(home) == 1


def test_a_model_taught_nonsense_is_kept_but_does_not_read(
    home: Path, few: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = crossing.samples

    def nonsense(seen: Iterable[Seen]) -> list[Sample]:
        found = samples(seen)
        labels = [one.label for one in found]
        random.Random(0).shuffle(labels)
        return [replace(one, label=label) for one, label in zip(found, labels, strict=True)]

    champion = store.load(home=home)
    monkeypatch.setattr(crossing, "samples", nonsense)
    done = retrain(few, light, home)
    assert (done.version, done.promoted, done.decision) == (2, False, "not promoted")
    assert done.why.startswith("worse beyond noise: ")
    assert [card["champion"] for card in store.cards(home)] == [True, False]
    assert store.cards(home)[1]["decision"] == done.why
    assert store.load(home=home).pipeline[-1].coef_.tolist() == (
        champion.pipeline[-1].coef_.tolist()
    )


def test_what_is_good_enough_waits_when_told_so(home: Path, few: Examples) -> None:
    done = retrain(few, light, home, promote=False)
    assert (done.version, done.promoted) == (2, False)
    assert store.champion_version(home) == 1
    store.promote(2, "looked at", home)
    assert store.champion_version(home) == 2


def test_a_champion_that_cannot_be_compared_stays(home: Path, few: Examples) -> None:
    (home / "1" / "readings.jsonl").unlink()
    done = retrain(few, light, home)
    assert not done.promoted
    assert "nothing was compared" in done.why
    assert store.champion_version(home) == 1


@pytest.mark.parametrize("name", ["1/model.skops", "1/readings.jsonl", "registry.json"])
def test_nothing_is_written_beside_a_damaged_champion(name: str, home: Path, few: Examples) -> None:
    (home / name).write_bytes(b"damaged")
    before = files(home)
    with pytest.raises((StoreError, InputError)) as error:
        retrain(few, light, home)
    assert error.value.where == str(home / name)
    assert files(home) == before


def test_one_label_only_leaves_the_champion_alone(home: Path, few: Examples) -> None:
    rows = tuple(one for one in few.rows if one.annotation and one.annotation.label is Label.GRANT)
    before = files(home)
    with pytest.raises(InputError, match="teach nothing"):
        retrain(Examples(rows), light, home)
    assert files(home) == before


def test_stale_annotations_are_counted_on_the_card(tmp_path: Path) -> None:
    path = restated(tmp_path / "mine.jsonl", ["law-1990-11-20"])
    lines = path.read_text(encoding="utf8").splitlines()
    lines[0] = json.dumps({**json.loads(lines[0]), "sha256": "0" * 64})
    path.write_text("\n".join(lines), encoding="utf8")
    found = collect([path], [])
    retrain(found, light, tmp_path / "classifier")
    (card,) = store.cards(tmp_path / "classifier")
    assert card["stale annotations"] == 1
    counted = sum(card["data"][lang]["clauses"] for lang in ("rus", "kaz"))
    assert counted == len(lines) - 1


# -- baselines -----------------------------------------------------------------------------------


def rows_of(labels: Iterable[Label]) -> list[Example]:
    return [
        example(annotation(f"art_{place}", label), f"слово {label.value} номер {place}")
        for place, label in enumerate(labels)
    ]


@pytest.mark.parametrize("masked", [False, True])
def test_a_baseline_learns_words(masked: bool) -> None:
    rows = rows_of([*MACRO] * 8)
    right = [one.annotation.label for one in rows if one.annotation]
    assert learned(rows, rows, masked) == right


def test_a_baseline_with_little_to_learn_from_says_the_commonest() -> None:
    test = rows_of([Label.GRANT] * 2)
    assert learned([], test, masked=False) == [Label.NONE] * 2
    assert learned(rows_of([Label.CONSTRAIN] * 40), test, masked=False) == [Label.CONSTRAIN] * 2
    few = rows_of([Label.GRANT, Label.GRANT, Label.NONE])
    assert learned(few, test, masked=True) == [Label.GRANT] * 2
