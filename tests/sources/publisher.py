"""Publishers on loopback: acts of the registry served in the shapes of ../shared/sources.md.

    with Server() as server:
        texts = editions("constitution-1995")
        adilet(server, texts)       # /rus/docs/K950001000_, .../history, /rus/archive/docs/.../...
        databank(server, texts)     # /api/documents/1/rus/21.05.2007, .../versions, search

Served again with another list, or with editions changed by `dataclasses.replace`, the site has
changed. No page of the live sites was seen while this was written: what their shapes leave open is
decided here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from email.utils import formatdate
from itertools import groupby
from typing import Any

from tests.sources.adilet_pages import (
    act_page,
    dotted,
    history_page,
    login_page,
    not_found_page,
)
from tests.sources.databank_pages import NO_DATE, document, found, metadata, version
from tests.sources.editions import Edition, acts, edition, editions, pieces
from tests.sources.server import Fault, Headers, Reply, Server

__all__ = [
    "NO_DATE",
    "Edition",
    "act_page",
    "acts",
    "adilet",
    "databank",
    "databank_bytes",
    "document",
    "dotted",
    "edition",
    "editions",
    "found",
    "history_page",
    "login_page",
    "metadata",
    "not_found_page",
    "pieces",
    "version",
]


def adilet(
    server: Server, texts: Iterable[Edition], served: int = 1, validators: bool = True
) -> None:
    """Put acts on a site like Әділет: current pages, archived pages, histories.

    Args:
        server: where.
        texts: versions of any acts and languages; the last of each is the current one.
        served: another number gives other bytes with the same words.
        validators: whether pages have ETag and Last-Modified.
    """
    for versions in _by_act(texts):
        last = versions[-1]
        current = f"/{last.lang}/docs/{last.code}"
        _serve(server, f"{current}/history", history_page(versions, served), validators)
        _serve(server, current, act_page(last, served), validators)
        for each in versions:
            archived = f"/{each.lang}/archive/docs/{each.code}/{dotted(each.day)}"
            _serve(server, archived, act_page(each, served), validators)


def databank(
    server: Server,
    texts: Iterable[Edition],
    page_size: int = 200,
    validators: bool = True,
    query: str = "?page={page}",
) -> None:
    """Put acts on a site like the databank's API: documents, lists of versions, the search.

    Args:
        server: where.
        texts: as for `adilet`.
        page_size: units of content a page.
        validators: whether answers have ETag and Last-Modified.
        query: how a page after the first is asked for.
    """
    acts = list(_by_act(texts))
    for versions in acts:
        last = versions[-1]
        base = f"/api/documents/{last.document}/{last.lang}"
        _serve(server, f"{base}/versions", [version(each) for each in versions], validators)
        for each in versions:
            pages = document(each, len(versions), each is last, page_size)
            paths = [f"{base}/{dotted(each.day)}"] + ([base] if each is last else [])
            for path in paths:
                _serve(server, path, pages[0], validators)
                for number, page in enumerate(pages, 1):
                    _serve(server, path + query.format(page=number), page, validators)
    server.answer("/api/documents/search", _search([versions[-1] for versions in acts]))


def databank_bytes(pages: Sequence[dict[str, Any]]) -> bytes:
    """The pages of a document joined, as a snapshot keeps them."""
    return json.dumps({"pages": list(pages)}, ensure_ascii=False).encode()


def _by_act(texts: Iterable[Edition]) -> Iterable[list[Edition]]:
    ordered = sorted(texts, key=lambda each: (each.code, each.lang, each.day))
    for _, versions in groupby(ordered, key=lambda each: (each.code, each.lang)):
        yield list(versions)


def _serve(server: Server, path: str, body: object, validators: bool) -> None:
    media_type = "text/html; charset=utf-8" if isinstance(body, bytes) else "application/json"
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    told = hashlib.sha256(data).hexdigest()[:16]
    server.serve(
        path,
        data,
        media_type,
        etag=told if validators else None,
        # Any day will do that differs where the bytes do.
        last_modified=formatdate(int(told[:7], 16), usegmt=True) if validators else None,
    )


def _search(current: list[Edition]) -> Any:
    def handler(method: str, headers: Headers, sent: bytes, nth: int) -> Reply | Fault:
        if method != "POST":
            return 405, {}, b""
        asked = json.loads(sent)
        kinds = asked.get("actTypes") or [each.kind for each in current]
        chosen = {  # a document once, whatever its languages
            each.document: each
            for each in current
            if each.kind in kinds and asked.get("text", each.code) == each.code
        }
        answer = found(
            list(chosen.values()),
            asked.get("page", 1),
            asked.get("pageSize") or asked.get("limit", 20),
        )
        return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()

    return handler
