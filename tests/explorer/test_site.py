"""What holds for every page of the site."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("accepts", "path"), [("kk-KZ,ru;q=0.8", "/kk/restated"), ("", "/en/restated")]
)
def test_the_first_page_is_in_the_browsers_language(
    client: TestClient, accepts: str, path: str
) -> None:
    answer = client.get("/", headers={"accept-language": accepts})
    assert (answer.status_code, answer.headers["location"]) == (302, path)


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/en/restated/powers/", "/en/restated/powers"),
        ("//elsewhere.example/", "/elsewhere.example"),
        ("/\\elsewhere.example/", "/%5Celsewhere.example"),
    ],
)
def test_a_slash_at_the_end_is_taken_off_and_leads_nowhere_else(
    client: TestClient, asked: str, path: str
) -> None:
    answer = client.get(f"http://testserver{asked}")
    assert (answer.status_code, answer.headers["location"]) == (308, path)


def test_the_site_has_an_icon(client: TestClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg")
