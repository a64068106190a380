"""Markdown and plain text: which lines are paragraphs, headings and notes."""

from __future__ import annotations

import pytest

from pipeline.parse import markdown, plain
from pipeline.parse.blocks import lines_of

# -- Markdown ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "heading", "note"),
    [
        ("# Устав Союза", "Устав Союза", True, False),
        ("   ###### Раздел I", "Раздел I", True, False),
        ("**Статья 5**", "Статья 5", True, False),
        ("#Статья 5", "#Статья 5", False, False),  # no space: no heading
        ("1. **Совет** судит *сразу*.", "1. Совет судит сразу.", False, False),  # emphasis goes
        ("Совет судит.<*>", "Совет судит.<*>", False, False),  # an editors' mark is no emphasis
        ("Совет <*> судит *сразу*", "Совет <*> судит сразу", False, False),
        ('<a id="st5"></a>Статья 5', "Статья 5", False, False),  # anchors go
        ('По <a href="#st6">статье 6</a> судят.', "По статье 6 судят.", False, False),
        ("> Сноска. Мир.", "Сноска. Мир.", False, True),
        ("   > *Ескерту. Бейбітшілік.*", "Ескерту. Бейбітшілік.", False, True),
        ("Совет\u00a0 судит\u00ad ся\t.", "Совет судит ся .", False, False),  # odd white space
    ],
)
def test_a_line_of_markdown(line: str, text: str, heading: bool, note: bool) -> None:
    (block,) = markdown.blocks(line, 0)
    assert (block.text.text, block.heading, block.note) == (text, heading, note)


@pytest.mark.parametrize("line", ["", "   ", '<a id="st5"></a>', "\u00a0", "\u200b"])
def test_lines_that_hold_nothing_part_paragraphs(line: str) -> None:
    assert [block.text.text for block in markdown.blocks(f"мир\n{line}\nхлеб", 0)] == [
        "мир",
        "хлеб",
    ]


def test_front_matter_is_passed_over() -> None:
    source = "act: x\nСовет судит."
    assert [block.text.text for block in markdown.blocks(source, 7)] == ["Совет судит."]
    assert [block.text.start for block in markdown.blocks(source, 7)] == [7]


# -- plain text ----------------------------------------------------------------------------------

FULL = "Совет Союза ведет дела народа, судит споры палат и города"  # a line as wide as a page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # empty lines part paragraphs, with blanks in them or not
        ("Мир.\n\nХлеб.", ["Мир.", "Хлеб."]),
        ("Мир.\n \u00a0 \nХлеб.", ["Мир.", "Хлеб."]),
        ("Мир.\r\n\r\nХлеб.", ["Мир.", "Хлеб."]),
        # a small letter or a comma before the break goes on
        ("Совет\nсудит.", ["Совет судит."]),
        ("Кеңес,\nСот және палата.", ["Кеңес, Сот және палата."]),
        # a full line without an end goes on, also with a capital
        (f"{FULL}\nСоюза.", [f"{FULL} Союза."]),
        # a short line, or one that ends, does not
        ("Раздел I\nСуд.", ["Раздел I", "Суд."]),
        (f"{FULL}.\nСуд.", [f"{FULL}.", "Суд."]),
        # a number, a dash or a note always opens a paragraph
        ("Совет:\n1) судит;\n2) ждет.", ["Совет:", "1) судит;", "2) ждет."]),
        ("1. Мир.\n1-1. Хлеб.\n- соль", ["1. Мир.", "1-1. Хлеб.", "- соль"]),
        (f"{FULL}\nСноска. Мир.", [FULL, "Сноска. Мир."]),
        (f"{FULL}\n5-бап", [FULL, "5-бап"]),
        # words broken by a hyphen, compounds that keep it
        ("Совет охра-\nняет.", ["Совет охраняет."]),
        (
            "Научно-\nправовой совет, научно-правовой суд.",
            ["Научно-правовой совет, научно-правовой суд."],
        ),
        # a form feed is a break like any other
        ("Мир.\fХлеб.", ["Мир.", "Хлеб."]),
    ],
)
def test_paragraphs_of_plain_text(text: str, expected: list[str]) -> None:
    blocks = list(plain.blocks(text, 0))
    assert [block.text.text for block in blocks] == expected
    assert not any(block.heading or block.note for block in blocks)


# -- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("а\nб", ["а\n", "б"]),
        ("а\r\nб\r\n", ["а\r\n", "б\r\n"]),
        ("а\rб\fв", ["а\r", "б\f", "в"]),
        ("\n\nа", ["\n", "\n", "а"]),
        ("", []),
    ],
)
def test_lines_end_at_every_kind_of_break(text: str, expected: list[str]) -> None:
    assert [line.text for line in lines_of(text)] == expected
    assert "".join(line.text for line in lines_of(text, 1)) == text[1:]
    assert all(text[line.start : line.end] == line.text for line in lines_of(text, 1))
