"""What the tests of git repositories share: a decree in two versions, and runs that take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.ingest import Ingested, ingest
from pipeline.records import Act, Facts
from pipeline.sources.gitlaw import GitLaw
from pipeline.sources.settings import Settings
from pipeline.workspace import Workspace
from tests.sources.editions import Edition, acts, editions
from tests.sources.gitrepo import Repo, act_folder

DECREE = "decree-2004-1484"
OLD_KAZ, OLD, NEW_KAZ, NEW = editions(DECREE)
FIRST, SECOND = "2004-12-06", "2005-07-08"
FOUR = [f"{DECREE}@{day}.{lang}" for day in (FIRST, SECOND) for lang in ("kaz", "rus")]
FOLDER = "04-decrees/2004/1206-o-vyborakh-akimov-77"
LATER = date(2006, 1, 1)

# Another decree, in one version.
OTHER = "decree-2001-633"
OTHER_KAZ, OTHER_RUS = editions(OTHER)
ELSEWHERE = "04-decrees/2001/0623-o-vyborakh-99"


def with_words(one: Edition, more: str) -> Edition:
    """The same version with some words more."""
    return replace(one, text=f"{one.text.rstrip()}\n\n{more}\n")


def good(done: Ingested) -> Ingested:
    """What a run brought, of which nothing was refused."""
    assert done.errors == []
    return done


class Desk:
    """A repository, a workspace, and runs from the one into the other."""

    def __init__(self, root: Path) -> None:
        self.repo = Repo(root / "laws.git")
        self.workspace = Workspace(root / "workspace")
        self.registry: dict[str, Act] = acts()
        self.settings = Settings("gitlaw", "gitlaw", str(root / "laws.git"))

    def source(self) -> GitLaw:
        return GitLaw(self.settings, self.registry)

    def run(self, **changed: object) -> Ingested:
        self.settings = replace(self.settings, **changed)
        return ingest(self.source(), self.workspace, self.registry)

    def facts(self, version_id: str) -> Facts:
        told = self.workspace.facts(version_id)
        assert told is not None, version_id
        return told

    def text(self, version_id: str) -> str:
        return self.workspace.data(self.workspace.versions()[version_id]).decode()

    def days(self, act: str) -> dict[str, list[str]]:
        """The days of an act's versions by language."""
        found: dict[str, list[str]] = {"rus": [], "kaz": []}
        for version_id in self.workspace.versions():
            key, _, rest = version_id.partition("@")
            if key == act:
                found[rest[-3:]].append(rest[:10])
        return found

    def with_both(self) -> Desk:
        """With the two versions of the decree, a commit each, not yet taken."""
        self.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), OLD.day)
        self.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ), NEW.day)
        return self
