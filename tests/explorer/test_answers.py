"""What every answer has: headers, an ETag, compression; and what is remembered."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from pipeline.explorer import answers
from pipeline.explorer.answers import Answers

PAGE = "/en/restated/codebook"


class Counted:
    """A site that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        answer: Response = HTMLResponse(f"{Request(scope).url.path} " + "words " * 200)
        if scope["path"] == "/stream":
            answer = StreamingResponse(iter(["a,b\n", "1,2\n"]), media_type="text/csv")
        if scope["path"] == "/missing":
            answer = PlainTextResponse("no", 404)
        await answer(scope, receive, send)


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def asking(counted: Counted) -> TestClient:
    return TestClient(Answers(counted, lambda: "release"))


def test_a_page_is_made_once(asking: TestClient, counted: Counted) -> None:
    first, second = asking.get("/a"), asking.get("/a")
    assert first.text == second.text
    assert counted.asked == 1
    asking.get("/a?x=1")
    assert counted.asked == 2


def test_another_release_has_its_own_answers(counted: Counted) -> None:
    name = "first"
    asking = TestClient(Answers(counted, lambda: name))
    asking.get("/a")
    name = "second"
    asking.get("/a")
    assert counted.asked == 2


def test_a_client_that_has_it_gets_nothing_again(asking: TestClient) -> None:
    tag = asking.get("/a").headers["etag"]
    again = asking.get("/a", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-length" not in again.headers


def test_an_answer_is_packed_for_who_can_unpack(asking: TestClient) -> None:
    with asking.stream("GET", "/a", headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    plain = asking.get("/a", headers={"accept-encoding": "identity"})
    assert gzip.decompress(raw) == plain.content
    assert len(raw) == int(packed.headers["content-length"]) < len(plain.content)
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("path", ["/a", "/stream", "/missing"])
def test_head_says_what_get_would(asking: TestClient, path: str) -> None:
    head, get = asking.head(path), asking.get(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert head.headers == get.headers


def test_streams_and_errors_pass_and_are_not_kept(asking: TestClient, counted: Counted) -> None:
    for _ in range(2):
        assert asking.get("/stream").text == "a,b\n1,2\n"
        assert asking.get("/missing").status_code == 404
    assert counted.asked == 4


@pytest.mark.parametrize("path", ["/a", "/stream", "/missing"])
def test_every_answer_is_guarded(asking: TestClient, path: str) -> None:
    headers = asking.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"


def test_memory_is_bounded_by_answers_and_addresses(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_MOST", 20_000)
    asking = TestClient(Answers(counted, lambda: "release"))
    asking.get("/a")
    for n in range(4):
        asking.get(f"/{n}")
        asking.get("/a")  # asked for again and again, so it stays
    assert counted.asked == 5
    asking.get("/long?" + "x" * 30_000)  # larger than all that may be kept
    asking.get("/a")
    assert counted.asked == 7


def test_two_who_ask_at_once_get_the_same(counted: Counted) -> None:
    site = Answers(counted, lambda: "release")

    async def ask() -> bytes:
        told: list[Any] = []

        async def send(message: Any) -> None:
            told.append(message)

        async def receive() -> Any:
            return {"type": "http.request"}

        scope = {
            "type": "http", "method": "GET", "path": "/a", "query_string": b"", "headers": [],
            "server": ("x", 80), "scheme": "http",
        }  # fmt: skip
        await site(scope, receive, send)
        return b"".join(message.get("body", b"") for message in told)

    async def both() -> tuple[bytes, bytes]:
        return await asyncio.gather(ask(), ask())

    with ThreadPoolExecutor(1) as own:  # a loop may run in this thread
        first, second = own.submit(asyncio.run, both()).result()
    assert first == second != b""


def test_large_answers_go_out_in_pieces(client: TestClient) -> None:
    vega = client.get("/static/x/vega.js", headers={"accept-encoding": "identity"})
    assert len(vega.content) == int(vega.headers["content-length"]) > 500_000
    assert "immutable" in vega.headers["cache-control"]


def test_files_of_the_release_can_be_taken_up_again(client: TestClient) -> None:
    whole = client.get("/data/codebook.json")
    part = client.get("/data/codebook.json", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    same = client.get("/data/codebook.json", headers={"if-none-match": whole.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_a_page_of_the_site_has_all_this(client: TestClient) -> None:
    page = client.get(PAGE)
    assert client.head(PAGE).headers["etag"] == page.headers["etag"]
    assert client.get(PAGE, headers={"if-none-match": page.headers["etag"]}).status_code == 304
    assert client.post(PAGE).status_code == 405
