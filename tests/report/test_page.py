"""The page as a file: complete, self-contained, honest about its texts, in three languages."""

from __future__ import annotations

import base64
import gzip
import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import pipeline.report.words
from pipeline.cli import main
from pipeline.dataset import publish
from pipeline.errors import InputError
from pipeline.report import write_report
from tests.dataset.sample import INPUTS, sample_contents


class Page(HTMLParser):
    """Collects what a test asks about: text by language, identifiers, what would be loaded."""

    VOID = frozenset({"meta", "br", "link", "img", "path"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: dict[str, str] = {}
        self.ids: list[str] = []
        self.loads: list[str | None] = []
        self.open: list[str] = []
        self.language = ""
        self.data: dict[str, str] = {}
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "div" and named.get("class") == "language":
            self.language = named["data-language"] or ""
        if "id" in named:
            self.ids.append(named["id"] or "")
        if tag == "script":
            self.inside = named.get("id") or ""
        loading = ("src", "xlink:href", "srcset", "data", "action")
        self.loads += [named[name] for name in loading if name in named]
        self.loads += [href for href in [named.get("href") or "#"] if not href.startswith("#")]
        if tag in {"iframe", "link", "object", "embed"}:
            self.loads.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.data[self.inside] = data
        elif self.language:
            self.text[self.language] = f"{self.text.get(self.language, '')} {data}"

    def words(self, language: str) -> str:
        return " ".join(self.text[language].split())

    def packed(self, name: str) -> Any:
        return json.loads(gzip.decompress(base64.b64decode(self.data[name])))


@pytest.fixture(scope="module")
def html(release: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page") / "site" / "report.html"
    assert write_report(release, out) == out
    return out.read_text(encoding="utf8")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_nothing_is_loaded_from_outside(html: str, page: Page) -> None:
    assert page.loads == []
    assert "@import" not in html
    assert "default-src 'none'" in html  # the browser itself refuses any request
    own = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)  # without Vega's own words
    assert re.findall(r"url\((?!#)", own) == []


def test_every_tag_is_closed_and_every_id_is_its_own(page: Page) -> None:
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_the_same_release_gives_the_same_bytes(release: Path, html: str, tmp_path: Path) -> None:
    again = write_report(release, tmp_path / "again.html").read_text(encoding="utf8")
    assert again == html


def test_the_page_says_in_each_language_that_its_texts_are_restated(page: Page) -> None:
    assert "Everything in this part is read from restated texts" in page.words("eng")
    assert "прочитано из пересказанных текстов" in page.words("rus")
    assert "мазмұндалған мәтіндерден оқылды" in page.words("kaz")
    assert "official texts as published" not in page.words("eng")


def test_official_texts_come_first_and_apart(mixed_release: Path, tmp_path: Path) -> None:
    out = write_report(mixed_release, tmp_path / "report.html")
    text = Page(out.read_text(encoding="utf8")).words("eng")
    official = text.index("read from official texts as published")
    restated = text.index("read from restated texts")
    assert official < text.index("61.7%") < restated < text.rindex("75.0%")


def test_the_index_is_told_change_by_change(page: Page) -> None:
    text = page.words("eng")
    assert "28 Jan 1993 Powers Constitution of 1993 partial text 50.0% 50.0% 0.4 0.4 1 1" in text
    assert "1 Jul 1994 No text at hand until 5 Sep 1995" in text
    assert "5 Sep 1995 Powers Constitution of 1995 90.0% 90.0% 1.4 1.4 2 2" in text


def test_the_summary_tells_only_steps_between_whole_texts(page: Page) -> None:
    text = page.words("eng")
    assert "75.0% (Russian text) and 75.0% (Kazakh text)" in text
    assert "The largest fall of the share came on 7 Oct 1998" in text
    assert "from 90.0% to 75.0% (Russian text)" in text
    assert "largest rise" not in text  # 1993 to 1995 there is a gap


def test_numbers_are_written_as_the_reader_writes_them(page: Page) -> None:
    assert "50,0\u202f%" in page.text["rus"]
    assert "50,0\u202f%" in page.text["kaz"]
    assert "05.09.1995" in page.text["kaz"]


def test_domains_show_what_is_held_and_no_gain_over_a_gap(page: Page) -> None:
    assert "Dissolution of Parliament · 1" in page.words("eng")
    assert "Dissolution of Parliament · 1 +1" not in page.words("eng")


def test_differences_are_listed_with_their_words_escaped(html: str, page: Page) -> None:
    text = page.words("eng")
    assert "two days two months" in text
    assert "Differences that the words show: 2" in text
    assert "&lt;b&gt;" in html
    assert "<b>" not in re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)


def test_evidence_leads_from_a_share_to_the_words_of_its_clauses(page: Page) -> None:
    told = page.packed("evidence")
    point = told["points"]["restated"]["rus"][1]
    assert point["day"] == "1995-09-05"
    number, added = point["powers"][0]
    clause = told["clauses"][number // told["per"]]
    power = next(one for one in clause[7] if one[0] == number % told["per"])
    assert power[1] == "president"
    assert 0 < added < 1
    start, end, where = power[8][1]
    assert where == "clause"
    assert told["texts"][clause[4]][start:end].strip()
    twin = told["clauses"][clause[6]]
    assert told["versions"][twin[0]][3] == "kaz"
    assert twin[1:3] == clause[1:3]


def test_every_figure_is_there_in_every_language_and_both_themes(page: Page, html: str) -> None:
    charts = page.packed("charts")
    assert charts["figures"]
    assert set(charts["themes"]) == {"light", "dark"}
    for name, forms in charts["figures"].items():
        assert set(forms["wide"]) == {"eng", "rus", "kaz"}, name
        assert html.count(f'data-figure="{name}"') == 3, name


def test_without_javascript_the_main_figure_is_a_picture(html: str) -> None:
    pictures = re.findall(r"<noscript>(.*?)</noscript>", html, flags=re.DOTALL)
    assert len(pictures) == 3  # one a language
    assert all("<svg" in picture and "<path" in picture for picture in pictures)


def test_provenance_names_release_inputs_texts_and_files(release: Path, page: Page) -> None:
    text = page.words("eng")
    assert release.name in text
    assert INPUTS in text
    package = json.loads((release / "datapackage.json").read_text(encoding="utf8"))
    for resource in package["resources"]:
        assert resource["hash"].removeprefix("sha256:") in text
    assert "CC BY 4.0" in text
    assert "docs/methodology.md" in text


@pytest.mark.parametrize(("language", "code"), [("rus", "ru"), ("kaz", "kk"), ("eng", "en")])
def test_the_page_opens_in_the_language_asked_for(
    release: Path, tmp_path: Path, language: str, code: str
) -> None:
    html = write_report(release, tmp_path / "report.html", language).read_text(encoding="utf8")
    assert f'<html lang="{code}" data-language="{language}">' in html


def test_an_unknown_language_is_refused(release: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Choose one of kaz, rus, eng"):
        write_report(release, tmp_path / "report.html", "fra")


def test_a_release_without_scores_still_has_a_page(tmp_path: Path) -> None:
    bare = replace(
        sample_contents(), scores=[], components=[], divergences=[], intervals=[], differences=[]
    )
    release = publish(bare, tmp_path / "releases", INPUTS)
    page = Page(write_report(release, tmp_path / "report.html").read_text(encoding="utf8"))
    assert release.name in page.words("eng")


def test_every_word_is_said_in_three_languages() -> None:
    room = Path(pipeline.report.words.__file__).parent
    for name in ("words.toml", "told.toml"):
        for key, said in tomllib.loads((room / name).read_text(encoding="utf8")).items():
            assert set(said) == {"eng", "rus", "kaz"}, key
            fields = {tuple(sorted(re.findall(r"{\w+}", words))) for words in said.values()}
            assert len(fields) == 1, key


@pytest.mark.slow
def test_the_command_saves_figures_beside_the_page(built_workspace: Path, tmp_path: Path) -> None:
    command = [
        "report", "--workspace", str(built_workspace), "--out", str(tmp_path / "page.html"),
        "--figures", str(tmp_path / "figures"), "--language", "rus",
    ]  # fmt: skip
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == str(tmp_path / "page.html")
    assert {Path(line).suffix for line in lines[1:]} == {".svg", ".png"}
    assert all(Path(line).stat().st_size for line in lines)


def test_the_command_names_the_releases_there_are(built_workspace: Path) -> None:
    asked = ["report", "--workspace", str(built_workspace), "--release", "1900-01-01-none"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 1
    assert "there is no release '1900-01-01-none'" in done.stderr
    assert "Name one of those here" in done.stderr


def test_the_script_says_only_words_that_there_are() -> None:
    room = Path(pipeline.report.words.__file__).parent
    script = "".join(file.read_text(encoding="utf8") for file in room.glob("static/*.js"))
    used = set(re.findall(r'"(panel_\w+)"', script))
    assert len(used) > 20
    assert used <= set(tomllib.loads((room / "words.toml").read_text(encoding="utf8")))
