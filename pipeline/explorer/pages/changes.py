"""Changes of powers: by reform, one by one, and all of them as a table to filter and download."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from pydantic import AfterValidator

from pipeline.explorer import downloads
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find import changes as find
from pipeline.explorer.find import reforms as find_reforms
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.pages.changes_asked import Filters, filters
from pipeline.explorer.pages.changes_file import COLUMNS, records
from pipeline.explorer.pages.changes_shown import SIGNS, binds, entry, sections
from pipeline.explorer.params import (
    DAY,
    PAGE_SIZE,
    Identifier,
    PageNumber,
    Reader,
    Series,
    real_day,
)
from pipeline.vocabulary import Holder

ROUTER = APIRouter(include_in_schema=False)
_TEXTS = 40  # changes on a page that shows their words

ADay = Annotated[str, AfterValidator(real_day), Path(pattern=DAY)]
Chosen = Annotated[Filters, Depends(filters)]


@ROUTER.get("/{reader}/{series}/changes")
def reforms(asked: Page, reader: Reader, series: Series, chosen: Chosen) -> Response:
    """The days of change, newest first, as one holder sees them."""
    del reader, series
    chosen = Filters(chosen.holder)
    known = find.facets(asked.lookup, chosen.wanted(asked.series))["holder"]
    found = find_reforms.reforms(asked.lookup, asked.series, chosen.office)
    answer = asked.page(
        "changes.html.j2",
        holder=chosen.office,
        holders=[code.value for code in Holder if code in known],
        years=_folded(found),
        most=max((row[way]["changes"] for row in found for way in ("given", "taken")), default=0),
        total=sum(row["changes"] + row["reworded"] for row in found),
    )
    return _pushed(answer, asked, chosen)


@ROUTER.get("/{reader}/{series}/changes/all")
def every(
    asked: Page, reader: Reader, series: Series, chosen: Chosen, page: PageNumber = 1
) -> Response:
    """All changes as a table."""
    del reader, series
    wanted = chosen.wanted(asked.series)
    total = find.count(asked.lookup, wanted)
    page, pages = _paged(page, total, PAGE_SIZE)
    rows = find.rows(asked.lookup, wanted, (page - 1) * PAGE_SIZE, PAGE_SIZE)
    answer = asked.page(
        "changes_all.html.j2",
        entries=[entry(asked, row) for row in rows],
        chosen=chosen,
        facets=find.facets(asked.lookup, wanted),
        total=total,
        page=page,
        pages=pages,
        signs=SIGNS,
    )
    return _pushed(answer, asked, chosen, "all")


@ROUTER.get("/{reader}/{series}/changes.{form}")
def table(
    asked: Page, reader: Reader, series: Series, form: Literal["csv", "json"], chosen: Chosen
) -> Response:
    """All changes that the filters choose, for spreadsheets or for programs."""
    del reader, series
    wanted = chosen.wanted(asked.series)
    head = {"count": find.count(asked.lookup, wanted)}
    rows = records(asked, find.every(asked.lookup, wanted))
    return downloads.given(asked, form, "changes", COLUMNS, head, rows)


@ROUTER.get("/{reader}/{series}/changes/{day}")
def reform(
    asked: Page, reader: Reader, series: Series, day: ADay, chosen: Chosen, page: PageNumber = 1
) -> Response:
    """One reform: its changes by kind and holder, old and new words side by side."""
    del reader, series
    return _reform(asked, day, chosen, page)


@ROUTER.get("/{reader}/{series}/changes/{day}/{part}")
def reform_part(
    asked: Page,
    reader: Reader,
    series: Series,
    day: ADay,
    part: Annotated[int, Path(ge=1, le=100_000)],
) -> Response:
    """A further page of a reform, where there are no queries."""
    del reader, series
    return _reform(asked, day, Filters(), part)


@ROUTER.get("/{reader}/{series}/change/{change_id:path}")
def change(asked: Page, reader: Reader, series: Series, change_id: Identifier) -> Response:
    """One change, by the id that either language has for it."""
    del reader, series
    found = find.change(asked.lookup, change_id)
    if not found or found["series"] != asked.series:
        raise asked.missing("changes_no_change")
    return asked.page("change.html.j2", entry=entry(asked, found), signs=SIGNS)


def _reform(asked: Asked, day: str, chosen: Filters, page: int) -> Response:
    lookup, wanted = asked.lookup, chosen.wanted(asked.series, day)
    found = find_reforms.reforms(lookup, asked.series, chosen.office, day)
    if not found:
        raise asked.missing("changes_no_day")
    total = find.count(lookup, wanted)
    page, pages = _paged(page, total, _TEXTS)
    days = find_reforms.days(lookup, asked.series)
    at = days.index(day)
    answer = asked.page(
        "reform.html.j2",
        reform=found[0],
        holder=chosen.office,
        binds=[binds(asked, said) for said in found[0]["effective_for"]],
        holders=find_reforms.holders(lookup, asked.series, day),
        sections=sections(asked, find.rows(lookup, wanted, (page - 1) * _TEXTS, _TEXTS)),
        facets=find.facets(lookup, wanted),
        chosen=chosen,
        total=total,
        page=page,
        pages=pages,
        newer=days[at - 1] if at else None,
        older=days[at + 1] if at + 1 < len(days) else None,
        in_both=all(day in find_reforms.days(lookup, series) for series in asked.served.series),
        signs=SIGNS,
    )
    return _pushed(answer, asked, chosen, day)


def _paged(page: int, total: int, size: int) -> tuple[int, int]:
    """The page that is shown, at most the last one, and how many there are."""
    pages = max(-(-total // size), 1)
    return min(page, pages), pages


def _folded(found: list[Row]) -> list[tuple[str, bool, list[Row]]]:
    """Days as they are listed: each major one alone, smaller ones of a year together."""
    return [
        (year, major, list(rows))
        for (year, major, _), rows in groupby(
            found, lambda row: (row["date"][:4], row["major"], row["major"] and row["date"])
        )
    ]


def _pushed(answer: Response, asked: Asked, chosen: Filters, *parts: str) -> Response:
    """The answer with the address to show for it: without fields of a form that say nothing."""
    answer.headers["hx-push-url"] = asked.here("changes", *parts, **chosen.query)
    return answer
