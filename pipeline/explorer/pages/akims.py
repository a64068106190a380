"""How akims of each tier come to office and leave it over time."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import Any

from fastapi import APIRouter, Response

from pipeline.dataset import connect
from pipeline.explorer.asked import Page
from pipeline.explorer.find import evidence
from pipeline.explorer.find import tiers as find
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.params import Reader, Series
from pipeline.report.figures.data import Source
from pipeline.report.figures.figure import Figure
from pipeline.report.figures.theme import theme
from pipeline.report.figures.tiers import tiers_figure

ROUTER = APIRouter(include_in_schema=False)
_alone = Lock()  # the figure is drawn once, whoever asks at the same time


@ROUTER.get("/{reader}/{series}/akims")
def akims(asked: Page, reader: Reader, series: Series) -> Response:
    """The rules by tier, as a picture and in words."""
    del reader, series
    rows = find.tiers(asked.lookup, asked.series)
    for row in rows:
        found = evidence.clauses(asked.lookup, _behind(asked, row))
        row["units"], row["found"] = evidence.units(found), len(found)
        row["version"] = _deciding(row, asked.language)
        row["anchor"] = "-".join((row["tier"], row["valid_from"], row["act"], *row["langs"]))
    with _alone:
        figure = _figure(asked.served.path, asked.series)
    return asked.page(
        "akims.html.j2",
        tiers=[(tier, list(found)) for tier, found in groupby(rows, key=itemgetter("tier"))],
        lasting=find.lasting(rows),
        last=max((row["valid_to"] or "" for row in rows), default=""),
        figure=figure,
        spec=_linked(figure.spec[asked.language], rows) if figure else None,
        themes={"light": theme(False), "dark": theme(True)},
    )


@lru_cache(maxsize=4)
def _figure(release: Path, series: str) -> Figure | None:
    with connect(release) as db:
        return tiers_figure(Source(db, series))


def _behind(asked: Page, row: Row) -> list[str]:
    return [*evidence.of_power_ids(asked.lookup, row["powers"]), *row["clauses"]]


def _deciding(row: Row, language: str) -> str | None:
    """The deciding act's text that shows the rule, in the reader's language if there is one."""
    units: list[evidence.Unit] = row["units"]
    for unit in units:
        if unit.act == row["act"]:
            return unit.versions.get(language) or next(iter(unit.versions.values()))
    return None


def _linked(spec: Any, rows: list[Row]) -> Any:
    """The chart's spec, in which a band leads to its row of the page."""
    anchors = {
        (row["tier"], row["valid_from"], row["act"], lang): f"#{row['anchor']}"
        for row in rows
        for lang in row["langs"]
    }

    def linked(part: Any) -> Any:
        if isinstance(part, list):
            return [linked(one) for one in part]
        if not isinstance(part, dict):
            return part
        known = anchors.get((part.get("tier"), part.get("day"), part.get("act"), part.get("lang")))
        if known:
            return {**part, "href": known}
        return {key: linked(value) for key, value in part.items()}

    return linked(spec)
