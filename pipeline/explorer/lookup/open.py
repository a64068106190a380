"""Reading a lookup, from any number of threads at once."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.errors import ReleaseError

Row = dict[str, Any]
Values = Sequence[object] | Mapping[str, object]

PATIENCE = 5.0  # seconds after which a question is stopped
_STEPS = 20_000  # of SQLite's machine between two looks at the clock


class TooLongError(Exception):
    """A question took longer than PATIENCE."""


class Lookup:
    """A lookup file open read-only, with a connection for each thread that asks.

    Raises:
        ReleaseError: the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._own = threading.local()
        try:
            self.release = str(self.value("SELECT value FROM about WHERE name = 'release'"))
        except sqlite3.DatabaseError as error:
            raise ReleaseError(
                f"the explorer's copy of the release cannot be read ({error})",
                path,
                "delete the file; it is made again",
            ) from error

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """The rows of a question, as dictionaries by column.

        Raises:
            TooLongError: it was stopped after PATIENCE.
        """
        found = self._run(sql, values)
        columns = [column[0] for column in found.description]
        try:
            return [dict(zip(columns, row, strict=True)) for row in found]
        except sqlite3.OperationalError as error:
            raise _told(error) from error

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.row(sql, values)
        return next(iter(found.values())) if found else None

    def _run(self, sql: str, values: Values) -> sqlite3.Cursor:
        self._own.until = time.monotonic() + PATIENCE
        try:
            return self._db().execute(sql, values)
        except sqlite3.OperationalError as error:
            raise _told(error) from error

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._own, "db", None)
        if db is None:
            db = sqlite3.connect(self._address, uri=True)
            db.execute("PRAGMA query_only = 1")
            db.execute("PRAGMA mmap_size = 1073741824")
            db.set_progress_handler(lambda: time.monotonic() > self._own.until, _STEPS)
            self._own.db = db
        return db


def _told(error: sqlite3.OperationalError) -> Exception:
    return TooLongError() if "interrupted" in str(error) else error
