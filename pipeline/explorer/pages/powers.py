"""The powers: a table with filters, search, order, counts, and the whole of it to download."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response

from pipeline.explorer import downloads
from pipeline.explorer.asked import Page
from pipeline.explorer.find import powers as find
from pipeline.explorer.pages import powers_shown as shown
from pipeline.explorer.pages.powers_asked import Question, question
from pipeline.explorer.params import PAGE_SIZE, Reader, Series

ROUTER = APIRouter(include_in_schema=False)
_PLAIN = 1000  # powers of a page that cannot be asked
_Asked = Annotated[Question, Depends(question)]


@ROUTER.get("/{reader}/{series}/powers")
def powers(asked: Page, reader: Reader, series: Series, question: _Asked) -> Response:
    """A page of the powers that a question finds, with what further filters would leave."""
    del reader, series
    lookup, wanted = asked.lookup, question.wanted
    total = find.count(lookup, wanted)
    told = shown.sentence(asked, question, total)
    if not asked.urls.live:
        rows = find.rows(lookup, replace(wanted, sort="holder"), 0, _PLAIN)
        return asked.page(
            "powers_plain.html.j2",
            told=told,
            total=total,
            shown=len(rows),
            groups=shown.grouped(asked, question, rows),
        )
    counts = find.facets(lookup, wanted)
    rows = find.rows(lookup, wanted, (question.page - 1) * PAGE_SIZE, PAGE_SIZE)
    answer = asked.page(
        "powers.html.j2",
        question=question,
        total=total,
        told=told,
        chips=shown.conditions(asked, question),
        filters=shown.filters(asked, question, counts),
        languages=counts["lang"],
        lines=shown.lines(asked, question, rows),
        pages=-(-total // PAGE_SIZE),
        ways=[] if total else shown.ways_out(asked, question),
        gap=None if total else shown.gap(asked, question),
    )
    answer.headers["hx-push-url"] = asked.here("powers", **question.query())
    return answer


@ROUTER.get("/{reader}/{series}/powers.{form}")
def table(
    request: Request,
    asked: Page,
    reader: Reader,
    series: Series,
    form: Literal["csv", "json"],
    question: _Asked,
) -> Response:
    """All that the question finds, for spreadsheets or for programs."""
    del reader, series
    host = f"{request.url.scheme}://{request.url.netloc}"
    rows = downloads.records(asked, find.every(asked.lookup, question.wanted), host)
    total = find.count(asked.lookup, question.wanted)
    head = {"told": shown.sentence(asked, question, total), "count": total}
    return downloads.given(asked, form, "powers", downloads.COLUMNS, head, rows)
