"""What follows from the readings: verdicts on claims, divergences between languages, tiers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, WithJsonSchema

from pipeline.dataset.tables import CAUSES, DIFFERENCES, SEVERITIES
from pipeline.explorer.api import asks
from pipeline.explorer.api.records import columns, field, nullable, paged, record
from pipeline.explorer.find import claims as find_claims
from pipeline.explorer.find import divergences as find_divergences
from pipeline.explorer.find import tiers as find_tiers
from pipeline.vocabulary import Lang

ROUTER = APIRouter(prefix="/api", tags=["Findings"])


_Cause = Annotated[str, WithJsonSchema({"type": "string", "enum": CAUSES})]
_Severity = Annotated[str, WithJsonSchema({"type": "string", "enum": SEVERITIES})]
_Difference = Annotated[str, WithJsonSchema({"type": "string", "enum": DIFFERENCES})]


class Said(BaseModel):
    """Words in three languages."""

    kaz: str = Field(description="In Kazakh.")
    rus: str = Field(description="In Russian.")
    eng: str = Field(description="In English.")


_Claim = record(
    "Claim",
    "What published work says happened, and what the texts of a series say of it.",
    columns("claims"),
    act=field(
        str, "The act that it speaks of; * for all texts in force that day.", "law-1990-04-24"
    ),
    date=field(date, "Day of adoption of that act."),
    cited=field(str, "The source in full."),
    text=field(Said, "The claim in our own words."),
    untested=nullable(Said, "What the source says beyond any legal text."),
)
_Divergence = record(
    "Divergence",
    "A difference between the two languages of an act, told once for all versions that have it.",
    columns("divergences", "act", "eid", "clause_n", "kind", "severity", "cause", "rus", "kaz"),
    days=field(list[date], "Days of the versions that have it; eid and clause_n are the last's."),
)
_Tier = record(
    "TierRule",
    "How akims of one tier come to office and leave it, over a span of days.",
    columns("tiers", without=("lang",)),
    langs=field(list[Lang], "Languages whose texts say it."),
)


@ROUTER.get("/claims", response_model=paged("Claims", _Claim))
def list_claims(paging: asks.Paged, series: asks.Series, verdict: asks.OneVerdict = None) -> Any:
    """Claims: what published work says happened, judged by the texts of a series."""
    told = find_claims.published(paging.asked.served.path)
    return paging.of(
        [
            {"untested": None, **told[row["claim"]], **row}
            for row in find_claims.claims(paging.asked.lookup, series)
            if verdict in (None, row["verdict"])
        ]
    )


@ROUTER.get("/divergences", response_model=paged("Divergences", _Divergence))
def list_divergences(
    paging: asks.Paged,
    series: asks.Series,
    cause: Annotated[
        tuple[_Cause, ...],
        asks.codes("Whether the texts differ, or only our readings.", "texts"),
    ] = (),
    severity: Annotated[tuple[_Severity, ...], asks.codes("How much hangs on it.", "high")] = (),
    kind: Annotated[tuple[_Difference, ...], asks.codes("What differs.", "number")] = (),
    act: asks.Acts = (),
) -> Any:
    """Divergences: where the Russian and the Kazakh text differ, the gravest first."""
    wanted = find_divergences.Wanted(series, cause, severity, kind, act)
    lookup = paging.asked.lookup
    rows = find_divergences.rows(lookup, wanted, paging.first, paging.size)
    return paging.answer(find_divergences.count(lookup, wanted), rows)


@ROUTER.get("/tiers", response_model=paged("Tiers", _Tier))
def list_tiers(
    paging: asks.Paged, series: asks.Series, tier: asks.OneTier = None, on: asks.On = None
) -> Any:
    """Akims by tier: how they come to office and who may release them, by spans of days."""
    return paging.of(find_tiers.tiers(paging.asked.lookup, series, tier, on))
