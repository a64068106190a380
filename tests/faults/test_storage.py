"""Storage that fails: one clear error, nothing lost, and the next run goes on."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.dataset import latest
from pipeline.workspace import Workspace
from tests.faults.condition import check_ended, check_whole, result, snapshots
from tests.faults.conftest import Stage, build, commands, ingest
from tests.faults.warm import Ended, Fault, Warm

NOBODY = 65534
STEP = 15  # every so many changes of storage fail in turn


def error(ended: Ended) -> str:
    """The one error that a command ended with."""
    assert ended.code == 1, ended.err
    last = ended.err.splitlines()[-1]
    assert last.startswith("bilik: ")
    assert "Traceback" not in ended.err
    return last


def check_next_run(warm: Warm, stage: Stage, workspace: Path) -> None:
    """The run after the fault ends as if nothing had been."""
    ended = warm.run(commands(stage.texts, workspace))
    assert ended.code == 0, ended.err
    check_whole(workspace, workspace / "releases" / stage.old)
    check_ended(workspace)
    assert result(workspace) == stage.second


# -- no room, no right to write --------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_storage_that_fails_at_some_change(
    warm: Warm, stage: Stage, filled: Path, number: int
) -> None:
    old, before = filled / "releases" / stage.old, snapshots(Workspace(filled))
    failed = 0
    for at in range(1 + number % STEP, len(stage.changes), STEP):
        ended = warm.run(
            commands(stage.texts, filled), Fault(at=at, errno=number, below=str(filled))
        )
        if ended.code == 0:
            break
        assert str(filled) in error(ended)
        check_whole(filled, old, before)
        failed += 1
    assert failed >= 5
    check_next_run(warm, stage, filled)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, where the system lets one be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("left", [0, 8, 64, 512, 2048])
def test_a_full_disk(warm: Warm, stage: Stage, small_disk: Path, left: int) -> None:
    """`left` KiB are free before the run."""
    workspace = shutil.copytree(stage.workspace, small_disk / "workspace")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - left * 1024))
    assert str(workspace) in error(warm.run(commands(stage.texts, workspace)))
    check_whole(workspace, workspace / "releases" / stage.old)
    ballast.unlink()
    check_next_run(warm, stage, workspace)


@pytest.mark.parametrize("size", [1024, 4096, 20_000, 60_000, 300_000])
def test_files_may_not_grow(warm: Warm, stage: Stage, filled: Path, size: int) -> None:
    """A quota, which the libraries that write Parquet, DuckDB and SQLite meet too."""
    ended = warm.run(commands(stage.texts, filled), Fault(largest_file=size))
    assert str(filled) in error(ended)
    check_whole(filled, filled / "releases" / stage.old)
    check_next_run(warm, stage, filled)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        yield place


def test_a_workspace_of_another_user(warm: Warm, stage: Stage, open_place: Path) -> None:
    workspace = shutil.copytree(stage.workspace, open_place / "workspace")
    texts = shutil.copytree(stage.texts, open_place / "texts")
    if os.getuid():
        for folder in (workspace, *(path for path in workspace.rglob("*") if path.is_dir())):
            folder.chmod(0o555)
    fault = Fault(user=0 if os.getuid() else NOBODY)
    said = error(warm.run([ingest(texts, workspace)], fault))
    assert str(workspace) in said
    assert "Permission denied" in said
    assert "writable" in said
    query = ["query", "SELECT count(*) AS n FROM versions", "--workspace", workspace]
    assert warm.run([query], fault).code == 0  # reading needs no more than to read


def test_a_workspace_that_may_not_be_read(warm: Warm, stage: Stage, open_place: Path) -> None:
    if os.getuid():
        pytest.skip("needs a second user")
    workspace = shutil.copytree(stage.workspace, open_place / "workspace")
    (workspace / "current").chmod(0o700)
    assert "Permission denied" in error(warm.run([build(workspace)], Fault(user=NOBODY)))


# -- what is damaged -------------------------------------------------------------------------------


def first_version(workspace: Path) -> tuple[str, str]:
    return next(iter(Workspace(workspace).versions().items()))


def damage_bytes(workspace: Path) -> Path:
    path = workspace / "snapshots" / first_version(workspace)[1]
    path.write_bytes(b"another text")
    return path


def delete_bytes(workspace: Path) -> Path:
    path = workspace / "snapshots" / first_version(workspace)[1]
    path.unlink()
    return path


def damage_facts(workspace: Path) -> Path:
    path = workspace / "snapshots" / f"{first_version(workspace)[1]}.json"
    path.write_bytes(b"{")
    return path


def empty_pointer(workspace: Path) -> Path:
    path = workspace / "current" / first_version(workspace)[0]
    path.write_bytes(b"")
    return path


def binary_pointer(workspace: Path) -> Path:
    path = workspace / "current" / first_version(workspace)[0]
    path.write_bytes(bytes(range(128, 256)))
    return path


def pointer_elsewhere(workspace: Path) -> Path:
    path = workspace / "current" / first_version(workspace)[0]
    path.write_text("../../../etc/passwd\n")
    return path


@pytest.mark.parametrize(
    "damage",
    [damage_bytes, delete_bytes, damage_facts, empty_pointer, binary_pointer, pointer_elsewhere],
)
def test_damage_is_named_and_mended_as_the_message_says(
    warm: Warm, stage: Stage, filled: Path, damage
) -> None:
    (filled / "releases" / "LATEST").unlink()  # so that there is something to build
    shutil.rmtree(filled / "cache")  # which would spare reading the text
    path = damage(filled)
    said = error(warm.run([build(filled)]))
    assert said.startswith(f"bilik: {path}: ")
    assert "ngest its source again" in said
    path.unlink(missing_ok=True)
    check_next_run(warm, stage, filled)


@pytest.mark.parametrize("told", [b"", b"\xff\xfe", b"2001-01-01-00000000\n", b"../texts\n"])
def test_a_damaged_name_of_the_latest_release(
    warm: Warm, stage: Stage, filled: Path, told: bytes
) -> None:
    (filled / "releases" / "LATEST").write_bytes(told)
    query = ["query", "SELECT 1", "--workspace", filled]
    assert "LATEST" in error(warm.run([query]))
    assert warm.run([build(filled)]).code == 0
    assert latest(filled / "releases").name == stage.old
    check_next_run(warm, stage, filled)


# -- what others hold ------------------------------------------------------------------------------

HOLDER = """
import sys, duckdb
db = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_database_that_another_program_opened_for_writing(
    warm: Warm, stage: Stage, filled: Path
) -> None:
    database = filled / "releases" / stage.old / "bilik.duckdb"
    database.chmod(0o644)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    query = ["query", "SELECT count(*) AS n FROM versions", "--workspace", filled]
    said = error(warm.run([query]))
    assert str(filled / "releases" / stage.old) in said
    assert "close programs that opened it for writing" in said.lower()
    ended = warm.run([ingest(stage.texts, filled), build(filled)])  # the next is another file
    assert ended.code == 0, ended.err
    assert warm.run([query]).code == 0
    holder.communicate(b"")
    check_next_run(warm, stage, filled)


def test_a_store_of_tags_that_another_program_holds(warm: Warm, stage: Stage, filled: Path) -> None:
    (store,) = (filled / "cache").glob("tags-*.sqlite")
    before = store.read_bytes()
    with closing(sqlite3.connect(store)) as db:
        db.execute("BEGIN EXCLUSIVE")
        ended = warm.run(commands(stage.texts, filled))
    assert ended.code == 0, ended.err
    assert "tags are not kept in this run (database is locked)" in ended.err
    assert store.read_bytes() == before  # it is another's, not damaged
    check_next_run(warm, stage, filled)


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_store_of_tags_that_is_damaged(
    warm: Warm, stage: Stage, filled: Path, content: bytes | None
) -> None:
    (store,) = (filled / "cache").glob("tags-*.sqlite")
    if content is None:  # cut off, as by a disk that lost a write
        content = store.read_bytes()[: store.stat().st_size // 2]
    store.write_bytes(content)
    check_next_run(warm, stage, filled)


def test_a_cache_that_is_no_folder(warm: Warm, stage: Stage, filled: Path) -> None:
    shutil.rmtree(filled / "cache")
    (filled / "cache").write_text("no folder")
    assert str(filled) in error(warm.run(commands(stage.texts, filled)))
    (filled / "cache").unlink()
    check_next_run(warm, stage, filled)


# -- time and place --------------------------------------------------------------------------------

HOUR = 3600.0


def times(root: Path) -> dict[str, str]:
    """When each snapshot came."""
    workspace = Workspace(root)
    return {sha256: workspace.snapshot(sha256).retrieved for sha256 in snapshots(workspace)}


def test_a_clock_set_back_is_refused(warm: Warm, stage: Stage, filled: Path) -> None:
    before = times(filled)
    said = error(warm.run(commands(stage.texts, filled), Fault(clock=-HOUR)))
    assert said.startswith(f"bilik: {filled / '.lock'}: the clock is ")
    assert "Set the clock right" in said
    check_next_run(warm, stage, filled)
    after = times(filled)
    assert before.items() < after.items()
    assert max(before.values()) <= min(after[each] for each in after.keys() - before.keys())


def test_a_clock_that_was_ahead_is_forgotten_as_the_message_says(
    warm: Warm, stage: Stage, filled: Path
) -> None:
    ahead = time.time() + HOUR
    os.utime(filled / ".lock", (ahead, ahead))
    assert "delete this file" in error(warm.run(commands(stage.texts, filled)))
    (filled / ".lock").unlink()
    check_next_run(warm, stage, filled)


def test_a_workspace_that_is_a_file(warm: Warm, stage: Stage, tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    place.write_text("a file")
    for command in (ingest(stage.texts, place), build(place)):
        assert str(place) in error(warm.run([command]))
    assert place.read_text() == "a file"


def test_a_path_with_spaces_and_cyrillic(warm: Warm, stage: Stage, tmp_path: Path) -> None:
    workspace = shutil.copytree(stage.workspace, tmp_path / "рабочая папка" / "Қазақстан (2)")
    check_next_run(warm, stage, workspace)


@pytest.mark.parametrize("letters", [4010, 4060, 5000])
def test_a_path_too_long(warm: Warm, stage: Stage, tmp_path: Path, letters: int) -> None:
    """Longer than a path may be, at once or when the names in the workspace are added."""
    place = tmp_path
    while len(str(place)) < letters:
        place = place / ("a" * min(200, letters - len(str(place))))
    for command in (ingest(stage.texts, place), build(place)):
        assert str(place) in error(warm.run([command]))
