"""What the page of powers shows: filters with counts, what is on, rows with their words marked."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from pipeline.explorer.asked import Asked
from pipeline.explorer.find import powers as find
from pipeline.explorer.find.scores import segments
from pipeline.explorer.lookup.lemmas import places, words_asked
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.marks import Mark, Piece, marks_of, pieces
from pipeline.explorer.pages.powers_asked import Question, wanted_by
from pipeline.explorer.render import as_date, name_of

_FIRST_CODES = 8  # of a filter that are shown unfolded
_MOST = 420  # letters of a clause
_MOST_WAYS = 12  # out of a question that finds nothing: each is counted
_BEFORE = 120  # letters before the first mark that is shown of a long one


@dataclass(frozen=True)
class Choice:
    """A code that a filter offers."""

    code: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter: what is chosen and most frequent first, then the rest."""

    name: str
    first: list[Choice]
    rest: list[Choice]
    chosen: int


@dataclass(frozen=True)
class Condition:
    """Something that was asked, in words, and the question without it."""

    told: str
    without: dict[str, Any]
    count: int = 0  # what that would find


@dataclass(frozen=True)
class Line:
    """A power with the words of its clause."""

    row: Row
    lead_in: list[Piece]
    text: list[Piece]


def filters(asked: Asked, question: Question, counts: find.Facets) -> list[Filter]:
    """Every filter with the codes that would leave something, and those that are chosen."""
    found = []
    for name in find.FILTERS:
        on = getattr(question.wanted, name)
        choices = [
            Choice(code, called(asked, name, code), counts[name].get(code, 0), code in on)
            for code in (*on, *(code for code in counts[name] if code not in on))
        ]
        cut = max(_FIRST_CODES, len(on))
        found.append(Filter(name, choices[:cut], choices[cut:], len(on)))
    return found


def called(asked: Asked, name: str, code: str) -> str:
    """What a code of a filter is called."""
    if name == "object":
        return asked.object(code)
    return asked.title(code) if name == "act" else name_of(find.KINDS[name], code, asked.language)


def conditions(asked: Asked, question: Question) -> list[Condition]:
    """What is asked besides what goes without saying, each with the question without it."""
    w, wanted = asked.words, question.wanted
    found = []
    if wanted.q:
        found.append(("q", "", w("powers_words", q=wanted.q)))
    for name in find.FILTERS:
        for code in getattr(wanted, name):
            told = f"{w('powers_field_' + name)}: {called(asked, name, code)}"
            found.append((name, code, told))
    if wanted.on != find.NOW:
        found.append(("on", "", when(asked, wanted.on)))
    if question.lang != question.usual:
        found.append(("lang", "", w(f"powers_lang_{question.lang}")))
    if wanted.polarity == "-":
        found.append(("show", "", w("powers_only_limits")))
    return [Condition(told, question.without(name, code)) for name, code, told in found]


def when(asked: Asked, on: str | None) -> str:
    """The day, in words."""
    if on is None:
        return asked.words("powers_any_day")
    if on == find.NOW:
        return asked.words("powers_now")
    return asked.words("powers_on", day=asked.words.day(as_date(on)))


def sentence(asked: Asked, question: Question, total: int) -> str:
    """What is shown, in words: how many, when, on which conditions, of which texts."""
    w, wanted = asked.words, question.wanted
    said = []
    for name in find.FILTERS:
        if codes := getattr(wanted, name):
            names = w("powers_or").join(called(asked, name, code) for code in codes)
            said.append(f"{w('powers_field_' + name).lower()}: {names}")
    if wanted.q:
        said.append(w("powers_words", q=wanted.q))
    series = w(f"powers_series_{wanted.series}")
    said.append(w(f"powers_texts_{question.lang}", series=series))
    what = "powers_limits" if wanted.polarity == "-" else "powers"
    return f"{w.count(what, total)} {when(asked, wanted.on)}; {'; '.join(said)}."


def gap(asked: Asked, question: Question) -> date | None:
    """The day that was asked for, where no text of the series tells of it."""
    if question.wanted.on in (None, find.NOW):
        return None
    day = date.fromisoformat(question.wanted.on)
    told = segments(asked.lookup, asked.series)
    return None if any(start <= day and (not end or day < end) for start, end in told) else day


def ways_out(asked: Asked, question: Question) -> list[Condition]:
    """Other questions that find something: wider ones, fewer words, one condition less."""
    w, wanted = asked.words, question.wanted
    ways = []
    if wanted.on:
        ways.append((w("powers_widen", what=when(asked, None)), question.query(on="", when="any")))
    if wanted.lang:
        ways.append((w("powers_widen", what=w("powers_lang_both")), question.query(lang="both")))
    if len(words := words_asked(wanted.q)) > 1:
        ways += [
            (w("powers_only_word", q=word.typed), question.query(q=word.typed)) for word in words
        ]
    ways += [(w("powers_drop", what=one.told), one.without) for one in conditions(asked, question)]
    found = [
        Condition(told, query, find.count(asked.lookup, wanted_by(asked, query)))
        for told, query in ways[:_MOST_WAYS]
    ]
    return [one for one in found if one.count]


def lines(asked: Asked, question: Question, rows: list[Row]) -> list[Line]:
    """Rows with the words of their fields, and those that were searched for, marked."""
    limits = defaultdict(list)
    for limit in asked.lookup.rows(
        "SELECT * FROM constraints WHERE power_id IN (SELECT value FROM json_each(?)) ORDER BY n",
        (json.dumps([row["power_id"] for row in rows]),),
    ):
        limits[limit["power_id"]].append(limit)
    begun = find.begun(asked.lookup, question.wanted.q)
    found = []
    for row in rows:
        marks = marks_of(row, limits[row["power_id"]])
        texts = {"lead_in": row["lead_in"] or "", "clause": row["text"]}
        for where, text in texts.items():
            said = places(question.wanted.q, text, row["lang"], begun)
            marks[where] += [Mark(start, end, "match") for start, end in said]
        found.append(Line(row, *(_short(text, marks[where]) for where, text in texts.items())))
    return found


def grouped(asked: Asked, question: Question, rows: list[Row]) -> list[tuple[str, list[Line]]]:
    """Rows in groups by holder, as they are sorted."""
    shown = lines(asked, question, rows)
    return [
        (name_of("Holder", holder, asked.language), list(group))
        for holder, group in groupby(shown, key=lambda line: line.row["holder"])
    ]


def _short(text: str, marks: list[Mark]) -> list[Piece]:
    """A text with its marks; of a long one what stands around the first of them."""
    found = pieces(text, marks)
    if len(text) <= _MOST:
        return found
    first = min((mark.start for mark in marks), default=0)
    start = max(0, first - _BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = max(text.rfind(" ", 0, start + _MOST), start + 1)
    kept, at = [], 0
    for piece in found:
        cut = piece.text[max(0, start - at) : max(0, end - at)]
        at += len(piece.text)
        if cut:
            kept.append(replace(piece, text=cut))
    ahead = [Piece("… ")] if start else []
    return [*ahead, *kept, *([Piece(" …")] if end < len(text) else [])]
