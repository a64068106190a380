"""One page that tells the index: self-contained, without any request to the outside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from pipeline.dataset import query, read_json
from pipeline.report.chart import (
    LINES,
    NARROW,
    PALETTE,
    WIDE,
    multiples,
    share_chart,
    to_svg,
)
from pipeline.report.holdings import Holdings, holdings
from pipeline.report.steps import figure
from pipeline.report.table import IndexRow, act_titles, languages_by_series
from pipeline.report.words import Words
from pipeline.vocabulary import Domain, Lang, TextState, label

MOST_DIFFERENCES = 80  # shown on the page; the release has them all


@dataclass(frozen=True, slots=True)
class IndexLine:
    """The index from one day on, in every language; `gap_until` where no text is at hand."""

    day: date
    acts: tuple[str, ...] = ()
    by_lang: tuple[IndexRow | None, ...] = ()
    gap_until: date | None = None

    @property
    def partial(self) -> bool:
        return any(row.partial for row in self.by_lang if row)


@dataclass(frozen=True, slots=True)
class Part:
    """Everything that the page shows of one series."""

    series: str
    langs: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]  # pairs of a wide and a narrow picture
    lines: tuple[IndexLine, ...]
    lang_of_holdings: str
    holdings: Holdings
    differences: tuple[tuple[Any, ...], ...]
    kinds: dict[str, int]  # of difference, with their number

    @property
    def partial(self) -> bool:
        return any(line.partial for line in self.lines)

    @property
    def differences_by_version(self) -> list[tuple[tuple[str, date], list[tuple[Any, ...]]]]:
        """The first differences, as many as the page shows, by act and date."""
        shown = self.differences[:MOST_DIFFERENCES]
        return [
            (version, [row[2:] for row in rows])
            for version, rows in groupby(shown, key=lambda row: (row[0], row[1]))
        ]

    @property
    def differences_left(self) -> int:
        return max(0, len(self.differences) - MOST_DIFFERENCES)

    @property
    def newest(self) -> IndexLine:
        return [line for line in self.lines if line.by_lang][-1]


def write_report(release: Path, out: Path, language: str = "eng") -> Path:
    """Write the page of a release in `eng`, `rus` or `kaz`.

    Raises:
        ReleaseError: the release cannot be read.
        InputError: there are no words in that language.
    """
    import jinja2

    words = Words(language)
    room = Path(__file__).parent
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(room),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    page = environment.get_template("report.html.j2").render(
        words=words,
        html_language={"eng": "en", "rus": "ru", "kaz": "kk"}[language],
        name_of=lambda code: label(code, language),
        text_state=TextState,
        lang=Lang,
        titles=act_titles(release, language),
        palette=PALETTE,
        parts=[
            _part(release, series, langs, words)
            for series, langs in languages_by_series(release).items()
        ],
        domain=Domain,
        release=release.name,
        log=read_json(release, "log.json"),
        package=read_json(release, "datapackage.json"),
        versions=_versions(release),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf8")
    return out


def _part(release: Path, series: str, langs: Sequence[str], words: Words) -> Part:
    shown = figure(release, series)
    charts = [
        tuple(draw(shown, words, width) for width in (WIDE, NARROW))
        for draw in (share_chart, multiples)
    ]
    drawn = [
        tuple(_unique(to_svg(chart), f"{series}-{n}-{k}-") for k, chart in enumerate(pair))
        for n, pair in enumerate(charts)
    ]
    ordered = tuple(lang for lang in LINES if lang in langs)
    of_holdings = words.language if words.language in langs else ordered[0]
    differences = _differences(release, series)
    return Part(
        series=series,
        langs=ordered,
        figures=tuple((wide, narrow) for wide, narrow in drawn),
        lines=tuple(index_lines(shown.rows, ordered)),
        lang_of_holdings=of_holdings,
        holdings=holdings(release, series, of_holdings),
        differences=tuple(differences),
        kinds=dict(Counter(row[3] for row in differences).most_common()),
    )


def index_lines(rows: Iterable[IndexRow], langs: Sequence[str]) -> list[IndexLine]:
    """The languages' rows side by side, with a line for every gap."""
    by_day: dict[date, dict[str, IndexRow]] = {}
    for row in rows:
        by_day.setdefault(row.valid_from, {})[row.lang] = row
    lines = []
    for day, following in pairwise([*sorted(by_day), None]):
        found = by_day[day or date.max]
        acts = dict.fromkeys(act for lang in langs if lang in found for act in found[lang].acts)
        lines.append(IndexLine(day or date.max, tuple(acts), tuple(map(found.get, langs))))
        ends = [row.valid_to for row in found.values()]
        last = max((end for end in ends if end), default=None)
        if None not in ends and last and following and last < following:
            lines.append(IndexLine(last, gap_until=following))
    return lines


def _differences(release: Path, series: str) -> list[tuple[Any, ...]]:
    _, rows = query(
        release,
        "SELECT act, version_date, eid, kind, rus, kaz FROM divergences"
        " WHERE series = ? AND cause = 'texts' ORDER BY act, version_date, n",
        parameters=[series],
    )
    return rows


def _versions(release: Path) -> list[dict[str, Any]]:
    columns, rows = query(
        release,
        "SELECT v.act, v.version_date, v.lang, v.text_state, v.source, v.rests_on, v.snapshot"
        " FROM versions v ORDER BY version_date, act, lang",
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _unique(svg: str, prefix: str) -> str:
    """Make the picture's identifiers its own, for several stand in one page."""
    return re.sub(r'(\bid="|url\(#)', rf"\g<1>{prefix}", svg)
