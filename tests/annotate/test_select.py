"""Which clauses are chosen, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.annotate.select import Wanted, select
from pipeline.annotate.tasks import Reason, Task, tasks_of
from pipeline.classifier.annotations import Annotation
from pipeline.dataset import Contents, VersionRow, publish
from pipeline.errors import InputError
from pipeline.normalize import text_hash
from pipeline.records import (
    Act,
    Clause,
    Divergence,
    Provision,
    Reading,
    Snapshot,
    Version,
)
from pipeline.vocabulary import Label, Lang, TextState
from tests.annotate.making import APPOINTS

OLD, NEW = date(2000, 1, 1), date(2010, 1, 1)
# eid, label, probability, words; the two languages of a unit stand in one row.
Side = tuple[Label, float, str]
UNITS: tuple[tuple[str, Side, Side], ...] = (
    ("art_1", (Label.NONE, 0.95, "Раз"), (Label.NONE, 0.95, "Бір")),
    ("art_2", (Label.NONE, 0.60, "Два"), (Label.NONE, 0.95, "Екі")),
    ("art_3", (Label.NONE, 0.90, "Три"), (Label.CONSTRAIN, 0.55, "Үш")),
    ("art_4", (Label.NONE, 0.50, "Четыре"), (Label.NONE, 0.40, "Төрт")),
)
DIVERGENCES = (("art_3", "label", "reading"), ("art_1", "repeal", "texts"))


def reading(clause: Clause, label: Label, sure: float) -> Reading:
    rest = (1 - sure) / 3
    proba = {other: sure if other is label else rest for other in Label}
    return Reading(clause, label, proba, (), needs_review=sure < 0.6)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four articles in two languages and two versions; only article 2 is new in the second."""
    versions = [
        Version("law-0", day, lang, TextState.RESTATED, f"{day.year}{lang.value}" * 9)
        for day in (OLD, NEW)
        for lang in Lang
    ]
    readings: dict[str, list[Reading]] = {}
    for version in versions:
        for eid, rus, kaz in UNITS:
            label, sure, words = rus if version.lang is Lang.RUS else kaz
            text = f"{words} снова" if (version.date, eid) == (NEW, "art_2") else words
            clause = Clause(
                "law-0", version.date.isoformat(), version.lang, eid, 0, "", text, restated=True
            )
            readings.setdefault(version.version_id, []).append(reading(clause, label, sure))
    contents = Contents(
        acts=[Act("law-0", "law", {"eng": "A law"}, OLD)],
        snapshots=[Snapshot(v.sha256, v.version_id, "test", "text/plain", "", 1) for v in versions],
        versions=[VersionRow(version) for version in versions],
        provisions={
            version_id: [
                Provision(r.clause.eid, "article", "1", "", r.clause.text, 0, 1) for r in found
            ]
            for version_id, found in readings.items()
        },
        readings=readings,
        divergences=[
            Divergence("law-0", day.isoformat(), "restated", eid, 0, kind, "low", cause, "", "")
            for day in (OLD, NEW)
            for eid, kind, cause in DIVERGENCES
        ],
    )
    return publish(contents, tmp_path_factory.mktemp("releases"), "0a1b2c3d4e5f", {})


def shown(tasks: Sequence[Task]) -> list[str]:
    return [
        f"{task.reading.clause.version[:4]} {task.reading.clause.lang} {task.reading.clause.eid}"
        for task in tasks
    ]


def annotated(task: Task, **changes: Any) -> Annotation:
    clause = task.reading.clause
    one = Annotation(
        clause.act, clause.version, clause.lang, clause.eid, clause.n, True, task.sha256,
        Label.NONE, (),
    )  # fmt: skip
    return replace(one, **changes)


def test_the_least_sure_come_first_and_sure_ones_not_at_all(release: Path) -> None:
    assert shown(select(release, [], Wanted())) == [
        "2010 kaz art_4",
        "2010 rus art_4",
        "2010 kaz art_3",
        "2010 rus art_3",
        "2000 rus art_2",
        "2010 rus art_2",
    ]


def test_each_clause_has_its_reason(release: Path) -> None:
    reasons = {task.reading.clause.eid: task.reason for task in select(release, [], Wanted())}
    assert reasons == {
        "art_2": Reason.UNCERTAIN,
        "art_3": Reason.DIVERGENCE,
        "art_4": Reason.UNCERTAIN,
    }


def test_both_sides_of_a_pair_come_together_or_not_at_all(release: Path) -> None:
    """The third place is free, and the pair that is next needs two."""
    assert shown(select(release, [], Wanted(limit=3))) == [
        "2010 kaz art_4",
        "2010 rus art_4",
        "2000 rus art_2",
    ]


def test_one_language_or_act_alone(release: Path) -> None:
    russian = shown(select(release, [], Wanted(lang=Lang.RUS)))
    assert russian
    assert all(" rus " in one for one in russian)
    assert shown(select(release, [], Wanted(act="law-0"))) == shown(select(release, [], Wanted()))
    with pytest.raises(InputError, match="'law-1' is no act of the release"):
        select(release, [], Wanted(act="law-1"))


def test_all_means_sure_and_repeated_ones_too(release: Path) -> None:
    tasks = select(release, [], Wanted(all=True))
    assert len(tasks) == 16
    assert {task.reason for task in tasks} == set(Reason)


def test_what_is_annotated_stays_out(release: Path) -> None:
    tasks = select(release, [], Wanted())
    left = select(release, [annotated(tasks[0])], Wanted())
    assert shown(left) == shown(tasks)[1:]
    every = select(release, [annotated(tasks[0])], Wanted(all=True))
    assert len(every) == 15


def test_words_annotated_in_another_version_stay_out_too(release: Path) -> None:
    tasks = select(release, [], Wanted())
    older = annotated(tasks[0], version=OLD.isoformat())
    assert shown(select(release, [older], Wanted())) == shown(tasks)[1:]


def test_a_pair_that_is_half_annotated_gives_its_other_half(release: Path) -> None:
    kazakh = next(t for t in select(release, [], Wanted()) if t.reason is Reason.DIVERGENCE)
    left = shown(select(release, [annotated(kazakh)], Wanted()))
    assert "2010 rus art_3" in left
    assert "2010 kaz art_3" not in left


def test_a_release_gives_back_what_was_read(tmp_path: Path) -> None:
    clause = Clause("law-0", OLD.isoformat(), Lang.RUS, "art_1", 0, "Глава:", "Два", restated=True)
    read = Reading(clause, Label.GRANT, dict.fromkeys(Label, 0.25), (APPOINTS,), True)
    first = replace(read, clause=replace(clause, n=1, text="Три"), powers=())
    other = replace(read, clause=replace(clause, eid="art_2", lead_in=""), powers=())
    version = Version("law-0", OLD, Lang.RUS, TextState.RESTATED, "0" * 64)
    contents = Contents(
        acts=[Act("law-0", "law", {"eng": "A law"}, OLD)],
        snapshots=[Snapshot("0" * 64, "name", "test", "text/plain", "", 1)],
        versions=[VersionRow(version)],
        provisions={
            version.version_id: [
                Provision(eid, "article", "1", "", "Два", 0, 1) for eid in ("art_1", "art_2")
            ]
        },
        readings={version.version_id: [read, first, other]},
    )
    tasks = list(tasks_of(publish(contents, tmp_path, "0a1b2c3d4e5f", {})))
    assert [task.reading for task in tasks] == [read, first, other]
    assert [task.before for task in tasks] == ["", "Два", ""]  # each article begins anew
    assert tasks[0].sha256 == text_hash("Два")
