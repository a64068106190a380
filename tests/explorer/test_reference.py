"""The reference of the API: every operation with an example that works."""

from __future__ import annotations

import html
import re

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from pipeline.explorer.api import document
from pipeline.explorer.api.told import operations
from pipeline.vocabulary import Holder, label


@pytest.fixture(scope="module")
def text(client: TestClient) -> str:
    return html.unescape(client.get("/ru/api").text)


def test_every_operation_is_told(text: str) -> None:
    data = set(document()["paths"]) - {"/api/openapi.json"}
    assert {one.path for one in operations()} == data
    for one in operations():
        assert f'<h3 id="{one.name}">' in text
        assert one.told in text


def test_every_parameter_and_field_is_told(text: str) -> None:
    for one in operations():
        section = text.partition(f'<h3 id="{one.name}">')[2].partition("</section>")[0]
        assert all(f"<code>{known.name}</code>" in section for known in one.parameters), one.path
        told = re.findall(r'class="depth-\d"><code>(\w+)</code>', section)
        assert told == [field.name for field in one.fields]
        assert len(told) > 3


def test_codes_are_named_in_the_readers_language(client: TestClient) -> None:
    for reader, language in (("en", "eng"), ("ru", "rus"), ("kk", "kaz")):
        text = html.unescape(client.get(f"/{reader}/api").text)
        for code in (Holder.AKIM, Holder.NATIONAL_BANK):
            assert f"<code>{code}</code> {label(code, language)}" in text


def test_every_link_works(client: TestClient, text: str) -> None:
    links = set(re.findall(r'href="(/(?:api|data)[^"]*)"', text))
    assert len(links) >= len(operations()) + 2
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link


def test_one_finds_an_operation_and_its_codes(page: Page) -> None:
    page.goto("/en/api")
    page.get_by_role("navigation", name="What can be asked").get_by_text("/api/scores").click()
    page.wait_for_url("**/en/api#list_scores")
    table = page.get_by_role("table", name="Parameters: /api/scores")
    table.get_by_role("row", name="holder").get_by_text("34 codes").click()
    assert table.get_by_text("Prime Minister").is_visible()
