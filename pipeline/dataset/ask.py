"""One question to an open release: one reading statement, under a time limit, told errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Any

from pipeline.errors import BilikError, QueryError, ReleaseError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Parameters = Sequence[object] | Mapping[str, object]  # for ? and for $name

BATCH = 10_000  # rows
MOST_BYTES = 2**31  # of an answer that is held in memory
_READABLE = frozenset({"SELECT", "EXPLAIN", "MULTI"})  # MULTI is how DuckDB names a PIVOT
_DAMAGED = re.compile(r"(IO|Serialization|FATAL) Error:|Corrupt database file")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gives, taken once: as rows or as Arrow batches, as they are computed."""

    cursor: duckdb.DuckDBPyConnection
    statement: duckdb.Statement
    parameters: Parameters

    def rows(self) -> tuple[list[str], Iterator[list[tuple[Any, ...]]]]:
        """The columns' names, and the rows in batches."""
        result = self.cursor.execute(self.statement, self.parameters)
        columns = [column[0] for column in result.description or ()]
        return columns, iter(lambda: result.fetchmany(BATCH), [])

    def arrow(self) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """The Arrow schema, and the record batches."""
        relation = self.cursor.sql(self.statement, params=self.parameters)
        reader = relation.to_arrow_reader(BATCH)
        return reader.schema, self._batches(reader)

    def _batches(self, reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        try:
            yield from reader
        except OSError as error:  # how Arrow passes on what the engine says
            raise _ArrowError(str(error)) from error


class _ArrowError(RuntimeError):
    """An error of the engine that came through Arrow."""


@contextmanager
def asking(
    db: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Parameters = (),
    timeout: float | None = None,
) -> Iterator[Answer]:
    """Ask one reading statement on a cursor of its own; `parameters` fill its places (? or $name).

    Raises:
        QueryError: the statement is wrong, writes, is not alone, takes longer than `timeout`
            seconds, or needs too much memory.
        ReleaseError: the database turns out to be damaged.
    """
    import duckdb

    try:
        with db.cursor() as cursor, _stopped(cursor, timeout):
            yield Answer(cursor, _one_reading_statement(cursor, sql), parameters)
    except (duckdb.Error, RuntimeError) as error:
        raise _told(error, timeout) from error


@contextmanager
def _stopped(cursor: duckdb.DuckDBPyConnection, timeout: float | None) -> Iterator[None]:
    """Interrupt what the cursor does after so many seconds."""
    if timeout is None:
        yield
        return
    timer = Timer(timeout, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def table(
    db: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Parameters = (),
    timeout: float | None = None,
) -> pa.Table:
    """The whole answer as an Arrow table, see `asking`.

    Raises:
        QueryError: also where the answer is larger than `MOST_BYTES`.
    """
    import pyarrow as pa

    with asking(db, sql, parameters, timeout) as answer:
        schema, batches = answer.arrow()
        taken, size = [], 0
        for batch in batches:
            taken.append(batch)
            size += batch.nbytes
            if size > MOST_BYTES:
                raise QueryError(
                    f"the answer is larger than {MOST_BYTES / 2**30:.0f} GiB",
                    "query",
                    "ask for fewer rows or columns, or write it to a file with `bilik query --out`",
                )
        return pa.Table.from_batches(taken, schema)


def _one_reading_statement(db: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = db.extract_statements(sql)
    if len(statements) != 1:
        raise _refused(f"this holds {len(statements)} statements")
    try:
        kind = statements[0].type.name
    except ValueError:  # the engine has kinds that its Python side cannot name
        kind = "another statement"
    if kind not in _READABLE:
        raise _refused(f"a release is read-only, and this is {kind}")
    return statements[0]


def _told(error: Exception, timeout: float | None) -> BilikError:
    words = " ".join(str(error).split("\n\n")[0].split())  # without the picture of the query
    if words.startswith("INTERRUPT") and timeout is not None:
        return QueryError(
            f"it took longer than {timeout:g} seconds and was stopped",
            "query",
            "narrow it with WHERE or LIMIT, or give it more time (timeout)",
        )
    if words.startswith("Out of Memory"):
        return QueryError(
            "it needs more memory than a query may have",
            "query",
            "narrow it with WHERE, join or sort less at once, or select fewer columns",
        )
    if _DAMAGED.match(words):
        return ReleaseError(
            f"the database is damaged ({words})",
            "release",
            "compare it with `bilik release verify`, or build it anew with `bilik build`",
        )
    return _refused(words)


def _refused(what: str) -> QueryError:
    from pipeline.dataset.tables import TABLES  # only those who err wait for it
    from pipeline.dataset.views import VIEWS

    tables = ", ".join(table.name for table in TABLES)
    views = ", ".join(view.name for view in VIEWS)
    return QueryError(
        what, "query", f"write one SELECT; the tables are {tables}; the views are {views}"
    )
