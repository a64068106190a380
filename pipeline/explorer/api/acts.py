"""Acts, their texts, and what stands in a text."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter

from pipeline.explorer.api.asks import Act, Lang, Paged, Series, found, identifier
from pipeline.explorer.api.records import columns, field, many, paged, record
from pipeline.explorer.asked import Page
from pipeline.explorer.find import acts as find
from pipeline.explorer.params import Plain

ROUTER = APIRouter(prefix="/api", tags=["Texts"])

_Act = record(
    "Act",
    "A legal work, as the registry of acts knows it.",
    columns("acts"),
    texts=field(int, "How many texts of the series there are."),
)
_Version = record(
    "Version", "The text of an act in one language from one date.", columns("versions")
)
_Counted = record(
    "CountedVersion",
    "A text, and how much stands in it.",
    columns("versions"),
    provisions=field(int, "How many provisions it has."),
    powers=field(int, "How many powers were read in it."),
)
_Clause = record(
    "Clause", "A unit that is read for powers.", columns("clauses", without=("version_id",))
)
_Provision = record(
    "Provision",
    "A numbered unit of a text, or a paragraph, with its clauses.",
    columns("provisions", without=("version_id",)),
    clauses=many(_Clause, "Its clauses, in their order."),
    powers=field(list[str], "power_ids of the powers read in them; see /api/powers."),
)


@ROUTER.get("/acts", response_model=paged("Acts", _Act))
def list_acts(paging: Paged, series: Series) -> Any:
    """Acts: every legal work of the registry, by kind and day of adoption."""
    return paging.of(find.acts(paging.asked.lookup, series))


@ROUTER.get("/versions", response_model=paged("Versions", _Counted))
def list_versions(paging: Paged, series: Series, act: Act = None, lang: Lang = None) -> Any:
    """Texts: each version of each act, by act, day and language."""
    rows = find.versions(paging.asked.lookup, act, series)
    return paging.of([row for row in rows if lang in (None, row["lang"])])


@ROUTER.get(
    "/versions/{version_id}",
    response_model=paged("VersionRead", _Provision, version=field(_Version, "The text itself.")),
)
def read_version(
    asked: Page,
    paging: Paged,
    version_id: Annotated[Plain, identifier("a text", "constitution-1995@2007-05-21.rus.restated")],
) -> Any:
    """A text: its provisions in their order, with the clauses and powers of each."""
    lookup = asked.lookup
    version = found(find.version(lookup, version_id), "text")
    units = {
        row["eid"]: {**row, "clauses": [], "powers": []}
        for row in find.provisions(lookup, version_id)
    }
    for clause in find.clauses(lookup, version_id):
        units[clause["eid"]]["clauses"].append(clause)
    for power in find.powers_of(lookup, version_id):
        units[power["eid"]]["powers"].append(power["power_id"])
    return {**paging.of(list(units.values())), "version": version}
