"""doccano: examples with spans and relations out, its JSONL export in.

The project is one of sequence labelling with overlapping spans and relations, the only kind that
tells which words belong to which act. Codes stand in the names of the labels: `action:appoint`,
`constraint:consent/senate/two_thirds`. The label of the clause is a span over all of it; what has
no words is marked on the words of its act.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count
from typing import Any

from pipeline.annotate.marks import Mark, Role, Sheet, sheet_of
from pipeline.annotate.returned import Batch, Returned, key_in, key_of
from pipeline.annotate.tasks import Task
from pipeline.errors import InputError
from pipeline.records import Span

LABEL = "label"
_REMEDY = "in a project of sequence labelling with relations and overlapping spans, export as JSONL"


def write(tasks: Iterable[Task]) -> str:
    """Tasks as JSON lines that doccano imports as `JSONL (Relation)`."""
    return "".join(json.dumps(_example(task), ensure_ascii=False) + "\n" for task in tasks)


def _example(task: Task) -> dict[str, Any]:
    clause = task.reading.clause
    above = {"before": task.before, "lead_in": clause.lead_in}
    text, starts = "", {}
    for place, words in above.items():
        starts[place] = len(text)
        text += f"{words}\n" if words else ""
    starts["clause"] = len(text)
    text += clause.text
    sheet = sheet_of(task.reading)
    acts = {
        mark.id: mark.span or Span(0, len(clause.text))
        for mark in sheet.marks
        if mark.role is Role.ACTION
    }
    act_of = {other: act for act, other in sheet.links}
    numbers = count(1)
    ids = {mark.id: next(numbers) for mark in sheet.marks}
    entities = [_entity(0, f"{LABEL}:{sheet.label}", starts["clause"], len(text))]
    for mark in sheet.marks:
        span = mark.span or acts[act_of.get(mark.id, mark.id)]
        start = starts[span.where]
        entities.append(
            _entity(ids[mark.id], f"{mark.role}:{mark.code}", start + span.start, start + span.end)
        )
    return {
        "text": text,
        **key_of(task),
        "clause_id": clause.clause_id,
        "reason": task.reason.value,
        "start": starts["clause"],
        "entities": entities,
        "relations": [
            {
                "id": number,
                "from_id": ids[act],
                "to_id": ids[other],
                "type": _role_of(sheet, other),
            }
            for number, (act, other) in enumerate(sheet.links)
        ],
    }


def _entity(id_: int, label: str, start: int, end: int) -> dict[str, Any]:
    return {"id": id_, "label": label, "start_offset": start, "end_offset": end}


def _role_of(sheet: Sheet, id_: str) -> str:
    return next(mark.role.value for mark in sheet.marks if mark.id == id_)


def read(rows: Iterable[tuple[dict[str, Any], str]], name: str) -> Batch:
    """The sheets of an export, and what is wrong with single ones.

    Args:
        rows: the objects of the file, each with its place.
        name: of the annotator; doccano writes a file for each.

    Raises:
        InputError: the whole file has another form, or holds no example.
    """
    batch = Batch()
    for row, place in rows:
        if not isinstance(row.get("entities"), list) or not isinstance(row.get("relations"), list):
            raise InputError("the example has no entities and relations", place, _REMEDY)
        if "id" not in row:
            raise InputError(
                "the example has no id: these are tasks, not what was made of them", place, _REMEDY
            )
        if not row["entities"]:
            batch.skipped += 1
            continue
        place = f"{place}, task {row['id']}"
        try:
            batch.sheets.append(_returned(row, name, place))
        except InputError as error:
            batch.problems.append(error)
    return batch


def _returned(row: dict[str, Any], annotator: str, place: str) -> Returned:
    start = row.get("start")
    if not isinstance(start, int | float):
        raise InputError(
            "the task lacks start", place, "import only tasks that `bilik annotate export` wrote"
        )
    return Returned(
        key=key_in(row, place),
        text=str(row.get("text", ""))[int(start) :],
        annotator=annotator,
        sheet=_sheet(row, place),
        place=place,
    )


def _sheet(row: dict[str, Any], place: str) -> Sheet:
    labels, marks = [], []
    if not all(isinstance(item, dict) for item in (*row["entities"], *row["relations"])):
        raise InputError("the spans have no numbers", place, _REMEDY)
    for entity in row["entities"]:
        role, _, code = str(entity.get("label")).partition(":")
        if role == LABEL:
            labels.append(code)
        elif role in list(Role):
            marks.append(Mark(str(entity.get("id")), Role(role), code))
        else:
            raise InputError(
                f"the label '{entity.get('label')}' has no role before its code",
                place,
                f"write one of {', '.join(Role)} and a colon",
            )
    if len(labels) > 1:
        raise InputError(f"the clause has the labels {', '.join(labels)}", place, "keep one")
    links = tuple((str(line.get("from_id")), str(line.get("to_id"))) for line in row["relations"])
    return Sheet("".join(labels), tuple(marks), links)
