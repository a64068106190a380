"""Charts: steps that hold, gaps that stay open, labels that do not touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from pipeline.dataset import Contents, publish
from pipeline.errors import ReleaseError
from pipeline.report import chart_png, chart_svg
from pipeline.report.chart import NARROW, WIDE, multiples, share_chart, to_svg
from pipeline.report.steps import Figure, figure, place_labels, step_points
from pipeline.report.table import IndexRow, Mark
from pipeline.report.words import Words
from tests.dataset.sample import INPUTS, sample_contents

UNTIL = date(2000, 1, 1)


def row(start: str, end: str | None, share: float, partial: bool = False) -> IndexRow:
    days = (date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return IndexRow("official", "rus", *days, (), share, None, None, partial)


def drawn(*rows: IndexRow) -> list[tuple[int, float, float, bool]]:
    return [
        (point["piece"], point["year"], point["value"], point["partial"])
        for point in step_points(rows, "share", UNTIL)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a value that lasts runs to the end of the picture
        ([row("1995-01-01", None, 0.5)], [(0, 1995, 0.5, False), (0, 2000, 0.5, False)]),
        # a value holds until the next
        (
            [row("1995-01-01", "1998-01-01", 0.5), row("1998-01-01", None, 0.7)],
            [(0, 1995, 0.5, False), (0, 1998, 0.7, False), (0, 2000, 0.7, False)],
        ),
        # a gap is not bridged
        (
            [row("1995-01-01", "1996-01-01", 0.5), row("1998-01-01", None, 0.7)],
            [
                (0, 1995, 0.5, False),
                (0, 1996, 0.5, False),
                (1, 1998, 0.7, False),
                (1, 2000, 0.7, False),
            ],
        ),
        # a partial text is a piece of its own, which reaches the next value
        (
            [row("1995-01-01", "1998-01-01", 0.5, True), row("1998-01-01", None, 0.7)],
            [
                (0, 1995, 0.5, True),
                (0, 1998, 0.7, True),
                (1, 1998, 0.7, False),
                (1, 2000, 0.7, False),
            ],
        ),
    ],
    ids=["lasting", "step", "gap", "partial"],
)
def test_points_of_a_line(rows: list[IndexRow], expected: list[tuple[int, float, float, bool]]):
    assert drawn(*rows) == expected


def test_a_scheme_without_values_draws_nothing():
    assert step_points([row("1995-01-01", None, 0.5)], "volume", UNTIL) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["eng", "rus", "kaz"])
def test_labels_of_constitutions_do_not_touch(width: int, language: str):
    days = ["1993-01-28", "1995-09-05", "1998-10-07", "2007-05-21", "2011-02-02", "2017-03-10"]
    days += ["2019-03-23", "2022-06-08", "2022-09-17", "2026-07-01"]
    new = {"1993-01-28", "1995-09-05", "2026-07-01"}
    marks = tuple(Mark(date.fromisoformat(day), day in new) for day in days)
    shown = Figure((row("1990-04-24", None, 0.3),), marks)
    labels = place_labels(shown, Words(language), width)
    assert len(labels) == len(days) - 1  # 2022 stands there once
    begin, end = shown.years
    boxes = []
    for label in labels:
        room = 6.1 * len(label.words)
        left = (label.year - begin) / (end - begin) * width - (room if label.flipped else 0)
        assert left + room <= width
        boxes.append((label.level, left, left + room))
    for (level, left, right), (other, start, stop) in combinations(boxes, 2):
        assert level != other or right <= start or stop <= left


def test_the_picture_shows_both_languages_and_dashes_partial_texts(release: Path, tmp_path: Path):
    svg = chart_svg(release, tmp_path / "docs" / "chart.svg").read_text()
    for words in ("Restated texts.", "Russian text", "Kazakh text", "partial text"):
        assert words in svg
    for label in ("Constitution 1993", "Constitution 1995", ">1998<"):
        assert label in svg
    assert 'stroke-dasharray="7,4"' in svg


@pytest.mark.parametrize(
    ("language", "title"),
    [("rus", "Доля Президента во всех"), ("kaz", "Барлық мемлекеттік өкілеттіктердегі")],
)
def test_the_picture_speaks_the_readers_language(
    release: Path, tmp_path: Path, language: str, title: str
):
    assert title in chart_svg(release, tmp_path / "chart.svg", language).read_text()


def test_the_same_release_gives_the_same_picture(release: Path):
    shown, words = figure(release, "restated"), Words("eng")
    for draw in (share_chart, multiples):
        assert to_svg(draw(shown, words)) == to_svg(draw(shown, words))


def test_a_picture_for_the_read_me(release: Path, tmp_path: Path):
    assert chart_png(release, tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_a_release_without_presidential_powers_has_no_picture(tmp_path: Path):
    bare: Contents = replace(sample_contents(), scores=[], components=[])
    release = publish(bare, tmp_path / "releases", INPUTS)
    with pytest.raises(ReleaseError, match="scores no powers of the President"):
        chart_png(release, tmp_path / "chart.png")
