"""What a release says about itself: data package, codebook, log, read-me."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from pipeline.dataset.rows import Contents, Row
from pipeline.dataset.schema import Column, Table
from pipeline.dataset.tables import TABLES
from pipeline.dataset.views import VIEWS
from pipeline.vocabulary import LABEL_LANGUAGES, label

PACKAGES = ("bilik", "duckdb", "pyarrow", "pymorphy3", "scikit-learn", "spacy", "stanza")
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_TYPES = {"strings": "array"}  # the others have the same name in Frictionless


def write_json(value: object, path: Path) -> None:
    """Readable JSON with its letters as they are."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf8")


def data_package(name: str, contents: Contents, folder: Path) -> dict[str, object]:
    """The Frictionless descriptor of the folder's Parquet files."""
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": f"bilik-{name}".lower(),
        "title": "Bilik: state powers in Kazakhstan's legal texts",
        "description": f"Powers read from {described_texts(contents)}, and the index made of them.",
        "version": name,
        "licenses": [LICENCE],
        "resources": [_resource(table, folder / f"{table.name}.parquet") for table in TABLES],
    }


def _resource(table: Table, path: Path) -> dict[str, object]:
    data = path.read_bytes()
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "description": table.description,
        "path": path.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(key.columns),
                    "reference": {"resource": key.table, "fields": list(key.refers_to)},
                }
                for key in table.foreign
            ],
        },
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
    return field


def codebook() -> dict[str, list[dict[str, str]]]:
    """Every closed list of the tables, each code with its words in three languages."""
    lists: dict[str, type[StrEnum]] = {
        column.codes.__name__: column.codes
        for table in TABLES
        for column in table.columns
        if isinstance(column.codes, type)
    }
    return {
        name: [
            {"code": code.value} | {language: label(code, language) for language in LABEL_LANGUAGES}
            for code in codes
        ]
        for name, codes in sorted(lists.items())
    }


def build_log(
    name: str, inputs_hash: str, rows: Mapping[str, Sequence[Row]], log: Mapping[str, object]
) -> dict[str, object]:
    """When, with what, and from what the release was built."""
    return {
        "release": name,
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


def described_texts(contents: Contents) -> str:
    """Which kinds of text the release rests on, for a sentence."""
    series = {row.version.series for row in contents.versions}
    if series == {"restated"}:
        return "restated texts (short statements written for this project)"
    return (
        "official texts and, apart from them, restated ones"
        if len(series) > 1
        else ("official texts")
    )


def read_me(name: str, contents: Contents) -> str:
    """The release's own README.md."""
    dates = sorted({row.version.date.isoformat() for row in contents.versions})
    tables = "\n".join(f"| `{table.name}` | {table.description} |" for table in TABLES)
    views = "\n".join(f"| `{view.name}` | {view.description} |" for view in VIEWS)
    return f"""# Bilik release {name}

State powers in Kazakhstan's legal texts, read clause by clause in Russian and in Kazakh, and an
index of the President's powers over time. This release rests on **{described_texts(contents)}**,
{len(contents.versions)} versions dated {dates[0]} to {dates[-1]}. Restated texts are never mixed
with official ones: the column `series` says which is which, in every table and score.

Nothing edits a release. Corrections come as a new one.

## What is here
| file | holds |
| --- | --- |
| `bilik.duckdb` | all tables and views, with comments; open it read-only |
| `*.parquet` | the same tables, a file each; the archive format |
| `datapackage.json` | columns, types, closed lists, keys, sizes and SHA-256 of the Parquet files |
| `codebook.json` | every code with its words in Kazakh, Russian and English |
| `log.json` | when and with what the release was built |

| table | holds |
| --- | --- |
{tables}

| view | holds |
| --- | --- |
{views}

## How to query
```
bilik query "SELECT valid_from, value FROM president WHERE scheme = 'share' AND lang = 'rus'"
duckdb -readonly bilik.duckdb "SELECT power_id, text FROM powers_read WHERE action = 'dissolve'"
```
```python
import pyarrow.parquet as pq
powers = pq.read_table("powers.parquet")
```
Every number leads back to its clauses: `scores` to `score_components` to `powers` to `clauses`.

## Licence and citation
Tables: {LICENCE["title"]} ({LICENCE["path"]}). Official texts of Kazakhstan are not subject to
copyright. Cite as: Bilik, release {name}.
"""
