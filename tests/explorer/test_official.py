"""Links to the publishers' pages of an act."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.explorer.official import official_pages

DAY = date(2007, 5, 21)


@pytest.mark.parametrize("code", ["K950001000_", "S9600002_1_", "Z1700000051"])
def test_a_code_leads_to_the_act_now_and_then(code: str) -> None:
    assert {page.kind: page.url for page in official_pages(code, "rus", DAY)} == {
        "current": f"https://adilet.zan.kz/rus/docs/{code}",
        "archive": f"https://adilet.zan.kz/rus/archive/docs/{code}/21.05.2007",
    }


@pytest.mark.parametrize(
    "source", ["zan.gov.kz doc 1266", "https://zan.gov.kz/client/#!/doc/1266/kaz"]
)
def test_a_number_leads_to_the_databank(source: str) -> None:
    (page,) = official_pages(None, "rus", DAY, source)
    assert (page.kind, page.url) == ("databank", "https://zan.gov.kz/client/#!/doc/1266/rus")


@pytest.mark.parametrize(
    ("code", "source"),
    [(None, None), ("", ""), ("../K950001000_", "javascript:alert(1)"), ("K95/../..", "a folder"),
     ("K950001000_?x", "https://zan.gov.kz.example.org/client/#!/doc/1/rus")],
)  # fmt: skip
def test_nothing_else_becomes_a_link(code: str | None, source: str | None) -> None:
    assert official_pages(code, "rus", DAY, source) == []
