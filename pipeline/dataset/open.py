"""Reading a release: read-only, and safe for queries typed by people."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.release import LATEST
from pipeline.dataset.store import DATABASE
from pipeline.dataset.tables import TABLES
from pipeline.dataset.views import VIEWS
from pipeline.errors import QueryError, ReleaseError

if TYPE_CHECKING:
    import duckdb

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\w+", re.ASCII)
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
_READABLE = frozenset({"SELECT", "EXPLAIN", "MULTI"})  # MULTI is how DuckDB names a PIVOT


def latest(releases_dir: Path) -> Path:
    """The folder of the newest release.

    Raises:
        ReleaseError: there is none.
    """
    try:
        name = (releases_dir / LATEST).read_text(encoding="utf8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise ReleaseError("there is no release here", releases_dir, _BUILD_ONE) from None
    release = releases_dir / name
    if not _NAME.fullmatch(name) or not release.is_dir():
        raise ReleaseError(f"LATEST names '{name}', which is not here", releases_dir, _BUILD_ONE)
    return release


def connect(release: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection without access to anything but the release.

    Raises:
        ReleaseError: the folder is no release, or another program holds its database.
    """
    import duckdb

    database = release / DATABASE
    if not database.is_file():
        raise ReleaseError(f"this folder holds no {DATABASE}", release, _BUILD_ONE)
    try:
        return duckdb.connect(database, read_only=True, config=_HARDENED)
    except duckdb.Error as error:
        raise ReleaseError(
            f"its database cannot be opened ({_first_lines(error)})",
            release,
            "close programs that opened it for writing, or build the release anew",
        ) from error


def query(
    release: Path, sql: str, limit: int | None = None, parameters: Sequence[object] = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of one reading statement, `limit` rows at most.

    `parameters` fill the statement's question marks.

    Raises:
        ReleaseError: the release cannot be opened.
        QueryError: the statement is wrong, writes, or is not alone.
    """
    import duckdb

    with connect(release) as db:
        try:
            result = db.execute(_one_reading_statement(db, sql), parameters)
            rows = result.fetchall() if limit is None else result.fetchmany(limit)
        except (duckdb.Error, RuntimeError) as error:
            raise _refused(_first_lines(error)) from error
        return [column[0] for column in result.description or ()], rows


def read_json(release: Path, name: str) -> dict[str, Any]:
    """One of the release's JSON files: datapackage.json, codebook.json, log.json.

    Raises:
        ReleaseError: the release has no such file.
    """
    try:
        found: dict[str, Any] = json.loads((release / name).read_text(encoding="utf8"))
    except FileNotFoundError:
        raise ReleaseError(f"this folder holds no {name}", release, _BUILD_ONE) from None
    return found


def _one_reading_statement(db: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = db.extract_statements(sql)
    if len(statements) != 1:
        raise _refused(f"this holds {len(statements)} statements")
    kind = statements[0].type.name
    if kind not in _READABLE:
        raise _refused(f"a release is read-only, and this is {kind}")
    return statements[0]


def _refused(what: str) -> QueryError:
    tables = ", ".join(table.name for table in TABLES)
    views = ", ".join(view.name for view in VIEWS)
    return QueryError(
        what, "query", f"write one SELECT; the tables are {tables}; the views are {views}"
    )


def _first_lines(error: Exception) -> str:
    """The engine's message without the picture of the query below it."""
    return " ".join(str(error).split("\n\n")[0].split())
