"""Where the Russian and the Kazakh texts differ."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from pipeline.explorer.asked import Page
from pipeline.explorer.find import divergences as find
from pipeline.explorer.params import Codes, PageNumber, Reader, Series

ROUTER = APIRouter(include_in_schema=False)
_ON_PAGE = 20  # each with both of its texts
_EVERY = 10_000  # of an export's one page, which has no queries


@ROUTER.get("/{reader}/{series}/divergences")
def divergences(
    asked: Page,
    reader: Reader,
    series: Series,
    cause: Annotated[Literal["texts", "reading"], Query()] = "texts",
    severity: Codes = [],  # noqa: B006 - never changed
    kind: Codes = [],  # noqa: B006
    act: Codes = [],  # noqa: B006
    page: PageNumber = 1,
) -> Response:
    """Differences of one cause, the gravest first, with both texts side by side."""
    del reader, series
    wanted = find.Wanted(asked.series, (cause,), tuple(severity), tuple(kind), tuple(act))
    most = _ON_PAGE if asked.urls.live else _EVERY
    facets = find.facets(asked.lookup, wanted)
    total = facets["cause"].get(cause, 0)
    rows = find.rows(asked.lookup, wanted, (page - 1) * most, most)
    return asked.page(
        "divergences.html.j2",
        wanted=wanted,
        cause=cause,
        facets=facets,
        total=total,
        found=[(row, find.side_by_side(asked.lookup, row, asked.series)) for row in rows],
        facts=find.fact_differences(asked.lookup, asked.series),
        page=page,
        pages=-(-total // most),
        query={"cause": cause, "severity": severity, "kind": kind, "act": act},
    )
