"""The body of an answer: whole, unpacked, and never larger than allowed."""

from __future__ import annotations

import zlib
from collections import Counter
from http import HTTPStatus

import httpx

from pipeline.sources.web.trouble import Trouble

ENCODING = "gzip"  # what we ask for; what comes in another is not read
LITTLE = 2**16  # bytes
_GZIP = 31  # zlib's word for a gzip header around the largest window


def read(response: httpx.Response, limit: int, asked: Counter[str]) -> bytes:
    """The body of an open answer, unpacked.

    Args:
        response: an answer of which nothing was read.
        limit: bytes, of the body as unpacked; at most one more is unpacked.
        asked: counts the bytes that came, as packed.

    Raises:
        Trouble: the body is larger, packed in another way, or damaged.
        httpcore.*: the connection failed on the way, or ended before the body did.
    """
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip"):
        raise Trouble(f"the answer is packed as '{packed}', unasked", "tell the publisher")
    unpacker = zlib.decompressobj(_GZIP) if packed != "identity" else None
    if unpacker is None and (_stated(response) or 0) > limit:
        raise _too_large(limit)
    body = bytearray()
    came = 0
    for chunk in response.iter_raw():
        came += len(chunk)
        asked["bytes"] += len(chunk)
        body += _unpacked(unpacker, chunk, limit + 1 - len(body)) if unpacker else chunk
        if len(body) > limit:
            raise _too_large(limit)
    if unpacker and came and (not unpacker.eof or unpacker.unused_data):
        raise _damaged()
    return bytes(body)


def pass_over(response: httpx.Response) -> None:
    """Read what little comes with an answer of no use: the connection can then be used again."""
    stated = _stated(response)
    if response.status_code == HTTPStatus.NOT_MODIFIED or (stated is not None and stated <= LITTLE):
        for _ in response.iter_raw():
            pass


def _unpacked(unpacker: zlib._Decompress, chunk: bytes, at_most: int) -> bytes:
    try:
        return unpacker.decompress(chunk, at_most)
    except zlib.error as error:
        raise _damaged() from error


def _stated(response: httpx.Response) -> int | None:
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else None


def _too_large(limit: int) -> Trouble:
    return Trouble(
        f"the answer is larger than {limit:,} bytes",
        "look at it in a browser; if it is right, raise [web] `max_bytes` in the settings",
    )


def _damaged() -> Trouble:
    return Trouble("the packed answer is damaged or cut off", "try again later", passing=True)
