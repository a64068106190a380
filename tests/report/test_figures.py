"""Figures: what is drawn is what the release says, in three languages, with gaps left open."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import vl_convert
from altair.utils.schemapi import validate_jsonschema
from altair.vegalite.v6.schema.core import load_schema
from jsonschema import ValidationError

from pipeline.dataset import publish, query
from pipeline.errors import InputError, WorkspaceError
from pipeline.report import figures as package
from pipeline.report.figures import Figure, figures, save, theme
from pipeline.report.figures.data import Reform, Span, gaps, merged, steps
from pipeline.report.figures.figure import NARROW, WIDE
from pipeline.report.figures.save import standalone
from pipeline.report.figures.theme import GIVEN, MUTED, PAPER, STACKED, TAKEN, TEXTS
from pipeline.report.figures.timeline import place_labels, short_name
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Lang, Scheme
from tests.dataset.sample import DAYS, INPUTS, sample_contents
from tests.report.figure_sample import SHARES, figure_contents

LANGUAGES = ("eng", "rus", "kaz")
NAMES = [
    "share",
    "strength",
    "volume",
    "gross",
    "domains",
    "holders",
    "effective-holders",
    "tiers",
    "shugart-carey",
    "frye",
    "executive-lawmaking",
    "local",
    "office-and-person",
    "languages",
    "doubt",
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with something for every figure."""
    return publish(figure_contents(), tmp_path_factory.mktemp("figures"), INPUTS)


@pytest.fixture(scope="module")
def drawn(told: Path) -> dict[str, Figure]:
    return {figure.name.removesuffix("-restated"): figure for figure in figures(told)}


def specs(figure: Figure) -> Iterator[dict[str, Any]]:
    for forms in (figure.spec, figure.spec_narrow or {}):
        yield from forms.values()


def layers(figure: Figure, language: str = "eng") -> list[tuple[dict[str, Any], list[Any]]]:
    """The layers of a figure with their data."""
    spec = figure.spec[language]
    return [(layer, spec["datasets"][layer["data"]["name"]]) for layer in spec["layer"]]


def data(figure: Figure, mark: str, *fields: str, language: str = "eng") -> list[Any]:
    """The data of the first layer with such a mark whose data have the fields."""
    for layer, values in layers(figure, language):
        if layer["mark"]["type"] == mark and values and set(fields) <= set(values[0]):
            return values
    raise AssertionError(f"{figure.name} has no {mark} with {fields}")


def seen(layer: dict[str, Any], datum: dict[str, Any]) -> dict[str, Any]:
    """A datum with the constants and identifiers that its layer adds."""
    found = dict(datum)
    for transform in layer.get("transform", ()):
        if transform.get("as") in ("series", "scheme", "score_id", "domain"):
            code = transform["calculate"]
            found[transform["as"]] = eval(code, {}, {"datum": _Datum(**found)})
    return found


class _Datum(SimpleNamespace):
    """Words of an expression that Vega and Python read alike."""


# What there is ------------------------------------------------------------------------------------


def test_every_figure_of_a_full_release(drawn: dict[str, Figure]):
    assert list(drawn) == NAMES
    assert {figure.series for figure in drawn.values()} == {"restated"}


def test_what_the_release_does_not_have_gives_no_figure(release: Path):
    names = {figure.name for figure in figures(release)}
    assert {"share-restated", "domains-restated", "languages-restated"} <= names
    for name in ("gross", "tiers", "shugart-carey", "frye", "local", "doubt"):
        assert f"{name}-restated" not in names


def test_a_release_without_scores_has_no_figures(tmp_path: Path):
    bare = replace(sample_contents(), scores=[], components=[])
    assert figures(publish(bare, tmp_path, INPUTS)) == []


def test_official_and_restated_texts_never_share_a_figure(mixed_release: Path):
    found = figures(mixed_release)
    assert {figure.series for figure in found} == {"official", "restated"}
    for figure in found:
        other = "restated" if figure.series == "official" else "official"
        for spec in specs(figure):
            assert other not in json.dumps(spec)


def test_the_same_release_gives_the_same_figures(told: Path, drawn: dict[str, Figure]):
    assert figures(told) == list(drawn.values())


# Words --------------------------------------------------------------------------------------------


def test_every_figure_speaks_three_languages(drawn: dict[str, Figure]):
    restated = {
        "eng": "restated texts",
        "rus": "пересказанные тексты",
        "kaz": "мазмұндалған мәтіндер",
    }
    for figure in drawn.values():
        for words in (figure.title, figure.caption, figure.alt, figure.spec):
            assert set(words) == set(LANGUAGES)
        for language in LANGUAGES:
            assert restated[language] in figure.title[language]
            assert restated[language] in figure.alt[language]
        assert len(set(figure.title.values())) == 3


def test_no_word_is_missing_in_any_language():
    table = tomllib.loads((Path(package.__file__).parent / "words.toml").read_text("utf8"))
    for key, words in table.items():
        assert set(words) == set(LANGUAGES), key
        places = [
            sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in words.values()
        ]
        assert places[0] == places[1] == places[2], key


def test_text_alternatives_give_the_numbers(drawn: dict[str, Figure]):
    assert "75.0%" in drawn["share"].alt["eng"]
    assert "7 October 1998" in drawn["share"].alt["eng"]
    assert "75,0\u202f%" in drawn["share"].alt["rus"]
    assert "2 given, 1 taken, net +1" in drawn["gross"].alt["eng"]
    assert "+" not in drawn["languages"].alt["eng"]
    assert "−10.0 points" in drawn["languages"].alt["eng"]


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("eng", "21 May 2007", "−0.44"),
        ("rus", "21 мая 2007 г.", "−0,44"),
        ("kaz", "2007 ж. 21 мамыр", "−0,44"),
    ],
)
def test_dates_and_numbers_as_people_write_them(language: str, words: str, number: str):
    assert Say(language).date(date(2007, 5, 21)) == words
    assert Say(language).number(-0.444, 2) == number


# Specs --------------------------------------------------------------------------------------------


def test_every_spec_follows_the_schema(drawn: dict[str, Figure]):
    with pytest.raises(ValidationError):
        validate_jsonschema(drawn["share"].spec["eng"] | {"height": "tall"}, load_schema())
    for figure in drawn.values():
        for form in (figure.spec, figure.spec_narrow or figure.spec):
            spec = form["eng"]
            little = {name: values[:1] for name, values in spec["datasets"].items()}
            validate_jsonschema(spec | {"datasets": little}, load_schema())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_can_be_drawn(drawn: dict[str, Figure], language: str):
    series = Say(language)("restated")
    for figure in drawn.values():
        assert series in vl_convert.vegalite_to_svg(standalone(figure, language))


def test_narrow_figures_can_be_drawn_in_the_dark(drawn: dict[str, Figure]):
    narrow = [figure.spec_narrow for figure in drawn.values() if figure.spec_narrow]
    assert narrow
    for spec in narrow:
        assert "<svg" in vl_convert.vegalite_to_svg(
            spec["kaz"] | {"width": 330, "config": theme(True)}
        )


def test_no_spec_asks_the_network_for_anything(drawn: dict[str, Figure]):
    for figure in drawn.values():
        for spec in specs(figure):
            text = json.dumps(spec)
            assert "http" not in text
            assert '"url"' not in text
            assert spec["width"] == "container"


def test_every_mark_to_click_on_leads_to_a_day_and_a_score(told: Path, drawn: dict[str, Figure]):
    _, rows = query(told, "SELECT score_id FROM scores")
    known = {row[0] for row in rows}
    for figure in drawn.values():
        marks = [
            (layer, v) for layer, v in layers(figure) if layer["mark"].get("cursor") == "pointer"
        ]
        assert marks, figure.name
        for layer, values in marks:
            for datum in values:
                clicked = seen(layer, datum)
                assert date.fromisoformat(clicked["day"])
                assert clicked["series"] == "restated"
                assert clicked.get("score_id") in known | {None}
    scored = {name for name in drawn if name not in ("gross", "tiers")}
    for name in scored:
        ids = [seen(layer, d).get("score_id") for layer, v in layers(drawn[name]) for d in v]
        assert any(ids), name


def test_text_and_grid_take_their_colours_from_the_page(drawn: dict[str, Figure]):
    light, dark = theme(False), theme(True)
    assert light["axis"]["labelColor"] != dark["axis"]["labelColor"]
    for figure in drawn.values():
        for layer, _ in layers(figure):
            if layer["mark"]["type"] == "text" and "color" not in layer["encoding"]:
                assert layer["mark"]["style"] in light["style"]
                assert "color" not in layer["mark"]


@pytest.mark.parametrize("paper", PAPER.values())
@pytest.mark.parametrize("colour", sorted({*TEXTS.values(), *STACKED, MUTED, GIVEN[0], TAKEN[0]}))
def test_colours_stand_out_from_light_and_dark_paper(colour: str, paper: str):
    """3:1, what WCAG 2.1 asks of graphical objects."""
    darker, lighter = sorted((_luminance(colour), _luminance(paper)))
    assert (lighter + 0.05) / (darker + 0.05) >= 2.99


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


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


# Files --------------------------------------------------------------------------------------------


def test_figures_are_saved_with_their_title(drawn: dict[str, Figure], tmp_path: Path):
    folder = tmp_path / "new" / "folder"
    written = save([drawn["share"]], folder, ["eng", "kaz"])
    assert sorted(path.name for path in written) == [
        "share-restated.eng.png",
        "share-restated.eng.svg",
        "share-restated.kaz.png",
        "share-restated.kaz.svg",
    ]
    svg = (folder / "share-restated.kaz.svg").read_text("utf8")
    for words in ("Барлық мемлекеттік биліктегі Президент үлесі", "мазмұндалған мәтіндер"):
        assert words in svg
    assert (folder / "share-restated.eng.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("languages", "formats", "error", "words"),
    [
        (["eng"], ["gif"], InputError, "no format 'gif'"),
        (["deu"], ["svg"], InputError, "no 'deu'"),
    ],
)
def test_what_cannot_be_saved_is_said(
    drawn: dict[str, Figure],
    tmp_path: Path,
    languages: list[str],
    formats: list[str],
    error: type[Exception],
    words: str,
):
    with pytest.raises(error, match=words):
        save([drawn["share"]], tmp_path, languages, formats)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_named(drawn: dict[str, Figure], tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="file"):
        save([drawn["share"]], tmp_path / "file", ["eng"], ["svg"])


def test_figures_are_quick(told: Path):
    """Drawing takes milliseconds; a second leaves room for a slow machine."""
    begun = time.process_time()
    figures(told)
    assert time.process_time() - begun < 1
