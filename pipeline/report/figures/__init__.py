"""The report's figures: from a release's tables to Vega-Lite, one module a family of figures.

A figure is of one series of texts; official and restated ones never share one. Days without a
text are left empty, and what rests on part of the texts is drawn as such.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.dataset import connect
from pipeline.report.figures.figure import Figure
from pipeline.report.figures.save import save
from pipeline.report.figures.theme import theme
from pipeline.vocabulary import Scheme

__all__ = ["Figure", "figures", "save", "theme"]


def figures(release: Path) -> list[Figure]:
    """All figures that a release has the data for, official ones first.

    Raises:
        ReleaseError: the release cannot be opened.
    """
    from pipeline.report.figures.data import Source
    from pipeline.report.figures.domains import domains_figure
    from pipeline.report.figures.doubt import doubt_figure
    from pipeline.report.figures.gross import gross_figure
    from pipeline.report.figures.index import index_figure
    from pipeline.report.figures.items import items_figure
    from pipeline.report.figures.languages import languages_figure
    from pipeline.report.figures.stack import holders_figure, parts_figure
    from pipeline.report.figures.tiers import tiers_figure

    families: tuple[Callable[[Source], Figure | None], ...] = (
        lambda source: index_figure(source, Scheme.SHARE),
        lambda source: index_figure(source, Scheme.STRENGTH),
        lambda source: index_figure(source, Scheme.VOLUME),
        gross_figure,
        domains_figure,
        holders_figure,
        lambda source: index_figure(source, Scheme.EFFECTIVE_HOLDERS, None),
        tiers_figure,
        lambda source: items_figure(
            source, "shugart-carey", (Scheme.LEGISLATIVE, Scheme.NON_LEGISLATIVE)
        ),
        lambda source: index_figure(source, Scheme.FRYE),
        lambda source: items_figure(source, "executive-lawmaking", (Scheme.EXECUTIVE_LAWMAKING,)),
        lambda source: parts_figure(source, Scheme.LOCAL, percent=True),
        lambda source: parts_figure(source, Scheme.OFFICE_AND_PERSON, percent=False),
        languages_figure,
        doubt_figure,
    )
    with connect(release) as db:
        series = db.execute("SELECT DISTINCT series FROM scores ORDER BY series").fetchall()
        drawn = [draw(Source(db, one)) for (one,) in series for draw in families]
    return [figure for figure in drawn if figure]
