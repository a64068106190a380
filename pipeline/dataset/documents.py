"""What a release says about itself to people: README.md, CODEBOOK.md, CITATION.cff."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pipeline.dataset.csvfiles import SEPARATOR
from pipeline.dataset.layout import LAYOUT
from pipeline.dataset.rows import Contents
from pipeline.dataset.schema import Column, Table
from pipeline.dataset.tables import TABLES
from pipeline.dataset.views import VIEWS
from pipeline.vocabulary import LABEL_LANGUAGES, label

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_TYPES = {"string": "text", "strings": "list of text", "number": "decimal number"}
_LANGUAGES = {"kaz": "Kazakh", "rus": "Russian", "eng": "English"}


def code_lists() -> dict[str, type[StrEnum]]:
    """The closed lists of the tables that have words in three languages, by name."""
    found = {
        column.codes.__name__: column.codes
        for table in TABLES
        for column in table.columns
        if isinstance(column.codes, type)
    }
    return dict(sorted(found.items()))


def codebook_page(name: str) -> str:
    """CODEBOOK.md: every table, column, type, unit and code, for people."""
    tables = "\n".join(map(_table_told, TABLES))
    lists = "\n".join(_codes_told(list_name, codes) for list_name, codes in code_lists().items())
    return f"""# Codebook of release {name}

Made from the same description as the tables. *Required*: never null. *Key*: no two rows have the
same. Offsets count characters from 0, and ends are exclusive. Days are ISO 8601; `valid_to` is the
first day after. The codes that a column may hold stand beside it, or in the list that it names,
below the tables.

## Tables
{tables}
## Codes
{lists}"""


def _table_told(table: Table) -> str:
    columns = "\n".join(map(_column_told, table.columns))
    foreign = "".join(
        f"\n- `{', '.join(key.columns)}` stands in `{key.table}` as `{', '.join(key.refers_to)}`"
        for key in table.foreign
    )
    return f"""
### {table.name}

{table.description}

- key: `{", ".join(table.key)}`{foreign}

| column | type | required | unit | holds | codes |
| --- | --- | --- | --- | --- | --- |
{columns}
"""


def _column_told(column: Column) -> str:
    if isinstance(column.codes, type):
        codes = f"[{column.codes.__name__}](#{column.codes.__name__.lower()})"
    else:
        codes = ", ".join(f"`{code}`" for code in column.values)
    cells = (
        f"`{column.name}`",
        _TYPES.get(column.kind, column.kind),
        "yes" if column.required else "",
        column.unit,
        column.description,
        codes,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _codes_told(name: str, codes: type[StrEnum]) -> str:
    rows = "\n".join(
        "| " + " | ".join([f"`{code}`", *(label(code, lang) for lang in LABEL_LANGUAGES)]) + " |"
        for code in codes
    )
    heads = " | ".join(_LANGUAGES[lang] for lang in LABEL_LANGUAGES)
    return f"\n### {name}\n\n| code | {heads} |\n| --- | --- | --- | --- |\n{rows}\n"


def citation(name: str, contents: Contents, day: date) -> str:
    """CITATION.cff of the release that was published on a day."""
    return f"""cff-version: 1.2.0
message: If you use this release, please cite it as below.
title: "Bilik: state powers in Kazakhstan's legal texts, release {name}"
abstract: >-
  State powers in Kazakhstan's legal texts in Russian and in Kazakh, read from
  {described_texts(contents)}, and an index of them over time in which every number leads back to
  its clauses.
type: dataset
version: {name}
date-released: {day.isoformat()}
license: {LICENCE["name"]}
authors:
  - name: The Bilik maintainers
"""


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
index of them over time. This release rests on
**{described_texts(contents)}**,
{len(contents.versions)} versions dated {dates[0]} to {dates[-1]}. Restated texts are never mixed
with official ones: the column `series` says which is which, in every table and score.

Nothing edits a release. Corrections come as a new one. The layout of its tables and files has the
number {LAYOUT}.

## What is here
| file | holds |
| --- | --- |
| `bilik.duckdb` | all tables and views, with comments; open it read-only |
| `*.parquet` | the same tables, a file each; the archive format |
| `csv/*.csv.zip` | the same tables for R and Stata: UTF-8, lists joined by `{SEPARATOR}` |
| `datapackage.json` | columns, types, closed lists, keys, sizes and SHA-256 of these files |
| `CODEBOOK.md`, `codebook.json` | every column; every code in Kazakh, Russian and English |
| `models/` | the cards of the models that read |
| `acts.toml`, `weights.toml`, `claims.toml` | the registry, weights and claims of this release |
| `log.json` | when and with what the release was built |
| `CITATION.cff` | how to cite it |
| `SHA256SUMS` | a hash for every other file: `sha256sum -c SHA256SUMS` |

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
```r
scores <- readr::read_csv("csv/scores.csv.zip")
```
```stata
unzipfile "csv/scores.csv.zip"
import delimited "scores.csv", bindquote(strict) encoding("utf-8") clear
```
Every number leads back to its clauses: `scores` to `score_components` to `powers` to `clauses`.

## Licence and citation
Tables: {LICENCE["title"]} ({LICENCE["path"]}). Official texts of Kazakhstan are not subject to
copyright. Cite as: Bilik, release {name}.
"""
