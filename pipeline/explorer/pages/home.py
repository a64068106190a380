"""The home page: the index over time with its interval and the reforms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from fastapi import APIRouter, Response

from pipeline.errors import InputError
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find import scores
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.params import Reader, Series
from pipeline.report.figures.data import Reform, Span, gaps, languages_of, on_day
from pipeline.report.figures.index import index_chart, index_told, written
from pipeline.report.figures.theme import theme
from pipeline.report.figures.vega import Spec
from pipeline.report.figures.words import Say
from pipeline.report.summary import LIKELY, SURE
from pipeline.vocabulary import Holder, Scheme

ROUTER = APIRouter(include_in_schema=False)

Langs = Literal["both", "kaz", "rus"]
Write = Callable[[float | None], str]  # a value of the scheme as people write it


@ROUTER.get("/{reader}/{series}")
def home(
    asked: Page,
    reader: Reader,
    series: Series,
    scheme: Scheme | None = None,
    holder: Holder = Holder.PRESIDENT,
    lang: Langs = "both",
) -> Response:
    """One scheme over time for one holder, or for all together where it measures that."""
    del reader, series
    schemes = scores.schemes(asked.lookup, asked.series)
    if not schemes:
        return asked.page("home_none.html.j2")
    default = next((row for row in schemes if row["scheme"] == Scheme.SHARE), schemes[0])
    scheme = scheme or Scheme(default["scheme"])
    about = next((row for row in schemes if row["scheme"] == scheme), None)
    if about is None:
        raise InputError(
            f"these texts have no values of '{scheme}'",
            "scheme",
            f"choose one of {', '.join(row['scheme'] for row in schemes)}",
        )
    holders = scores.holders(asked.lookup, asked.series, scheme)
    of = holder if holder in holders else next(iter(holders), None)
    found = scores.spans(
        scores.scores(asked.lookup, asked.series, scheme, of, None if lang == "both" else lang)
    )
    reforms = scores.reforms(asked.lookup, asked.series)
    changed = scores.days_of_change(asked.lookup, asked.series)
    say = Say(asked.language)

    def write(value: float | None) -> str:
        return written(value, scheme, say)

    empty = scores.without_value(asked.lookup, asked.series, scheme, of)
    return asked.page(
        "home.html.j2",
        schemes=schemes,
        about=about,
        holders=holders,
        holder=of,
        asked_holder=holder,
        lang=lang,
        languages=languages_of(found),
        now=_now(asked, found, reforms, write),
        chart=_chart(asked, found, reforms, changed, scheme, say) if found else None,
        told=index_told(found, scheme, say) if found else "",
        themes={"light": theme(False), "dark": theme(True)},
        days=_days(found, reforms),
        steps=_steps(found, reforms),
        changed=changed,
        write=write,
        absent=lambda lang, day: _absent(empty, lang, day),
        eve=lambda day: day - timedelta(days=1),
        onward=_onward(asked, reforms, changed),
    )


def _chart(
    asked: Asked,
    found: Sequence[Span],
    reforms: Sequence[Reform],
    changed: Collection[str],
    scheme: str,
    say: Say,
) -> Spec:
    """The chart; a day of change leads to its changes, any other to the number."""
    missing = gaps(scores.segments(asked.lookup, asked.series))
    spec = index_chart(found, reforms, missing, scheme, asked.series, say) | {"height": 320}
    for values in spec["datasets"].values():
        for datum in values:
            if datum.get("day") in changed and "x2" not in datum:
                datum["href"] = asked.here("changes", datum["day"])
            elif "score_id" in datum:
                datum["href"] = asked.link("score", datum["score_id"])
    return spec


def _now(
    asked: Asked, found: Sequence[Span], reforms: Sequence[Reform], write: Write
) -> dict[str, Any] | None:
    """What the newest texts say, and how that differs from the day before the last reform."""
    latest = scores.latest(found)
    if not latest:
        return None
    since = max(span.start for span in latest.values())
    past = [reform.day for reform in reforms if reform.day <= since]
    reform = past[-1] if past else None
    before = {lang: scores.step(found, lang, reform)[0] for lang in latest} if reform else {}
    compared = {lang: span for lang, span in before.items() if span}
    whole = not any(span.partial for span in (*latest.values(), *compared.values()))
    return {
        "spans": [latest[lang] for lang in languages_of(found) if lang in latest],
        "since": since,
        "until": next(iter(latest.values())).end,
        "partial": any(span.partial for span in latest.values()),
        "reform": reform,
        "before": compared,
        "comparable": whole,
        "moved": _moved(asked, latest, compared, reform, write) if whole and reform else "",
    }


def _moved(
    asked: Asked, latest: dict[str, Span], before: dict[str, Span], reform: date, write: Write
) -> str:
    """Which way the values moved since a reform, and how sure that is.

    A value that is written as before has not moved. Gives "" where none has, or where nothing says
    how sure it would be.
    """
    pairs = [(was.value, latest[lang].value) for lang, was in before.items()]
    signs = {write(old) != write(new) and (1 if new > old else -1) for old, new in pairs}
    if len(signs) > 1:
        return asked.words("home_languages_disagree")
    if signs <= {0}:
        return ""
    told = asked.words("home_rose" if 1 in signs else "home_fell", day=asked.words.day(reform))
    chances = [
        known[0 if 1 in signs else 1]
        for lang, was in before.items()
        if (known := scores.chance(asked.lookup, was.score_id, latest[lang].score_id))
    ]
    if not chances:
        return ""
    least = min(chances)
    level = "sure" if least >= SURE else "likely" if least >= LIKELY else "unclear"
    return f"{told} {asked.words(f'sum_{level}', p=int(100 * least + 1e-9))}"


def _days(found: Sequence[Span], reforms: Sequence[Reform]) -> list[dict[str, Any]]:
    """The rows of the table: each day on which a value begins, newest first."""
    by_day = {reform.day: reform for reform in reforms}
    return [
        {"day": day, "reform": by_day.get(day), "spans": on_day(found, day)}
        for day in sorted({span.start for span in found}, reverse=True)
    ]


def _steps(found: Sequence[Span], reforms: Sequence[Reform]) -> list[dict[str, Any]]:
    """The reforms with the scores right before and after them, newest first."""
    langs = languages_of(found)
    return [
        {"reform": reform, "langs": {lang: scores.step(found, lang, reform.day) for lang in langs}}
        for reform in reversed(reforms)
    ]


def _absent(empty: Sequence[Row], lang: str, day: date) -> str:
    """Why a language has no value on a day: no text, none that tells, or nothing to count."""
    for row in empty:
        until = row["valid_to"] or str(date.max)
        if row["lang"] == lang and row["valid_from"] <= str(day) < until:
            return "home_untold" if row["untold"] else "home_none"
    return "home_no_text"


def _onward(asked: Asked, reforms: Sequence[Reform], changed: Collection[str]) -> dict[str, Any]:
    """Where to go from here."""
    lang = "kaz" if asked.language == "kaz" else "rus"
    constitution = asked.lookup.row(
        "SELECT version_id, v.act FROM versions v JOIN acts a USING (act)"
        " WHERE a.kind = 'constitution' AND v.series = ? AND v.lang = ?"
        " AND v.valid_from IS NOT NULL ORDER BY v.valid_from DESC LIMIT 1",
        [asked.series, lang],
    )
    return {
        "lang": lang,
        "powers": asked.lookup.value(
            "SELECT count(*) FROM versions v JOIN powers p USING (version_id)"
            " WHERE v.series = ? AND v.lang = ? AND v.valid_from IS NOT NULL AND v.valid_to IS NULL"
            " AND p.holder = 'president' AND p.polarity = '+'",
            [asked.series, lang],
        ),
        "reform": next((one.day for one in reversed(reforms) if str(one.day) in changed), None),
        "claims": asked.lookup.value(
            "SELECT count(*) FROM claims WHERE series = ?", [asked.series]
        ),
        "constitution": constitution,
    }
