"""Label Studio's own shapes: what it is given, and what it gives back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.annotate import label_studio
from pipeline.annotate.marks import power_rows
from pipeline.annotate.returned import Returned
from pipeline.errors import InputError
from tests.annotate.making import (
    APPOINTS,
    BEFORE,
    KEY,
    LEAD_IN,
    TEXT,
    exported_by_label_studio,
    submitted,
    task,
)

DATA = {
    **KEY,
    "clause_id": "law-0@2000-01-01.rus.restated/art_1__sub_2/0",
    "reason": "uncertain",
    "clause": TEXT,
    "lead_in": LEAD_IN,
    "before": "—",
}


def region(id_: str, control: str, place: str, words: tuple[int, int], **value: Any) -> Any:
    """A result that belongs to marked words, as Label Studio exports it."""
    kind = next((name for name in ("labels", "choices") if name in value), "textarea")
    text = {"clause": TEXT, "lead_in": LEAD_IN}[place][slice(*words)]
    return {
        "value": {"start": words[0], "end": words[1], "text": text, **value},
        "id": id_,
        "from_name": f"{control}_{place}",
        "to_name": place,
        "type": kind,
        "origin": "manual",
    }


def label(code: str) -> Any:
    return {
        "value": {"choices": [code]},
        "id": "q1",
        "from_name": "label",
        "to_name": "clause",
        "type": "choices",
        "origin": "manual",
    }


def line(start: str, end: str, direction: str = "right") -> Any:
    return {"from_id": start, "to_id": end, "type": "relation", "direction": direction}


ACT = [
    region("a1", "marks", "clause", (18, 27), labels=["action"]),
    region("a1", "action", "clause", (18, 27), choices=["appoint"]),
    region("a1", "domain", "clause", (18, 27), choices=["appointment"]),
]
HOLDER = [
    region("h1", "marks", "lead_in", (0, 17), labels=["holder"]),
    region("h1", "holder", "lead_in", (0, 17), choices=["president"]),
    line("a1", "h1"),
]
BY_HAND = [
    label("grant"),
    *ACT,
    region("a1", "implied_constraints", "clause", (18, 27), text=["term//P5Y"]),
    *HOLDER,
    region("o1", "marks", "clause", (28, 39), labels=["object"]),
    region("o1", "object", "clause", (28, 39), text=["bank_chair"]),
    line("a1", "o1"),
    region("c1", "marks", "clause", (0, 17), labels=["constraint"]),
    region("c1", "constraint", "clause", (0, 17), choices=["consent"]),
    region("c1", "actor", "clause", (0, 17), choices=["senate"]),
    region("c1", "value", "clause", (0, 17), text=["absolute"]),
    line("c1", "a1", "bi"),
]


def exported(*annotations: Any, **more: Any) -> list[dict[str, Any]]:
    return [
        {"id": 12, "annotations": list(annotations), "drafts": [], "data": DATA, "meta": {}, **more}
    ]


def sheet_of(result: list[Any], **more: Any) -> Returned:
    batch = label_studio.read(exported(submitted(1, result, **more)), "export.json")
    if batch.problems:
        raise batch.problems[0]
    (sheet,) = batch.sheets
    return sheet


def powers_of(result: list[Any]) -> list[dict[str, Any]]:
    sheet = sheet_of(result)
    return power_rows(sheet.sheet, sheet.place)


def test_a_hand_made_export_tells_the_power() -> None:
    assert powers_of(BY_HAND) == [
        {
            "holder": "president",
            "action": "appoint",
            "object": "bank_chair",
            "domain": "appointment",
            "polarity": "+",
            "constraints": [
                {"type": "consent", "actor": "senate", "value": "absolute"},
                {"type": "term", "actor": None, "value": "P5Y"},
            ],
        }
    ]


def test_what_has_no_words_is_told_by_fields_of_the_act() -> None:
    implied = [
        region("a1", "implied_holder", "clause", (18, 27), choices=["akim"]),
        region("a1", "implied_object", "clause", (18, 27), text=["law"]),
    ]
    (power,) = powers_of([label("constrain"), *ACT, *implied])
    assert (power["holder"], power["object"], power["polarity"]) == ("akim", "law", "-")


def test_a_repealed_unit_needs_its_label_only() -> None:
    (power,) = powers_of([label("remove")])
    assert power.pop("polarity") == "-"
    assert not any(power.values())


@pytest.mark.parametrize(
    ("annotator", "shown"),
    [(3, "3"), ({"id": 3, "email": "a@b.kz", "first_name": "", "last_name": ""}, "a@b.kz")],
)
def test_the_annotator_is_a_number_or_a_person(annotator: Any, shown: str) -> None:
    sheet = sheet_of(BY_HAND, annotator=annotator)
    assert sheet.annotator == shown
    assert sheet.place == f"export.json, task 12, annotator {shown}"


def test_cancelled_empty_and_draft_annotations_are_passed_over() -> None:
    rows = exported(
        submitted(1, BY_HAND, was_cancelled=True),
        submitted(2, []),
        submitted(3, BY_HAND, annotator=5),
        drafts=[{"id": 4, "result": BY_HAND, "user": 6}],
    )
    batch = label_studio.read(rows, "export.json")
    assert [sheet.annotator for sheet in batch.sheets] == ["5"]
    assert batch.skipped == 2


WITHOUT = [one for one in BY_HAND if one.get("from_name") != "label"]


@pytest.mark.parametrize(
    ("result", "said"),
    [
        pytest.param(WITHOUT, "the clause has no label", id="no label"),
        pytest.param([label("none"), *ACT], "labelled none, and the action 'appoint'", id="none"),
        pytest.param([label("grant"), *ACT], "the action 'appoint' has no holder", id="no holder"),
        pytest.param(
            [label("grant"), *HOLDER[:2]], "the holder 'president' belongs to no act", id="no act"
        ),
        pytest.param(
            [label("grant"), ACT[0], *HOLDER], "an act has no action", id="no action chosen"
        ),
        pytest.param([label("grant"), *ACT[:2], *HOLDER], "has no domain", id="no domain chosen"),
        pytest.param(
            [*BY_HAND, region("a1", "implied_holder", "clause", (18, 27), choices=["akim"])],
            "has 2 holders (president, akim)",
            id="two holders",
        ),
        pytest.param(
            [*BY_HAND, line("o1", "h1")],
            "a line joins the holder 'president' and the object 'bank_chair'",
            id="line between others",
        ),
        pytest.param([*BY_HAND, line("a1", "x9")], "a line leads to 'x9'", id="line to nothing"),
        pytest.param(
            [*BY_HAND, region("a1", "implied_object", "clause", (18, 27), text=["Глава"])],
            "has 2 objects (bank_chair, Глава)",
            id="two objects",
        ),
        pytest.param(
            [
                label("grant"),
                *ACT,
                *HOLDER,
                region("a1", "implied_object", "clause", (18, 27), text=["глава банка"]),
            ],
            "'глава банка' is no code of an object",
            id="words for a code",
        ),
        pytest.param(
            [one for one in BY_HAND if one.get("from_name") != "constraint_clause"],
            "has a constraint without a type",
            id="no type",
        ),
        pytest.param(
            [region("a1", "marks", "clause", (18, 27), labels=["verb"])],
            "'verb' is no role",
            id="another role",
        ),
        pytest.param(
            [region("a1", "action", "clause", (18, 27), choices=["appoint", "elect"]), *ACT[:1]],
            "2 codes for action: appoint, elect",
            id="two actions",
        ),
        pytest.param(
            [{**label("grant"), "from_name": "sentiment"}],
            "'sentiment' is no part of the form",
            id="another form",
        ),
        pytest.param(["grant"], "a result has a form that Label Studio does not write", id="odd"),
    ],
)
def test_what_an_annotator_must_mend_is_told_with_its_task(result: list[Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        powers_of(result)
    assert said in str(caught.value)
    assert caught.value.where == "export.json, task 12, annotator 1"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param({"id": 1, "result": [], "task": {}}, "no list of tasks", id="from storage"),
        pytest.param([], "no tasks in it", id="empty"),
        pytest.param(
            [{"clause": TEXT, "label": "grant", "annotator": 1, "annotation_id": 9, "id": 12}],
            "this is JSON-MIN",
            id="JSON-MIN",
        ),
        pytest.param([3], "this is another form", id="numbers"),
        pytest.param([{"id": 1, "data": DATA}], "task 1 has no annotations", id="tasks"),
        pytest.param(
            [{"id": 1, "data": DATA, "annotations": [7]}], "only its number", id="numbers only"
        ),
    ],
)
def test_a_file_of_another_form_is_refused(rows: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        label_studio.read(rows, "export.json")


def test_a_task_of_someone_else_is_refused() -> None:
    rows = exported(submitted(1, BY_HAND), data={"text": TEXT})
    (problem,) = label_studio.read(rows, "export.json").problems
    assert "the task lacks act, version" in str(problem)


def test_a_task_shows_the_three_texts_and_never_an_empty_one() -> None:
    (row,) = json.loads(label_studio.write([task(APPOINTS)], "release-1"))
    shown = {place: row["data"][place] for place in ("clause", "lead_in", "before")}
    assert shown == {"clause": TEXT, "lead_in": LEAD_IN, "before": BEFORE}
    assert exported_by_label_studio(json.dumps([row]))[0]["data"] == row["data"]


def test_a_prediction_marks_words_and_draws_lines() -> None:
    (row,) = json.loads(label_studio.write([task(APPOINTS, sure=0.7)], "release-1"))
    (prediction,) = row["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("release-1", 0.7)
    told = {
        (one["from_name"], *(one["value"].get("choices") or one["value"].get("labels") or ()))
        for one in prediction["result"]
        if one["type"] != "relation"
    }
    assert {("label", "grant"), ("marks_lead_in", "holder"), ("action_clause", "appoint")} <= told
    roles = {
        one["id"]: one["value"]["labels"][0]
        for one in prediction["result"]
        if one["type"] == "labels"
    }
    lines = [one for one in prediction["result"] if one["type"] == "relation"]
    assert {(roles[one["from_id"]], roles[one["to_id"]]) for one in lines} == {
        ("action", "holder"),
        ("action", "object"),
        ("action", "constraint"),
    }


def test_marked_words_are_those_of_their_text() -> None:
    (row,) = json.loads(label_studio.write([task(APPOINTS)], "release-1"))
    for one in row["predictions"][0]["result"]:
        if one["type"] == "labels":
            value = one["value"]
            text = row["data"][one["to_name"]]
            assert text[value["start"] : value["end"]] == value["text"]
