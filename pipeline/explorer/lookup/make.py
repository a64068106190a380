"""From a release to its lookup file."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.dataset import connect
from pipeline.errors import WorkspaceError
from pipeline.explorer.lookup import schema
from pipeline.explorer.lookup.lemmas import words_of
from pipeline.files import clear_left

_ROWS = 20_000  # taken at a time


def path_of(release: Path, folder: Path) -> Path:
    """Where the lookup of a release stands in a folder of caches."""
    return folder / f"{release.resolve().name}.{schema.VERSION}.sqlite"


def make(release: Path, folder: Path, progress: Callable[[str], None] = lambda _: None) -> Path:
    """The lookup of a release, made where there is none yet; a second process waits for the first.

    Raises:
        ReleaseError: the release cannot be read.
        WorkspaceError: the folder cannot be written.
    """
    target = path_of(release, folder)
    if target.exists():
        return target
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with _alone(folder):
            clear_left(folder)
            if not target.exists():
                progress(f"preparing {release.resolve().name} for the explorer")
                try:
                    _write(release, beside)
                    beside.replace(target)
                finally:
                    beside.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        words = error.strerror if isinstance(error, OSError) else error
        raise WorkspaceError(
            f"the explorer's files cannot be written here ({words})",
            folder,
            "free some space, or make the folder writable",
        ) from error
    return target


def clear(folder: Path, releases: Iterable[str], kept: Path) -> None:
    """Remove lookups of an older form, and of releases that are no more, but for `kept`."""
    present = set(releases)
    for path in folder.glob("*.sqlite"):
        release, _, version = path.stem.rpartition(".")
        old = version.isdecimal() and int(version) < schema.VERSION
        if path != kept and (old or release not in present):
            with suppress(OSError):  # of a folder that cannot be written; nothing needs it gone
                path.unlink()
    with suppress(OSError):
        clear_left(folder)  # of a process that was killed


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(release: Path, path: Path) -> None:
    with connect(release) as source:
        db = sqlite3.connect(path, isolation_level=None)
        try:
            # The file takes its place only when it is whole, so nothing on the way need be safe.
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN")
            for table in schema.tables():
                db.execute(schema.creating(table))
                _fill(db, table.name, source.execute(schema.taking(table)))
            for name, sql in schema.MADE.items():
                found = source.execute(sql)
                db.execute(schema.creating_made(name, found.description))
                _fill(db, name, found)
            db.execute(schema.WORDS)
            _fill_words(db)
            for name, indexes in schema.INDEXES.items():
                for n, columns in enumerate(indexes):
                    db.execute(f"CREATE INDEX {name}_{n} ON {name} ({columns})")
            db.execute(schema.ABOUT)
            db.execute("INSERT INTO about VALUES ('release', ?)", [release.resolve().name])
            db.execute("COMMIT")
            db.execute("ANALYZE")
        finally:
            db.close()


def _fill(db: sqlite3.Connection, name: str, found: Any) -> None:
    marks = ", ".join("?" * len(found.description))
    while rows := found.fetchmany(_ROWS):
        db.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)


def _fill_words(db: sqlite3.Connection) -> None:
    """Index every clause's words under its rowid, with those of the head of its list."""
    found = iter(
        db.execute(
            "SELECT c.rowid, v.lang, coalesce(c.lead_in || ' ', '') || c.text"
            " FROM clauses c JOIN versions v USING (version_id) ORDER BY c.rowid"
        )
    )
    while rows := list(islice(found, _ROWS)):
        db.executemany(
            "INSERT INTO words (rowid, forms) VALUES (?, ?)",
            ((rowid, words_of(text, lang)) for rowid, lang, text in rows),
        )
    db.execute("INSERT INTO words (words) VALUES ('optimize')")
