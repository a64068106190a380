"""Rows into Parquet files, and Parquet files into one DuckDB file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset.rows import Row
from pipeline.dataset.schema import Column, Table
from pipeline.dataset.tables import TABLES
from pipeline.dataset.views import VIEWS
from pipeline.errors import ReleaseError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

DATABASE = "bilik.duckdb"


def write_parquet(rows_by_table: Mapping[str, Sequence[Row]], folder: Path) -> None:
    """Write each table to `<table>.parquet`; the same rows give the same bytes."""
    import pyarrow.parquet as pq

    for table in TABLES:
        pq.write_table(
            _arrow_table(table, rows_by_table[table.name]),
            folder / f"{table.name}.parquet",
            compression="zstd",
            compression_level=6,
            row_group_size=100_000,
            version="2.6",
        )


def _arrow_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    import pyarrow as pa

    schema = table.arrow_schema()
    columns: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [
        pa.array(_cells(table, column, cells), type=schema.field(column.name).type)
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _cells(table: Table, column: Column, cells: Sequence[object]) -> Sequence[object]:
    """A column's cells, checked; an absent optional word is null, not an empty one."""
    if not column.required:
        return [None if cell == "" else cell for cell in cells]
    if None in cells:
        raise ReleaseError(
            f"row {cells.index(None)} has no {column.name}",
            f"table {table.name}",
            f"mend the record that it comes from: {column.description}",
        )
    return cells


def build_database(folder: Path) -> None:
    """Load the folder's Parquet files into its DuckDB file, with comments and views.

    Raises:
        ReleaseError: a key is not unique, or refers to nothing.
        OSError: the file cannot be written.
    """
    import duckdb

    try:
        _build_database(folder)
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        raise OSError(" ".join(str(error).split())) from error


def _build_database(folder: Path) -> None:
    import duckdb
    import pyarrow.parquet as pq

    with duckdb.connect(folder / DATABASE) as db:
        db.execute("SET enable_progress_bar = false")  # it would go to standard output
        db.execute("BEGIN")  # one transaction: each of its own waits for the disk
        for table in TABLES:
            rows = pq.read_table(folder / f"{table.name}.parquet")
            db.register("rows_of_table", rows)
            db.execute(f'CREATE TABLE "{table.name}" AS FROM rows_of_table')
            db.unregister("rows_of_table")
            _comment(db, "TABLE", table.name, table.description)
            for column in table.columns:
                _comment(db, "COLUMN", f"{table.name}.{column.name}", column.told)
        for view in VIEWS:
            db.execute(f"CREATE VIEW {view.name} AS {view.sql}")
            _comment(db, "VIEW", view.name, view.description)
        db.execute("COMMIT")
        for table in TABLES:
            check_key(db, table)
            check_foreign_keys(db, table)


def _comment(db: duckdb.DuckDBPyConnection, kind: str, name: str, words: str) -> None:
    quoted = words.replace("'", "''")
    db.execute(f"COMMENT ON {kind} {name} IS '{quoted}'")


def check_key(db: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Refuse a table in which two rows have the same key.

    Raises:
        ReleaseError: it names the first such key.
    """
    key = ", ".join(table.key)
    twice = db.execute(
        f"SELECT {key} FROM {table.name} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if twice:
        raise ReleaseError(
            f"two rows have the {key} {_shown(twice)}",
            f"table {table.name}",
            "make the records that it comes from distinct",
        )


def check_foreign_keys(db: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Refuse a table with a row that refers to nothing.

    Raises:
        ReleaseError: it names the first such reference.
    """
    for foreign in table.foreign:
        columns = ", ".join(foreign.columns)
        missing = db.execute(
            f"SELECT {columns} FROM {table.name}"
            f" WHERE {' AND '.join(f'{column} IS NOT NULL' for column in foreign.columns)}"
            f" EXCEPT SELECT {', '.join(foreign.refers_to)} FROM {foreign.table}"
            " ORDER BY ALL LIMIT 1"
        ).fetchone()
        if missing:
            raise ReleaseError(
                f"the {columns} {_shown(missing)} stands in no row of {foreign.table}",
                f"table {table.name}",
                f"add it to {foreign.table}, or leave out what refers to it",
            )


def _shown(key: tuple[object, ...]) -> str:
    return ", ".join(map(str, key))
