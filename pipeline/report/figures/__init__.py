"""The report's figures: from a release's tables to Vega-Lite, one module a family of figures.

A figure is of one series of texts; official and restated ones never share one. Days without a
text are left empty, and what rests on part of the texts is drawn as such.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.dataset import connect
from pipeline.report.figures.figure import NARROW, WIDE, Figure
from pipeline.report.figures.save import save
from pipeline.report.figures.theme import theme

__all__ = ["NARROW", "WIDE", "Figure", "figures", "save", "theme"]


def figures(release: Path) -> list[Figure]:
    """All figures that a release has the data for, official ones first.

    Raises:
        ReleaseError: the release cannot be opened.
    """
    from pipeline.report.figures.data import Source
    from pipeline.report.figures.index import index_figure

    families: tuple[Callable[[Source], Figure | None], ...] = (
        lambda source: index_figure(source, "share"),
        lambda source: index_figure(source, "strength"),
        lambda source: index_figure(source, "volume"),
    )
    with connect(release) as db:
        series = db.execute("SELECT DISTINCT series FROM scores ORDER BY series").fetchall()
        drawn = [draw(Source(db, one)) for (one,) in series for draw in families]
    return [figure for figure in drawn if figure]
