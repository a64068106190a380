"""What stands in a release beside its tables: CSV copies, data package, checksums, pages, cards."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset import TABLES, Contents, publish, query
from pipeline.dataset.csvfiles import SEPARATOR, csv_bytes, csv_path
from pipeline.dataset.layout import LAYOUT, check_layout
from pipeline.dataset.schema import Column, Table
from pipeline.errors import ReleaseError
from pipeline.vocabulary import Holder
from tests.dataset.sample import INPUTS

# Names that Stata keeps for itself (its manual, [U] 11.3), as far as they are lower case letters.
STATA_RESERVED = re.compile(r"byte|double|float|if|in|int|long|str\d+|strl|using|with")


def csv_rows(release: Path, table: Table) -> list[list[str]]:
    with zipfile.ZipFile(release / csv_path(table)) as archive:
        assert archive.namelist() == [f"{table.name}.csv"]
        text = archive.read(f"{table.name}.csv").decode("utf8")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_csv(value: Any) -> str:
    """How a cell must look in the CSV copy."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def test_the_csv_copies_have_every_cell_of_the_tables(full_release: Path):
    for table in TABLES:
        head, *rows = csv_rows(full_release, table)
        assert head == table.column_names
        expected = [
            list(row.values())
            for row in pq.read_table(full_release / f"{table.name}.parquet").to_pylist()
        ]
        assert len(rows) == len(expected)
        for row, wanted in zip(rows, expected, strict=True):
            for cell, value in zip(row, wanted, strict=True):
                if isinstance(value, float):
                    assert float(cell) == value
                else:
                    assert cell == as_csv(value)


words = st.none() | st.text(st.characters(codec="utf8", exclude_characters="\0"))


@given(st.lists(st.tuples(words, st.lists(st.text(alphabet='abя;", \n'), max_size=3))))
def test_any_words_come_back_from_csv(rows: list[tuple[str | None, list[str]]]):
    table = Table("t", "", (Column("a", "string", ""), Column("b", "strings", "")), ("a",))
    arrow = pa.table(
        {"a": [a for a, _ in rows], "b": [b for _, b in rows]}, schema=table.arrow_schema()
    )
    text = csv_bytes(table, arrow).decode("utf8")
    head, *found = csv.reader(io.StringIO(text, newline=""))
    assert head == ["a", "b"]
    assert found == [[a or "", SEPARATOR.join(b)] for a, b in rows]


def test_a_list_that_cannot_be_joined_is_refused():
    table = Table("t", "", (Column("b", "strings", ""),), ("b",))
    rows = pa.table({"b": [["x", f"y{SEPARATOR}z"]]}, schema=table.arrow_schema())
    with pytest.raises(ReleaseError, match="table t: an item of b holds"):
        csv_bytes(table, rows)


def test_names_are_such_as_stata_and_r_take():
    for table in TABLES:
        for name in (table.name, *table.column_names):
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name), (table.name, name)
            assert not STATA_RESERVED.fullmatch(name), (table.name, name)


def test_the_csv_copies_are_the_same_bytes_each_time(
    full_contents: Contents, full_release: Path, tmp_path: Path
):
    again = publish(full_contents, tmp_path, INPUTS)
    for table in TABLES:
        place = csv_path(table)
        assert (again / place).read_bytes() == (full_release / place).read_bytes()


def frictionless(release: Path) -> Any:
    """What `frictionless validate datapackage.json` reports."""
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=release, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_frictionless_validates_the_release_row_by_row(full_release: Path):
    report = frictionless(full_release)
    assert report["valid"], report
    checked = {task["name"]: task["stats"].get("rows", 0) for task in report["tasks"]}
    for table in TABLES:
        rows = pq.read_metadata(full_release / f"{table.name}.parquet").num_rows
        assert checked[f"{table.name}-csv"] == rows
        assert table.name in checked


def test_frictionless_sees_a_row_that_breaks_the_description(full_release: Path, tmp_path: Path):
    package = json.loads((full_release / "datapackage.json").read_text())
    (broken,) = [one for one in package["resources"] if one["name"] == "acts-csv"]
    (tmp_path / "csv").mkdir()
    text = "\n".join([",".join(field["name"] for field in broken["schema"]["fields"]), "a,b"])
    with zipfile.ZipFile(tmp_path / broken["path"], "w") as archive:
        archive.writestr("acts.csv", text)
    data = (tmp_path / broken["path"]).read_bytes()
    broken |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [broken]}))
    (task,) = frictionless(tmp_path)["tasks"]
    assert {error["type"] for error in task["errors"]} >= {"missing-cell"}


def test_codes_are_described_with_their_words(full_release: Path):
    package = json.loads((full_release / "datapackage.json").read_text())
    (powers,) = [one for one in package["resources"] if one["name"] == "powers"]
    (holder,) = [field for field in powers["schema"]["fields"] if field["name"] == "holder"]
    assert {one["value"] for one in holder["categories"]} == set(Holder)
    assert {"value": "president", "label": "President"} in holder["categories"]


def test_sha256sum_accepts_every_file(full_release: Path):
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=full_release, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    told = {line.rsplit(": ", 1)[0] for line in done.stdout.splitlines()}
    files = {
        path.relative_to(full_release).as_posix()
        for path in full_release.rglob("*")
        if path.is_file()
    }
    assert told == files - {"SHA256SUMS"}
    assert {"bilik.duckdb", "log.json", "csv/scores.csv.zip", "models/russian-1/card.json"} <= told


def test_the_codebook_page_tells_every_table_column_and_code(full_release: Path):
    page = (full_release / "CODEBOOK.md").read_text()
    for table in TABLES:
        part = page.split(f"\n### {table.name}\n")[1].split("\n### ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in part
    lists = json.loads((full_release / "codebook.json").read_text())
    for name, codes in lists.items():
        part = page.split(f"\n### {name}\n")[1].split("\n### ")[0]
        for code in codes:
            row = f"| `{code['code']}` | {code['kaz']} | {code['rus']} | {code['eng']} |"
            assert row in part
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", line)) for line in rows} == {6, 8}  # no cell breaks a row


def test_the_citation_names_release_and_day(full_release: Path):
    cited = yaml.safe_load((full_release / "CITATION.cff").read_text())
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == full_release.name
    log = json.loads((full_release / "log.json").read_text())
    assert cited["date-released"] == date.fromisoformat(log["built"][:10])
    assert cited["type"] == "dataset"


def test_the_layout_stands_in_the_data_package_the_log_and_the_run(full_release: Path):
    package, log = (
        json.loads((full_release / name).read_text()) for name in ("datapackage.json", "log.json")
    )
    assert package["bilik:layout"] == log["bilik:layout"] == LAYOUT
    assert query(full_release, "SELECT layout FROM runs")[1] == [(LAYOUT,)]
    check_layout(full_release)


@pytest.mark.parametrize(("told", "layout"), [({}, 1), ({"bilik:layout": LAYOUT + 1}, LAYOUT + 1)])
def test_another_layout_is_refused_with_the_remedy(
    tmp_path: Path, told: dict[str, int], layout: int
):
    (tmp_path / "datapackage.json").write_text(json.dumps(told))
    with pytest.raises(ReleaseError) as caught:
        check_layout(tmp_path)
    assert caught.value.where == str(tmp_path)
    assert f"has layout {layout}, this version of Bilik reads layout {LAYOUT}" in str(caught.value)
    assert "bilik build" in caught.value.remedy


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"bilik:layout": "two"}', '{"bilik:layout": true}']
)
def test_a_layout_that_cannot_be_read_is_a_damaged_release(tmp_path: Path, text: str):
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(ReleaseError, match=r"datapackage\.json: (cannot|is no|its layout)"):
        check_layout(tmp_path)


def test_models_and_run_are_tables(full_release: Path, full_contents: Contents):
    assert full_contents.run is not None
    _, rows = query(full_release, "SELECT model, kind, langs, licence, sha256 FROM models")
    assert rows == [("russian-1", "tagger", ["rus"], "CC BY-SA 4.0", "ab" * 32)]
    _, rows = query(full_release, "SELECT inputs_hash, texts, powers, packages FROM runs")
    assert rows == [(full_contents.run.inputs_hash, 6, 12, ["duckdb=2.0.0"])]


def test_the_tables_of_a_run_have_no_times(full_contents: Contents, tmp_path: Path):
    first = publish(full_contents, tmp_path / "a", INPUTS)
    second = publish(replace(full_contents), tmp_path / "b", INPUTS, {"build_seconds": 7})
    for name in ("runs", "models"):
        file = f"{name}.parquet"
        assert (first / file).read_bytes() == (second / file).read_bytes()
