"""Clients that are slow, silent or rude do not keep the others from being answered."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Thread

import pytest
from starlette.types import ASGIApp

from pipeline.explorer import connection, server
from pipeline.explorer.connection import MOST_BODY, MOST_HEAD

ASKING = b"GET /static/0/site.css HTTP/1.1\r\nHost: x\r\n\r\n"
ASKING_MUCH = b"GET /data/bilik.duckdb HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENCE = 10  # seconds after which a test gives up


@pytest.fixture
def port(site: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where the site is served as `bilik serve` does it, with little patience for clients."""
    monkeypatch.setattr(connection, "HEAD", 1.0)
    monkeypatch.setattr(connection, "ANSWER", 1.0)
    with server.listen("127.0.0.1", 0) as listening:
        serving = server.around(site, most=3_000)
        thread = Thread(target=serving.run, args=([listening],))
        thread.start()
        yield listening.getsockname()[1]
        serving.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def connected(port: int, room: int | None = None) -> socket.socket:
    client = socket.socket()
    if room:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    client.settimeout(PATIENCE)
    client.connect(("127.0.0.1", port))
    return client


def answered(port: int, asking: bytes = ASKING) -> bytes:
    """The first line of an answer."""
    with connected(port) as client:
        client.sendall(asking)
        return client.recv(65536).partition(b"\r\n")[0]


def closed(client: socket.socket) -> bool:
    """Whether the server ends the connection; what it sends before that is read."""
    try:
        while client.recv(65536):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    return True


def test_a_thousand_slow_clients_keep_no_one_waiting(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD", 60.0)
    server.allow_many_clients()
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(port)) for _ in range(1_000)]
        for client in slow[:500]:
            client.sendall(ASKING_MUCH)  # and never reads
        for letter in ASKING[:3]:
            for client in slow[500:]:
                client.sendall(bytes([letter]))  # a letter now and then
            assert answered(port) == b"HTTP/1.1 200 OK"


def test_a_request_whose_head_does_not_come_is_ended(port: int) -> None:
    with connected(port) as silent, connected(port) as begun, connected(port) as blank:
        begun.sendall(ASKING[:20])
        blank.sendall(b"\r\n")
        assert all(map(closed, (silent, begun, blank)))


def test_so_is_one_on_a_connection_that_was_answered_before(port: int) -> None:
    with connected(port) as client:
        client.sendall(ASKING + ASKING[:20])
        assert closed(client)


def test_a_client_that_takes_nothing_is_ended(port: int) -> None:
    with connected(port, room=4096) as client:
        client.sendall(ASKING_MUCH)
        with pytest.raises(OSError, match=r"reset|Broken pipe"):
            _send_until_refused(client)


def _send_until_refused(client: socket.socket) -> None:
    for _ in range(20 * PATIENCE):
        client.sendall(b"x")  # the system refuses it once the server has given up
        time.sleep(0.05)


def test_a_head_without_end_is_refused(port: int) -> None:
    assert (
        answered(port, b"GET /en HTTP/1.1\r\nX: " + b"x" * MOST_HEAD) == b"HTTP/1.1 400 Bad Request"
    )


def test_what_is_sent_with_a_request_is_not_taken(port: int) -> None:
    posted = b"POST /en/restated HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789"
    assert answered(port, posted) == b"HTTP/1.1 405 Method Not Allowed"
    with connected(port) as client:
        client.sendall(posted.replace(b"10\r\n", b"999999999\r\n"))
        try:
            for _ in range(1_000):
                client.sendall(b"x" * MOST_BODY)
        except OSError:
            return
        pytest.fail("the server read on")


@pytest.mark.parametrize(
    "asking", [b"nonsense\r\n\r\n", b"CONNECT a:1 HTTP/1.1\r\n\r\n", b"GET \xff HTTP/1.1\r\n\r\n"]
)
def test_what_is_no_request_is_told_so(port: int, asking: bytes) -> None:
    assert answered(port, asking) == b"HTTP/1.1 400 Bad Request"


def test_requests_on_one_connection_are_answered_in_turn(port: int) -> None:
    with connected(port) as client:
        client.sendall(ASKING * 2 + ASKING.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        found = b""
        while piece := client.recv(65536):
            found += piece
        assert found.count(b"HTTP/1.1 200 OK") == 3
