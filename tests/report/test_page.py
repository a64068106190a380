"""The page: complete, self-contained, honest about its texts."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import pipeline.report.words
from pipeline.dataset import publish
from pipeline.errors import InputError
from pipeline.report import write_report
from tests.dataset.sample import INPUTS, sample_contents


class Page(HTMLParser):
    """Collects what a test asks about: text, identifiers, and everything that would be loaded."""

    VOID = frozenset({"meta", "br", "link", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.ids, self.loads, self.open = "", [], [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in named:
            self.ids.append(named["id"])
        loading = ("src", "href", "xlink:href", "srcset", "data", "action")
        self.loads += [named[name] for name in loading if name in named]
        if tag in {"script", "iframe", "link", "object", "embed"}:
            self.loads.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"


@pytest.fixture(scope="module")
def html(release: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page") / "site" / "report.html"
    assert write_report(release, out) == out
    return out.read_text()


def words_of(html: str) -> str:
    return " ".join(Page(html).text.split())


def test_nothing_is_loaded_from_outside(html: str):
    assert Page(html).loads == []
    assert "@import" not in html
    assert re.findall(r"url\((?!#)", html) == []
    assert set(re.findall(r"https?://[^\s\"'<)]+", html)) <= {
        "http://www.w3.org/2000/svg",  # names of XML vocabularies, which nobody fetches
        "http://www.w3.org/1999/xlink",
    }


def test_every_tag_is_closed_and_every_id_is_its_own(html: str):
    page = Page(html)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for used in re.findall(r"url\(#([^)]+)\)", html):
        assert used in page.ids


def test_the_page_says_that_its_texts_are_restated(html: str):
    text = words_of(html)
    assert "Everything in this part is read from restated texts" in text
    assert text.count("Restated texts. Solid rules") == 2  # below both pictures
    assert "official texts as published" not in text


def test_official_texts_come_first_and_apart(mixed_release: Path, tmp_path: Path):
    text = words_of(write_report(mixed_release, tmp_path / "report.html").read_text())
    official = text.index("read from official texts as published")
    restated = text.index("read from restated texts")
    assert official < text.index("61.7%") < restated < text.rindex("75.0%")


def test_the_index_is_told_change_by_change(html: str):
    text = words_of(html)
    assert "In the newest text, from 1998-10-07" in text
    assert "1993-01-28 Constitution of 1993 partial text 50.0% 50.0% 0.4 0.4 1 1" in text
    assert "1994-07-01 No text at hand until 1995-09-05" in text
    assert "1995-09-05 Constitution of 1995 90.0% 90.0% 1.4 1.4 2 2" in text


def test_domains_show_gains(html: str):
    assert "Dissolution of Parliament · 1 +1" in words_of(html)


def test_differences_are_listed_with_their_words_escaped(html: str):
    text = words_of(html)
    assert "Differences found: 2" in text
    told = "art_2 number two days two months art_3 unit – <b>"
    assert f"Constitution of 1995 1998-10-07 {told}" in text
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_more_differences_than_fit_are_counted(tmp_path: Path):
    contents = sample_contents()
    many = replace(contents, divergences=contents.divergences[:1] * 83)
    release = publish(many, tmp_path / "releases", INPUTS)
    text = words_of(write_report(release, tmp_path / "report.html").read_text())
    assert text.count("art_2 number two days two months") == 80
    assert "3 more in the table divergences" in text


def test_provenance_names_release_inputs_texts_and_files(release: Path, html: str):
    text = words_of(html)
    assert release.name in text
    assert INPUTS in text
    package = json.loads((release / "datapackage.json").read_text())
    for resource in package["resources"]:
        assert resource["hash"].removeprefix("sha256:") in text
    assert "bilik query" in text


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("rus", "ru", ("Пересказанные тексты", "50,0\u202f%", "Роспуск", "Конституция 1995 года")),
        ("kaz", "kk", ("Мазмұндалған мәтіндер", "50,0\u202f%", "1995 жылғы Конституция")),
    ],
)
def test_the_page_speaks_the_readers_language(
    release: Path, tmp_path: Path, language: str, code: str, expected: tuple[str, ...]
):
    html = write_report(release, tmp_path / "report.html", language).read_text()
    assert f'<html lang="{code}">' in html
    for words in expected:
        assert words in Page(html).text


def test_an_unknown_language_is_refused(release: Path, tmp_path: Path):
    with pytest.raises(InputError, match="Choose one of kaz, rus, eng"):
        write_report(release, tmp_path / "report.html", "fra")


def test_a_release_without_scores_still_has_a_page(tmp_path: Path):
    bare = replace(sample_contents(), scores=[], components=[], divergences=[])
    release = publish(bare, tmp_path / "releases", INPUTS)
    text = words_of(write_report(release, tmp_path / "report.html").read_text())
    assert release.name in text


def test_every_word_is_said_in_three_languages():
    path = Path(pipeline.report.words.__file__).with_name("words.toml")
    for key, said in tomllib.loads(path.read_text()).items():
        assert set(said) == {"eng", "rus", "kaz"}, key
        fields = {tuple(sorted(re.findall(r"{\w+}", words))) for words in said.values()}
        assert len(fields) == 1, key
