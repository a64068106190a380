"""A publisher's site on loopback: real HTTP over real sockets, with the faults of real sites.

    with Server() as server:
        server.serve("/rus/docs/K1", "<h1>...</h1>", etag="v1")
        server.answer("/rus/docs/K2", sequence(status(500), status(500), page("<h1>...</h1>")))
        client.get(server.url + "/rus/docs/K1")
        assert server.log == [("GET", "/rus/docs/K1", {...})]

A path that nobody set is answered with 404, `/robots.txt` included. A path set with its query
(`/api?page=2`) goes before the path alone. Names of headers come in lower case.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import sys
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import quote

Headers = dict[str, str]
Reply = tuple[int, Headers, bytes]


class Connection:
    """What a fault may do to the one who asked; the connection is closed after it."""

    def __init__(self, sock: socket.socket, closing: threading.Event) -> None:
        self.socket = sock
        self.closing = closing  # set when the server closes: whoever waits must wait for this

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def head(self, code: int, headers: Headers) -> None:
        self.send(_head(code, headers))

    def wait(self, seconds: float | None = None) -> bool:
        """Wait, at most until the server closes; whether it does."""
        return self.closing.wait(seconds)


Fault = Callable[[Connection], None]
# Given method, headers, body, and which request to this path it is, counted from 1.
Handler = Callable[[str, Headers, bytes, int], Reply | Fault]


class Server:
    """A site of its own on a free port of 127.0.0.1, from `with` to the end of it.

    Closing releases whoever stalls, and raises what a handler raised.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.log: list[tuple[str, str, Headers]] = []
        self.errors: list[BaseException] = []  # of handlers, raised on closing
        self.closing = threading.Event()
        self._handlers: dict[str, Handler] = {}
        self._nth: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._http = _Http(self, tls)
        self.host = f"127.0.0.1:{self._http.server_address[1]}"
        self.url = f"{'https' if tls else 'http'}://{self.host}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.hang_up()
        self._http.server_close()  # waits for the threads of all connections
        if self.errors and error is None:
            raise self.errors[0]

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path, _ in self.log]

    def serve(
        self,
        path: str,
        body: str | bytes,
        media_type: str = "text/html; charset=utf-8",
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Serve a page; who names its ETag or Last-Modified is told 304.

        Args:
            path: with or without a query.
            body: text is sent as UTF-8.
            media_type: sent as Content-Type.
            etag: sent in quotes where it has none.
            last_modified: an HTTP date.
        """
        validators = {}
        if etag:
            validators["ETag"] = etag if etag.endswith('"') else f'"{etag}"'
        if last_modified:
            validators["Last-Modified"] = last_modified
        good = page(body, media_type, validators)

        def handler(method: str, headers: Headers, sent: bytes, nth: int) -> Reply | Fault:
            if _unchanged(headers, validators):
                return 304, validators, b""
            return good(method, headers, sent, nth)

        self.answer(path, handler)

    def answer(self, path: str, handler: Handler) -> None:
        """Let a handler answer what is asked of a path, by any method."""
        with self._lock:
            self._handlers[_quoted(path)] = handler

    def take(self, method: str, path: str, headers: Headers, body: bytes) -> Reply | Fault:
        """Note a request and say what it gets."""
        with self._lock:
            self.log.append((method, path, headers))
            self._nth[path] += 1
            nth = self._nth[path]
            handler = self._handlers.get(path) or self._handlers.get(path.partition("?")[0])
        return handler(method, headers, body, nth) if handler else (404, {}, b"")


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, site: Server, tls: ssl.SSLContext | None) -> None:
        self.site = site
        self.tls = tls
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Conversation)

    def get_request(self) -> tuple[socket.socket, Any]:
        sock, address = super().get_request()
        if self.tls:  # shakes hands in the connection's own thread
            sock = self.tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        self.open.add(sock)
        return sock, address

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for sock in list(self.open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # the other side was first
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if error and not isinstance(error, OSError):  # that the other side left is no error
            self.site.errors.append(error)


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _any(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        site = self.server.site
        reply = site.take(self.command, self.path, headers, body)
        if callable(reply):
            self.close_connection = True
            reply(Connection(self.connection, site.closing))
            return
        code, sent, data = reply
        given = {name.lower() for name in sent}
        if code != 304 and not given & {"content-length", "transfer-encoding"}:
            sent = sent | {"Content-Length": str(len(data))}
        self.connection.sendall(_head(code, sent) + data)

    do_GET = do_POST = _any  # noqa: N815


def _head(code: int, headers: Headers) -> bytes:
    phrase = HTTPStatus(code).phrase if code in set(HTTPStatus) else "Unknown"
    lines = [f"HTTP/1.1 {code} {phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _quoted(path: str) -> str:
    return quote(path, safe="/?&=%:;,@!$'()*+~")


def _unchanged(headers: Headers, validators: Headers) -> bool:
    if tags := headers.get("if-none-match"):
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return validators.get("ETag", "").removeprefix("W/") in known
    since = headers.get("if-modified-since")
    return since is not None and since == validators.get("Last-Modified")


# Answers, and the faults of answers


def page(
    body: str | bytes,
    media_type: str = "text/html; charset=utf-8",
    headers: Headers | None = None,
) -> Handler:
    """A page, whose media type may be a lie."""
    data = body.encode() if isinstance(body, str) else body
    return _always((200, {"Content-Type": media_type, **(headers or {})}, data))


def document(value: object, headers: Headers | None = None) -> Handler:
    """A JSON document."""
    return page(json.dumps(value, ensure_ascii=False), "application/json", headers)


def status(code: int, headers: Headers | None = None, body: str = "") -> Handler:
    """A status, such as 404, or 429 with `{"Retry-After": "7"}`."""
    return _always((code, headers or {}, body.encode()))


def sequence(*handlers: Handler) -> Handler:
    """One handler a request, the last of them for all that follow."""

    def handler(method: str, headers: Headers, body: bytes, nth: int) -> Reply | Fault:
        return handlers[min(nth, len(handlers)) - 1](method, headers, body, nth)

    return handler


def redirect(to: str, code: int = 302) -> Handler:
    """Elsewhere: another host, a private address, or the same path again, which is a loop."""
    return status(code, {"Location": to})


def login_page() -> Handler:
    """A page that asks for a password, served with 200 in place of what was asked for."""
    form = '<form method="post"><input name="user"><input name="password" type="password"></form>'
    return page(
        f"<!doctype html><html><head><title>Sign in</title></head><body>{form}</body></html>"
    )


def wrong_charset(text: str, said: str = "utf-8", written: str = "windows-1251") -> Handler:
    """Text in another encoding than the header says."""
    return page(text.encode(written, errors="replace"), f"text/html; charset={said}")


def reset() -> Handler:
    """The connection is torn down (RST) before a byte is sent."""

    def fault(connection: Connection) -> None:
        at_once = struct.pack("ii", 1, 0)  # linger: on, no seconds
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        connection.socket.close()

    return _always(fault)


def stall(sent: str | bytes | None = None) -> Handler:
    """Nothing comes, or the beginning of a page and then nothing, until the server closes."""
    data = sent.encode() if isinstance(sent, str) else sent

    def fault(connection: Connection) -> None:
        if data is not None:
            connection.head(200, {**_HTML, "Content-Length": str(len(data) + 1000)})
            connection.send(data)
        connection.wait()

    return _always(fault)


def drip(seconds: float = 0.02) -> Handler:
    """A byte now and then, without end."""

    def fault(connection: Connection) -> None:
        connection.head(200, _HTML)
        while not connection.wait(seconds):
            connection.send(b" ")

    return _always(fault)


def truncated(body: str | bytes, missing: int = 1000) -> Handler:
    """A body that ends before the length that its header names."""
    data = body.encode() if isinstance(body, str) else body

    def fault(connection: Connection) -> None:
        connection.head(200, {**_HTML, "Content-Length": str(len(data) + missing)})
        connection.send(data)

    return _always(fault)


def large(size: int = 50 * 2**20) -> Handler:
    """So many bytes of spaces, streamed, of a length that the header names."""

    def fault(connection: Connection) -> None:
        connection.head(200, {**_HTML, "Content-Length": str(size)})
        _stream(connection, (b" " * min(_CHUNK, size - at) for at in range(0, size, _CHUNK)))

    return _always(fault)


def endless() -> Handler:
    """Spaces without end and without a length."""

    def fault(connection: Connection) -> None:
        connection.head(200, _HTML)
        _stream(connection, iter(lambda: b" " * _CHUNK, b""))

    return _always(fault)


def gzip_bomb(size: int = 50 * 2**20) -> Handler:
    """A small compressed body that grows to so many bytes of spaces."""
    packer = zlib.compressobj(wbits=31)
    parts = [packer.compress(b" " * min(_CHUNK, size - at)) for at in range(0, size, _CHUNK)]
    return page(b"".join([*parts, packer.flush()]), _HTML["Content-Type"], _GZIP)


_CHUNK = 2**16
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_GZIP = {"Content-Encoding": "gzip"}


def _always(reply: Reply | Fault) -> Handler:
    return lambda method, headers, body, nth: reply


def _stream(connection: Connection, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        if connection.closing.is_set():
            return
        connection.send(chunk)
