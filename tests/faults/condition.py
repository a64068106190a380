"""The condition of a workspace: what holds at every moment, and what a run leaves at its end."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from pipeline.dataset import TABLES, connect, latest
from pipeline.dataset.checksums import digest_of, file_names, read_checksums
from pipeline.dataset.listing import release_names
from pipeline.dataset.verify import FAILED, verify
from pipeline.news.records import load
from pipeline.records import Facts
from pipeline.workspace import Workspace

HASH = re.compile(r"[0-9a-f]{64}")
OF_THE_RUN = ("runs", "snapshots")  # tables that tell when a text came, and in which run


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is never written again."""

    inode: int
    changed: int  # time in nanoseconds

    @classmethod
    def of(cls, path: Path) -> Kept:
        status = path.stat()
        return cls(status.st_ino, status.st_mtime_ns)


def snapshots(workspace: Workspace) -> dict[str, Kept]:
    """The snapshots that are held, bytes and facts."""
    names = [path.name for path in workspace.snapshots.glob("*") if HASH.fullmatch(path.name)]
    return {name: Kept.of(workspace.snapshots / name) for name in names if workspace.holds(name)}


def check_whole(root: Path, old: Path | None = None, before: dict[str, Kept] | None = None) -> None:
    """What holds at every moment, even right after a kill.

    Args:
        root: the workspace.
        old: a release that was there before, still whole and readable.
        before: snapshots that were held before; none is gone or written again.
    """
    workspace = Workspace(root)
    held = snapshots(workspace)
    assert (before or {}).items() <= held.items()
    for name in held:
        assert digest_of(workspace.snapshots / name) == name
        assert workspace.snapshot(name).sha256 == name
    for version_id, sha256 in workspace.versions().items():
        assert sha256 in held, f"{version_id} points to what is not here"
    if workspace.told.is_dir():
        for path in workspace.told.glob("[!.]*"):
            facts = msgspec.json.decode(path.read_bytes(), type=Facts)
            assert f"{facts.version_id}.json" == path.name
    names = release_names(workspace.releases)
    for name in names:
        check_release(workspace.releases / name)
    if old:
        assert old.name in names
        assert latest(workspace.releases).name in names


def check_release(release: Path) -> None:
    """Every file is there as it was published, and the database answers."""
    told = read_checksums(release)
    assert sorted(told) == file_names(release)
    for name, digest in told.items():
        assert digest_of(release / name) == digest, f"{release}/{name}"
    with connect(release) as db:
        ((versions,),) = db.execute("SELECT count(*) FROM versions").fetchall()
    assert versions


def verified(release: Path) -> bool:
    """Whether `bilik release verify` finds nothing wrong."""
    return not [check for check in verify(release) if check.state == FAILED]


def check_ended(root: Path) -> None:
    """What holds when a run has ended: nothing is left half done, the store of tags is sound."""
    workspace = Workspace(root)
    left = [path for path in root.rglob(".*") if path.name not in (".lock", ".build.lock")]
    assert not left, left
    for path in workspace.snapshots.iterdir():
        assert HASH.fullmatch(path.name.removesuffix(".json"))
        assert workspace.holds(path.stem)
    assert (root / ".lock").read_bytes() == b""
    assert [path.name for path in workspace.cache.iterdir() if "journal" in path.name] == []
    for path in workspace.cache.glob("*.sqlite"):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def result(root: Path) -> dict[str, str]:
    """What a run made, by name: tables, texts in force, facts, what is remembered, news.

    When a text came, and in which run, is another matter.
    """
    workspace = Workspace(root)
    release = latest(workspace.releases)
    made = {"LATEST": release.name}
    for table in TABLES:
        if table.name not in OF_THE_RUN:
            made[table.name] = digest_of(release / f"{table.name}.parquet")
    for folder in (workspace.current, workspace.told, workspace.sources):
        for path in sorted(folder.glob("*")):
            made[f"{folder.name}/{path.name}"] = digest_of(path)
    made["news"] = repr([(one.since, one.release, one.items) for one in load(root / "news")])
    told = pq.read_table(release / "snapshots.parquet").drop_columns("retrieved").to_pylist()
    made["snapshots"] = repr(told)
    made["held"] = hashlib.sha256(" ".join(sorted(snapshots(workspace))).encode()).hexdigest()
    return made
