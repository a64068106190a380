"""`verify` finds what was done to a release, whatever it was."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.dataset import Contents, publish
from pipeline.dataset.checksums import file_names, write_checksums
from pipeline.dataset.verify import FAILED, NONE, OK, Check, verify
from pipeline.errors import ReleaseError
from tests.dataset.sample import INPUTS

CHECKS = [
    "layout", "files", "checksums", "JSON", "description", "schema", "keys", "foreign keys",
    "database", "sums", "spans", "intervals",
]  # fmt: skip


@pytest.fixture
def copy(full_release: Path, tmp_path: Path) -> Path:
    """A release that may be written to, under the same name."""
    copied = tmp_path / "releases" / full_release.name
    shutil.copytree(full_release, copied)
    for path in copied.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return copied


def failed(release: Path) -> dict[str, str]:
    return {check.name: check.told for check in verify(release) if check.state == FAILED}


def edit_json(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def edit_table(release: Path, table: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Change a table in Parquet and in the database alike, as if it had been published so."""
    path = release / f"{table}.parquet"
    old = pq.read_table(path)
    rows = old.to_pylist()
    change(rows)
    new = pa.Table.from_pylist(rows, schema=old.schema)
    pq.write_table(new, path)
    with duckdb.connect(release / "bilik.duckdb") as db:
        db.register("new_rows", new)
        db.execute(f'DELETE FROM "{table}"')
        db.execute(f'INSERT INTO "{table}" FROM new_rows')


def seal(release: Path) -> None:
    """Make sizes and checksums fit, so that only what the data say can tell."""

    def sizes(package: dict[str, Any]) -> None:
        for resource in package["resources"]:
            resource["bytes"] = (release / resource["path"]).stat().st_size

    edit_json(release / "datapackage.json", sizes)
    write_checksums(release)


def test_a_release_as_published_passes_every_check(full_release: Path):
    checks = list(verify(full_release))
    assert [check.name for check in checks] == CHECKS
    assert {check.state for check in checks} == {OK}
    told = {check.name: check.told for check in checks}
    assert told["sums"] == "18 scores are the sum of their components"
    assert told["files"].startswith(f"{len(file_names(full_release))} files")


def test_a_flipped_byte_is_found_in_every_file(copy: Path):
    for name in (*file_names(copy), "SHA256SUMS"):
        path = copy / name
        whole = path.read_bytes()
        place = len(whole) // 2
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        found = {}
        for check in verify(copy):  # the first four read every file; the others take longer
            if check.state == FAILED:
                found[check.name] = check.told
            if check.name == "checksums":
                break
        assert found, name
        assert name in " ".join(found.values()) or name == "SHA256SUMS"
        path.write_bytes(whole)
    assert failed(copy) == {}


@pytest.mark.parametrize(
    "kind",
    [
        "scores.parquet",
        "bilik.duckdb",
        "log.json",
        "README.md",
        "csv/scores.csv.zip",
        "datapackage.json",
        "SHA256SUMS",
    ],
)
def test_a_missing_or_cut_file_is_named(copy: Path, kind: str):
    path = copy / kind
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert kind in " ".join(failed(copy).values())
    path.unlink()
    assert kind in " ".join(failed(copy).values())


def test_a_foreign_file_is_named(copy: Path):
    (copy / "csv" / "mine.csv").write_text("x")
    assert failed(copy) == {"files": f"{copy}: foreign: csv/mine.csv"}


def test_a_link_out_of_the_release_is_foreign(copy: Path, tmp_path: Path):
    (copy / "elsewhere").symlink_to(tmp_path)
    assert failed(copy) == {"files": f"{copy}: foreign: elsewhere"}


def first(column: str, value: Any) -> Callable[[list[dict[str, Any]]], None]:
    """Give the first row another value."""

    def change(rows: list[dict[str, Any]]) -> None:
        rows[0][column] = value

    return change


@pytest.mark.parametrize(
    ("check", "table", "change", "told"),
    [
        ("schema", "powers", first("holder", "emperor"), "'emperor' is no code of holder"),
        ("keys", "notes", lambda rows: rows.append(dict(rows[0])), "two rows have the version_id"),
        ("foreign keys", "acts", lambda rows: rows.pop(0), "stands in no row of acts"),
        ("sums", "score_components", first("contribution", 7.0), "its components sum to"),
        ("sums", "score_components", first("contribution", None), "cannot be told"),
        ("sums", "scores", first("value", None), "has no value, though"),
        ("spans", "powers", first("holder_end", 999), "span of its holder lies outside"),
        ("spans", "powers", first("action_where", "before"), "span of its action lies outside"),
        ("spans", "constraints", first("span_start", -1), "span of its constraint 0 lies outside"),
        ("spans", "powers", first("object_start", None), "span of its object lies outside"),
        ("intervals", "scores", first("low", 99.0), "lies outside the interval 99"),
        ("intervals", "score_intervals", first("high", -1.0), "lies outside the interval"),
        ("intervals", "score_differences", first("value", 0.9), "its value 0.9 lies outside"),
    ],
)
def test_each_check_of_the_data_can_fail(
    copy: Path,
    check: str,
    table: str,
    change: Callable[[list[dict[str, Any]]], object],
    told: str,
):
    edit_table(copy, table, change)
    seal(copy)
    found = failed(copy)
    assert told in found[check]
    assert found.keys() <= {check, "sums", "intervals"}  # a value that is gone is in no interval


def test_a_score_without_components_is_no_sum(copy: Path):
    edit_table(copy, "score_components", lambda rows: rows.clear())
    seal(copy)
    assert "has no component" in failed(copy)["sums"]


def test_a_column_that_the_description_does_not_have_is_found(copy: Path):
    path = copy / "acts.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["number"]), path)
    seal(copy)
    assert "has other columns" in failed(copy)["schema"]
    rows = pq.read_table(copy / "scores.parquet")
    pq.write_table(rows.drop_columns(["value"]), copy / "scores.parquet")
    assert "cannot be checked" in failed(copy)["sums"]


def test_a_column_of_another_type_is_found(copy: Path):
    path = copy / "notes.parquet"
    rows = pq.read_table(path)
    at = rows.column_names.index("span_end")
    pq.write_table(rows.set_column(at, "span_end", rows["span_end"].cast(pa.int32())), path)
    seal(copy)
    assert "span_end is not as datapackage.json says" in failed(copy)["schema"]


def test_a_column_without_its_description_is_found(copy: Path):
    path = copy / "notes.parquet"
    rows = pq.read_table(path)
    bare = pa.schema([field.remove_metadata() for field in rows.schema], rows.schema.metadata)
    pq.write_table(rows.cast(bare), path)
    seal(copy)
    assert "version_id is not as datapackage.json says" in failed(copy)["schema"]


@pytest.mark.parametrize("name", ["powers.parquet", "bilik.duckdb", "datapackage.json"])
def test_damage_anywhere_is_told_and_never_a_crash(copy: Path, name: str):
    chance = random.Random(name)
    path = copy / name
    whole = path.read_bytes()
    for _ in range(4):
        damaged = bytearray(whole)
        for place in chance.sample(range(len(whole)), 30):
            damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        assert name in " ".join(failed(copy).values())


def test_parquet_and_database_must_agree(copy: Path):
    path = copy / "acts.parquet"
    rows = pq.read_table(path)
    titles = pa.array(["another", *rows["title_eng"].to_pylist()[1:]])
    at = rows.column_names.index("title_eng")
    pq.write_table(rows.set_column(at, rows.schema.field(at), titles), path)
    seal(copy)
    assert "other values of title_eng" in failed(copy)["database"]
    pq.write_table(rows.slice(1), path)
    seal(copy)
    assert "2 rows in the database, 1 in Parquet" in failed(copy)["database"]


def test_a_database_that_cannot_be_read_is_told(copy: Path):
    (copy / "bilik.duckdb").write_bytes(b"no database" * 1000)
    seal(copy)
    assert "cannot be opened" in failed(copy)["database"]
    with duckdb.connect(str(copy / "other.duckdb")) as db:
        db.execute("CREATE TABLE acts (act VARCHAR)")
    (copy / "other.duckdb").replace(copy / "bilik.duckdb")
    seal(copy)
    assert "in the database or in Parquet alone" in failed(copy)["database"]


def test_a_description_that_frictionless_refuses_is_told(copy: Path):
    edit_json(copy / "datapackage.json", lambda package: package["resources"][0].pop("path"))
    write_checksums(copy)
    found = failed(copy)
    assert "Frictionless refuses it" in found["description"]
    assert "describes no tables" in found["tables"]


def test_a_size_that_the_description_does_not_have_is_told(copy: Path):
    def longer(package: dict[str, Any]) -> None:
        package["resources"][0]["bytes"] += 1

    edit_json(copy / "datapackage.json", longer)
    write_checksums(copy)
    assert list(failed(copy)) == ["description"]
    assert "acts.parquet: has not the " in failed(copy)["description"]


def test_a_description_without_tables_is_no_pass(copy: Path):
    edit_json(copy / "datapackage.json", lambda package: package.update(resources=[]))
    write_checksums(copy)
    assert "describes no tables" in failed(copy)["tables"]


def test_a_log_of_another_release_is_told(copy: Path):
    edit_json(copy / "log.json", lambda log: log.update(release="1993-01-28-ffffffff"))
    write_checksums(copy)
    assert failed(copy) == {
        "JSON": f"{copy}: log.json and datapackage.json name different releases"
    }


def test_where_there_is_nothing_to_check_it_says_so(release: Path):
    checks = {check.name: check for check in verify(release)}
    assert checks["intervals"] == Check("intervals", NONE, "0 intervals contain their value")
    assert checks["sums"].state == OK


def test_a_release_of_another_layout_is_not_judged(copy: Path):
    edit_json(copy / "datapackage.json", lambda package: package.pop("bilik:layout"))
    with pytest.raises(ReleaseError, match="has layout 1"):
        list(verify(copy))
    edit_json(copy / "datapackage.json", lambda package: package.update({"bilik:layout": 0}))
    with pytest.raises(ReleaseError, match="has layout 0"):
        list(verify(copy))


def test_a_size_that_is_not_told_is_wrong(copy: Path):
    edit_json(copy / "datapackage.json", lambda package: package["resources"][0].pop("bytes"))
    checks = {check.name: check for check in verify(copy)}
    assert checks["description"].state == FAILED
    assert "number of bytes" in checks["description"].told


def test_a_database_without_a_view_is_told(copy: Path):
    (copy / "bilik.duckdb").chmod(0o644)
    with duckdb.connect(copy / "bilik.duckdb") as db:
        db.execute("DROP VIEW president")
    checks = {check.name: check for check in verify(copy)}
    assert checks["database"].state == FAILED
    assert "lacks the views president" in checks["database"].told


def run(releases: Path, *arguments: str) -> Any:
    return CliRunner().invoke(
        main, ["release", "verify", *arguments, "--workspace", str(releases.parent)]
    )


def test_the_command_prints_a_line_a_check(full_contents: Contents, tmp_path: Path):
    release = publish(full_contents, tmp_path / "releases", INPUTS)
    done = run(release.parent)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == len(CHECKS)
    assert "ok      foreign keys: " in done.stdout
    said = json.loads(run(release.parent, release.name, "--format", "json").stdout)
    assert said["whole"] is True
    assert [check["name"] for check in said["checks"]] == CHECKS


def test_the_command_fails_with_what_is_damaged_and_the_remedy(copy: Path):
    with (copy / "codebook.json").open("a") as file:
        file.write("}")
    done = run(copy.parent, "1998")
    assert done.exit_code == 1
    assert "FAILED  checksums: " in done.stdout
    assert "damaged (checksums, JSON)" in done.stderr
    assert "run `bilik build`" in done.stderr


def test_the_same_contents_in_another_place_pass(full_contents: Contents, tmp_path: Path):
    release = publish(replace(full_contents), tmp_path, INPUTS)
    moved = release.rename(tmp_path / "elsewhere")
    assert failed(moved) == {}
