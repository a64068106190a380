"""What comes back meets what is there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.annotate import doccano, label_studio
from pipeline.annotate.incoming import Outcome, take
from pipeline.annotate.tasks import Task
from pipeline.classifier.annotations import read_annotations, write_annotations
from pipeline.errors import InputError
from pipeline.records import Constraint, Power
from pipeline.vocabulary import Action, ConstraintType, Holder, Label
from tests.annotate.making import (
    APPOINTS,
    clause,
    exported_by_doccano,
    exported_by_label_studio,
    submitted,
    task,
)

NAMED = task(APPOINTS)
NOTHING = task(label=Label.NONE)


def results(one: Task) -> list[Any]:
    (row,) = exported_by_label_studio(label_studio.write([one], "test"))
    found: list[Any] = row["annotations"][0]["result"]
    return found


def export(path: Path, *tasks: Task) -> Path:
    """A Label Studio export of tasks, each submitted as it was predicted."""
    rows = exported_by_label_studio(label_studio.write(tasks, "test"))
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf8")
    return path


def by_several(path: Path, *annotations: Any) -> Path:
    """The same for one task that several people worked on."""
    (row,) = exported_by_label_studio(label_studio.write([NAMED], "test"))
    rows = [{**row, "annotations": list(annotations)}]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf8")
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "annotations.jsonl"


def written(outcome: Outcome, into: Path) -> Outcome:
    assert outcome.sound
    write_annotations(into, outcome.annotations)
    return outcome


def test_new_annotations_are_added_once(tmp_path: Path, into: Path) -> None:
    path = export(tmp_path / "e.json", NAMED, task(label=Label.NONE, clause=clause(eid="art_2")))
    assert written(take([path], into), into).new == 2
    again = take([path], into)
    assert (again.new, again.unchanged, again.errors) == (0, 2, [])
    assert [one.eid for one in read_annotations(into)] == ["art_1__sub_2", "art_2"]


def test_annotations_stand_in_the_order_of_the_text(tmp_path: Path, into: Path) -> None:
    eids = ["art_10", "art_9", "art_9__pt_2"]
    tasks = [task(label=Label.NONE, clause=clause(eid=eid)) for eid in eids]
    written(take([export(tmp_path / "e.json", *tasks)], into), into)
    assert [one.eid for one in read_annotations(into)] == ["art_9", "art_9__pt_2", "art_10"]


def test_the_words_stay_out(tmp_path: Path, into: Path) -> None:
    written(take([export(tmp_path / "e.json", NAMED)], into), into)
    assert "назначает" not in into.read_text(encoding="utf8")


def test_the_order_of_constraints_is_no_difference(tmp_path: Path, into: Path) -> None:
    turned = replace(APPOINTS, constraints=APPOINTS.constraints[::-1])
    written(take([export(tmp_path / "a.json", NAMED)], into), into)
    assert take([export(tmp_path / "b.json", task(turned))], into).unchanged == 1


def test_what_is_there_is_kept_and_the_rest_taken(tmp_path: Path, into: Path) -> None:
    written(take([export(tmp_path / "a.json", NOTHING)], into), into)
    other = task(label=Label.NONE, clause=clause(eid="art_2"))
    path = export(tmp_path / "b.json", NAMED, other)
    outcome = written(take([path], into), into)
    assert (outcome.new, outcome.replaced) == (1, 0)
    (error,) = outcome.kept
    assert "is annotated already" in str(error)
    assert "none and grant" in str(error)
    assert f"{into}, line 1" in str(error)
    assert "task 101" in error.where
    assert [one.label for one in read_annotations(into)] == [Label.NONE, Label.NONE]


def test_replace_takes_the_new_one(tmp_path: Path, into: Path) -> None:
    written(take([export(tmp_path / "a.json", NOTHING)], into), into)
    outcome = written(take([export(tmp_path / "b.json", NAMED)], into, replace=True), into)
    assert (outcome.replaced, outcome.errors) == (1, [])
    assert [one.label for one in read_annotations(into)] == [Label.GRANT]


def test_an_annotation_of_other_words_is_kept_too(tmp_path: Path, into: Path) -> None:
    written(take([export(tmp_path / "a.json", NAMED)], into), into)
    changed = task(APPOINTS, clause=clause(text="с согласия Сената назначает главу банка снова"))
    (error,) = take([export(tmp_path / "b.json", changed)], into).kept
    assert "it is of other words" in str(error)


def test_annotators_who_agree_count_once(tmp_path: Path, into: Path) -> None:
    both = [submitted(number, results(NAMED), annotator=number) for number in (1, 2)]
    outcome = take([by_several(tmp_path / "e.json", *both)], into)
    assert (outcome.new, outcome.errors) == (1, [])


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (NOTHING, "grant and none"),
        (
            task(replace(APPOINTS, action=Action.DISMISS)),
            "(consent senate absolute) (term P5Y), and on the other side + president dismiss",
        ),
        (task(), "and on the other side nothing"),
    ],
)
def test_annotators_who_differ_are_named(
    tmp_path: Path, into: Path, other: Task, said: str
) -> None:
    path = by_several(
        tmp_path / "e.json",
        submitted(1, results(NAMED), annotator=1),
        submitted(2, results(other), annotator=2),
    )
    outcome = take([path], into)
    assert not outcome.sound
    (error,) = outcome.differing
    assert "annotator 1 and annotator 2 differ on law-0@2000-01-01.rus art_1__sub_2/0" in str(error)
    assert said in str(error)


def test_ground_truth_decides_between_annotators(tmp_path: Path, into: Path) -> None:
    path = by_several(
        tmp_path / "e.json",
        submitted(1, results(NOTHING), annotator=1),
        submitted(2, results(NAMED), annotator=2, ground_truth=True),
    )
    (one,) = take([path], into).annotations
    assert one.label is Label.GRANT


def test_doccano_gives_a_file_for_each_annotator(tmp_path: Path, into: Path) -> None:
    for name, one in (("aida", NAMED), ("boris", NOTHING)):
        rows = exported_by_doccano(doccano.write([one]))
        lines = [json.dumps(row, ensure_ascii=False) for row, _ in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf8")
    (error,) = take([tmp_path / "aida.jsonl", tmp_path / "boris.jsonl"], into).differing
    assert "annotator aida and annotator boris" in str(error)


def text_of(folder: Path, line: str) -> Path:
    path = folder / "law-0" / "2000-01-01.rus.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\nact: law-0\nlanguage: rus\nversion_date: 2000-01-01\ntext: restated\n---\n\n"
        f"1. {line}\n",
        encoding="utf8",
    )
    return folder


def test_a_clause_whose_text_has_changed_is_stale(tmp_path: Path, into: Path) -> None:
    named = task(label=Label.NONE, clause=clause(text="Президент издает указы", eid="pt_1"))
    path = export(tmp_path / "e.json", named)
    same = text_of(tmp_path / "same", "Президент издает указы.")
    other = text_of(tmp_path / "other", "Президент издает законы.")
    fresh = take([path], into, texts=[same])
    assert (fresh.new, fresh.unchecked, fresh.errors) == (1, 0, [])
    outcome = take([path], into, texts=[other])
    assert (outcome.new, len(outcome.stale), outcome.sound) == (0, 1, False)
    assert "is gone or has other words now" in str(outcome.stale[0])
    assert "task 101" in outcome.stale[0].where


def test_a_text_that_is_not_at_hand_is_counted(tmp_path: Path, into: Path) -> None:
    path = export(tmp_path / "e.json", NAMED)
    outcome = take([path], into, texts=[tmp_path])
    assert (outcome.new, outcome.unchecked, outcome.errors) == (1, 1, [])


def changed(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text(encoding="utf8").replace(old, new), encoding="utf8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["appoint"]', '["crown"]', "'crown' is no action"),
        ('["president"]', '["king"]', "'king' is no holder"),
        ('["consent"]', '["blessing"]', "'blessing' is no constraint"),
        ('["senate"]', '["duma"]', "'duma' is no actor"),
        ('["grant"]', '["gift"]', "'gift' is no label"),
        ('["term//P5Y"]', '["limit"]', "'limit' is no constraint"),
        ('"clause": "с согласия', '"clause": "без согласия', "not those of its sha256"),
        ('"version": "2000-01-01"', '"version": "2000"', "Invalid isoformat string"),
    ],
)
def test_what_is_unknown_is_told_and_nothing_is_sound(
    tmp_path: Path, into: Path, old: str, new: str, said: str
) -> None:
    outcome = take([changed(export(tmp_path / "e.json", NAMED), old, new)], into)
    (problem,) = outcome.problems
    assert said in str(problem)
    assert problem.where == f"{tmp_path / 'e.json'}, task 101, annotator 1"
    assert (outcome.sound, outcome.new) == (False, 0)


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path, into: Path) -> None:
    other = task(APPOINTS, clause=clause(eid="art_2"))
    path = changed(export(tmp_path / "e.json", NAMED, other), '["appoint"]', '["crown"]')
    assert len(take([path], into).problems) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("annotation_id,annotator\n1,1\n", "this is no JSON"),
        ('[{"id": 1', "no JSON"),
        ('{"id": 1, "text": "x", "label": [[0, 1, "A"]]}\n', "with relations"),
        ('{"id": 1, "entities": [], "relations": []}\n{"id": 2', "line 2: no JSON"),
        ('{"id": 1, "result": [], "task": {}}', "no list of tasks"),
        ("[]", "no tasks in it"),
    ],
)
def test_a_file_of_another_form_is_told(
    tmp_path: Path, into: Path, content: str, said: str
) -> None:
    path = tmp_path / "e.json"
    path.write_text(content, encoding="utf8")
    with pytest.raises(InputError) as caught:
        take([path], into)
    assert said in str(caught.value)
    assert str(path) in caught.value.where


def test_bytes_that_are_no_text_are_told(tmp_path: Path, into: Path) -> None:
    path = tmp_path / "e.zip"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        take([path], into)


def test_an_export_of_skipped_tasks_only_is_told(tmp_path: Path, into: Path) -> None:
    path = by_several(tmp_path / "e.json", submitted(1, results(NAMED), was_cancelled=True))
    with pytest.raises(InputError, match=r"no annotations in it \(1 cancelled or empty\)"):
        take([path], into)


def test_powers_that_do_not_go_with_the_label_are_told(tmp_path: Path, into: Path) -> None:
    """A named power that is taken away is a `remove` with a limit's sign."""
    removed = Power(
        Holder.AKIM, Action.APPOINT, None, APPOINTS.domain, APPOINTS.polarity,
        (Constraint(ConstraintType.TRIGGER),),
    )  # fmt: skip
    path = changed(export(tmp_path / "e.json", task(removed)), '["grant"]', '["remove"]')
    (one,) = take([path], into).annotations
    assert [power.polarity.value for power in one.powers] == ["-"]
