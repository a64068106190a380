"""Documents of the databank: the act's words and nothing else, or one clear refusal."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.parse.sourcetext import read_text
from pipeline.vocabulary import Lang
from tests.parse.alike import assert_alike, parts, read_as
from tests.parse.test_html import ALL, EDITION, LONGEST
from tests.sources.publisher import Edition, databank_bytes, document, editions
from tests.sources.publisher import acts as registry

JSON = "application/json"
REST = {"type": "paragraph", "text": "Остальное сказано словами, которых хватает для чтения."}


def text_of(*units: dict[str, Any], **more: Any) -> str:
    """The source text of a document with these units."""
    page = {"content": [*units, REST], "pagesCount": 1}
    text = read_text(json.dumps({"pages": [page]} | more).encode(), JSON, "x")
    assert text.endswith(f"{REST['text']}\n")
    return text.removesuffix(f"{REST['text']}\n").removesuffix("\n")


@pytest.mark.parametrize("edition", ALL, ids=lambda each: f"{each.act}@{each.day}.{each.lang}")
@pytest.mark.parametrize("flat", [False, True], ids=["words below", "flat"])
def test_a_document_is_read_as_its_text_is(edition: Edition, flat: bool) -> None:
    assert_alike(databank_bytes(document(edition, aside=False, flat=flat)), JSON, edition)


@pytest.mark.parametrize("flat", [False, True], ids=["words below", "flat"])
def test_a_document_with_all_that_texts_have_is_read_as_its_text_is(flat: bool) -> None:
    assert_alike(databank_bytes(document(EDITION, aside=False, flat=flat)), JSON, EDITION)


@pytest.mark.parametrize("page_size", [1, 7, 10**6])
def test_pages_are_read_on(page_size: int) -> None:
    pages = document(EDITION, page_size=page_size, aside=False)
    assert len(pages) == math.ceil(sum(len(page["content"]) for page in pages) / page_size)
    assert_alike(databank_bytes(pages), JSON, EDITION)


@pytest.mark.parametrize("flat", [False, True], ids=["words below", "flat"])
def test_the_contents_are_left_out_and_the_notice_is_a_note(flat: bool) -> None:
    _, with_both = read_as(databank_bytes(document(EDITION, flat=flat)), JSON, EDITION)
    _, without = read_as(databank_bytes(document(EDITION, aside=False)), JSON, EDITION)
    notice = with_both.notes[0]
    assert (notice.eid, notice.text[:16]) == ("", "Примечание РЦПИ!")
    assert parts(with_both)["notes"][1:] == parts(without)["notes"]
    assert parts(with_both)["units"] == parts(without)["units"]


@pytest.mark.parametrize(
    ("kind", "rendered"),
    [
        *((kind, "# Совет") for kind in ("doc", "title")),
        *(
            (kind, "### Совет")
            for kind in ("part", "section", "subsection", "chapter", "article", "heading")
        ),
        *((kind, "### Совет") for kind in ("subheading", "attach", "subattach")),
        *((kind, "> Совет") for kind in ("note", "rcpi_notice")),
        *((kind, "Совет") for kind in ("point", "subpoint", "paragraph", "text", "preamble")),
        *((kind, "Совет") for kind in ("sideNote", "workPosition", "personName")),
        *((kind, "Совет") for kind in ("excluded", "signature", "table", "new kind", "")),
        ("tableRow", "| Совет |"),
        ("tableHeaderRow", "| Совет |"),
        ("tableCell", "| Совет |"),
        ("toc", ""),
    ],
)
def test_each_type_of_unit(kind: str, rendered: str) -> None:
    assert text_of({"type": kind, "text": "Совет"}).rstrip("\n") == rendered


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ('По <a href="#z8">статье&nbsp;8</a> судят.', "По статье 8 судят."),
        ("<p>Первый</p><p>Второй<br>третий</p>", "Первый\n\nВторой\nтретий"),
        ("Первый\r\nвторой\n\nтретий", "Первый\nвторой\n\nтретий"),
        ("Совет <*> судит", "Совет <*> судит"),
        ("Первый & второй &lt;*&gt;", "Первый & второй <*>"),
        ("если x<y", "если x<y"),
        ("# Совет", "\u200b# Совет"),
        ("a\u0000b", "a\ufffdb"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "| 1 | 2 |"),
        ("", ""),
        (None, ""),
    ],
)
def test_words_of_a_unit(text: str | None, rendered: str) -> None:
    assert text_of({"type": "point", "text": text}).rstrip("\n") == rendered


def test_cells_stand_in_their_rows() -> None:
    cells = [{"type": "tableCell", "text": text} for text in ("а", "<p>б</p><p>в</p>", "")]
    row = {"type": "tableRow"}
    point = {"type": "point", "text": "1. Суд."}
    text = text_of({"type": "table"}, row, *cells, row, *cells[:1], point)
    assert text.rstrip("\n") == "| а | б в |  |\n| а |\n\n1. Суд."


def below(*units: tuple[str, int, str]) -> str:
    """The source text of units with type, level and words."""
    return text_of(*({"type": kind, "level": n, "text": text} for kind, n, text in units))


def test_words_stand_below_their_unit() -> None:
    text = below(
        ("section", 2, ""),
        ("heading", 3, "Раздел I."),
        ("heading", 3, "Дела"),
        ("article", 3, ""),
        ("heading", 4, "Статья 1"),
        ("point", 4, ""),
        ("text", 5, "1. Совет судит."),
        ("note", 5, ""),
        ("text", 6, "Сноска."),
        ("text", 5, "Суд ждет."),
        ("sideNote", 2, ""),
        ("text", 3, "Мы, народ,"),
    )
    assert text == (
        "### Раздел I. Дела\n\n### Статья 1\n\n1. Совет судит.\n\n> Сноска.\n\nСуд ждет.\n\n"
        "Мы, народ,\n"
    )


def test_what_stands_below_the_contents_is_left_out() -> None:
    entries = [("toc", 2, ""), ("heading", 3, "Дела"), ("article", 3, ""), ("text", 4, "Статья 1")]
    assert below(*entries, ("text", 2, "Совет")) == "Совет\n"


def test_words_below_a_cell_are_its_own() -> None:
    row = [("tableCell", 4, ""), ("text", 5, "а"), ("text", 5, "б"), ("tableCell", 4, "в")]
    text = below(("table", 2, ""), ("tableRow", 3, ""), *row, ("text", 2, "Совет"))
    assert text == "| а б | в |\n\nСовет\n"


def test_headings_are_one_where_nothing_parts_them() -> None:
    text = below(("heading", 3, "Первый"), ("heading", 4, "второй"), ("heading", 4, "третий"))
    assert text == "### Первый\n\n### второй третий\n"


def test_fields_that_are_not_known_change_nothing() -> None:
    unit = {"type": "point", "text": "1. Совет", "new": {"a": [1, 2.5, None, True]}}
    assert text_of(unit, more=[{"x": 1}]) == text_of({"type": "point", "text": "1. Совет"})


# -- what is refused -----------------------------------------------------------------------------

WHOLE = databank_bytes(document(LONGEST[Lang.KAZ], page_size=50))


@pytest.mark.parametrize("kept", [1, 20, len(WHOLE) // 3, len(WHOLE) // 2, len(WHOLE) - 1])
def test_a_document_that_is_cut_off(kept: int) -> None:
    with pytest.raises(InputError, match=r"JSON is damaged|is not UTF-8") as error:
        read_text(WHOLE[:kept], JSON, "https://x/api/1")
    assert error.value.where == "https://x/api/1"


@pytest.mark.parametrize("missing", [0, 2, -1])
def test_a_document_that_lacks_a_page(missing: int) -> None:
    pages = document(LONGEST[Lang.RUS], page_size=50)
    whole = len(pages)
    del pages[missing]
    with pytest.raises(InputError, match=f"has {whole - 1} of {whole} pages"):
        read_text(databank_bytes(pages), JSON, "x")


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ([], "Expected `object`"),
        ({}, "`pages`"),
        ({"pages": [{}]}, r"`content` - at `\$.pages"),
        ({"pages": [{"content": [{"text": 5}]}]}, "Expected `str | null`, got `int`"),
        ({"pages": [{"content": {"a": 1}}]}, "Expected `array`"),
        ({"pages": [{"content": [], "pagesCount": "two"}]}, "Expected `int`"),
        ({"error": "Unauthorized"}, "`pages`"),
    ],
)
def test_json_of_another_form(value: object, wrong: str) -> None:
    with pytest.raises(InputError, match=f"no document of the databank .*{wrong}"):
        read_text(json.dumps(value).encode(), JSON, "x")


@pytest.mark.parametrize(
    "data",
    [
        b"<html><title>404</title></html>",
        b'{"pages": ' + b"[" * 10**6,
        b'{"x": ' + b'{"a":' * 10**6,
        b'{"pages": [{"content": [{"text": "\\ud800"}]}]}',
        b'{"pages": NaN}',
    ],
    ids=["html", "deep", "deep aside", "half a character", "no number"],
)
def test_damaged_json(data: bytes) -> None:
    with pytest.raises(InputError, match=r"JSON is damaged|no document of the databank"):
        read_text(data, JSON, "x")


def test_units_nested_without_end() -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        below(*(("point", level, "") for level in range(10**4)))


def test_a_unit_with_a_tag_that_has_no_end() -> None:
    with pytest.raises(InputError, match="cut off"):
        text_of({"type": "point", "text": "1. Совет <!-- судит"})


def test_a_document_in_another_encoding() -> None:
    text = json.dumps({"pages": [{"content": [REST]}]}, ensure_ascii=False)
    with pytest.raises(InputError, match="looks like WINDOWS-1251"):
        read_text(text.encode("windows-1251"), JSON, "x")
    assert read_text(text.encode("windows-1251"), f"{JSON}; charset=cp1251", "x")


def test_a_document_without_words() -> None:
    with pytest.raises(InputError, match="no text in the file"):
        read_text(
            databank_bytes(document(replace(EDITION, text="", title=""), aside=False)), JSON, "x"
        )


# -- the rest of the pipeline --------------------------------------------------------------------


def test_a_document_is_parsed_on_the_command_line(tmp_path: Path) -> None:
    edition = LONGEST[Lang.RUS]
    file = tmp_path / edition.act / f"{edition.day}.rus.json"
    file.parent.mkdir()
    file.write_bytes(databank_bytes(document(edition)))
    done = CliRunner().invoke(main, ["parse", str(file)])
    assert done.exit_code == 0, done.output
    _, markdown = read_as(edition.text.encode(), "text/markdown", edition)
    assert len(done.output.splitlines()) == len(markdown.clauses)


def test_official_texts_are_read_alike(shared_corpus: Path) -> None:
    official = editions(*registry(), texts=shared_corpus)
    assert len(official) >= 10
    for edition in official:
        _, markdown = read_as(edition.text.encode(), "text/markdown", edition)
        data = databank_bytes(document(edition, aside=False, page_size=60))
        _, parsed = read_as(data, JSON, edition)
        wrong = [kind for kind, found in parts(parsed).items() if found != parts(markdown)[kind]]
        assert not wrong, f"{edition.act}@{edition.day}.{edition.lang}"  # no word of theirs
