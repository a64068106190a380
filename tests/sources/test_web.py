"""Asking a site: what is sent, what comes back, and what is told when nothing does."""

from __future__ import annotations

import gzip
import pickle
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.sources.settings import Web
from pipeline.sources.web import Client, StatusError
from tests.sources.asking import CONTACT, Asking, Notes
from tests.sources.server import (
    Handler,
    Server,
    document,
    page,
    redirect,
    status,
    truncated,
    wrong_charset,
)

# A line of the head of an answer, in order or not.
NAMES = ["Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding"]
NAMES += ["ETag", "Location", "Retry-After", "Date", "Set-Cookie", "Connection"]
VALUES = ["0", "5", "-5", "9" * 5000, "gzip", "chunked", 'text/html; charset="', "W/", "close"]
VALUES += ["charset*=x''%", "//[", "http://a:b@c", "../..", "Sun, 99 Foo 0000 25:61:61 XYZ"]
CODES = [0, 100, 101, 103, 199, 200, 201, 204, 302, 304, 404, 503, 999, 1000]
STATUS = st.sampled_from([f"HTTP/1.1 {code} X".encode() for code in CODES])
LINE = st.one_of(
    STATUS,
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)).map(
        lambda pair: ": ".join(pair).encode()
    ),
    st.binary(max_size=20),
)
PAGE = "<h1>О порядке. Тәртіп туралы</h1>"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        yield one


def sent(server: Server, path: str) -> list[dict[str, str]]:
    """The headers of each request for a path."""
    return [headers for _, asked, headers in server.log if asked == path]


class TestAnAnswer:
    def test_has_the_bytes_and_what_they_are_said_to_be(self, server: Server) -> None:
        server.serve("/rus/docs/K1", PAGE, "text/HTML; charset=UTF-8", etag="v1")
        with Asking(server) as asking:
            answer = asking.client.get(server.url + "/rus/docs/K1")
        assert answer.body.decode() == PAGE
        assert (answer.status, answer.media_type, answer.charset) == (200, "text/html", "utf-8")
        assert answer.url == server.url + "/rus/docs/K1"
        assert not answer.unchanged
        assert answer.headers == {
            "content-type": "text/HTML; charset=UTF-8",
            "content-length": str(len(PAGE.encode())),
            "etag": '"v1"',
        }

    def test_says_nothing_of_its_type_where_the_server_does_not(self, server: Server) -> None:
        server.answer("/a", status(200, body="x"))
        with Asking(server) as asking:
            answer = asking.client.get(server.url + "/a")
        assert (answer.media_type, answer.charset, answer.validators) == ("", "", {})

    def test_keeps_bytes_in_another_charset_than_said(self, server: Server) -> None:
        server.answer("/a", wrong_charset("О порядке"))
        with Asking(server) as asking:
            answer = asking.client.get(server.url + "/a")
        assert answer.charset == "utf-8"
        assert answer.body.decode("windows-1251") == "О порядке"

    def test_is_unpacked(self, server: Server) -> None:
        packed = gzip.compress(PAGE.encode())
        server.answer("/a", page(packed, headers={"Content-Encoding": "gzip"}))
        with Asking(server) as asking:
            assert asking.client.get(server.url + "/a").body.decode() == PAGE
            assert asking.asked["bytes"] == len(packed)
        assert sent(server, "/a")[0]["accept-encoding"] == "gzip"

    def test_to_a_document_that_is_sent(self, server: Server) -> None:
        def echo(method: str, headers: dict[str, str], body: bytes, nth: int) -> object:
            return 201, {"Content-Type": headers["content-type"]}, method.encode() + body

        server.answer("/api/search", echo)  # type: ignore[arg-type]
        with Asking(server) as asking:
            answer = asking.client.post(
                server.url + "/api/search", {"page": 1, "actTypes": ["ЗАК"]}
            )
        assert answer.body.decode() == 'POST{"page":1,"actTypes":["ЗАК"]}'
        assert answer.media_type == "application/json"

    def test_comes_from_where_a_redirect_leads(self, server: Server) -> None:
        server.answer("/old", redirect("/between"))
        server.answer("/between", redirect(server.url + "/new#z5", 308))
        server.serve("/new", PAGE)
        with Asking(server) as asking:
            answer = asking.client.get(server.url + "/old#z80")
        assert answer.url == server.url + "/new"
        assert asking.asked["requests"] == 4  # robots.txt, and three


class TestWhatIsKnown:
    @pytest.mark.parametrize(
        ("validator", "header"),
        [("etag", "if-none-match"), ("last_modified", "if-modified-since")],
    )
    def test_is_not_sent_again(self, server: Server, validator: str, header: str) -> None:
        value = {"etag": '"v1"', "last_modified": "Sun, 01 Mar 2026 10:00:00 GMT"}[validator]
        server.serve("/a", PAGE, **{validator: value})  # type: ignore[arg-type]
        with Asking(server) as asking:
            known = asking.client.get(server.url + "/a").validators
            again = asking.client.get(server.url + "/a", known)
        assert sent(server, "/a")[1][header] == value
        assert again.unchanged
        assert again.body == b""
        assert again.validators == known == {validator.replace("_", "-"): value}
        assert asking.asked["not_modified"] == 1
        assert asking.asked["bytes"] == len(PAGE.encode())

    def test_comes_whole_when_it_changed(self, server: Server) -> None:
        server.serve("/a", PAGE, etag="v1")
        with Asking(server) as asking:
            known = asking.client.get(server.url + "/a").validators
            server.serve("/a", "<h1>Новое</h1>", etag="v2")
            again = asking.client.get(server.url + "/a", known)
        assert not again.unchanged
        assert again.body.decode() == "<h1>Новое</h1>"
        assert again.validators == {"etag": '"v2"'}

    @pytest.mark.parametrize("first", [304, 404, 302])
    def test_costs_no_connection_of_its_own(self, server: Server, first: int) -> None:
        looked: list[str] = []

        def resolve(host: str, port: int) -> list[str]:
            looked.append(host)
            return ["127.0.0.1"]

        server.serve("/a", PAGE)
        server.answer("/b", status(first, {"Location": "/a"}))
        with Asking(server, resolve=resolve) as asking:
            with suppress(StatusError):
                asking.client.get(server.url + "/b", {"etag": '"v1"'})
            asking.client.get(server.url + "/a")
        assert server.paths.count("/a") >= 1
        assert looked == ["127.0.0.1"]

    def test_may_hold_what_is_no_validator(self, server: Server) -> None:
        server.serve("/a", PAGE, etag="v1")
        with Asking(server) as asking:
            assert not asking.client.get(server.url + "/a", {"date": "2026-03-01"}).unchanged
        assert not {"if-none-match", "date"} & sent(server, "/a")[0].keys()

    def test_unasked_not_modified_is_no_answer(self, server: Server) -> None:
        server.answer("/a", status(304))
        with Asking(server) as asking, pytest.raises(StatusError, match="304"):
            asking.client.get(server.url + "/a")


class TestWhoAsks:
    def test_is_told_with_every_request(self, server: Server) -> None:
        server.serve("/a", PAGE)
        with Asking(server) as asking:
            asking.client.get(server.url + "/a")
        agents = {headers["user-agent"] for _, _, headers in server.log}
        assert len(server.log) == 2
        assert len(agents) == 1
        (agent,) = agents
        assert agent.startswith("Bilik/0.")
        assert agent.endswith(f" (reads legal texts for research on public powers; {CONTACT})")

    @pytest.mark.parametrize("contact", ["", "  ", "Университет", "a\r\nCookie: b"])
    def test_must_be_named_before_anything_is_asked(self, server: Server, contact: str) -> None:
        with pytest.raises(InputError, match=r"\[web\] `contact`") as told:
            Asking(server, contact=contact)
        assert server.log == []
        if not contact.strip():
            assert "BILIK_CONTACT" in told.value.remedy

    def test_leaves_no_trace_between_requests(self, server: Server) -> None:
        server.answer("/a", page(PAGE, headers={"Set-Cookie": "id=7; Path=/"}))
        with Asking(server) as asking:
            asking.client.get(server.url + "/a")
            asking.client.get(server.url + "/a")
        assert len(sent(server, "/a")) == 2
        assert all("cookie" not in headers for headers in sent(server, "/a"))


class TestTrouble:
    @pytest.mark.parametrize("code", [204, 206, 400, 401, 403, 404, 410, 418, 501, 599])
    def test_a_final_status_is_told_at_once(self, server: Server, code: int) -> None:
        server.answer("/a", status(code))
        with (
            Asking(server, attempts=5) as asking,
            pytest.raises(StatusError, match=str(code)) as told,
        ):
            asking.client.get(server.url + "/a")
        assert told.value.where == server.url + "/a"
        assert told.value.status == code
        assert len(sent(server, "/a")) == 1

    @pytest.mark.parametrize(
        ("fault", "what"),
        [
            (truncated(PAGE), "broke off"),
            (
                page(gzip.compress(PAGE.encode())[:-9], headers={"Content-Encoding": "gzip"}),
                "damaged",
            ),
            (page(PAGE, headers={"Content-Encoding": "gzip"}), "damaged"),
            (page(PAGE, headers={"Content-Encoding": "br"}), "packed as 'br'"),
            (page(PAGE, headers={"Content-Length": "4x"}), "broke off"),
            (page(PAGE, headers={"Content-Length": "9" * 5000}), "broke off"),
        ],
        ids=[
            "truncated",
            "packed and cut",
            "not packed",
            "packed unasked",
            "no length",
            "no length at all",
        ],
    )
    def test_a_body_that_is_not_whole_is_none(
        self, server: Server, fault: Handler, what: str
    ) -> None:
        server.answer("/a", fault)
        with Asking(server) as asking, pytest.raises(InputError, match=what) as told:
            asking.client.get(server.url + "/a")
        assert told.value.where == server.url + "/a"

    def test_can_be_handed_from_process_to_process(self) -> None:
        error = pickle.loads(pickle.dumps(StatusError("it is gone", "https://a/b", "look", 410)))
        assert (error.status, str(error)) == (410, "https://a/b: it is gone. Look.")

    @settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(status=STATUS | LINE, lines=st.lists(LINE, max_size=4), rest=st.binary(max_size=40))
    def test_is_all_that_comes_of_senseless_bytes(
        self, server: Server, status: bytes, lines: list[bytes], rest: bytes
    ) -> None:
        sent = b"\r\n".join([status, *lines, b"", rest])
        server.answer("/a", lambda method, headers, body, nth: lambda there: there.send(sent))
        with Asking(server, timeout=1.0) as asking, suppress(InputError):  # and no other error
            answer = asking.client.get(server.url + "/a", {"etag": '"v1"'})
            assert answer.status in (200, 201, 203, 304)
        assert "/a" in server.paths

    def test_a_redirect_of_what_is_posted_is_not_followed(self, server: Server) -> None:
        server.answer("/api", redirect("/api/", 307))
        server.answer("/api/", document({}))
        with Asking(server) as asking, pytest.raises(StatusError, match="307"):
            asking.client.post(server.url + "/api", {})
        assert sent(server, "/api/") == []

    def test_redirects_in_a_loop_end(self, server: Server) -> None:
        server.answer("/a", redirect("/a"))
        with Asking(server) as asking, pytest.raises(InputError, match="more than 5 redirects"):
            asking.client.get(server.url + "/a")
        assert len(sent(server, "/a")) == 6

    def test_what_fails_leaves_the_next_address_alone(self, server: Server) -> None:
        server.answer("/a", truncated(PAGE))
        server.serve("/b", PAGE)
        with Asking(server) as asking:
            with pytest.raises(InputError):
                asking.client.get(server.url + "/a")
            assert asking.client.get(server.url + "/b").body.decode() == PAGE


def test_a_client_needs_no_more_than_settings_a_memory_and_a_count(server: Server) -> None:
    server.serve("/a", PAGE)
    said = Web(contact=CONTACT, hosts=(server.host,), delay=0.0, allow_private=True)
    asked: Counter[str] = Counter()
    with Client(said, Notes(), asked) as client:
        client.get(server.url + "/a")
    assert asked == {"requests": 2, "bytes": len(PAGE.encode())}
