"""Every page of the site that links lead to, written as a file; several processes render."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from starlette.types import ASGIApp, Message

from pipeline.explorer.files import downloads
from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create

_AT_ONCE = 64  # pages that a process renders before it reports
_EVERY = 2_000  # pages between two lines of progress
_LINK = re.compile(rb'(?:\b(?:href|src)=|"href": ?)"([^"#]+)')
_ELSEWHERE = re.compile(r"[a-z]+:|//")


@dataclass
class Reached:
    """What came of some addresses."""

    links: dict[str, str] = field(default_factory=dict)  # a path of this site: a page that has it
    dead: dict[str, int] = field(default_factory=dict)  # what is not there: the status


_Given = tuple[Path, Path, Path, Sequence[str]]  # release, caches, into, readers
Render = Callable[[Sequence[str]], Iterator[Reached]]


def crawl(
    shown: Fixed,
    into: Path,
    readers: Sequence[str],
    processes: int,
    tell: Callable[[str], None],
) -> list[str]:
    """Write what can be reached from the home pages; files of the release are left to others.

    Gives the paths of the pages, sorted.
    """
    ahead = [f"/{reader}/{series}/" for reader in readers for series in shown.now.series]
    found, done = dict.fromkeys(ahead, "the index"), 0
    dead: dict[str, int] = {}
    with _rendering(
        (shown.now.path, shown.now.lookup.path.parent, into, readers), processes
    ) as render:
        while ahead:
            links: dict[str, str] = {}
            for reached in render(ahead):
                links = reached.links | links
                dead |= reached.dead
                done += _AT_ONCE
                if done % _EVERY < _AT_ONCE:
                    tell(f"{min(done, len(found)):,} of at least {len(links | found):,} files")
            ahead = sorted(link for link in links.keys() - found if not link.startswith("/data/"))
            found = links | found
    there = {f"/data/{name}" for name in downloads(shown.now.path)}
    dead |= {link: 404 for link in found if link.startswith("/data/") and link not in there}
    if dead:
        some = "; ".join(f"{link} ({dead[link]}, of {found[link]})" for link in sorted(dead)[:20])
        raise RuntimeError(f"{len(dead)} links lead nowhere: {some}")
    return sorted(path for path in found if path.endswith("/"))


@contextmanager
def _rendering(given: _Given, processes: int) -> Iterator[Render]:
    # Unlike a `Pool`, it does not wait for ever for a process that was killed.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, given)
    try:
        yield lambda paths: pool.map(_write, _groups(paths))
    finally:
        pool.shutdown(cancel_futures=True)


def _groups(paths: Sequence[str]) -> list[Sequence[str]]:
    return [paths[n : n + _AT_ONCE] for n in range(0, len(paths), _AT_ONCE)]


_SITE: list[_Site] = []  # of a process that renders


def _begin(*given: Any) -> None:
    _SITE.append(_Site(*given))


def _write(paths: Sequence[str]) -> Reached:
    return _SITE[0].write(paths)


class _Site:
    """The site without a server, which writes its answers into a folder."""

    def __init__(self, release: Path, caches: Path, into: Path, readers: Sequence[str]) -> None:
        self._app = create(Fixed(release, caches), live=False, readers=readers)
        self._into = into
        self._runner = asyncio.Runner()

    def write(self, paths: Sequence[str]) -> Reached:
        """Write what these addresses give, and tell which links are in it."""
        reached = Reached()
        for path in paths:
            status, body = self._runner.run(_get(self._app, path))
            if status != 200:
                reached.dead[path] = status
                continue
            file = (
                self._into / f"{path[1:]}index.html"
                if path.endswith("/")
                else self._into / path[1:]
            )
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
            if path.endswith("/"):
                reached.links |= dict.fromkeys(links_of(path, body), path)
        return reached


async def _get(app: ASGIApp, path: str) -> tuple[int, bytes]:
    """Ask the site as a server would."""
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asked = path.rstrip("/")
    await app(
        {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": asked, "raw_path": asked.encode(), "query_string": b"",
            "root_path": "", "headers": [], "server": ("localhost", 80), "client": None,
        },
        receive,
        send,
    )  # fmt: skip
    return told[0]["status"], b"".join(message.get("body", b"") for message in told[1:])


def links_of(path: str, page: bytes) -> set[str]:
    """The paths of this site that a page links to.

    >>> sorted(links_of("/en/about/", b'<a href="../../en/claims/#x"> <a href="https://a.b">'))
    ['/en/claims/']
    """
    written = {unescape(link.decode()) for link in _LINK.findall(page)}
    return {unquote(urljoin(path, link)) for link in written if not _ELSEWHERE.match(link)}
