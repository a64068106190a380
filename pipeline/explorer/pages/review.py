"""The clauses that the reader is least sure of, to look at and to download for labelling."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from pipeline.annotate import config, doccano, label_studio
from pipeline.annotate.tasks import Reason, tasks_of
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find import review as find
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.params import (
    BLANK,
    MOST_ROWS,
    PAGE_SIZE,
    PageNumber,
    Plain,
    Reader,
    Series,
    TextLang,
)
from pipeline.report.words import HTML_CODES
from pipeline.vocabulary import Label

ROUTER = APIRouter(include_in_schema=False)

_File = Literal[
    "label-studio.json", "label-studio.xml", "doccano.jsonl", "doccano-labels.json"
]  # what a labelling tool takes: the clauses, and what it must be told first
_TYPES = {"json": "application/json", "jsonl": "application/x-ndjson", "xml": "application/xml"}
_LABELS = tuple(label.value for label in Label)

_Lang = Annotated[TextLang | None, BLANK, Query()]
_Label = Annotated[Label | None, BLANK, Query()]
_Act = Annotated[Annotated[Plain, Field(max_length=80)] | None, BLANK, Query()]


@dataclass(frozen=True)
class Wanted:
    """Which clauses are asked for."""

    lang: str | None
    act: str | None
    label: str | None


def _wanted(lang: _Lang = None, act: _Act = None, label: _Label = None) -> Wanted:
    return Wanted(lang, act, label.value if label else None)


_Wanted = Annotated[Wanted, Depends(_wanted)]


@ROUTER.get("/{reader}/{series}/review")
def review(
    asked: Page, reader: Reader, series: Series, wanted: _Wanted, page: PageNumber = 1
) -> Response:
    """The doubtful clauses, the least sure first."""
    del reader, series
    query = asdict(wanted)
    size = PAGE_SIZE if asked.urls.live else MOST_ROWS
    found = find.rows(asked.lookup, asked.series, first=(page - 1) * size, most=size, **query)
    total = find.count(asked.lookup, asked.series, **query)
    return asked.page(
        "review.html.j2",
        found=found,
        powers=find.powers(asked.lookup, [row["clause"] for row in found]),
        total=total,
        acts=find.acts(asked.lookup, asked.series),
        wanted=query,
        most=MOST_ROWS,
        page=page,
        pages=-(-total // size),
        labels=_likeliest,
        html=HTML_CODES,
    )


@ROUTER.get("/{reader}/{series}/review/{name}")
def to_label(asked: Page, reader: Reader, series: Series, name: _File, wanted: _Wanted) -> Response:
    """A file for a labelling tool, as `bilik annotate` writes it."""
    del reader, series
    media = _TYPES[name.rpartition(".")[2]]
    headers = {"content-disposition": f'attachment; filename="{asked.served.name}-{name}"'}
    return Response(_written(asked, name, wanted), media_type=media, headers=headers)


def _written(asked: Asked, name: _File, wanted: Wanted) -> str:
    if name == "label-studio.xml":
        return config.label_studio()
    if name == "doccano-labels.json":
        return config.doccano_labels()
    found = find.rows(asked.lookup, asked.series, most=MOST_ROWS, **asdict(wanted))
    order = {row["clause_id"]: n for n, row in enumerate(found)}
    tasks = [
        replace(task, reason=Reason.UNCERTAIN) for task in tasks_of(asked.served.path, list(order))
    ]
    tasks.sort(key=lambda task: order[task.reading.clause.clause_id])
    if name == "doccano.jsonl":
        return doccano.write(tasks)
    return label_studio.write(tasks, asked.served.name)


def _likeliest(row: Row) -> list[dict[str, Any]]:
    """The labels of a clause with their probabilities, the likeliest first."""
    found = [{"code": code, "probability": row[f"proba_{code}"]} for code in _LABELS]
    return sorted(found, key=lambda label: -label["probability"])
