"""Codes told in words, and the summary's care."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import dataset
from pipeline.report import told
from pipeline.report.reforms import Move
from pipeline.report.summary import summary
from pipeline.report.table import IndexRow
from pipeline.report.words import Words
from pipeline.vocabulary import LABEL_LANGUAGES

FIRST, SECOND, THIRD = date(1995, 9, 5), date(1998, 10, 7), date(2007, 5, 21)


def row(lang: str, start: date, end: date | None, share: float, partial: bool = False) -> IndexRow:
    return IndexRow("official", lang, start, end, ("act",), share, 1.0, 1.0, partial)


def step(lang: str, day: date, before: float, after: float, **more: float) -> Move:
    return Move(lang, day, before, after, whole=True, **more)


def said(rows: list[IndexRow], steps: list[Move]) -> str:
    return " ".join(summary(Words("eng"), rows, steps, lambda day: f"act of {day.year}"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("+majority:two_thirds", "new limit: majority (two thirds)"),
        ("-proposal:prime_minister", "limit gone: proposal (Prime Minister)"),
        ("deadline:P10D>P1M", "deadline: 10 days → 1 month"),
        ("consent:parliament>consent:kurultai", "consent: Parliament → Kurultai"),
        ("extent:7>15", "how many: 7 → 15"),
        (
            "trigger:prime_minister:->one_fifth",
            "only in a named case (Prime Minister): none → one fifth",
        ),
        ("+term", "new limit: term of office"),
    ],
)
def test_what_differs_is_told_in_words(code: str, words: str) -> None:
    assert told.difference(code, "eng").casefold() == words.casefold()


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_no_code_of_a_release_is_left_untold(built_workspace: Path, language: str) -> None:
    release = dataset.latest(built_workspace / "releases")
    _, codes = dataset.query(release, "SELECT DISTINCT unnest(differs) FROM changes")
    _, eids = dataset.query(release, "SELECT DISTINCT eid FROM clauses")
    assert len(codes) > 20
    for (code,) in codes:
        assert "_" not in told.difference(code, language), code
    assert eids
    for (eid,) in eids:
        assert "_" not in told.place(eid, language), eid


def test_a_quoted_unit_is_told_as_the_unit_that_it_becomes() -> None:
    assert told.place("sec_I__pt_1__ins_2__new__art_33__pt_4", "rus") == "ст. 33, п. 4"


def test_codes_among_a_texts_own_words_are_told_and_the_words_kept() -> None:
    assert told.side("may_not: айыра алмайды", "eng") == "may not: айыра алмайды"
    assert told.side("akim:appoint, consent:maslikhat", "rus").startswith("аким: ")
    assert told.side(None, "kaz") == "–"


def test_excerpts_are_told_as_such_and_not_compared() -> None:
    rows = [row("rus", FIRST, SECOND, 0.35), row("rus", SECOND, None, 0.9, partial=True)]
    words = said(rows, [replace(step("rus", SECOND, 0.35, 0.9), whole=False)])
    assert "The newest texts at hand, from 7 Oct 1998, are incomplete" in words
    assert words.startswith("In the last texts that are complete, from 5 Sep 1995 to 7 Oct 1998")
    assert words.index("35.0%") < words.index("90.0%")
    assert "No two neighbouring texts of this series are complete" in words
    assert "largest rise" not in words


def test_the_largest_rise_is_one_that_both_languages_show() -> None:
    rows = [row(lang, THIRD, None, 0.4) for lang in ("rus", "kaz")]
    steps = [
        step("rus", SECOND, 0.30, 0.39), step("kaz", SECOND, 0.30, 0.29),
        step("rus", THIRD, 0.39, 0.43), step("kaz", THIRD, 0.29, 0.33),
    ]  # fmt: skip
    words = said(rows, steps)
    assert "largest rise of the share came on 21 May 2007 (act of 2007)" in words
    assert "1998" not in words
    assert "largest fall" not in words


@pytest.mark.parametrize(
    ("chance", "expected"),
    [(0.99, "hardly in doubt"), (0.85, "likely, not certain"), (0.6, "cannot be told")],
)
def test_the_words_say_how_sure_the_direction_is(chance: float, expected: str) -> None:
    steps = [step("rus", SECOND, 0.3, 0.4, p_rise=chance, p_fall=1 - chance)]
    words = said([row("rus", SECOND, None, 0.4)], steps)
    assert expected in words
    assert f"{100 * chance:.0f} of 100 trials" in words


def test_languages_are_told_to_differ_by_their_distance() -> None:
    rows = [row("rus", FIRST, None, 0.40), row("kaz", FIRST, None, 0.43)]
    assert "3.0 percentage points on average" in said(rows, [])
