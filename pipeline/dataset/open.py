"""Reading a release: read-only, and safe for queries typed by people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.ask import Parameters, asking
from pipeline.dataset.jsonfiles import read_object
from pipeline.dataset.layout import check_layout
from pipeline.dataset.release import LATEST, NAME
from pipeline.dataset.store import DATABASE
from pipeline.errors import ReleaseError

if TYPE_CHECKING:
    import duckdb

_BUILD_ONE = "build a release first, with `bilik build`"
# One configuration for every reader: DuckDB shares an open file only between equal ones.
_HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,  # no file, no network, no other database
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # a name in a query never means a variable of ours
    "temp_directory": "",  # nothing is ever written beside a release
    "memory_limit": "2GB",
    "lock_configuration": True,
}


def latest(releases_dir: Path) -> Path:
    """The folder of the newest release.

    Raises:
        ReleaseError: there is none.
    """
    try:
        name = (releases_dir / LATEST).read_text(encoding="utf8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise ReleaseError("there is no release here", releases_dir, _BUILD_ONE) from None
    release = releases_dir / name
    if not NAME.fullmatch(name) or not release.is_dir():
        raise ReleaseError(f"LATEST names '{name}', which is not here", releases_dir, _BUILD_ONE)
    return release


def connect(release: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection without access to anything but the release.

    Raises:
        ReleaseError: the folder is no release or one of another layout, its database is damaged,
            or another program holds it.
    """
    import duckdb

    database = release / DATABASE
    if not database.is_file():
        raise ReleaseError(f"this folder holds no {DATABASE}", release, _BUILD_ONE)
    check_layout(release)
    try:
        return duckdb.connect(database, read_only=True, config=_HARDENED)
    except (duckdb.Error, RuntimeError) as error:
        words = " ".join(str(error).split("\n\n")[0].split())
        raise ReleaseError(
            f"its database cannot be opened ({words})",
            release,
            "close programs that opened it for writing, or build the release anew",
        ) from error


def query(
    release: Path, sql: str, parameters: Parameters = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of one reading statement.

    `parameters` fill the statement's places (? or $name).

    Raises:
        ReleaseError: the release cannot be opened.
        QueryError: the statement is wrong, writes, or is not alone.
    """
    with connect(release) as db, asking(db, sql, parameters) as answer:
        columns, batches = answer.rows()
        return columns, [row for batch in batches for row in batch]


def read_json(release: Path, name: str) -> dict[str, Any]:
    """One of the release's JSON files: datapackage.json, codebook.json, log.json.

    Raises:
        ReleaseError: the release has no such file, or it cannot be read.
    """
    return read_object(release / name)
