"""Figures: what is drawn is what the release says, in three languages, with gaps left open."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import vl_convert
from altair.utils.schemapi import validate_jsonschema
from altair.vegalite.v6.schema.core import load_schema
from jsonschema import ValidationError

from pipeline.dataset import publish, query
from pipeline.errors import InputError, WorkspaceError
from pipeline.report import figures as package
from pipeline.report.figures import Figure, figures, save, theme
from pipeline.report.figures.save import standalone
from pipeline.report.figures.theme import GIVEN, MUTED, PAPER, STACKED, TAKEN, TEXTS
from pipeline.report.figures.words import Say
from tests.dataset.sample import INPUTS, sample_contents
from tests.report.figure_reading import layers, seen, specs

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
