"""The site behind a web server that serves it below a path."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create


@pytest.mark.parametrize("left_on", [True, False])
def test_links_begin_with_the_path_whether_or_not_it_is_left_on_requests(
    shown: Fixed, left_on: bool
) -> None:
    client = TestClient(create(shown, root="/law"), follow_redirects=False)
    start = "/law" if left_on else ""
    assert client.get(f"{start}/").headers["location"] == "/law/en/restated"
    answer = client.get(f"{start}/ru/restated")
    assert answer.status_code == 200
    links = re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)
    assert len(links) > 10
    assert [link for link in links if not link.startswith("/law/")] == []
    assert "/law/ru/restated/powers" in links


def test_problems_of_the_api_are_json_there_too(shown: Fixed) -> None:
    client = TestClient(create(shown, root="/law"))
    answer = client.get("/law/api/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
