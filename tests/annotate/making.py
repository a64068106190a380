"""Tasks for tests, and what the tools would make of them if an annotator agreed with everything."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from pipeline.annotate.tasks import Reason, Task
from pipeline.classifier.annotations import Limit, PowerLabel
from pipeline.normalize import text_hash
from pipeline.records import Clause, Constraint, Power, Reading, Span
from pipeline.vocabulary import (
    Action,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Lang,
    Polarity,
)

LEAD_IN = "Глава государства:"
TEXT = "с согласия Сената назначает главу банка"
BEFORE = "Сенат собирается раз в год"
KEY = {
    "act": "law-0",
    "version": "2000-01-01",
    "lang": "rus",
    "eid": "art_1__sub_2",
    "n": 0,
    "restated": True,
    "sha256": text_hash(TEXT),
}


def words(part: str, where: str = "clause") -> Span:
    """Where some words stand in the sample's texts."""
    text = {"clause": TEXT, "lead_in": LEAD_IN, "before": BEFORE}[where]
    start = text.index(part)
    return Span(start, start + len(part), where)


APPOINTS = Power(
    holder=Holder.PRESIDENT,
    action=Action.APPOINT,
    object="bank_chair",
    domain=Domain.APPOINTMENT,
    polarity=Polarity.GIVES,
    constraints=(
        Constraint(ConstraintType.CONSENT, Holder.SENATE, "absolute", words("с согласия Сената")),
        Constraint(ConstraintType.TERM, None, "P5Y"),
    ),
    holder_span=words("Глава государства", "lead_in"),
    action_span=words("назначает"),
    object_span=words("главу банка"),
)


def clause(text: str = TEXT, eid: str = "art_1__sub_2", n: int = 0, lang: str = "rus") -> Clause:
    return Clause("law-0", "2000-01-01", Lang(lang), eid, n, LEAD_IN, text, restated=True)


CLAUSE = clause()


def task(
    *powers: Power, label: Label = Label.GRANT, clause: Clause = CLAUSE, sure: float = 0.5
) -> Task:
    rest = (1 - sure) / 3
    proba = {other: sure if other is label else rest for other in Label}
    reading = Reading(clause, label, proba, powers, needs_review=False)
    return Task(reading, text_hash(clause.text), BEFORE, Reason.UNCERTAIN)


def labels(reading: Reading) -> tuple[PowerLabel, ...]:
    """A reading's powers as an annotator would have written them."""
    return tuple(
        PowerLabel(p.holder, p.action, p.object, p.domain, p.polarity, limits(p))
        for p in reading.powers
    )


def limits(power: Power) -> tuple[Limit, ...]:
    return tuple((limit.type, limit.actor, limit.value) for limit in power.constraints)


def exported_by_label_studio(tasks: str) -> list[dict[str, Any]]:
    """Label Studio's JSON export of imported tasks, every prediction submitted as it is."""
    exported = []
    for number, row in enumerate(json.loads(tasks), 101):
        (prediction,) = row["predictions"]
        result = [
            one if one["type"] == "relation" else {**one, "origin": "prediction"}
            for one in prediction["result"]
        ]
        exported.append(
            {
                "id": number,
                "annotations": [submitted(number + 1000, result)],
                "file_upload": "8f1d2c3b-tasks.json",
                "drafts": [],
                "predictions": [number + 5000],
                "data": row["data"],
                "meta": {},
                "created_at": "2026-03-09T21:52:49.513742Z",
                "updated_at": "2026-03-09T22:16:08.746926Z",
                "inner_id": number - 100,
                "total_annotations": 1,
                "cancelled_annotations": 0,
                "total_predictions": 1,
                "comment_count": 0,
                "project": 7,
                "updated_by": 1,
                "comment_authors": [],
            }
        )
    return exported


def submitted(number: int, result: list[Any], annotator: object = 1, **more: Any) -> dict[str, Any]:
    """One annotation as Label Studio exports it."""
    return {
        "id": number,
        "completed_by": annotator,
        "result": result,
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-09T22:16:08.728378Z",
        "draft_created_at": None,
        "lead_time": 4.288,
        "prediction": {},
        "result_count": len(result),
        "unique_id": "f6b7c8d9-0000-4000-8000-000000000000",
        "last_action": None,
        "task": 1,
        "project": 7,
        "updated_by": 1,
        "parent_prediction": None,
        "parent_annotation": None,
        "last_created_by": None,
        **more,
    }


def exported_by_doccano(examples: str) -> list[tuple[dict[str, Any], str]]:
    """doccano's JSONL export of imported examples: its own numbers, and comments at the end."""
    numbers = count(3000)
    exported = []
    for number, line in enumerate(examples.splitlines(), 1):
        row = json.loads(line)
        own = {entity["id"]: next(numbers) for entity in row["entities"]}
        entities = [{**entity, "id": own[entity["id"]]} for entity in row.pop("entities")]
        relations = [
            {
                **line,
                "id": next(numbers),
                "from_id": own[line["from_id"]],
                "to_id": own[line["to_id"]],
            }
            for line in row.pop("relations")
        ]
        row = {"id": number + 40, **row, "entities": entities, "relations": relations}
        exported.append(({**row, "Comments": []}, f"ann.jsonl, line {number}"))
    return exported
