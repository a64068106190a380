"""What every answer has: safe headers, an ETag, compression, and a memory of those given before."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

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
_PACKED = ("text/", "application/json", "application/javascript", "image/svg")


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: dict[str, str]
    body: bytes
    packed: bytes | None  # by gzip
    etag: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")


class Answers:
    """An ASGI layer around the site.

    A release never changes, so an answer is right for as long as the release is the one shown;
    `name` tells which that is.
    """

    def __init__(self, app: ASGIApp, name: Callable[[], str]) -> None:
        self._app, self._name = app, name
        self._kept: OrderedDict[tuple[str, ...], _Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        accepts = asked.get("accept-language", "") if scope["path"] == "/" else ""
        key = (self._name(), scope["path"], scope["query_string"].decode("latin-1"), accepts)
        kept = self._kept.get(key) if scope["method"] in ("GET", "HEAD") else None
        if kept:
            await self._give(kept, asked, scope, send)
            return
        await self._app(scope, receive, _Listener(self, key, asked, scope, send).send)

    def keep(self, key: tuple[str, ...], answer: _Answer) -> None:
        """Remember an answer, and forget those longest not asked for."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = answer
            self._size += answer.size - (old.size if old else 0)
            while self._size > _MOST:
                self._size -= self._kept.popitem(last=False)[1].size

    async def _give(self, answer: _Answer, asked: Headers, scope: Scope, send: Send) -> None:
        headers = {**answer.headers, **_SAFETY, "etag": answer.etag, "vary": "accept-encoding"}
        body, status = answer.body, 200
        if answer.etag in asked.get("if-none-match", ""):
            body, status = b"", 304
        elif answer.packed and "gzip" in asked.get("accept-encoding", ""):
            body = answer.packed
            headers["content-encoding"] = "gzip"
        if status == 200:
            headers["content-length"] = str(len(body))
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        empty = scope["method"] == "HEAD"
        await send({"type": "http.response.body", "body": b"" if empty else body})


class _Listener:
    """Gathers a small good answer whole, so that it can be remembered; lets others pass."""

    def __init__(
        self, answers: Answers, key: tuple[str, ...], asked: Headers, scope: Scope, send: Send
    ) -> None:
        self._answers, self._key, self._asked = answers, key, asked
        self._scope, self._send = scope, send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            whole = message["status"] == 200 and self._scope["method"] == "GET"
            if whole and int(headers.get("content-length", _LARGEST + 1)) <= _LARGEST:
                self._start = message
                return
            headers.update(_SAFETY)
        elif self._start:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._end(self._start)
            return
        await self._send(message)

    async def _end(self, start: Message) -> None:
        headers = dict(Headers(raw=start["headers"]))
        headers.setdefault("cache-control", "no-cache")
        del headers["content-length"]
        media = headers.get("content-type", "")
        worth = media.startswith(_PACKED) and len(self._body) >= _SMALLEST
        packed = gzip.compress(self._body, 5, mtime=0) if worth else None
        etag = f'W/"{hashlib.sha256(self._body).hexdigest()[:20]}"'
        answer = _Answer(headers, self._body, packed, etag)
        self._answers.keep(self._key, answer)
        await self._answers._give(answer, self._asked, self._scope, self._send)
