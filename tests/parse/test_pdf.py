"""PDF: from lines broken by width, indented paragraphs and lost line breaks to blocks."""

from __future__ import annotations

import pytest

from pipeline.parse import pdf
from pipeline.parse.blocks import Block
from pipeline.parse.sourcetext import read_text
from pipeline.parse.structure import build
from tests.parse import pdf_maker

INDENT = " " * 6


def blocks(text: str) -> list[Block]:
    """Blocks of extracted text, in which `>` stands for the indent of a paragraph."""
    return list(pdf.blocks(text.replace(">", INDENT), 0))


def texts(text: str) -> list[str]:
    return [block.text.text for block in blocks(text)]


# -- broken lines --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # lines broken by width; extraction leaves a space at their ends, or none
        (">1. Совет \nсудит\nсразу.", ["1. Совет судит сразу."]),
        # a word broken by a hyphen
        (">1. Совет охра-\nняет мир.", ["1. Совет охраняет мир."]),
        (">1. Кеңес бейбіт-\nшілікті сақтайды.", ["1. Кеңес бейбітшілікті сақтайды."]),
        # a compound that the text has elsewhere keeps its hyphen
        (
            ">1. Научно-\nправовой совет.\n>2. Научно-правовой суд.",
            ["1. Научно-правовой совет.", "2. Научно-правовой суд."],
        ),
        # ... also where the text has it with another ending
        (
            ">1. Ведет научно-\nправовой совет.\n>2. О научно-правовом суде.",
            ["1. Ведет научно-правовой совет.", "2. О научно-правовом суде."],
        ),
        (
            ">1. Әлеуметтік-\nэкономикалық кеңес.\n>2. Әлеуметтік-экономикалықтың ісі.",
            ["1. Әлеуметтік-экономикалық кеңес.", "2. Әлеуметтік-экономикалықтың ісі."],
        ),
        # a capital after the hyphen: a title of two words
        (">1. Премьер-\nМинистр судит.", ["1. Премьер-Министр судит."]),
        # a hyphen between numbers, a dash between words
        (">1. В 2001-\n2003 годах.", ["1. В 2001-2003 годах."]),
        (">1. Совет -\nорган мира.", ["1. Совет - орган мира."]),
        # a mark that slipped to the next line
        (">1. Суд, совет\n, палата\n; мир\n.", ["1. Суд, совет, палата; мир."]),
        (">1. Суд (\nпалата\n) ждет.", ["1. Суд (палата) ждет."]),
        # a line that starts like a heading or a number in the middle of a sentence
        (">1. По\nстатье 5 и\n2. 5 частей.", ["1. По статье 5 и 2. 5 частей."]),
        (">1. Осы заңның\n44-баптың ережесі.", ["1. Осы заңның 44-баптың ережесі."]),
    ],
)
def test_broken_lines_are_joined(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a page ends inside a sub-point, between words and inside a word
        (">1) судит\fспоры;\n>2) ждет.", ["1) судит споры;", "2) ждет."]),
        (">1) про-\fверяет;\n>2) ждет.", ["1) проверяет;", "2) ждет."]),
        # ... and between two
        (">1) судит;\f>2) ждет.", ["1) судит;", "2) ждет."]),
        # a break lost between a heading and the paragraph below it
        ("Статья 5>1. Совет судит.", ["Статья 5", "1. Совет судит."]),
        ("5-бап>Кеңес шешеді.\n>Сот ашық.", ["5-бап", "Кеңес шешеді.", "Сот ашық."]),
        # a break lost between two paragraphs
        (">1. Совет судит.>2. Палата ждет.", ["1. Совет судит.", "2. Палата ждет."]),
        # a paragraph's end before the next one's indent
        (">1. Совет\nсудит.>2. Палата\nждет.", ["1. Совет судит.", "2. Палата ждет."]),
        # notes in brackets that run over lines
        (
            ">1. Мир.\n>Сноска. Статья 5 изменена (\nвводится\n) сразу; см. (\nзакон).\n>2. Суд.",
            ["1. Мир.", "Сноска. Статья 5 изменена (вводится) сразу; см. (закон).", "2. Суд."],
        ),
        (">(Ескерту. 5-бап\nөзгерді.)\n>2. Сот.", ["(Ескерту. 5-бап өзгерді.)", "2. Сот."]),
    ],
)
def test_paragraphs_are_parted(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Устав Союза\n>Мы, народ.", ["Устав Союза"]),
        (
            "Устав\n>Мы.\nРаздел I.\nОбщие дела\nСтатья 1\n>Мир.",
            ["Устав", "Раздел I.", "Общие дела", "Статья 1"],
        ),
        ("Жарғы\n>Біз.\nІІ бөлім\nБасшы\n5-бап\n>Мир.", ["Жарғы", "ІІ бөлім", "Басшы", "5-бап"]),
        # a title on the line of the number, after an indented paragraph
        (">Мир.\nСтатья 2. О Главе\n>Он судит.", ["Статья 2. О Главе"]),
        (">Мир.\n2-бап. Басшы туралы\n>Ол шешеді.", ["2-бап. Басшы туралы"]),
        # a bare number of an article that is broken off its sentence is taken for none
        (">Мир по\nСтатья 2 исключена.", []),
    ],
)
def test_headings_stand_without_indent(text: str, headings: list[str]) -> None:
    assert [block.text.text for block in blocks(text) if block.heading] == headings


# -- a real file ---------------------------------------------------------------------------------

PAGES = [
    [
        "Устав Союза",
        f"{INDENT}Мы, народ Союза,",
        f"{INDENT}принимаем Устав.",
        "Раздел I.",
        "О Главе",
        "Статья 1",
        f"{INDENT}Глава Союза:",
        f"{INDENT}1) ведет совет и про-",
    ],
    [
        "веряет казну;",
        f"{INDENT}2) исключен Законом РК от 21.05.2007 № 254 (",
        "вводится сразу);",
        f"{INDENT}3) судит.",
        f"{INDENT}Сноска. Статья 1 изменена (",
        "см. закон).",
        "Статья 2",
        f"{INDENT}1. Әкім сайланады.",
    ],
]


def test_a_file_of_two_pages() -> None:
    text = read_text(pdf_maker.pdf(*PAGES), "application/pdf", "charter.pdf")
    assert text == "\f".join("\n".join(page) for page in PAGES)
    found = build(pdf.blocks(text, 0))
    assert found.title == "Устав Союза"
    assert [(unit.eid, unit.text, unit.repealed) for unit in found.units] == [
        ("preamble", "Мы, народ Союза, принимаем Устав.", False),
        ("art_1", "Глава Союза:", False),
        ("art_1__sub_1", "ведет совет и проверяет казну;", False),
        ("art_1__sub_2", "исключен Законом РК от 21.05.2007 № 254 (вводится сразу);", True),
        ("art_1__sub_3", "судит.", False),
        ("art_2", "", False),
        ("art_2__pt_1", "Әкім сайланады.", False),
    ]
    assert [note.text for note in found.notes] == ["Сноска. Статья 1 изменена (см. закон)."]
    for unit in found.units:
        first, last = text[unit.body.start : unit.body.end][:1], text[: unit.body.end][-1:]
        assert not unit.text or (first, last) == (unit.text[0], unit.text[-1])
