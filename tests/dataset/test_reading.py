"""Queries typed by people: they read everything in the release and reach nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import TABLES, VIEWS, connect, latest, query
from pipeline.dataset.ask import Answer, asking, table
from pipeline.dataset.layout import KEY, LAYOUT
from pipeline.errors import QueryError, ReleaseError


def test_columns_and_rows_come_back(release: Path):
    columns, rows = query(release, "SELECT act, kind FROM acts ORDER BY act")
    assert columns == ["act", "kind"]
    assert rows == [("constitution-1993", "constitution"), ("constitution-1995", "constitution")]


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
        "DETACH bilik",
        "INSTALL httpfs",
        "LOAD httpfs",
        "UPDATE EXTENSIONS",
        "SET enable_external_access = true",
        "RESET memory_limit",
        "SET VARIABLE x = 1",
        "USE memory",
        "PRAGMA database_list",
        "PRAGMA enable_profiling",
        "CALL enable_logging()",
        "CHECKPOINT",
        "VACUUM",
        "BEGIN",
        "PREPARE x AS SELECT 1",
        "CREATE MACRO f() AS 1",
        "CREATE SECRET s (TYPE s3)",
        "IMPORT DATABASE 'all'",
        "COMMENT ON TABLE acts IS 'x'",
        "MERGE INTO acts USING acts b ON false WHEN NOT MATCHED THEN INSERT BY NAME",
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


OUTSIDE = (
    "FROM read_csv('{file}')",
    "FROM read_text('{file}')",
    "FROM read_blob('{file}')",
    "FROM read_json('{file}')",
    "FROM read_parquet('{parquet}')",
    "FROM read_duckdb('{database}')",
    "FROM parquet_metadata('{parquet}')",
    "FROM sniff_csv('{file}')",
    "FROM glob('{folder}/*')",
    "FROM '{file}'",
    "FROM '{parquet}'",
    "SELECT * FROM acts JOIN '{parquet}' USING (act)",
    "SELECT (SELECT count(*) FROM read_text('{file}'))",
    "FROM query('FROM read_text(''{file}'')')",
    "FROM query('COPY acts TO ''{new}'' ')",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''{file}'')'))",
    "WITH x AS (INSERT INTO acts (act) VALUES ('x') RETURNING *) FROM x",
    "EXPLAIN ANALYZE COPY acts TO '{new}'",
    "EXPLAIN ANALYZE INSERT INTO acts (act) VALUES ('x')",
    "EXPLAIN ANALYZE SET enable_external_access = true",
    "FROM enable_logging(storage_path = '{new}')",
    "FROM enable_profiling(save_location = '{new}')",
    "FROM duckdb_secrets()",
    "FROM duckdb_extensions()",
    "SELECT getenv('HOME')",
    "FROM 'https://example.org/x.csv'",
)


@pytest.mark.parametrize("sql", OUTSIDE)
def test_no_statement_reaches_anything_but_the_release(release: Path, tmp_path: Path, sql: str):
    """Those that pass for reading: the engine itself refuses them."""
    file = tmp_path / "here.csv"
    file.write_text("a,b\n1,2\n")
    other = tmp_path / "other.duckdb"
    other.write_bytes((release / "bilik.duckdb").read_bytes())
    before = sorted(tmp_path.iterdir())
    places = {
        "file": file,
        "folder": tmp_path,
        "parquet": release / "acts.parquet",
        "database": other,
        "new": tmp_path / "new",
    }
    with pytest.raises(QueryError):
        query(release, sql.format(**places))
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_that_a_statement_does_outlasts_it(release: Path):
    query(release, "EXPLAIN ANALYZE CREATE TEMP TABLE mine AS FROM acts")
    with pytest.raises(QueryError, match="mine"):
        query(release, "FROM mine")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM range(1000000000000)",
        "SELECT count(*) FROM powers a, powers b, powers c, range(1000000000) d",
        "WITH RECURSIVE t AS (SELECT 1 i UNION ALL SELECT i + 1 FROM t) SELECT count(*) FROM t",
        "SELECT pg_sleep(60)",
    ],
)
def test_a_statement_that_runs_too_long_is_stopped(release: Path, sql: str):
    with connect(release) as db:
        for fetch in (Answer.rows, Answer.arrow):
            with (
                pytest.raises(QueryError, match=r"longer than 0\.3 seconds"),
                asking(db, sql, timeout=0.3) as answer,
            ):
                list(fetch(answer)[1])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT len(list(i)) FROM range(1000000000) t(i)",
        "SELECT len(string_agg('123456789')) FROM range(1000000000)",
    ],
)
def test_a_statement_that_needs_too_much_memory_is_refused(release: Path, sql: str):
    with pytest.raises(QueryError, match="needs more memory"):
        query(release, sql)


def test_an_answer_is_given_as_it_is_computed(release: Path):
    """The first rows of an endless answer come at once."""
    with connect(release) as db, asking(db, "FROM range(1000000000000)") as answer:
        columns, batches = answer.rows()
        assert columns == ["range"]
        assert next(batches)[0] == (0,)
    with connect(release) as db, asking(db, "FROM range(1000000000000)") as answer:
        assert next(answer.arrow()[1])["range"][0].as_py() == 0


def test_an_answer_too_large_to_hold_is_an_error(release: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.dataset.ask.MOST_BYTES", 2**20)
    with connect(release) as db, pytest.raises(QueryError, match="the answer is larger than"):
        table(db, "FROM range(1000000000000)")


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


def test_a_broken_database_is_an_error(release: Path, tmp_path: Path):
    _copy(release, tmp_path).write_bytes(b"no database" * 1000)
    with pytest.raises(ReleaseError, match="cannot be opened"):
        connect(tmp_path)


@pytest.mark.parametrize("layout", [LAYOUT - 1, LAYOUT + 1])
def test_a_release_of_another_layout_is_an_error(release: Path, tmp_path: Path, layout: int):
    _copy(release, tmp_path)
    package = tmp_path / "datapackage.json"
    told = json.loads(package.read_text()) | {KEY: layout}
    package.write_text(json.dumps(told))
    with pytest.raises(ReleaseError, match=f"layout {layout}.*bilik build"):
        query(tmp_path, "SELECT 1")


def test_a_release_that_says_nothing_of_itself_is_an_error(release: Path, tmp_path: Path):
    _copy(release, tmp_path)
    (tmp_path / "datapackage.json").unlink()
    with pytest.raises(ReleaseError, match=r"datapackage\.json"):
        query(tmp_path, "SELECT 1")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_database_is_an_error(release: Path, tmp_path: Path, part: float):
    damaged = _copy(release, tmp_path)
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(ReleaseError, match=r"cannot be opened|is damaged"):
        _read_all(tmp_path)


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 1, exclude_max=True))
def test_a_damaged_database_gives_its_rows_or_one_error(release: Path, place: float):
    """The engine sums its blocks: other bytes than were written never pass for data."""
    with tempfile.TemporaryDirectory() as folder:
        damaged = _copy(release, Path(folder))
        data = bytearray(damaged.read_bytes())
        start = int(place * len(data))
        data[start : start + 64] = bytes(255 - byte for byte in data[start : start + 64])
        damaged.write_bytes(data)
        try:
            found = _read_all(Path(folder))
        except ReleaseError:
            return  # any other error fails
        assert found == _read_all(release)


def _copy(release: Path, folder: Path) -> Path:
    """The database of a copy of a release, to be spoilt."""
    for name in ("bilik.duckdb", "datapackage.json"):
        (folder / name).write_bytes((release / name).read_bytes())
    return folder / "bilik.duckdb"


def _read_all(release: Path) -> dict[str, list[tuple[object, ...]]]:
    return {one.name: query(release, f"FROM {one.name}")[1] for one in TABLES}


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
