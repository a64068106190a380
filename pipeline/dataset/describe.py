"""What a release says about itself to programs: data package, codebook, log."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from pipeline.dataset.checksums import digest_of
from pipeline.dataset.csvfiles import SEPARATOR, csv_path
from pipeline.dataset.documents import LICENCE, code_lists, described_texts
from pipeline.dataset.layout import KEY, LAYOUT
from pipeline.dataset.rows import Contents, Row
from pipeline.dataset.schema import Column, Table
from pipeline.dataset.tables import TABLES
from pipeline.vocabulary import LABEL_LANGUAGES, label

PACKAGES = ("bilik", "duckdb", "pyarrow", "pymorphy3", "scikit-learn", "spacy", "stanza")
_CSV = "-csv"  # after the name of a table, names its CSV copy
_TYPES = {"strings": "array"}  # the others have the same name in Frictionless


def data_package(name: str, contents: Contents, folder: Path) -> dict[str, object]:
    """The Frictionless descriptor of the folder's tables.

    Each table is two resources: `<table>` is the Parquet file, of type `file`, because Frictionless
    opens Parquet only with further packages; `<table>-csv` is the CSV copy, which it checks row by
    row. Both have the columns and keys.
    """
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": f"bilik-{name}".lower(),
        "title": "Bilik: state powers in Kazakhstan's legal texts",
        "description": f"Powers read from {described_texts(contents)}, and the index made of them.",
        "version": name,
        KEY: LAYOUT,
        "licenses": [LICENCE],
        "resources": [
            *(_parquet_resource(table, folder) for table in TABLES),
            *(_csv_resource(table, folder) for table in TABLES),
        ],
    }


def _parquet_resource(table: Table, folder: Path) -> dict[str, object]:
    return {
        "name": table.name,
        "type": "file",
        "description": table.description,
        **_file(folder, f"{table.name}.parquet"),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _schema(table, [_field(column) for column in table.columns], ""),
    }


def _csv_resource(table: Table, folder: Path) -> dict[str, object]:
    return {
        "name": f"{table.name}{_CSV}",
        "profile": "tabular-data-resource",
        "description": table.description,
        **_file(folder, csv_path(table)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "compression": "zip",
        "schema": _schema(table, [_csv_field(column) for column in table.columns], _CSV),
    }


def _file(folder: Path, place: str) -> dict[str, object]:
    path = folder / place
    return {"path": place, "bytes": path.stat().st_size, "hash": f"sha256:{digest_of(path)}"}


def _schema(table: Table, fields: list[dict[str, object]], suffix: str) -> dict[str, object]:
    return {
        "fields": fields,
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": list(key.columns),
                "reference": {"resource": f"{key.table}{suffix}", "fields": list(key.refers_to)},
            }
            for key in table.foreign
        ],
    }


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.told,
    }
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    if isinstance(column.codes, type):
        field["categories"] = [
            {"value": code.value, "label": label(code, "eng")} for code in column.codes
        ]
    if column.unit:
        field["bilik:unit"] = column.unit
    return field


def _csv_field(column: Column) -> dict[str, object]:
    if column.kind != "strings":
        return _field(column)
    joined = f"{column.told} A list, its items joined by {SEPARATOR}; empty where there is none."
    return {"name": column.name, "type": "string", "description": joined}


def codebook() -> dict[str, list[dict[str, str]]]:
    """Every closed list of the tables, each code with its words in three languages."""
    return {
        name: [
            {"code": code.value} | {language: label(code, language) for language in LABEL_LANGUAGES}
            for code in codes
        ]
        for name, codes in code_lists().items()
    }


def build_log(
    name: str, inputs_hash: str, rows: Mapping[str, Sequence[Row]], log: Mapping[str, object]
) -> dict[str, object]:
    """When, with what, and from what the release was built."""
    return {
        "release": name,
        KEY: LAYOUT,
        "inputs_hash": inputs_hash,
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "packages": _package_versions(),
        "rows": {table: len(found) for table, found in rows.items()},
        "build": dict(log),
    }


def _package_versions() -> dict[str, str]:
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue  # an optional engine
    return versions
