"""Units of pages that are set otherwise than ours: numbers, titles and notes in other elements."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parse import parse
from pipeline.parse.identity import Identity
from pipeline.vocabulary import Lang, TextState
from tests.parse.alike import HTML, text_of

HEAD = "<h3>Статья 5. Дела</h3><p>1. Совет ведет дела народа и хранит казну Союза.</p>"
FIRST = ("art_5__pt_1", "", "Совет ведет дела народа и хранит казну Союза.")


@pytest.mark.parametrize(
    ("body", "units", "notes"),
    [
        (  # words of a note are no units, whatever they begin with
            (
                f'{HEAD}<p class="note">Примечание!<br>Статья 5 дополнится позже.<br>1) в мае</p>'
                "<p>2. Совет ждет.</p>"
            ),
            [("art_5", "Дела", ""), FIRST, ("art_5__pt_2", "", "Совет ждет.")],
            3,
        ),
        (  # nor when the note stands within the paragraph
            f'{HEAD}<p>2. Совет ждет.<span class="note">Сноска. Пункт 2 новый.</span></p>',
            [("art_5", "Дела", ""), FIRST, ("art_5__pt_2", "", "Совет ждет.")],
            1,
        ),
        (  # a number in an element of its own
            f"{HEAD}<p>2.</p><p>Совет ждет.</p><p>1)</p><p>зимой;</p>",
            [
                ("art_5", "Дела", ""),
                FIRST,
                ("art_5__pt_2", "", "Совет ждет."),
                ("art_5__pt_2__sub_1", "", "зимой;"),
            ],
            0,
        ),
        (  # a title in an element of its own
            HEAD.replace("5. ", "5.</h3><h3>"),
            [("art_5", "Дела", ""), FIRST],
            0,
        ),
        (  # a raised number, and a hyphen that breaks no line
            (
                f"{HEAD}<p>1<sup>1</sup>. Суд судит.</p><h3>Статья 5<sup>1</sup>. Суд</h3>"
                "<p>Суд судит споры.</p><h3>Статья 5&#8209;2. Казна</h3><p>Казна полна.</p>"
            ),
            [
                ("art_5", "Дела", ""),
                FIRST,
                ("art_5__pt_1-1", "", "Суд судит."),
                ("art_5-1", "Суд", "Суд судит споры."),
                ("art_5-2", "Казна", "Казна полна."),
            ],
            0,
        ),
    ],
)
def test_units_of_pages_set_otherwise(
    body: str, units: list[tuple[str, str, str]], notes: int
) -> None:
    told = Identity("charter", date(2001, 1, 1), Lang.RUS, TextState.IN_FORCE)
    parsed = parse(text_of(body), HTML, "x", told)
    assert [(one.eid, one.heading, one.text) for one in parsed.provisions] == units
    assert len(parsed.notes) == notes
