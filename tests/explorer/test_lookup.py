"""The lookup: a release copied into one file, made whole or not at all, and read only."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.dataset import latest, query
from pipeline.errors import ReleaseError, WorkspaceError
from pipeline.explorer.lookup import open as reading
from pipeline.explorer.lookup.make import make, path_of
from pipeline.explorer.lookup.open import Lookup, TooLongError
from pipeline.explorer.lookup.schema import COPIED
from pipeline.explorer.served import Fixed


@pytest.fixture(scope="module")
def release(built_workspace: Path) -> Path:
    return latest(built_workspace / "releases")


def test_it_holds_every_row_of_the_release(shown: Fixed, release: Path) -> None:
    held = 0
    for table in (*COPIED, "powers"):
        ((rows,),) = query(release, f"SELECT count(*) FROM {table}")[1]
        assert shown.now.lookup.value(f"SELECT count(*) FROM {table}") == rows
        held += rows
    assert held > 1000


def test_a_power_has_its_limits_its_text_and_its_life_beside_it(
    shown: Fixed, release: Path
) -> None:
    ((power_id, limits),) = query(
        release,
        "SELECT power_id, count(*) FROM constraints GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
    )[1]
    power = shown.now.lookup.row("SELECT * FROM powers WHERE power_id = ?", [power_id])
    assert power is not None
    assert power["limits"].count("|") == limits + 1
    assert power["power_id"].startswith(f"{power['version_id']}/{power['eid']}/")
    clause = shown.now.lookup.row("SELECT * FROM clauses WHERE rowid = ?", [power["clause"]])
    assert clause is not None
    assert clause["clause_id"] == power["clause_id"]


def test_making_it_again_keeps_what_is_there(release: Path, tmp_path: Path) -> None:
    first = make(release, tmp_path)
    before = first.stat().st_mtime_ns
    assert make(release, tmp_path) == first == path_of(release, tmp_path)
    assert first.stat().st_mtime_ns == before


def test_two_that_make_it_at_once_make_one(release: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: make(release, tmp_path), range(2)))
    assert made[0] == made[1]
    assert [path.name for path in tmp_path.glob("*.sqlite*")] == [made[0].name]
    assert Lookup(made[0]).release == release.name


def test_a_folder_that_is_none_is_one_clear_error(release: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        make(release, tmp_path / "file")


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(ReleaseError, match="Delete the file"):
        Lookup(tmp_path / "x.sqlite")


def test_nothing_can_be_written_through_it(shown: Fixed) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        shown.now.lookup.rows("DELETE FROM powers")


def test_a_question_that_takes_too_long_is_stopped(
    shown: Fixed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    with pytest.raises(TooLongError):
        shown.now.lookup.rows("SELECT count(*) FROM powers a, powers b, powers c, powers d")
    assert shown.now.lookup.value("SELECT 1") == 1
