"""A new model beside the champion, on readings made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.classifier.annotations import Annotation
from pipeline.classifier.compare import Difference, Told, compare, read, write
from pipeline.classifier.retrain import verdict
from pipeline.errors import InputError
from pipeline.vocabulary import Holder, Label, Lang
from tests.classifier.making import annotation, power

LABELS = (Label.GRANT, Label.CONSTRAIN, Label.NONE)
RIGHT = frozenset({Holder.PRESIDENT})
Readings = dict[tuple[tuple[object, ...], str], Told]


def annotated(articles: int = 30, lang: Lang = Lang.RUS) -> list[Annotation]:
    return [
        annotation(f"art_{place}__pt_{n}", label, [power()], lang=lang)
        for place in range(articles)
        for n, label in enumerate(LABELS)
    ]


def readings(rows: list[Annotation], wrong: int = 0, holders: frozenset = RIGHT) -> Readings:
    """Right labels, but for the clauses of the first articles."""
    return {
        (one.key, one.sha256): Told(
            Label.REMOVE if int(one.article[1][4:]) < wrong else one.label, holders
        )
        for one in rows
    }


def by_measure(found: list[Difference]) -> dict[str, Difference]:
    return {one.measure: one for one in found}


def test_equal_readings_differ_by_nothing() -> None:
    rows = annotated()
    for one in compare(readings(rows), readings(rows), rows):
        assert (one.low, one.high, one.new, one.old) == (0.0, 0.0, 1.0, 1.0)
        assert one.clauses == 90
        assert not one.worse
    assert verdict(compare(readings(rows), readings(rows), rows), has_champion=True)[0]


def test_a_third_of_the_labels_wrong_is_worse() -> None:
    rows = annotated()
    found = by_measure(compare(readings(rows, wrong=10), readings(rows), rows))
    label = found["macro-F1"]
    assert label.new == pytest.approx(0.8)  # precision 1, recall 2/3 for each label
    assert label.low < 0.8 - 1 < label.high < 0
    assert label.worse
    assert not found["holder"].worse
    good, why = verdict(list(found.values()), has_champion=True)
    assert not good
    assert why.startswith("worse beyond noise: rus macro-F1: 0.800 against 1.000")


def test_one_wrong_article_of_thirty_is_noise() -> None:
    rows = annotated()
    label = by_measure(compare(readings(rows, wrong=1), readings(rows), rows))["macro-F1"]
    assert label.new < label.old
    assert label.low < 0 == label.high
    assert not label.worse


def test_wrong_holders_are_worse_too() -> None:
    rows = annotated()
    new = readings(rows, holders=frozenset({Holder.SENATE}))
    found = by_measure(compare(new, readings(rows), rows))
    assert found["holder"].worse
    assert not found["macro-F1"].worse


def test_one_language_worse_is_enough() -> None:
    rus, kaz = annotated(), annotated(lang=Lang.KAZ)
    rows = [*rus, *kaz]
    found = compare(readings(rus) | readings(kaz, wrong=20), readings(rows), rows)
    assert {one.lang for one in found if one.worse} == {Lang.KAZ}
    assert not verdict(found, has_champion=True)[0]


def test_only_clauses_that_both_have_read_are_compared() -> None:
    rows = annotated()
    old = readings(rows[:60])
    assert {one.clauses for one in compare(readings(rows), old, rows)} == {60}
    changed = {(key, "1" * 64): told for (key, _), told in old.items()}
    assert compare(readings(rows), changed, rows) == []
    assert compare(readings(rows), {}, rows) == []


def test_without_a_shared_clause_the_champion_stays() -> None:
    assert verdict([], has_champion=False) == (True, "there was no champion")
    good, why = verdict([], has_champion=True)
    assert not good
    assert "nothing was compared" in why


def test_readings_are_kept_and_come_back(tmp_path: Path) -> None:
    rows = [*annotated(3), *annotated(3, Lang.KAZ)]
    kept = readings(rows)
    write(tmp_path / "readings.jsonl", kept)
    assert read(tmp_path / "readings.jsonl") == kept
    assert read(tmp_path / "none.jsonl") == {}


@pytest.mark.parametrize("content", ["{", "5", "[]", '["a"]', "\xff"])
def test_damaged_readings_are_an_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError) as error:
        read(path)
    assert error.value.where == str(path)
