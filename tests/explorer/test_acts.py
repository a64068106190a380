"""The page of acts: every act, with its texts by day and language."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from pipeline.explorer.served import Fixed
from tests.explorer.plain import plain

ACTS = "/{}/restated/acts"


def test_every_text_of_an_act_is_linked_with_its_powers(client: TestClient, shown: Fixed) -> None:
    said = plain(client.get(ACTS.format("en")).text)
    told = client.get(ACTS.format("en")).text
    texts = shown.now.lookup.rows(
        "SELECT version_id, (SELECT count(*) FROM powers p WHERE p.version_id = v.version_id) AS n"
        " FROM versions v"
    )
    assert len(texts) == 16
    assert "1 act, 16 texts" in said
    for text in texts:
        assert f'href="/en/act/{text["version_id"]}"' in told
        assert f"{text['n']} powers" in said


@pytest.mark.parametrize(
    ("reader", "phrase"),
    [
        ("en", "Constitution of the Republic of Kazakhstan 1995 adopted 30 Aug 1995"),
        ("ru", "Конституция Республики Казахстан (1995) принят 30.08.1995"),
        ("kk", "Қазақстан Республикасының Конституциясы (1995) 30.08.1995 күні қабылданған"),
    ],
)
def test_an_act_is_told_in_the_readers_language(
    client: TestClient, reader: str, phrase: str
) -> None:
    assert phrase in plain(client.get(ACTS.format(reader)).text)


def test_what_an_act_succeeds_and_is_succeeded_by_is_linked(client: TestClient) -> None:
    told = client.get(ACTS.format("en")).text
    act = told.partition('id="constitution-1995"')[2].partition("</article>")[0]
    assert "Takes the place of: Constitution of the Republic of Kazakhstan 1993" in plain(act)
    assert "Its place is taken by: Constitution of the Republic of Kazakhstan 2026" in plain(act)
    for target in re.findall(r'href="#([^"]+)"', act):
        assert f'id="{target}"' in told


def test_acts_without_a_text_are_named_and_said_to_be_so(client: TestClient, shown: Fixed) -> None:
    folded = client.get(ACTS.format("en")).text.partition('<details class="without">')[2]
    without = [
        row["title_eng"]
        for row in shown.now.lookup.rows(
            "SELECT title_eng FROM acts WHERE act NOT IN (SELECT act FROM versions)"
        )
    ]
    assert len(without) > 30
    assert f"Acts without a text here ({len(without)})" in folded
    for title in without:
        assert html.escape(title, quote=True).replace("&#x27;", "&#39;") in folded
