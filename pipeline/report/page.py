"""One page that tells the index: self-contained, in three languages, without any request."""

from __future__ import annotations

import base64
import gzip
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import vocabulary
from pipeline.dataset import connect, query, read_json
from pipeline.errors import WorkspaceError
from pipeline.files import write_whole
from pipeline.report import ledger, told
from pipeline.report.evidence import POWERS, Evidence
from pipeline.report.opened import opened, toml_of
from pipeline.report.series import Part, gather
from pipeline.report.summary import summary
from pipeline.report.table import act_titles, languages_by_series
from pipeline.report.words import HTML_CODES, Words
from pipeline.vocabulary import LABEL_LANGUAGES, label

if TYPE_CHECKING:
    from pipeline.report.figures import Figure

_HERE = Path(__file__).parent
SECTIONS = (
    "summary", "time", "reforms", "domains", "tiers", "languages", "claims", "lists", "doubts",
    "checks",
)  # fmt: skip
# One script in the page; the last one starts what the others say.
SCRIPTS = ("words.js", "charts.js", "panel.js", "points.js", "changes.js", "page.js")
_FIGURES: dict[str, list[str]] = tomllib.loads((_HERE / "sections.toml").read_text(encoding="utf8"))


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows, ready to be rendered and opened."""

    parts: tuple[Part, ...]
    evidence: dict[str, Any]
    figures: tuple[Figure, ...]


def write_report(release: Path, out: Path, language: str = "eng") -> Path:
    """Write the page of a release; it opens in `eng`, `rus` or `kaz` and has all three.

    Raises:
        ReleaseError: the release cannot be read.
        InputError: there are no words in that language.
        WorkspaceError: the file cannot be written.
    """
    first = Words(language)
    with connect(release):  # kept open, so that every query below finds it open
        page = _render(release, first)
    try:
        write_whole(out, page)
    except OSError as error:
        what = f"the page cannot be written here ({error.strerror})"
        raise WorkspaceError(what, out, "name another file with --out") from None
    return out


def _render(release: Path, first: Words) -> str:
    told_ = tell(release)
    titles = {language: act_titles(release, language) for language in LABEL_LANGUAGES}
    languages = [first, *(Words(other) for other in LABEL_LANGUAGES if other != first.language)]
    page: str = (
        _environment()
        .get_template("page.html.j2")
        .render(
            first=first,
            languages=languages,
            codes=HTML_CODES,
            parts=told_.parts,
            sections_of=lambda part: _sections(part, told_.figures),
            figures_of=lambda series, section: _figures_of(told_.figures, series, section),
            picture=_picture,
            summary_of=lambda words, part: _summary(words, part, titles[words.language]),
            titles=titles,
            claims=_claims(release),
            release=release.name,
            log=read_json(release, "log.json"),
            package=read_json(release, "datapackage.json"),
            versions=_versions(release),
            charts=packed(_charts(told_.figures)),
            evidence=packed(told_.evidence),
            bundle=vega_bundle(),
            style=_static("page.css"),
            script="\n".join(map(_static, SCRIPTS)),
        )
    )
    return page


def tell(release: Path) -> Told:
    """Gather everything that the page shows of a release."""
    from pipeline.report.figures import figures

    evidence = Evidence(release)
    entries = ledger.entries(release, ledger.Question())
    numbers = {
        side.change_id: number
        for number, entry in enumerate(entries)
        for side in entry.sides.values()
    }
    parts = tuple(
        gather(
            release,
            series,
            langs,
            [entry for entry in entries if entry.series == series],
            evidence,
            numbers,
        )
        for series, langs in languages_by_series(release).items()
    )
    changes = [evidence.change(entry) for entry in entries]
    return Told(parts, opened(release, parts, evidence, changes), tuple(figures(release)))


def packed(value: Any) -> str:
    """JSON, compressed, as letters that may stand anywhere in a page; always the same bytes."""
    plain = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=date.isoformat
    )
    return base64.b64encode(gzip.compress(plain.encode(), 6, mtime=0)).decode()


def _summary(words: Words, part: Part, titles: dict[str, str]) -> list[str]:
    return summary(
        words,
        part.rows,
        part.moves,
        lambda day: "; ".join(titles.get(act, act) for act in part.acts.get(day, ())[:3]),
    )


def _figures_of(figures: Sequence[Figure], series: str, section: str) -> list[Figure]:
    return [
        figure
        for figure in figures
        if figure.series == series and section_of(figure.name) == section
    ]


def _sections(part: Part, figures: Sequence[Figure]) -> list[str]:
    """The sections of a series that have anything to show."""
    tables = {
        "tiers": part.tiers,
        "claims": part.claims,
        "lists": part.checklists,
        "doubts": part.doubts,
        "checks": part.checks,
    }
    return [
        section
        for section in SECTIONS
        if tables.get(section, True) or _figures_of(figures, part.series, section)
    ]


def section_of(figure: str) -> str:
    """The section of the page that a figure stands in.

    >>> section_of("gross-official"), section_of("share-restated")
    ('reforms', 'time')
    """
    name, _, _ = figure.rpartition("-")
    return next((section for section, names in _FIGURES.items() if name in names), "time")


def _charts(figures: Sequence[Figure]) -> dict[str, Any]:
    from pipeline.report.figures import theme

    return {
        "themes": {"light": theme(False), "dark": theme(True)},
        "figures": {
            figure.name: {"wide": dict(figure.spec), "narrow": dict(figure.spec_narrow or {})}
            for figure in figures
        },
    }


def _picture(figure: Figure, language: str) -> str:
    """The figure as SVG, for a reader without JavaScript."""
    import vl_convert

    from pipeline.report.figures.save import standalone

    return str(vl_convert.vegalite_to_svg(standalone(figure, language)))


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and vega-embed in one script, from the installed package."""
    import vl_convert

    bundle = str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
    return bundle.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _claims(release: Path) -> dict[str, dict[str, Any]]:
    """The claims that the release judged, in our own words, by number."""
    told_ = toml_of(release / "claims.toml")
    sources = told_.get("sources", {})
    return {
        claim["id"]: claim | {"cited": sources.get(claim["source"], "")}
        for claim in told_.get("claim", [])
    }


def _versions(release: Path) -> list[dict[str, Any]]:
    columns, rows = query(
        release,
        "SELECT act, version_date, lang, text_state, source, rests_on, snapshot"
        " FROM versions ORDER BY version_date, act, lang",
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= {
        "name_of": lambda kind, code, language: label(getattr(vocabulary, kind)(code), language),
        "subject_of": _subject,
        "place": told.place,
        "side": told.side,
        "POWERS": POWERS,
    }
    return environment


def _subject(code: str, language: str) -> str:
    """Whose scores a check looks at: a holder, or all."""
    if code in list(vocabulary.Holder):
        return label(vocabulary.Holder(code), language)
    return Words(language)("check_all")


def _static(name: str) -> str:
    return (_HERE / "static" / name).read_text(encoding="utf8")
