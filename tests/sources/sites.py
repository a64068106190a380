"""A publisher on loopback, the source that asks it, and the workspace that it is taken into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.ingest import Ingested, ingest
from pipeline.sources.adilet import Adilet
from pipeline.sources.publisher import Publisher
from pipeline.sources.settings import Settings, Web, load
from pipeline.sources.zan import Zan
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace
from tests.sources.editions import acts
from tests.sources.publisher import Edition, adilet, databank, dotted, editions
from tests.sources.server import Headers, Server

DECREE = "decree-2004-1484"  # two versions; the registry has no number of it in the databank
OLD = "decree-2006-130"  # one version; nor has it of this one
ACTS = (DECREE, OLD)
LAW = "const-law-president-1995"  # four versions, and a number; not served unless a test says so
BOTH = ("rus", "kaz")
FEW = {"acts": (DECREE, OLD), "languages": (Lang.RUS,)}  # three texts
_PAGE = "?withHtml=false&page={page}"  # as in corpus/sources.toml


@dataclass
class Site:
    """One of the publishers; what it asks is by default all of `ACTS` in both languages."""

    kind: str  # adilet or zan, as in corpus/sources.toml
    server: Server
    root: Path
    texts: list[Edition] = field(default_factory=lambda: editions(*ACTS))

    def __post_init__(self) -> None:
        self.workspace = Workspace(self.root / "workspace")
        self.serve()

    def serve(self, texts: Sequence[Edition] | None = None, **options: Any) -> None:
        """Serve these texts from now on; `options` as for `adilet` and `databank`."""
        self.texts = list(texts or self.texts)
        if self.kind == "adilet":
            adilet(self.server, self.texts, **options)
        else:
            databank(self.server, self.texts, **{"query": _PAGE} | options)

    def settings(self, **changes: Any) -> Settings:
        """The settings that come with the project, for this server and without waits."""
        web = Web(
            contact="University of X, name@example.org",
            hosts=(self.server.host,),
            delay=0.0,
            longest_wait=0.0,
            attempts=2,
            allow_private=True,
        )
        given = load()[self.kind]
        return replace(given, **{"place": self.server.url, "acts": ACTS, "web": web} | changes)

    def source(self, **changes: Any) -> Publisher:
        kinds: dict[str, type[Publisher]] = {"adilet": Adilet, "zan": Zan}
        return kinds[self.kind](self.settings(**changes), acts())

    def run(self, **changes: Any) -> Ingested:
        """Ingest once; `log` then holds what this run asked."""
        del self.server.log[:]
        return ingest(self.source(**changes), self.workspace, acts())

    @property
    def log(self) -> list[tuple[str, str, Headers]]:
        return self.server.log

    def list_path(self, edition: Edition) -> str:
        """Where the versions of an act are listed."""
        if self.kind == "adilet":
            return f"/{edition.lang}/docs/{edition.code}/history"
        return f"/api/documents/{edition.document}/{edition.lang}/versions"

    def text_path(self, edition: Edition) -> str:
        """Where the text of a version is, the first page of it."""
        if self.kind == "zan":
            base = f"/api/documents/{edition.document}/{edition.lang}/{dotted(edition.day)}"
            return base + _PAGE.format(page=1)
        if edition == self.newest(edition):
            return f"/{edition.lang}/docs/{edition.code}"
        return f"/{edition.lang}/archive/docs/{edition.code}/{dotted(edition.day)}"

    def of(self, act: str, lang: str) -> list[Edition]:
        """The versions of an act in one language, in order of time."""
        return [each for each in self.texts if each.act == act and each.lang == lang]

    def newest(self, edition: Edition) -> Edition:
        return self.of(edition.act, edition.lang)[-1]

    def kept(self) -> dict[str, bytes]:
        """Every file of the workspace."""
        return {
            path.relative_to(self.workspace.root).as_posix(): path.read_bytes()
            for path in self.workspace.root.rglob("*")
            if path.is_file()
        }


def version_id(edition: Edition) -> str:
    return f"{edition.act}@{edition.day}.{edition.lang}"


def changed(site: Site, act: str, lang: str, **fields: object) -> list[Edition]:
    """The site's texts, the newest of an act in a language with other fields."""
    newest = site.of(act, lang)[-1]
    return [replace(each, **fields) if each == newest else each for each in site.texts]


def later(site: Site, act: str, day: date) -> list[Edition]:
    """The site's texts, with one more version of an act in both languages."""
    newest = [site.of(act, lang)[-1] for lang in BOTH]
    return [*site.texts, *(replace(each, day=day, cause_code="Z2") for each in newest)]
