"""Every page, in every language: it opens, speaks its language, and can be used by everyone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from starlette.testclient import TestClient

from pipeline.explorer.served import Fixed

PAGES = (
    "restated", "restated/powers", "restated/acts", "restated/changes", "restated/claims",
    "restated/divergences", "restated/akims", "restated/review", "restated/about", "api",
    "POWER", "TEXT", "SCORE", "REFORM", "BESIDE",
)  # fmt: skip
READERS = ("kk", "ru", "en")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def paths(shown: Fixed) -> dict[str, str]:
    """The page's path after the language, by its name above."""
    lookup = shown.now.lookup
    power = "SELECT power_id FROM powers WHERE holder = 'president' AND limits <> '' LIMIT 1"
    score = "SELECT score_id FROM scores WHERE scheme = 'share' AND holder = 'president' LIMIT 1"
    older, newer = (
        row["version_id"]
        for row in lookup.rows(
            "SELECT version_id FROM versions WHERE lang = 'kaz' ORDER BY version_date LIMIT 2"
        )
    )
    return {name: name for name in PAGES} | {
        "POWER": f"power/{lookup.value(power)}",
        "TEXT": f"act/{newer}",
        "BESIDE": f"act/{newer}/with/{older}",
        "SCORE": f"score/{lookup.value(score)}",
        "REFORM": f"restated/changes/{lookup.value('SELECT max(date) FROM changes')}",
    }


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_in_each_language(
    client: TestClient, paths: dict[str, str], name: str, reader: str
) -> None:
    answer = client.get(f"/{reader}/{paths[name]}")
    assert answer.status_code == 200
    assert f'<html lang="{reader}">' in answer.text
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1
    assert re.search(r"<title>\s*[^\s<][^<]*</title>", answer.text)
    assert not re.search(r"""\s(?:style|on\w+)\s*=\s*["']""", _tags(answer.text))
    names = re.findall(r'\sid="([^"]+)"', answer.text)
    assert len(names) == len(set(names))
    for code in READERS:  # the same page in the other languages
        assert f'hreflang="{code}"' in answer.text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_usable_by_everyone(page: Page, paths: dict[str, str], name: str) -> None:
    for reader, size, look in (("en", DESK, "light"), ("kk", PHONE, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
        answer = page.goto(f"/{reader}/{paths[name]}")
        assert answer is not None
        assert answer.ok
        if page.locator("[data-chart]").count():
            page.wait_for_selector("[data-drawn]")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{wide} px wide on a screen of {size['width']}"
        found = Axe().run(page, options=RULES).response["violations"]
        assert [
            (rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found
        ] == []


def _tags(text: str) -> str:
    """The page's tags alone, without what is said between them."""
    return " ".join(re.findall(r"<[a-z][^>]*>", text))
