"""Label Studio: tasks with predictions out, its JSON export in.

Words are regions of the control `marks_<text>`; what is said of them are results with the region's
id. Lines are relations. Facts without words are fields of the act's region (see `form`).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.annotate.form import FIELDS, LABEL, PLACES, ROLES, Field, field_name, marks_name
from pipeline.annotate.marks import Mark, Role, Sheet, sheet_of
from pipeline.annotate.returned import Batch, Returned, key_in, key_of
from pipeline.annotate.tasks import Task
from pipeline.errors import InputError
from pipeline.records import Span

NO_WORDS = "—"  # Label Studio wants something in every text
_REMEDY = "export from Label Studio as JSON, not as JSON-MIN, CSV or another form"
_OWN = {field.tells: field for field in FIELDS if field.asked_of is field.tells and field.required}
_OF_ACT = {field.tells: field for field in FIELDS if field.asked_of is Role.ACTION}
_LIMIT = [field for field in FIELDS if field.asked_of is Role.CONSTRAINT]
_FIELDS = {field_name(field, place): field for field in FIELDS for place in PLACES}
_MARKS = {marks_name(place) for place in PLACES}

# -- out -------------------------------------------------------------------------------------------


def write(tasks: Iterable[Task], model: str) -> str:
    """Tasks as a file that Label Studio imports.

    Args:
        tasks: the clauses.
        model: what made the predictions, such as the name of the release.
    """
    return json.dumps([_task(task, model) for task in tasks], ensure_ascii=False, indent=1) + "\n"


def _task(task: Task, model: str) -> dict[str, Any]:
    clause = task.reading.clause
    texts = {"clause": clause.text, "lead_in": clause.lead_in, "before": task.before}
    return {
        "data": {
            **key_of(task),
            "clause_id": clause.clause_id,
            "reason": task.reason.value,
            **{place: text or NO_WORDS for place, text in texts.items()},
        },
        "predictions": [
            {
                "model_version": model,
                "score": round(task.sure, 4),
                "result": list(_results(task, texts)),
            }
        ],
    }


def _results(task: Task, texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    sheet = sheet_of(task.reading)
    name = hashlib.sha256(task.reading.clause.clause_id.encode()).hexdigest()[:8]
    ids = {mark.id: f"{name}-{mark.id}" for mark in sheet.marks}
    marks = {mark.id: mark for mark in sheet.marks}
    implied: defaultdict[str, list[Mark]] = defaultdict(list)
    for act, other in sheet.links:
        if marks[other].span is None:
            implied[act].append(marks[other])
    yield _result(f"{name}-{LABEL}", LABEL, "clause", "choices", {"choices": [sheet.label]})
    for mark in sheet.marks:
        if mark.role is Role.ACTION or mark.span:
            yield from _region(ids[mark.id], mark, implied[mark.id], texts)
    for act, other in sheet.links:
        if marks[other].span:
            yield {
                "type": "relation",
                "from_id": ids[act],
                "to_id": ids[other],
                "direction": "right",
            }


def _region(
    id_: str, mark: Mark, implied: Iterable[Mark], texts: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """The marked words, and what is said of them."""
    # An act without words of its own is marked on the whole clause.
    span = mark.span or Span(0, len(texts["clause"]))
    place = span.where
    words = {"start": span.start, "end": span.end}
    text = texts[place][span.start : span.end]
    labels = {**words, "text": text, "labels": [mark.role.value]}
    yield _result(id_, marks_name(place), place, "labels", labels)
    told: dict[str, list[str]] = defaultdict(list)
    for field, code in _answers(mark):
        told[field.name].append(code)
    for other in implied:
        told[_OF_ACT[other.role].name].append(other.code)
    for field in FIELDS:
        if codes := told.get(field.name):
            said = (
                {**words, "text": text, "choices": codes}
                if field.codes
                else {**words, "text": codes}
            )
            yield _result(id_, field_name(field, place), place, field.kind, said)


def _answers(mark: Mark) -> list[tuple[Field, str]]:
    if mark.role is not Role.CONSTRAINT:
        return [(_OWN[mark.role], mark.code)]
    parts = mark.code.split("/", 2)
    return [(field, part) for field, part in zip(_LIMIT, parts, strict=False) if part]


def _result(id_: str, control: str, place: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "from_name": control, "to_name": place, "type": kind, "value": value}


# -- in --------------------------------------------------------------------------------------------


def read(rows: Any, name: str) -> Batch:
    """The sheets of an export, and what is wrong with single ones.

    Args:
        rows: the decoded JSON.
        name: of the file, for messages.

    Raises:
        InputError: the whole file has another form, or holds no task.
    """
    if not isinstance(rows, list):
        raise InputError("this is no list of tasks", name, _REMEDY)
    if not rows:
        raise InputError("no tasks in it", name, "label some tasks and export them")
    batch = Batch()
    for number, task in enumerate(rows, 1):
        if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
            form = "JSON-MIN" if isinstance(task, dict) and "annotator" in task else "another form"
            raise InputError(
                f"task {number} has no data: this is {form}, which leaves out what is needed",
                name,
                _REMEDY,
            )
        if not isinstance(task.get("annotations"), list):
            raise InputError(
                f"task {number} has no annotations: these are tasks, not what was made of them",
                name,
                _REMEDY,
            )
        place = f"{name}, task {task.get('id', number)}"
        for annotation in task["annotations"]:
            if not isinstance(annotation, dict):
                raise InputError("an annotation is only its number", place, _REMEDY)
            if annotation.get("was_cancelled") or not annotation.get("result"):
                batch.skipped += 1
                continue
            try:
                batch.sheets.append(_returned(task["data"], annotation, place))
            except InputError as error:
                batch.problems.append(error)
    return batch


def _returned(data: dict[str, Any], annotation: dict[str, Any], place: str) -> Returned:
    annotator = annotation.get("completed_by")
    if isinstance(annotator, dict):
        annotator = annotator.get("email") or annotator.get("id")
    place = f"{place}, annotator {annotator}"
    return Returned(
        key=key_in(data, place),
        text=str(data.get("clause", "")),
        annotator=str(annotator),
        sheet=_sheet(annotation["result"], place),
        place=place,
        decides=bool(annotation.get("ground_truth")),
    )


def _sheet(results: Any, place: str) -> Sheet:
    label = ""
    roles: dict[str, Role] = {}
    told: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    links: list[tuple[str, str]] = []
    for result in results if isinstance(results, list) else [results]:
        if not isinstance(result, dict) or not isinstance(result.get("value", {}), dict):
            raise InputError("a result has a form that Label Studio does not write", place, _REMEDY)
        if result.get("type") == "relation":
            links.append((str(result.get("from_id")), str(result.get("to_id"))))
            continue
        control, id_ = str(result.get("from_name")), str(result.get("id"))
        codes = _codes(result)
        if control == LABEL:
            label = _one(codes, "label", place)
        elif control in _MARKS:
            roles[id_] = _role(_one(codes, "role", place), place)
        elif control in _FIELDS:
            told[id_][_FIELDS[control].name] = codes
        else:
            raise InputError(
                f"'{control}' is no part of the form",
                place,
                "set the project up with `bilik annotate config`",
            )
    return _with_implied(label, roles, told, links, place)


def _with_implied(
    label: str,
    roles: dict[str, Role],
    told: defaultdict[str, dict[str, list[str]]],
    links: list[tuple[str, str]],
    place: str,
) -> Sheet:
    """The sheet, with a mark of its own for each fact that an act's fields tell."""
    marks = []
    for id_, role in roles.items():
        marks.append(Mark(id_, role, _code(role, told[id_], place)))
        for field in _OF_ACT.values() if role is Role.ACTION else ():
            if field.tells is Role.ACTION:
                continue
            for k, code in enumerate(told[id_].get(field.name, ())):
                mark = Mark(f"{id_}/{field.name}/{k}", field.tells, code)
                marks.append(mark)
                links.append((id_, mark.id))
    return Sheet(label, tuple(marks), tuple(links))


def _code(role: Role, told: dict[str, list[str]], place: str) -> str:
    if role is not Role.CONSTRAINT:
        name = _OWN[role].name
        return _one(told.get(name, []), name, place)
    parts = [_one(told.get(field.name, []), field.name, place) for field in _LIMIT]
    return "/".join(parts).rstrip("/")


def _codes(result: dict[str, Any]) -> list[str]:
    """What a result says, whatever its type."""
    kind = str(result.get("type"))
    said = result.get("value", {}).get("text" if kind == "textarea" else kind) or []
    return [str(code).strip() for code in (said if isinstance(said, list) else [said])]


def _one(codes: list[str], what: str, place: str) -> str:
    if len(codes) > 1:
        raise InputError(f"{len(codes)} codes for {what}: {', '.join(codes)}", place, "keep one")
    return codes[0] if codes else ""


def _role(code: str, place: str) -> Role:
    if code not in ROLES:
        raise InputError(f"'{code}' is no role", place, f"use one of: {', '.join(ROLES)}")
    return Role(code)
