"""The home page: the index over time with its interval and the reforms."""

from __future__ import annotations

from fastapi import APIRouter, Response

from pipeline.dataset import connect
from pipeline.explorer.asked import Page
from pipeline.explorer.params import Reader, Series
from pipeline.report.figures.data import Source
from pipeline.report.figures.index import index_figure
from pipeline.report.figures.theme import theme

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/{reader}/{series}")
def home(asked: Page, reader: Reader, series: Series) -> Response:
    """The index over time."""
    del reader, series
    with connect(asked.served.path) as db:
        figure = index_figure(Source(db, asked.series), "share", "president")
    return asked.page("home.html.j2", figure=figure, themes={"light": theme(False), "dark": theme(True)})
