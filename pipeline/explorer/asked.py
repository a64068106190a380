"""One request as a page sees it: what is shown, to whom, and how to link and render."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from starlette.responses import HTMLResponse
from starlette.types import Scope

from pipeline.explorer import render
from pipeline.explorer.lookup.open import Lookup
from pipeline.explorer.served import Served
from pipeline.explorer.urls import Urls
from pipeline.explorer.words import READERS, Said, done, object_name
from pipeline.report.words import HTML_CODES

_LONGEST = 2000  # characters of an address that links to other languages carry on


@dataclass(frozen=True)
class Asked:
    """What every page is given.

    `series` is that of the address; pages of one power or text take it from their subject.
    """

    served: Served
    language: str  # of the reader: eng, rus, kaz
    series: str
    urls: Urls
    path: str  # after the language: restated/powers
    query: str
    readers: Sequence[str] = tuple(READERS)  # in which languages pages are shown

    @property
    def lookup(self) -> Lookup:
        return self.served.lookup

    @cached_property
    def words(self) -> Said:
        return Said(self.language)

    @property
    def code(self) -> str:
        """The reader's language as addresses and HTML name it: en, ru, kk."""
        return HTML_CODES[self.language]

    def link(self, *parts: str, **query: object) -> str:
        """The address of a page in the reader's language: `link("power", power_id)`."""
        return self.urls.to(self.code, *parts, **query)

    def here(self, *parts: str, **query: object) -> str:
        """The address of a page of the same series: `here("powers", holder="akim")`."""
        return self.link(self.series, *parts, **query)

    def object(self, code: str | None) -> str:
        """What an object is called in the reader's language; nothing, if there is none."""
        return object_name(code, self.language) if code else ""

    def done(self, action: str, code: str | None) -> str:
        """What a power does, and to what."""
        return done(action, code, self.language)

    def title(self, act: str) -> str:
        """An act's title in the reader's language."""
        return self.served.titles.get(act, {}).get(self.language, act)

    def missing(self, what: str) -> HTTPException:
        """To be raised where there is no such thing; `what` is a key of the words."""
        return HTTPException(404, self.words(what))

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """The page, rendered; templates have `asked`, `w` (words), and what is given here."""
        return HTMLResponse(render.page(template, self, **context), status)


def path_in(scope: Scope) -> str:
    """The path of a request inside the site, without the root that a web server may leave on it."""
    root, path = scope.get("root_path", ""), str(scope["path"])
    return path.removeprefix(root) if path.startswith(f"{root}/") else path


def asked_of(request: Request) -> Asked:
    """The request as pages see it; a series that the release does not have is not found."""
    served = request.app.state.newest.now
    parts = request.path_params
    series = parts.get("series") or served.series[0]
    path = path_in(request.scope)
    reader = path.split("/")[1] if path.count("/") else ""
    asked = Asked(
        served,
        READERS.get(reader, "eng"),
        series,
        Urls(request.scope.get("root_path", ""), path, request.app.state.live),
        path.partition(f"/{reader}/")[2].strip("/")[:_LONGEST],
        request.url.query[:_LONGEST],
        request.app.state.readers,
    )
    if series not in served.series:
        raise asked.missing("no_series")
    return asked


async def _asked(request: Request) -> Asked:
    return asked_of(request)


Page = Annotated[Asked, Depends(_asked)]
