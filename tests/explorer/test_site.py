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
