"""What every answer has: safe headers, an ETag, compression, and a memory of those given before."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFETY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_MOST = 64 * 1024 * 1024  # bytes of answers remembered
_LARGEST = 2 * 1024 * 1024  # bytes of one answer that is still remembered
_SMALLEST = 500  # bytes that are worth compressing
_PIECE = 64 * 1024  # bytes that are sent at a time, so that a slow client holds no more than that
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")  # accepted
_PACKED = ("text/", "application/json", "application/javascript", "image/svg")

Key = tuple[str, ...]  # release, path, query


class _Enough(Exception):  # noqa: N818 - not an error: the client needs no more of an answer
    """Ends an answer of which the client wants only the head."""


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: dict[str, str]
    body: bytes
    packed: bytes | None  # by gzip
    etag: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")

    async def give(self, scope: Scope, send: Send) -> None:
        """Send it, or 304 to a client that has it."""
        asked = Headers(scope=scope)
        headers = {**self.headers, **_SAFETY, "etag": self.etag, "vary": "accept-encoding"}
        body, status = self.body, 200
        if _has(asked, self.etag):
            body, status = b"", 304
        elif self.packed and _GZIP.search(asked.get("accept-encoding", "")):
            body = self.packed
            headers["content-encoding"] = "gzip"
        if status == 200:
            headers["content-length"] = str(len(body))
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        for start in range(0, len(body) if scope["method"] == "GET" else 0, _PIECE):
            piece = body[start : start + _PIECE]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class Answers:
    """An ASGI layer around the site.

    A release never changes, so an answer is right for as long as the release is the one shown;
    `name` tells which that is.
    """

    def __init__(self, app: ASGIApp, name: Callable[[], str]) -> None:
        self._app, self._name = app, name
        self._kept: OrderedDict[Key, _Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reads = scope["method"] in ("GET", "HEAD")
        key = (self._name(), scope["path"], scope["query_string"].decode("latin-1"))
        kept = self._remembered(key) if reads else None
        if kept:
            await kept.give(scope, send)
            return
        inner = {**scope, "method": "GET"} if reads else scope
        try:
            await self._app(inner, receive, _Listener(self, key, scope, send).send)
        except* _Enough:
            pass

    def keep(self, key: Key, answer: _Answer) -> None:
        """Remember an answer, and forget those longest not asked for."""
        with self._lock:
            self._forget(key)
            self._kept[key] = answer
            self._size += _weight(key, answer)
            while self._size > _MOST:
                self._forget(next(iter(self._kept)))

    def _remembered(self, key: Key) -> _Answer | None:
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
            return found

    def _forget(self, key: Key) -> None:
        answer = self._kept.pop(key, None)
        if answer:
            self._size -= _weight(key, answer)


def _has(asked: Headers, etag: str) -> bool:
    """Whether a client has the answer of an ETag already; weak and strong ones are alike here."""
    known = [one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")]
    return bool(etag) and not {"*", etag.removeprefix("W/")}.isdisjoint(known)


def _weight(key: Key, answer: _Answer) -> int:
    """About how many bytes are held; the address counts, as it may be long."""
    return answer.size + sum(map(len, key)) + 1000


class _Listener:
    """Gathers a small good answer whole, so that it can be remembered; lets others pass."""

    def __init__(self, answers: Answers, key: Key, scope: Scope, send: Send) -> None:
        self._answers, self._key, self._scope, self._send = answers, key, scope, send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take a message of the site."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if self._scope["method"] in ("GET", "HEAD") and _can_be_kept(message, headers):
                self._start = message
                return
            await self._pass(message, headers)
        elif self._start:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._end(Headers(raw=self._start["headers"]))
        else:
            await self._send(message)

    async def _pass(self, start: Message, headers: MutableHeaders) -> None:
        headers.update(_SAFETY)
        headers.setdefault("cache-control", "no-cache")
        if start["status"] == 200 and _has(Headers(scope=self._scope), headers.get("etag", "")):
            start["status"] = 304
            del headers["content-length"]
        await self._send(start)
        if start["status"] == 304 or self._scope["method"] == "HEAD":
            await self._send({"type": "http.response.body", "body": b""})
            raise _Enough

    async def _end(self, told: Headers) -> None:
        headers = {"cache-control": "no-cache", **told}
        del headers["content-length"]
        answer = await run_in_threadpool(_answer, headers, self._body)
        self._answers.keep(self._key, answer)
        await answer.give(self._scope, self._send)


def _can_be_kept(start: Message, headers: Headers) -> bool:
    """Small and whole; a file on disk is found there as fast."""
    small = int(headers.get("content-length", _LARGEST + 1)) <= _LARGEST
    return bool(start["status"] == 200 and small and "accept-ranges" not in headers)


def _answer(headers: dict[str, str], body: bytes) -> _Answer:
    worth = headers.get("content-type", "").startswith(_PACKED) and len(body) >= _SMALLEST
    packed = gzip.compress(body, 5, mtime=0) if worth else None
    return _Answer(headers, body, packed, f'W/"{hashlib.sha256(body).hexdigest()[:20]}"')
