"""CSV copies of the tables, for R and Stata: one zip file a table, `csv/<table>.csv.zip`.

UTF-8, commas, words in double quotes, ISO dates, `true` and `false`; a null is an empty field and a
list is joined by `SEPARATOR`. Zip, because Stata and Windows open it without further programs, and
because the plain files would take more than all the rest of a release.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset.schema import Table
from pipeline.dataset.tables import TABLES
from pipeline.errors import ReleaseError

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "csv"
SEPARATOR = "|"
_LEVEL = 1  # of compression: six times as fast as the smallest


def csv_path(table: Table) -> str:
    """Where a table's copy lies in a release."""
    return f"{FOLDER}/{table.name}.csv.zip"


def write_csv(folder: Path) -> None:
    """Write the copies of the folder's Parquet files; the same tables give the same bytes.

    Raises:
        ReleaseError: an item of a list holds the separator.
    """
    import pyarrow.parquet as pq

    (folder / FOLDER).mkdir()
    for table in TABLES:
        rows = pq.read_table(folder / f"{table.name}.parquet")
        entry = zipfile.ZipInfo(f"{table.name}.csv")  # of a fixed day
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with zipfile.ZipFile(folder / csv_path(table), "w") as archive:
            archive.writestr(entry, csv_bytes(table, rows), compresslevel=_LEVEL)


def csv_bytes(table: Table, rows: pa.Table) -> bytes:
    """A table as CSV.

    Raises:
        ReleaseError: an item of a list holds the separator.
    """
    import pyarrow as pa
    from pyarrow import csv

    columns = [
        _joined(table, column.name, rows[column.name])
        if column.kind == "strings"
        else rows[column.name]
        for column in table.columns
    ]
    out = pa.BufferOutputStream()
    csv.write_csv(pa.table(columns, names=table.column_names), out)
    return bytes(out.getvalue())


def _joined(table: Table, name: str, lists: pa.ChunkedArray) -> pa.ChunkedArray:
    from pyarrow import compute

    items = compute.list_flatten(lists)
    if compute.any(compute.match_substring(items, SEPARATOR)).as_py():
        raise ReleaseError(
            f"an item of {name} holds '{SEPARATOR}', which parts items in the CSV copies",
            f"table {table.name}",
            "mend the record that it comes from",
        )
    return compute.binary_join(lists, SEPARATOR)
