"""The index as rows, and what the President held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.dataset import publish
from pipeline.report import index_rows
from pipeline.report.holdings import Cell, holdings
from pipeline.report.table import (
    act_titles,
    index_lines,
    languages_by_series,
)
from pipeline.vocabulary import Domain
from tests.dataset.sample import DAYS, INPUTS, sample_contents
from tests.report.conftest import by_domain


def test_a_row_a_segment_with_its_acts_and_values(release: Path):
    rows = index_rows(release, "restated", "kaz")
    assert [
        (str(row.valid_from), row.acts, row.share, row.strength, row.volume, row.partial)
        for row in rows
    ] == [
        ("1993-01-28", ("constitution-1993",), 0.5, 0.4, 1.0, True),
        ("1995-09-05", ("constitution-1995",), 0.9, 1.4, 2.0, False),
        ("1998-10-07", ("constitution-1995",), 0.75, 1.4, 2.0, False),
    ]


def test_official_and_restated_texts_are_never_in_one_series(mixed_release: Path):
    assert languages_by_series(mixed_release) == {"official": ["rus"], "restated": ["kaz", "rus"]}
    (official,) = index_rows(mixed_release, "official", "rus")
    assert (official.share, official.valid_from) == (0.617, date(1998, 10, 7))
    assert len(index_rows(mixed_release, "restated", "rus")) == 3


def test_titles_are_in_the_readers_language(release: Path):
    assert act_titles(release, "kaz")["constitution-1995"] == "1995 жылғы Конституция"
    assert act_titles(release, "eng")["constitution-1995"] == "Constitution of 1995"


def test_over_a_gap_and_beside_excerpts_nothing_is_told_to_be_gained(release: Path):
    held = holdings(release, "restated", "rus")
    assert [str(day) for day in held.dates] == ["1993-01-28", "1995-09-05"]
    assert held.total == (Cell(1, 0, 0), Cell(2, 0, 0))


def test_gross_change_of_what_the_president_held(tmp_path: Path):
    contents = by_domain(sample_contents())
    ends = dict(zip(DAYS, [*DAYS[1:], None], strict=True))
    whole = [replace(one, valid_to=ends[one.valid_from], partial=False) for one in contents.scores]
    release = publish(replace(contents, scores=whole), tmp_path, INPUTS)
    held = holdings(release, "restated", "rus")
    # In 1998 nothing changed for the President.
    assert [str(day) for day in held.dates] == ["1993-01-28", "1995-09-05"]
    assert held.by_domain == {
        Domain.GOVERNMENT_FORMATION: (Cell(1, 0, 0), Cell(1, 0, 0)),
        Domain.DISSOLUTION: (Cell(0, 0, 0), Cell(1, 1, 0)),
    }
    assert held.total == (Cell(1, 0, 0), Cell(2, 1, 0))
    assert held.most == 1


def test_languages_stand_side_by_side_and_gaps_have_a_line(release: Path):
    rows = [row for lang in ("rus", "kaz") for row in index_rows(release, "restated", lang)]
    lines = index_lines(rows, ("rus", "kaz"))
    assert [(str(line.day), line.gap_until) for line in lines] == [
        ("1993-01-28", None),
        ("1994-07-01", date(1995, 9, 5)),
        ("1995-09-05", None),
        ("1998-10-07", None),
    ]
    assert lines[0].partial
    assert [row.lang for row in lines[2].by_lang if row] == ["rus", "kaz"]


def test_a_language_without_a_change_on_a_day_leaves_its_place_empty(release: Path):
    russian = index_rows(release, "restated", "rus")
    kazakh = index_rows(release, "restated", "kaz")[:2]
    last = index_lines([*russian, *kazakh], ("rus", "kaz"))[-1]
    assert last.by_lang == (russian[-1], None)
