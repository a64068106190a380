"""Addresses of pages, of a live server or of files that any web host can serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from pipeline.explorer import assets

_SAFE = "/@:~.-_"


@dataclass(frozen=True, slots=True)
class Urls:
    """Links as seen from one page.

    A live server's links start at its root. An export's are relative, so that it works in any
    folder of any host, and name folders, in which hosts look for `index.html`; it has no queries.

    >>> Urls("", "/en/about", live=True).to("en", "power", "a@b/art_1", q="x y")
    '/en/power/a@b/art_1?q=x+y'
    >>> Urls("", "/en/about", live=False).to("en", "claims")
    '../../en/claims/'
    """

    root: str  # where the server is mounted: "" or "/bilik"
    at: str  # path of the page, as the server knows it
    live: bool = True

    def to(self, *parts: str, **query: object) -> str:
        """The address of a page; None and empty values of the query are left out."""
        path = quote("/".join(parts), safe=_SAFE)
        if not self.live:
            return f"{self._start()}{path}/"
        asked = [(name, value) for name, value in query.items() if value not in (None, "", [])]
        return f"{self._start()}{path}" + (f"?{urlencode(asked, doseq=True)}" if asked else "")

    def again(self, query: Mapping[str, object], **changed: object) -> str:
        """The page itself with another query."""
        return self.to(self.at.strip("/"), **{**query, **changed})

    def made(self, *parts: str, **query: object) -> str:
        """A file that the site makes, to download; an export has it without choices."""
        return self.to(*parts, **query).removesuffix("/")

    def asset(self, name: str) -> str:
        """A style or script; its content is in its address, so that it may be kept for ever."""
        return f"{self._start()}static/{assets.key(name)}/{name}"

    def file(self, path: str) -> str:
        """A file of the release, to download."""
        return f"{self._start()}data/{quote(path, safe=_SAFE)}"

    def _start(self) -> str:
        """The way from this page to the root of the site."""
        return f"{self.root}/" if self.live else "../" * len(self.at.strip("/").split("/"))
