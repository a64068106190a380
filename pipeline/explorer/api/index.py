"""The index: its schemes, and its scores over time."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from pipeline.explorer.api import asks
from pipeline.explorer.api.records import columns, many, paged, record
from pipeline.explorer.find import scores as find
from pipeline.explorer.lookup.open import Row

ROUTER = APIRouter(prefix="/api", tags=["Index"])

_Component = record(
    "Component", "What scores are made of.", columns("components", without=("scheme",))
)
_Scheme = record(
    "SchemeTold",
    "How scores are computed.",
    columns("schemes"),
    components=many(_Component, "What they are made of."),
)
_Score = record(
    "Score",
    "One scheme's value for one holder over a span of days without a change of text.",
    columns("scores"),
)


@ROUTER.get("/schemes", response_model=paged("Schemes", _Scheme))
def list_schemes(paging: asks.Paged) -> Any:
    """Schemes: each way to compute a score, with its formula, source and components."""
    lookup = paging.asked.lookup
    parts: dict[str, list[Row]] = {}
    for row in lookup.rows("SELECT * FROM components ORDER BY rowid"):
        parts.setdefault(row["scheme"], []).append(row)
    return paging.of(
        [{**row, "components": parts.get(row["scheme"], [])} for row in find.schemes(lookup)]
    )


@ROUTER.get("/scores", response_model=paged("Scores", _Score))
def list_scores(
    paging: asks.Paged,
    series: asks.Series,
    scheme: asks.OneScheme = None,
    holder: asks.OneHolder = None,
    lang: asks.Lang = None,
) -> Any:
    """Scores: the index over time, with its 95% interval, by scheme, holder and language."""
    return paging.of(find.scores(paging.asked.lookup, series, scheme, holder, lang))
