"""The powers: a table with filters, search, order, counts, and the whole of it to download."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import StreamingResponse

from pipeline.explorer import downloads
from pipeline.explorer.asked import Page
from pipeline.explorer.find import powers as find
from pipeline.explorer.pages.powers_asked import Question, question
from pipeline.explorer.pages.powers_shown import (
    conditions, filters, grouped, lines, sentence, ways_out,
)  # fmt: skip
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
    if not asked.urls.live:
        rows = find.rows(lookup, question.sorted("holder"), 0, _PLAIN)
        return asked.page(
            "powers_plain.html.j2", told=sentence(asked, question, total), total=total,
            shown=len(rows), groups=grouped(asked, question, rows),
        )  # fmt: skip
    rows = find.rows(lookup, wanted, (question.page - 1) * PAGE_SIZE, PAGE_SIZE)
    answer = asked.page(
        "powers.html.j2",
        question=question,
        total=total,
        told=sentence(asked, question, total),
        chips=conditions(asked, question),
        filters=filters(asked, question),
        languages=find.facets(lookup, wanted)["lang"],
        lines=lines(asked, question, rows),
        pages=-(-total // PAGE_SIZE),
        ways=[] if total else ways_out(asked, question),
    )
    answer.headers["hx-push-url"] = asked.here("powers", **question.query())
    return answer


@ROUTER.get("/{reader}/{series}/powers.csv")
def csv(request: Request, asked: Page, reader: Reader, series: Series, question: _Asked) -> Response:
    """All that the question finds, as a table for spreadsheets."""
    del reader, series
    rows = downloads.records(asked, find.every(asked.lookup, question.wanted), _host(request))
    return _file(asked.served.name, "csv", downloads.csv(downloads.COLUMNS, rows))


@ROUTER.get("/{reader}/{series}/powers.json")
def json(request: Request, asked: Page, reader: Reader, series: Series, question: _Asked) -> Response:
    """All that the question finds, as JSON."""
    del reader, series
    wanted = question.wanted
    head = {
        "release": asked.served.name,
        "count": find.count(asked.lookup, wanted),
        "told": sentence(asked, question, find.count(asked.lookup, wanted)),
    }
    rows = downloads.records(asked, find.every(asked.lookup, wanted), _host(request))
    return _file(asked.served.name, "json", downloads.json(head, "powers", rows))


def _host(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _file(release: str, form: str, parts: downloads.Parts) -> Response:
    media = {"csv": "text/csv; charset=utf-8", "json": "application/json"}[form]
    name = f'attachment; filename="bilik-{release}-powers.{form}"'
    return StreamingResponse(parts, media_type=media, headers={"content-disposition": name})
