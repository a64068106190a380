"""doccano's own shapes: what it is given, and what it gives back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.annotate import doccano
from pipeline.annotate.marks import power_rows
from pipeline.errors import InputError
from tests.annotate.making import APPOINTS, BEFORE, KEY, LEAD_IN, TEXT, task

START = len(LEAD_IN) + 1


def span(id_: int, label: str, start: int, end: int) -> dict[str, Any]:
    return {"id": id_, "label": label, "start_offset": start, "end_offset": end}


def line(id_: int, start: int, end: int, kind: str) -> dict[str, Any]:
    return {"id": id_, "from_id": start, "to_id": end, "type": kind}


SPANS = [
    span(71, "label:grant", START, START + len(TEXT)),
    span(72, "holder:president", 0, 17),
    span(73, "action:appoint", START + 18, START + 27),
    span(74, "domain:appointment", START + 18, START + 27),
    span(75, "object:bank_chair", START + 28, START + 39),
    span(76, "constraint:consent/senate/absolute", START, START + 17),
]
LINES = [
    line(5, 73, 72, "holder"),
    line(6, 73, 74, "domain"),
    line(7, 73, 75, "object"),
    line(8, 76, 73, "constraint"),
]


def example(**more: Any) -> dict[str, Any]:
    return {
        "id": 31,
        "text": f"{LEAD_IN}\n{TEXT}",
        **KEY,
        "clause_id": "law-0@2000-01-01.rus.restated/art_1__sub_2/0",
        "reason": "uncertain",
        "start": START,
        "entities": SPANS,
        "relations": LINES,
        "Comments": ["sure"],
        **more,
    }


def powers_of(**more: Any) -> list[dict[str, Any]]:
    batch = doccano.read([(example(**more), "aida.jsonl, line 1")], "aida")
    if batch.problems:
        raise batch.problems[0]
    (sheet,) = batch.sheets
    assert (sheet.annotator, sheet.text) == ("aida", TEXT)
    return power_rows(sheet.sheet, sheet.place)


def test_a_hand_made_export_tells_the_power() -> None:
    assert powers_of() == [
        {
            "holder": "president",
            "action": "appoint",
            "object": "bank_chair",
            "domain": "appointment",
            "polarity": "+",
            "constraints": [{"type": "consent", "actor": "senate", "value": "absolute"}],
        }
    ]


def test_numbers_that_became_fractions_on_their_way_are_whole() -> None:
    """doccano keeps tasks in tables, which turn whole numbers into 0.0 where one is missing."""
    assert powers_of(n=0.0, start=float(START)) == powers_of()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entities": SPANS[1:]}, "the clause has no label"),
        (
            {"entities": [*SPANS, span(80, "label:none", START, START + 5)]},
            "the clause has the labels grant, none",
        ),
        ({"relations": LINES[1:]}, "the holder 'president' belongs to no act"),
        (
            {"entities": SPANS[:1] + SPANS[2:], "relations": LINES[1:]},
            "the action 'appoint' has no holder",
        ),
        ({"entities": [*SPANS, span(80, "PERSON", 0, 5)]}, "the label 'PERSON' has no role"),
        ({"entities": [[0, 5, "holder:akim"]]}, "the spans have no numbers"),
        ({"start": None}, "the task lacks start"),
        ({"sha256": None}, "the task lacks sha256"),
    ],
)
def test_what_an_annotator_must_mend_is_told_with_its_task(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        powers_of(**changes)
    assert said in str(caught.value)
    assert caught.value.where == "aida.jsonl, line 1, task 31"


def test_an_export_without_relations_is_refused() -> None:
    row = {"id": 31, "text": TEXT, "label": [[0, 5, "holder:akim"]]}
    with pytest.raises(InputError, match="with relations"):
        doccano.read([(row, "aida.jsonl, line 1")], "aida")


def test_tasks_that_no_one_has_seen_are_refused() -> None:
    """The reader's own labels must not come back as an annotator's."""
    row = json.loads(doccano.write([task(APPOINTS)]))
    with pytest.raises(InputError, match="these are tasks, not what was made of them"):
        doccano.read([(row, "tasks.jsonl, line 1")], "tasks")


def test_examples_without_spans_are_passed_over() -> None:
    batch = doccano.read([(example(entities=[], relations=[]), "aida.jsonl, line 1")], "aida")
    assert (batch.sheets, batch.skipped) == ([], 1)


def test_an_example_shows_its_texts_on_lines_and_marks_their_words() -> None:
    row = json.loads(doccano.write([task(APPOINTS)]))
    assert row["text"].splitlines() == [BEFORE, LEAD_IN, TEXT]
    marked = {
        entity["label"]: row["text"][entity["start_offset"] : entity["end_offset"]]
        for entity in row["entities"]
    }
    assert marked == {
        "label:grant": TEXT,
        "action:appoint": "назначает",
        "holder:president": "Глава государства",
        "object:bank_chair": "главу банка",
        "domain:appointment": "назначает",
        "constraint:consent/senate/absolute": "с согласия Сената",
        "constraint:term//P5Y": "назначает",
    }


def test_numbers_are_used_once_and_no_line_is_drawn_twice() -> None:
    row = json.loads(doccano.write([task(APPOINTS, APPOINTS)]))
    ids = [entity["id"] for entity in row["entities"]]
    ends = [(one["from_id"], one["to_id"]) for one in row["relations"]]
    assert len(set(ids)) == len(ids)
    assert len(set(ends)) == len(ends)
    assert {end for pair in ends for end in pair} <= set(ids)
