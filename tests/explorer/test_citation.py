"""Citations of a power."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from pipeline.explorer.citation import Cited, Work, bibtex, csl, ris, work_of
from pipeline.explorer.served import Fixed

ADDRESS = "https://example.org/en/power/law@2001-01-23.rus/art_1/0/0"
CITED = Cited(
    Work("Bilik: a dataset", "2001-01-23-abcd1234", "The Bilik maintainers",
         date(2026, 11, 21), "CC-BY-4.0"),
    "law@2001-01-23.rus/art_1/0/0", "Akim: issue 50% of {acts} & more", "eng", ADDRESS,
)  # fmt: skip


def test_a_release_says_what_it_is(shown: Fixed) -> None:
    work = work_of(shown.now.path)
    assert work.version == shown.now.name
    assert shown.now.name in work.title
    assert work.author == "The Bilik maintainers"
    assert work.licence == "CC-BY-4.0"
    assert work.released.year >= 2025


def test_bibtex_is_escaped_and_whole() -> None:
    entry = bibtex(CITED)
    assert entry.startswith("@misc{bilik-law-2001-01-23-rus-art-1-0-0,\n")
    assert r"title = {{Akim: issue 50\% of \{acts\} \& more}}," in entry
    assert r"note = {Power law@2001-01-23.rus/art\_1/0/0}," in entry
    assert "author = {{The Bilik maintainers}}," in entry
    assert f"url = {{{ADDRESS}}}," in entry
    plain = re.sub(r"\\.", "", entry)
    assert plain.count("{") == plain.count("}")


def test_ris_has_one_line_a_field() -> None:
    lines = ris(replace(CITED, title="Two\nlines\r\nER  - \nTY  - BOOK")).splitlines()
    assert lines[0] == "TY  - DATA"
    assert lines[-1] == "ER  - "
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert "TI  - Two lines ER - TY - BOOK" in lines
    assert f"UR  - {ADDRESS}" in lines
    assert "DA  - 2026/11/21" in lines


def test_csl_is_json() -> None:
    (item,) = json.loads(csl(replace(CITED, title='"Аким"\n\\')))
    assert item["title"] == '"Аким"\n\\'
    assert item["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert item["author"] == [{"literal": "The Bilik maintainers"}]
    assert (item["type"], item["URL"], item["language"]) == ("dataset", ADDRESS, "en")


def test_the_address_stands_in_a_line_of_its_own_that_may_be_left_out() -> None:
    for made in (bibtex, ris, csl):
        whole, without = made(CITED), made(replace(CITED, address=""))
        assert [line for line in whole.splitlines() if ADDRESS not in line] == without.splitlines()
    json.loads(csl(replace(CITED, address="")))


@pytest.mark.parametrize(
    ("reader", "said"),
    [("en", "Article 44, item 3 (restated Russian text, 21 May 2007)"),
     ("ru", "ст. 44, пп. 3) (пересказанный русский текст, 21.05.2007)"),
     ("kk", "44-бап, 3) тармақша (мазмұндалған орысша мәтін, 21.05.2007)")],
)  # fmt: skip
def test_a_page_cites_in_the_readers_language(
    client: TestClient, shown: Fixed, reader: str, said: str
) -> None:
    power = "constitution-1995@2007-05-21.rus.restated/art_44__sub_3/0/0"
    text = client.get(f"/{reader}/power/{power}").text
    plain = re.search(r'<p id="citation".*?</p>', text, re.DOTALL)
    assert plain
    assert said in plain[0]
    assert shown.now.name in plain[0]
    assert power in plain[0]
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        assert f'<pre id="cite-{name.lower()}"' in text
