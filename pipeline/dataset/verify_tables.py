"""Checks of a release's tables: their form, their keys, and the database that repeats them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.jsonfiles import REMEDY, read_object
from pipeline.dataset.open import connect
from pipeline.dataset.schema import Column, ForeignKey, Kind, Table
from pipeline.dataset.store import check_foreign_keys, check_key
from pipeline.dataset.views import VIEWS
from pipeline.errors import ReleaseError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_KINDS: dict[str, Kind] = {  # of Frictionless types
    "array": "strings",
    "boolean": "boolean",
    "date": "date",
    "integer": "integer",
    "number": "number",
    "string": "string",
}
_PATHS = ".parquet"


@dataclass(frozen=True, slots=True)
class Opened:
    """A release's Parquet files: as described, as they are, and in a database in memory."""

    release: Path
    tables: Sequence[Table]
    rows: Mapping[str, pa.Table]
    db: duckdb.DuckDBPyConnection


def load(release: Path) -> Opened:
    """Read every Parquet file that the release's data package describes.

    Raises:
        ReleaseError: the description or a file is missing or cannot be read.
    """
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables, rows = _described(release), {}
    db = duckdb.connect(config={"enable_external_access": False})
    for table in tables:
        path = release / f"{table.name}{_PATHS}"
        try:
            rows[table.name] = pq.read_table(path)
            db.register("rows_of_table", rows[table.name])
            db.execute(f'CREATE TABLE "{table.name}" AS FROM rows_of_table')
            db.unregister("rows_of_table")
        except (OSError, ValueError, pa.ArrowException, duckdb.Error) as cause:
            raise ReleaseError(f"cannot be read ({cause})", path, REMEDY) from cause
    return Opened(release, tables, rows, db)


def _described(release: Path) -> list[Table]:
    """The tables as the release's own data package describes them.

    Raises:
        ReleaseError: it cannot be read, or describes no table.
    """
    path = release / "datapackage.json"
    try:
        tables = [
            _table(resource)
            for resource in read_object(path)["resources"]
            if resource["path"].endswith(_PATHS)
        ]
    except (KeyError, TypeError, AttributeError) as cause:
        raise ReleaseError(f"describes no tables ({cause!r})", path, REMEDY) from cause
    if not tables:
        raise ReleaseError("describes no tables", path, REMEDY)
    return tables


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        resource["name"],
        resource["description"],
        tuple(map(_column, schema["fields"])),
        tuple(schema["primaryKey"]),
        tuple(
            ForeignKey(
                tuple(key["fields"]),
                key["reference"]["resource"],
                tuple(key["reference"]["fields"]),
            )
            for key in schema["foreignKeys"]
        ),
    )


def _column(field: Mapping[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    return Column(
        field["name"],
        _KINDS[field["type"]],
        field["description"],
        constraints.get("required", False),
        tuple(constraints.get("enum", ())) or None,
    )


def schema(opened: Opened) -> tuple[int, str]:
    """Columns, types, descriptions, nulls and codes are those of the data package."""
    for table in opened.tables:
        rows = opened.rows[table.name]
        if rows.column_names != table.column_names:
            raise _damage(table, "has other columns than datapackage.json says")
        for told in table.arrow_schema():
            there = rows.schema.field(told.name)
            described = (there.metadata or {}).get(b"description")
            if not there.equals(told) or described != told.metadata[b"description"]:
                raise _damage(table, f"{told.name} is not as datapackage.json says")
        for column in table.columns:
            _check_cells(table, column, rows[column.name])
    return len(opened.tables), "tables have the columns, types, nulls and codes described"


def _check_cells(table: Table, column: Column, cells: pa.ChunkedArray) -> None:
    from pyarrow import compute

    if column.required and cells.null_count:
        raise _damage(table, f"{cells.null_count} rows have no {column.name}")
    if column.values:
        for value in compute.unique(cells).to_pylist():
            if value is not None and value not in column.values:
                raise _damage(table, f"'{value}' is no code of {column.name}")


def keys(opened: Opened) -> tuple[int, str]:
    """No two rows of a table have the same key."""
    for table in opened.tables:
        check_key(opened.db, table)
    return sum(rows.num_rows for rows in opened.rows.values()), "rows, no key twice"


def foreign_keys(opened: Opened) -> tuple[int, str]:
    """What a row refers to stands in the other table."""
    for table in opened.tables:
        check_foreign_keys(opened.db, table)
    return sum(len(table.foreign) for table in opened.tables), "foreign keys lead to their rows"


def database(opened: Opened) -> tuple[int, str]:
    """The DuckDB file has the rows of the Parquet files, value by value, and its views answer."""
    with connect(opened.release) as db:
        return _compare(opened, db)


def _compare(opened: Opened, db: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    there = {name for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if differing := there ^ {table.name for table in opened.tables}:
        raise ReleaseError(
            f"in the database or in Parquet alone: {', '.join(sorted(differing))}",
            opened.release,
            REMEDY,
        )
    for table in opened.tables:
        rows = opened.rows[table.name]
        found = db.sql(f'FROM "{table.name}"').to_arrow_table()
        if found.num_rows != rows.num_rows:
            raise _damage(
                table, f"{found.num_rows} rows in the database, {rows.num_rows} in Parquet"
            )
        if found.column_names != rows.column_names:
            raise _damage(table, "other columns in the database than in Parquet")
        for name in rows.column_names:
            if not found[name].cast(rows[name].type).equals(rows[name]):
                raise _damage(table, f"other values of {name} in the database than in Parquet")
    views = db.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    if lacking := {view.name for view in VIEWS} - {name for (name,) in views}:
        raise ReleaseError(
            f"the database lacks the views {', '.join(sorted(lacking))}", opened.release, REMEDY
        )
    for (name,) in views:
        db.execute(f'FROM "{name}" LIMIT 1')
    return len(there), f"tables of the database equal Parquet, {len(views)} views answer"


def _damage(table: Table, what: str) -> ReleaseError:
    return ReleaseError(what, f"table {table.name}", REMEDY)


CHECKS: dict[str, Callable[[Opened], tuple[int, str]]] = {
    "schema": schema,
    "keys": keys,
    "foreign keys": foreign_keys,
    "database": database,
}
