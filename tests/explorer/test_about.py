"""What this is, how good it is, and where to get it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from pipeline.explorer.files import downloads
from pipeline.explorer.served import Fixed

PAGES = [
    f"/{code}/restated/{name}" for code in ("en", "kk", "ru") for name in ("about", "codebook")
]


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_there_in_each_language(client: TestClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "\x01" not in page.text


def test_every_file_of_the_release_can_be_taken(client: TestClient, shown: Fixed) -> None:
    page = client.get("/en/restated/about").text
    linked = set(re.findall(r'href="/data/([^"]+)"', page))
    assert linked == set(downloads(shown.now.path))
    for name in linked:
        assert client.head(f"/data/{name}").status_code == 200


def test_counts_and_figures_are_those_of_the_release(client: TestClient, shown: Fixed) -> None:
    page = client.get("/en/restated/about").text
    lookup = shown.now.lookup
    for table in ("clauses", "powers"):
        assert f"{lookup.value(f'SELECT count(*) FROM {table}'):,} {table}" in page
    scores = json.loads(lookup.value("SELECT scores FROM models WHERE kind = 'classifier'"))
    told = dict(one.rpartition("=")[::2] for one in scores)
    for lang in ("rus", "kaz"):
        assert f"{float(told[f'{lang}/reader/accuracy']):.2f}</td>" in page
    assert shown.now.name in page


def test_the_codebook_has_every_code(client: TestClient, shown: Fixed) -> None:
    page = client.get("/ru/restated/codebook").text
    lists = json.loads((shown.now.path / "codebook.json").read_text(encoding="utf8"))
    ids = {f"{name}.{code['code']}" for name, codes in lists.items() for code in codes}
    assert ids == set(re.findall(r'<tr id="([^"]+)"', page))


def test_how_to_cite_is_found_from_every_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/en/restated/codebook")
    page.get_by_role("link", name="How to cite").click()
    page.wait_for_url("**/about#cite")
    assert "The Bilik maintainers" in page.locator("#cite .citation").inner_text()
    assert "@misc{bilik-" in page.locator("#cite pre").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
