"""Published claims, and what the texts say of each."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Response

from pipeline.explorer.asked import Page
from pipeline.explorer.find import claims as find
from pipeline.explorer.find import evidence
from pipeline.explorer.marks import differences
from pipeline.explorer.params import Identifier, Reader, Series
from pipeline.vocabulary import Verdict, label

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/{reader}/{series}/claims")
def claims(
    asked: Page,
    reader: Reader,
    series: Series,
    verdict: Annotated[Verdict | None, Query(description="Only claims of this verdict.")] = None,
) -> Response:
    """All claims by source, with their verdicts."""
    del reader, series
    every = find.claims(asked.lookup, asked.series)
    counted = Counter(row["verdict"] for row in every)
    published = find.published(asked.served.path)
    shown = [row for row in every if verdict in (None, row["verdict"])]
    sources = groupby(shown, key=lambda row: published.get(row["claim"], {}).get("cited", ""))
    told = ", ".join(
        f"{label(one, asked.language).lower()} – {counted[one]}" for one in Verdict if counted[one]
    )
    return asked.page(
        "claims.html.j2",
        total=len(every),
        told=asked.words("claims_head", total=len(every), told=told),
        counted={one.value: counted[one] for one in Verdict if counted[one]},
        verdict=verdict,
        sources=[(cited, list(rows)) for cited, rows in sources],
        published=published,
    )


@ROUTER.get("/{reader}/{series}/claims/{claim}")
def claim(asked: Page, reader: Reader, series: Series, claim: Identifier) -> Response:
    """One claim with everything that shows whether it holds."""
    del reader, series
    every = find.claims(asked.lookup, asked.series)
    ids = [row["claim"] for row in every]
    if claim not in ids:
        raise asked.missing("claims_no_such")
    at = ids.index(claim)
    row = every[at]
    changes = find.changes_of(asked.lookup, row)
    told = {
        change[side]
        for pair in changes
        for change in pair.values()
        for side in ("older_clause", "newer_clause")
    }
    others = [clause for clause in row["clauses"] if clause not in told]
    return asked.page(
        "claim.html.j2",
        row=row,
        said=find.published(asked.served.path).get(claim),
        changes=changes,
        units=evidence.units(evidence.clauses(asked.lookup, others)),
        differences=differences,
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
    )
