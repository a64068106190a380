"""What figures draw is what the release says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from pipeline.dataset import publish, query
from pipeline.report.figures import Figure, figures
from pipeline.report.figures.data import Reform, Span, gaps, merged, steps
from pipeline.report.figures.figure import NARROW, WIDE
from pipeline.report.figures.timeline import place_labels, short_name
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Lang, Scheme
from tests.dataset.sample import DAYS, INPUTS
from tests.report.figure_reading import data, layers
from tests.report.figure_sample import SHARES, figure_contents

LANGUAGES = ("eng", "rus", "kaz")


# The index over time ------------------------------------------------------------------------------


def test_the_line_is_what_the_scores_say(told: Path, drawn: dict[str, Figure]):
    _, rows = query(
        told,
        "SELECT lang, valid_from, value, low, high FROM scores"
        " WHERE scheme = 'share' AND holder = 'president' ORDER BY ALL",
    )
    starts = [date.fromisoformat(d["day"]) for d in data(drawn["share"], "circle", "score_id")]
    assert sorted(starts) == sorted(row[1] for row in rows)
    for lang in Lang:
        line = next(
            values
            for layer, values in layers(drawn["share"])
            if layer["mark"]["type"] == "line" and values[0]["lang"] == lang
        )
        by_piece = {point["value"]: (point["low"], point["high"]) for point in line}
        expected = {
            v: (round(low, 5), round(high, 5)) for la, _, v, low, high in rows if la == lang
        }
        assert by_piece == expected
        bands = [v for layer, v in layers(drawn["share"]) if layer["mark"]["type"] == "area"]
        assert line in bands


def test_days_without_a_text_are_left_open(drawn: dict[str, Figure]):
    line = data(drawn["share"], "line", "piece")
    first, second = ([p["x"] for p in line if p["piece"] == piece] for piece in (0, 1))
    assert max(first) == pytest.approx(1994.496, abs=1e-3)
    assert min(second) == pytest.approx(1995.677, abs=1e-3)
    bands = data(drawn["share"], "rect", "rus")
    assert next((d["x"], d["x2"]) for d in bands) == (1993.074, 1994.496)
    assert all(not d["x"] < 1995 < d["x2"] for d in bands)


def test_what_rests_on_part_of_the_texts_is_broken(drawn: dict[str, Figure]):
    states = {p["piece"]: p.get("partial") for p in data(drawn["share"], "line", "piece")}
    assert states == {0: True, 1: None}
    dashes = [
        layer["encoding"]["strokeDash"]["scale"]
        for layer, _ in layers(drawn["share"])
        if layer["mark"]["type"] == "line"
    ]
    assert dashes[0] == {"domain": ["whole", "partial"], "range": [[1, 0], [5, 4]]}
    domains = data(drawn["domains"], "rect", "domain")
    assert {d["day"] for d in domains if d.get("partial")} == {"1993-01-28"}


def span(start: str, end: str | None, value: float, partial: bool = False) -> Span:
    days = (date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return Span("rus", *days, value, None, None, partial, "")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([span("1995-01-01", None, 0.5)], [(1995, 0.5, 0), (2000, 0.5, 0)]),
        (
            [span("1995-01-01", "1998-01-01", 0.5), span("1998-01-01", None, 0.7)],
            [(1995, 0.5, 0), (1998, 0.7, 0), (2000, 0.7, 0)],
        ),
        (
            [span("1995-01-01", "1996-01-01", 0.5), span("1998-01-01", None, 0.7)],
            [(1995, 0.5, 0), (1996, 0.5, 0), (1998, 0.7, 1), (2000, 0.7, 1)],
        ),
        (
            [span("1995-01-01", "1998-01-01", 0.5, True), span("1998-01-01", None, 0.7)],
            [(1995, 0.5, 0), (1998, 0.5, 0), (1998, 0.7, 1), (2000, 0.7, 1)],
        ),
    ],
    ids=["lasting", "step", "gap", "no step between an excerpt and a whole text"],
)
def test_points_of_a_line(spans: list[Span], expected: list[tuple[int, float, int]]):
    found = steps(spans, date(2000, 1, 1))
    assert [(day.year, span.value, piece) for day, span, piece in found] == expected


def test_a_gap_is_a_day_that_no_language_has():
    first, second = (date(1995, 1, 1), date(1996, 1, 1)), (date(1995, 6, 1), date(1997, 1, 1))
    last = (date(1998, 1, 1), None)
    assert gaps([first, second, last]) == [(date(1997, 1, 1), date(1998, 1, 1))]
    assert gaps([last]) == []


def test_neighbours_of_one_value_are_one_span():
    parts = [span("1995-01-01", "1996-01-01", 0.5), span("1996-01-01", None, 0.5)]
    assert merged(parts) == [span("1995-01-01", None, 0.5)]
    assert merged([parts[0], replace(parts[1], partial=True)]) == [
        parts[0],
        replace(parts[1], partial=True),
    ]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_reforms_do_not_touch(width: int, language: str):
    days = ["1993-01-28", "1995-09-05", "1998-10-07", "2007-05-21", "2011-02-02", "2017-03-10"]
    days += ["2019-03-23", "2022-06-08", "2022-09-17", "2026-07-01"]
    new = {"1993-01-28", "1995-09-05", "2026-07-01"}
    reforms = [Reform(date.fromisoformat(day), day in new, int(day[:4])) for day in days]
    around = date(1990, 1, 1), date(2027, 1, 1)
    say, plot = Say(language), width - 60
    placed = place_labels(reforms, around, say, width)
    assert len(placed) == len(days) - 1  # 2022 stands there once
    boxes = []
    for reform in reforms:
        if reform.day in placed:
            place, room = placed[reform.day], 7.2 * len(short_name(reform, say))
            rule = (reform.day - around[0]).days / (around[1] - around[0]).days * plot
            left = rule - (room if place.flipped else 0)
            assert left + room <= plot + 1
            boxes.append((place.level, left, left + room))
    for (level, left, right), (other, start, stop) in combinations(boxes, 2):
        assert level != other or right <= start or stop <= left


# The other figures --------------------------------------------------------------------------------


def test_strength_by_domain_is_the_sum_of_its_powers(told: Path, drawn: dict[str, Figure]):
    _, rows = query(
        told,
        "SELECT component, valid_from, sum(contribution) FROM scores"
        " JOIN score_components USING (score_id)"
        " WHERE scheme = 'strength' AND lang = 'rus' GROUP BY ALL",
    )
    expected = {(component, str(day)): value for component, day, value in rows}
    cells = data(drawn["domains"], "rect", "domain")
    shown = {(d["domain"], d["day"]): d["v"] for d in cells}
    assert shown.items() <= expected.items()
    assert next(d["domain"] for d in cells) == "dissolution"  # the larger one first
    assert shown["dissolution", "1993-01-28"] == 0  # no row is a zero while there is a text


def test_given_and_taken_are_the_changes_of_each_text(drawn: dict[str, Figure]):
    bars = data(drawn["gross"], "bar", "code")
    found = {(d["lang"], d["code"]): (d["x"], d["x2"]) for d in bars}
    assert found == {
        ("rus", "given_both"): (0, 1),
        ("rus", "given_alone"): (1, 2),
        ("rus", "taken_both"): (0, -1),
        ("kaz", "given_both"): (0, 1),
        ("kaz", "taken_both"): (0, -1),
    }
    nets = {d["lang"]: d["net"] for d in data(drawn["gross"], "tick", "net")}
    assert nets == {"rus": 1, "kaz": 0}


def test_what_holds_in_some_places_only_is_a_thin_band(drawn: dict[str, Figure]):
    first, second = [d for d in data(drawn["tiers"], "rect", "choice") if d["lang"] == "rus"]
    assert (first["choice"], second["choice"]) == ("appointed_by_akim", "direct")
    assert (first["day"], second["day"]) == ("1993-01-28", "1995-09-05")
    assert second["y2"] - second["y"] < 0.5 * (first["y2"] - first["y"])


def test_languages_differ_by_kazakh_minus_russian(drawn: dict[str, Figure]):
    apart = data(drawn["languages"], "rect", "more")
    assert [(d["day"], d["value"], d["more"]) for d in apart] == [
        ("1993-01-28", -10.0, "rus"),
        ("1995-09-05", 0.0, "rus"),
        ("1998-10-07", -5.0, "rus"),
    ]
    assert [d["words"] for d in data(drawn["languages"], "text", "score_id")] == ["−10.0 points"]


def test_one_language_alone_has_no_difference(tmp_path: Path):
    contents = figure_contents()
    russian = [score for score in contents.scores if score.lang is Lang.RUS]
    ids = {score.score_id for score in russian}
    alone = replace(
        contents,
        scores=russian,
        components=[one for one in contents.components if one.score_id in ids],
        intervals=[one for one in contents.intervals if one.score_id in ids],
    )
    found = {figure.name: figure for figure in figures(publish(alone, tmp_path, INPUTS))}
    assert "languages-restated" not in found
    # readers of Kazakh are shown the Russian text where there is no other
    assert data(found["holders-restated"], "rect", "holder", language="kaz")


def test_shares_are_stacked_to_the_whole(drawn: dict[str, Figure]):
    parts = data(drawn["holders"], "rect", "holder")
    for day, n in ((str(DAYS[0]), 0), (str(DAYS[2]), 2)):
        column = [d for d in parts if d["day"] == day]
        assert column[0]["holder"] == "president"
        assert column[0]["y2"] == SHARES["president", "rus"][n]
        assert column[-1]["y2"] == pytest.approx(1)
        assert all(a["y2"] == b["y"] for a, b in pairwise(column))
    kazakh = data(drawn["holders"], "rect", "holder", language="kaz")
    assert kazakh[0]["y2"] == SHARES["president", "kaz"][0]


def test_the_smaller_holders_stand_together(tmp_path: Path):
    contents = figure_contents()
    holders = [
        "senate",
        "mazhilis",
        "court",
        "akim",
        "maslikhat",
        "minister",
        "kurultai",
        "ombudsman",
    ]
    shares = [s for s in contents.scores if s.scheme is Scheme.SHARE and s.holder == "president"]
    others = [replace(s, holder=h, value=0.01) for s in shares for h in holders]
    crowded = replace(contents, scores=[*shares, *others], components=[], intervals=[])
    found = {figure.name: figure for figure in figures(publish(crowded, tmp_path, INPUTS))}
    parts = data(found["holders-restated"], "rect", "holder")
    rest = [d["y2"] - d["y"] for d in parts if d["holder"] == "others"]
    assert rest
    assert all(value == pytest.approx(0.02) for value in rest)


def test_components_are_stacked_to_the_score(told: Path, drawn: dict[str, Figure]):
    _, rows = query(
        told, "SELECT valid_from, value FROM scores WHERE scheme = 'local' AND lang = 'rus'"
    )
    tops: dict[str, float] = {}
    for d in data(drawn["local"], "rect", "component"):
        tops[d["day"]] = max(d["y2"], tops.get(d["day"], 0))
    values = {str(day): value for day, value in rows}
    assert tops == {day: pytest.approx(values[day]) for day in tops}
    assert "1995-09-05" in tops  # days after a gap begin anew, changed or not


def test_items_that_cannot_be_told_are_questions(drawn: dict[str, Figure]):
    cells = [
        d
        for d in data(drawn["shugart-carey"], "rect", "component")
        if d["component"] == "package_veto"
    ]
    assert [(d["day"], d["lang"], d["value"], d["words"]) for d in cells] == [
        ("1993-01-28", "both", None, "?"),
        ("1995-09-05", "rus", 2.0, "2"),
        ("1995-09-05", "kaz", 1.0, "1"),
        ("1998-10-07", "both", 2.0, "2"),
    ]
    places = list(dict.fromkeys(d["x"] for d in cells))
    assert places == [0, 1.5, 2.5]  # the gap sets the columns apart
    assert "cannot tell" in drawn["shugart-carey"].caption["eng"]


def test_intervals_by_source_of_doubt(told: Path, drawn: dict[str, Figure]):
    _, rows = query(told, "SELECT score_id, doubt, low, high FROM score_intervals ORDER BY ALL")
    shown = data(drawn["doubt"], "bar", "doubt")
    found = sorted((d["score_id"], d["doubt"], d["low"], d["high"]) for d in shown)
    assert found == [tuple(row) for row in rows]
