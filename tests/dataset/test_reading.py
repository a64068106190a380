"""Queries typed by people: they read everything in the release and reach nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.dataset import TABLES, VIEWS, connect, latest, query
from pipeline.errors import QueryError, ReleaseError


def test_columns_and_rows_come_back(release: Path):
    columns, rows = query(release, "SELECT act, kind FROM acts ORDER BY act")
    assert columns == ["act", "kind"]
    assert rows == [("constitution-1993", "constitution"), ("constitution-1995", "constitution")]


def test_a_limit_cuts_the_rows(release: Path):
    assert len(query(release, "FROM powers", limit=5)[1]) == 5
    assert query(release, "FROM powers", limit=0)[1] == []


def test_parameters_fill_question_marks(release: Path):
    sql = "SELECT count(*) FROM powers WHERE action = ?"
    assert query(release, sql, parameters=["interpret"])[1] == [(2,)]


@pytest.mark.parametrize("sql", ["PIVOT scores ON scheme USING max(value)", "DESCRIBE powers"])
def test_reading_statements_that_are_no_plain_select_work(release: Path, sql: str):
    assert query(release, sql)[1]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO acts (act) VALUES ('x')",
        "UPDATE acts SET kind = 'x'",
        "DROP TABLE acts",
        "CREATE TEMP TABLE t AS FROM acts",
        "COPY acts TO 'acts.csv'",
        "ATTACH 'other.duckdb'",
        "EXPORT DATABASE 'all'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "CHECKPOINT",
    ],
)
def test_a_statement_that_does_more_than_read_is_refused(release: Path, sql: str):
    with pytest.raises(QueryError, match="a release is read-only, and this is"):
        query(release, sql)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 1; SELECT 2", "this holds 2 statements"),
        ("SELECT 1; DROP TABLE acts", "this holds 2 statements"),
        ("", "this holds 0 statements"),
        ("SELEC 1", 'syntax error at or near "SELEC"'),
        ("SELECT holdr FROM powers", "holdr"),
        ("FROM nowhere", "Table with name nowhere does not exist"),
        ("FROM read_csv('/etc/hostname')", "file system operations are disabled"),
        ("FROM '/etc/hostname'", "/etc/hostname"),
        ("SELECT 1 / (SELECT 'a')::INTEGER", "Could not convert"),
        ("FROM release", "Table with name release does not exist"),
    ],
)
def test_an_error_says_what_is_wrong_and_which_tables_there_are(
    release: Path, sql: str, message: str
):
    with pytest.raises(QueryError) as caught:
        query(release, sql)
    assert message in str(caught.value)
    assert "powers" in caught.value.remedy
    assert "index_by_year" in caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_connection_cannot_write_or_leave_the_release(release: Path):
    import duckdb

    before = sorted(release.iterdir())
    with connect(release) as db:
        for sql in (
            "INSERT INTO acts (act) VALUES ('x')",
            "COPY acts TO 'acts.csv'",
            "ATTACH 'other.duckdb'",
            "FROM read_text('/etc/hostname')",
            "SET memory_limit = '1TB'",
        ):
            with pytest.raises(duckdb.Error):
                db.execute(sql)
    assert sorted(release.iterdir()) == before


def test_two_readers_at_once(release: Path):
    with connect(release) as one, connect(release) as other:
        counts = [db.execute("SELECT count(*) FROM powers").fetchone() for db in (one, other)]
    assert counts == [(12,), (12,)]


def test_without_a_release_the_remedy_says_how_to_make_one(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(ReleaseError, match="bilik build"):
            latest(folder)


@pytest.mark.parametrize("name", ["1998-10-07-gone", "../elsewhere", "..", ""])
def test_a_latest_that_names_no_release_is_an_error(tmp_path: Path, name: str):
    (tmp_path / "LATEST").write_text(f"{name}\n")
    with pytest.raises(ReleaseError, match="which is not here"):
        latest(tmp_path)


def test_a_folder_that_is_no_release_is_an_error(tmp_path: Path):
    with pytest.raises(ReleaseError, match=r"holds no bilik\.duckdb"):
        query(tmp_path, "SELECT 1")


def test_a_broken_database_is_an_error(tmp_path: Path):
    (tmp_path / "bilik.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(ReleaseError, match="cannot be opened"):
        connect(tmp_path)


def test_every_table_view_and_column_is_commented(release: Path):
    _, tables = query(release, "SELECT table_name, comment FROM duckdb_tables()")
    assert dict(tables) == {table.name: table.description for table in TABLES}
    _, views = query(release, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal")
    assert dict(views) == {view.name: view.description for view in VIEWS}
    _, bare = query(
        release,
        "SELECT c.table_name, c.column_name FROM duckdb_columns() c JOIN duckdb_tables() t"
        " USING (table_oid) WHERE c.comment IS NULL",
    )
    assert bare == []


def test_opening_the_room_loads_no_engine():
    """The command line's help stays fast."""
    code = (
        "import sys, pipeline.dataset, pipeline.errors;"
        "sys.exit(bool({'duckdb', 'pyarrow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
