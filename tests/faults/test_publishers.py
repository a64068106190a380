"""Publishers that fail: a text that cannot be had is skipped and named, the rest goes on.

Real commands in real processes ask a real server on loopback.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import runs
from pipeline.sources.settings import load
from pipeline.workspace import Workspace
from tests.faults.condition import check_whole, snapshots
from tests.faults.warm import Ended, Fault, Warm
from tests.sources.adilet_pages import act_page
from tests.sources.databank_pages import document as databank_page
from tests.sources.editions import Edition
from tests.sources.server import (
    Handler,
    Server,
    document,
    drip,
    large,
    login_page,
    page,
    reset,
    stall,
    status,
    truncated,
    wrong_charset,
)
from tests.sources.sites import DECREE, OLD, Site, version_id

LATER = date(2012, 3, 4)
CORRECTED = "\n\nЖарлық осы күннен бастап қолданылады.\n", "\n\nУказ применяется с этого дня.\n"


@dataclass
class Asked:
    """A publisher, and the command that asks it."""

    site: Site
    warm: Warm
    settings: Path

    @property
    def workspace(self) -> Workspace:
        return self.site.workspace

    @property
    def command(self) -> list[object]:
        return [
            "ingest", "--source", self.site.kind, "--settings", self.settings,
            "--workspace", self.workspace.root,
        ]  # fmt: skip

    def run(self, fault: Fault | None = None) -> Ended:
        return self.warm.run([self.command], fault)

    def good(self, edition: Edition) -> str:
        """The page of an edition as it should come."""
        if self.site.kind == "adilet":
            return act_page(edition).decode()
        count = len(self.site.of(edition.act, edition.lang))
        (first,) = databank_page(edition, count, True, 200)
        return json.dumps(first, ensure_ascii=False)

    def corrected(self) -> list[Edition]:
        """The texts, with a later version of one act and corrected words of the other."""
        found = [
            replace(each, text=each.text + CORRECTED[each.lang == "rus"])
            if each.act == OLD
            else each
            for each in self.site.texts
        ]
        newest = [self.site.of(DECREE, lang)[-1] for lang in ("kaz", "rus")]
        return [*found, *(replace(each, day=LATER, cause_code="U1200000001") for each in newest)]


@pytest.fixture(params=["adilet", "zan"])
def asked(request: pytest.FixtureRequest, warm: Warm, tmp_path: Path) -> Iterator[Asked]:
    """A publisher of two acts, of which nothing was asked yet."""
    with Server() as server:
        site = Site(request.param, server, tmp_path)
        site.serve([each for each in site.texts if each.act in (DECREE, OLD)])
        paths = "\n".join(f'{name} = "{path}"' for name, path in load()[site.kind].paths.items())
        settings = tmp_path / "sources.toml"
        settings.write_text(
            f"""[sources.{site.kind}]
            kind = "{site.kind}"
            place = "{server.url}"
            acts = ["{DECREE}", "{OLD}"]
            [sources.{site.kind}.paths]
            {paths}
            [sources.{site.kind}.web]
            contact = "University of X, name@example.org"
            hosts = ["{server.host}"]
            delay = 0.0
            timeout = 1.0
            deadline = 2.0
            longest_wait = 0.0
            attempts = 2
            allow_private = true
            """
        )
        yield Asked(site, warm, settings)


# What comes in place of a text, given that text and others.
FAULTS: dict[str, Callable[[Asked, Edition], Handler]] = {
    "not found": lambda asked, text: status(404),
    "too many requests": lambda asked, text: status(429, {"Retry-After": "0"}),
    "server error": lambda asked, text: status(500),
    "unavailable for an hour": lambda asked, text: status(503, {"Retry-After": "3600"}),
    "connection reset": lambda asked, text: reset(),
    "nothing comes": lambda asked, text: stall(),
    "stalls in the middle": lambda asked, text: stall(asked.good(text)[:200]),
    "a byte now and then": lambda asked, text: drip(),
    "cut off": lambda asked, text: truncated(asked.good(text)),
    "50 MB": lambda asked, text: large(),
    "nothing in it": lambda asked, text: page(""),
    "called a picture": lambda asked, text: page(asked.good(text), "image/png"),
    "windows-1251 called UTF-8": lambda asked, text: wrong_charset(asked.good(text)),
    "UTF-8 called windows-1251": lambda asked, text: wrong_charset(
        asked.good(text), "windows-1251", "utf-8"
    ),
    "login page": lambda asked, text: login_page(),
    "another publisher's form": lambda asked, text: (
        document({"error": "no session"})
        if asked.site.kind == "adilet"
        else page("<!doctype html><title>Ошибка</title><h1>Ошибка</h1>")
    ),
    "another act": lambda asked, text: as_served(asked, asked.site.of(OLD, text.lang)[0]),
    "the other language": lambda asked, text: as_served(
        asked, next(each for each in asked.site.texts if each.lang != text.lang)
    ),
    "a third of the text": lambda asked, text: as_served(
        asked, replace(text, text=text.text[: len(text.text) // 3])
    ),
}


def as_served(asked: Asked, edition: Edition) -> Handler:
    media_type = "text/html; charset=utf-8" if asked.site.kind == "adilet" else "application/json"
    return page(asked.good(edition), media_type)


def state(asked: Asked) -> dict[str, str]:
    return asked.workspace.versions()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_text_that_cannot_be_had_is_skipped_and_the_rest_is_taken(
    asked: Asked, fault: str
) -> None:
    if (asked.site.kind, fault) == ("zan", "UTF-8 called windows-1251"):
        pytest.skip("JSON is UTF-8, whatever it is called")
    assert asked.run().code == 0
    first = state(asked)
    asked.site.serve(asked.corrected())
    wanted = asked.site.of(DECREE, "rus")[-1]
    asked.site.server.answer(asked.site.text_path(wanted), FAULTS[fault](asked, wanted))

    ended = asked.run()
    assert ended.code == 1, ended.out + ended.err
    errors = [line for line in ended.err.splitlines() if line.startswith("bilik: ")]
    assert len(errors) == 1, ended.err
    check_whole(asked.workspace.root)
    taken = state(asked)
    assert version_id(wanted) not in taken
    assert {name: taken[name] for name in first if DECREE in name} == {
        name: first[name] for name in first if DECREE in name
    }
    assert all(taken[name] != first[name] for name in first if OLD in name)  # corrected
    assert version_id(asked.site.of(DECREE, "kaz")[-1]) in taken
    record = runs.history(asked.workspace)[-1]
    assert record.state == runs.SKIPPED
    (skipped,) = record.skipped
    assert skipped.what in errors[0]
    assert skipped.remedy
    assert skipped.where in errors[0]

    asked.site.serve()
    ended = asked.run()
    assert ended.code == 0, ended.err
    assert state(asked).keys() == taken.keys() | {version_id(wanted)}
    assert runs.history(asked.workspace)[-1].new == [version_id(wanted)]


@pytest.mark.parametrize("fault", ["not found", "server error", "connection reset", "login page"])
def test_a_list_of_versions_that_cannot_be_had_is_skipped(asked: Asked, fault: str) -> None:
    assert asked.run().code == 0
    first = state(asked)
    asked.site.serve(asked.corrected())
    wanted = asked.site.of(DECREE, "rus")[-1]
    asked.site.server.answer(asked.site.list_path(wanted), FAULTS[fault](asked, wanted))
    assert asked.run().code == 1
    assert version_id(wanted) not in state(asked)
    assert state(asked).keys() > first.keys()
    asked.site.serve()
    assert asked.run().code == 0
    assert version_id(wanted) in state(asked)


def test_an_ingest_that_is_killed_goes_on_where_it_was(asked: Asked) -> None:
    """Killed again and again, each time a little later, until it gets through."""
    root, kills = asked.workspace.root, 0
    before = snapshots(asked.workspace)
    while (ended := asked.run(Fault(at=5 * kills + 1, below=str(root)))).killed:
        kills += 1
        check_whole(root, before=before)
        before = snapshots(asked.workspace)
    assert ended.code == 0, ended.err
    assert kills >= 3
    assert state(asked).keys() == set(map(version_id, asked.site.texts))
    assert len(snapshots(asked.workspace)) == len(set(state(asked).values()))
    assert not [path for path in root.rglob(".*") if path.name not in (".lock", ".build.lock")]
    assert {runs.KILLED, runs.DONE} == {each.state for each in runs.history(asked.workspace)}
    asked.site.log.clear()
    assert asked.run().code == 0
    assert all("if-none-match" in headers for _, path, headers in asked.site.log if "docs" in path)


def test_a_snapshot_that_was_lost_is_fetched_again(asked: Asked) -> None:
    """Though the site has put other bytes around the same words meanwhile."""
    assert asked.run().code == 0
    first = state(asked)
    for sha256 in first.values():
        (asked.workspace.snapshots / sha256).unlink()
    asked.site.serve(**({"served": 2} if asked.site.kind == "adilet" else {}))
    ended = asked.run()
    assert ended.code == 0, ended.err
    check_whole(asked.workspace.root)
    assert state(asked).keys() == first.keys()
