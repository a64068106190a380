"""The newest release is shown, also when it comes while the server runs."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.dataset import publish
from pipeline.dataset.store import DATABASE
from pipeline.errors import ReleaseError
from pipeline.explorer.lookup.make import path_of
from pipeline.explorer.served import Newest
from pipeline.explorer.site import create
from tests.dataset.sample import sample_contents

OLD, NEW = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    publish(sample_contents(), tmp_path / "releases", OLD)
    return tmp_path / "releases"


@pytest.fixture
def caches(tmp_path: Path) -> Path:
    return tmp_path / "caches"


@pytest.fixture
def newest(releases: Path, caches: Path) -> Newest:
    return Newest(releases, caches)


def add(releases: Path, inputs: str = NEW) -> Path:
    return publish(sample_contents(), releases, inputs)


def test_without_a_release_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"there is no release here\. Build a release first"):
        Newest(tmp_path, tmp_path / "caches")


def test_a_newer_release_takes_the_place_of_the_one_shown(
    newest: Newest, releases: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bilik.explorer")
    older = newest.now
    newest.look()
    assert newest.now is older
    added = add(releases)
    newest.look()
    assert newest.now.name == added.name != older.name
    assert caplog.messages == [f"now showing {added.name}"]


def test_answers_go_on_while_the_release_changes(newest: Newest, releases: Path) -> None:
    added = add(releases)
    site = create(newest)
    answers: list[tuple[int, bool]] = []
    changed = threading.Event()

    def ask() -> None:
        client, left = TestClient(site), 3
        while left:  # some answers more once it has changed
            left -= changed.is_set()
            answer = client.get(f"/en/{newest.now.series[0]}/codebook")
            answers.append((answer.status_code, added.name in answer.text))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    try:
        newest.look()
    finally:
        changed.set()
        for thread in asking:
            thread.join()
    assert {status for status, _ in answers} == {200}
    assert {new for _, new in answers} == {False, True}


def test_a_damaged_release_is_not_shown_and_told_of_once(
    newest: Newest, releases: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown = newest.now
    database = add(releases) / DATABASE
    whole = database.read_bytes()
    database.chmod(0o644)
    database.write_bytes(whole[:1000])
    newest.look()
    newest.look()
    assert newest.now is shown
    (told,) = caplog.messages
    assert told.startswith(f"still showing {shown.name}: ")
    assert database.parent.name in told

    database.write_bytes(whole)
    os.utime(database.parent)  # mended: the folder is no longer as it was
    newest.look()
    assert newest.now.name == database.parent.name


def test_a_name_without_a_release_is_told_of_and_the_old_one_stays(
    newest: Newest, releases: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown = newest.now
    (releases / "LATEST").write_text("2031-01-01-00000000\n")
    newest.look()
    assert newest.now is shown
    assert "LATEST names '2031-01-01-00000000', which is not here" in caplog.text


def test_lookups_of_releases_that_are_no_more_are_removed(
    newest: Newest, releases: Path, caches: Path
) -> None:
    gone = caches / f"2001-01-01-00000000.{newest.now.lookup.path.suffixes[-2][1:]}.sqlite"
    former = newest.now.lookup.path.with_name(f"{newest.now.name}.0.sqlite")
    other = caches / "notes.txt"
    for path in (gone, former, other):
        path.touch()
    added = add(releases)
    newest.look()
    assert not gone.exists()
    assert not former.exists()
    assert other.exists()
    assert path_of(added, caches).exists()


def test_the_one_shown_is_kept_though_its_release_is_gone(
    newest: Newest, releases: Path, caches: Path
) -> None:
    shown = newest.now
    shown.path.rename(releases.parent / "elsewhere")
    add(releases)
    newest.look()
    assert newest.now is not shown
    assert shown.lookup.path.exists()  # requests that began before may still ask it
    Newest(releases, caches)
    assert not shown.lookup.path.exists()
