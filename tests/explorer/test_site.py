"""What holds for every page of the site."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline import powers
from pipeline.explorer.served import Fixed
from pipeline.explorer.words import object_name

RESOURCES = Path(powers.__file__).parent


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


def test_every_object_of_powers_has_a_name_in_each_language(shown: Fixed) -> None:
    objects = tomllib.loads((RESOURCES / "objects.toml").read_text(encoding="utf8"))["object"]
    codes = {row["code"] for row in objects if row.get("code", "-") not in ("", "-")}
    codes |= {row["object"] for row in shown.now.lookup.rows("SELECT object FROM objects")}
    assert len(codes) > 100
    for language in ("rus", "kaz"):
        assert [code for code in sorted(codes) if object_name(code, language).isascii()] == []
