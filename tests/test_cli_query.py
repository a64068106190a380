"""`bilik query`: what people ask, and what comes back."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipeline import dataset
from pipeline.cli import main
from pipeline.dataset.examples import examples
from pipeline.workspace import Workspace

COUNT = "SELECT holder, count(*) AS n FROM powers GROUP BY 1 ORDER BY 2 DESC, 1"


@pytest.fixture(scope="module")
def workspace(built_workspace: Path) -> Path:
    return built_workspace


@pytest.fixture(scope="module")
def counted(workspace: Path) -> list[tuple[str | None, int]]:
    return dataset.query(dataset.latest(Workspace(workspace).releases), COUNT)[1]


def query(workspace: Path, *arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    line = ["query", "--workspace", workspace, *arguments]
    return CliRunner().invoke(main, list(map(str, line)), input=stdin)


def test_a_table_has_its_columns_and_rows(workspace: Path, counted: list) -> None:
    lines = query(workspace, COUNT).stdout.splitlines()
    assert lines[0].split() == ["holder", "n"]
    assert lines[2].split() == ["president", str(counted[0][1])]
    assert len(lines) == len(counted) + 2


def test_every_form_holds_the_same_rows(workspace: Path, counted: list, tmp_path: Path) -> None:
    as_csv = list(csv.reader(io.StringIO(query(workspace, COUNT, "--format", "csv").stdout)))
    assert as_csv == [["holder", "n"], *[[holder or "", str(n)] for holder, n in counted]]
    as_json = json.loads(query(workspace, COUNT, "--format", "json").stdout)
    assert as_json == [{"holder": holder, "n": n} for holder, n in counted]
    parquet = query(workspace, COUNT, "--format", "parquet").stdout_bytes
    assert pq.read_table(pa.BufferReader(parquet)).to_pylist() == as_json


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_file_says_its_form_by_its_name(workspace: Path, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"answer.{form}"
    done = query(workspace, COUNT, "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_bytes() == query(workspace, COUNT, "--format", form).stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_cells_of_csv_are_those_of_a_releases_own_copies(workspace: Path) -> None:
    sql = "SELECT ['a', 'b'] AS list, NULL AS nothing, 'x,\"y' AS quoted, true AS yes"
    assert query(workspace, sql, "--format", "csv").stdout == (
        'list,nothing,quoted,yes\na|b,,"x,""y",true\n'
    )


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
@pytest.mark.parametrize("limit", [1, 7])
def test_a_limit_cuts_every_form(workspace: Path, form: str, limit: int) -> None:
    sql = "SELECT range AS n FROM range(1000000000000)"
    out = query(workspace, sql, "--format", form, "--limit", str(limit)).stdout_bytes
    counts = {
        "table": lambda: len(out.splitlines()) - 2,
        "csv": lambda: len(out.splitlines()) - 1,
        "json": lambda: len(json.loads(out)),
        "parquet": lambda: pq.read_table(pa.BufferReader(out)).num_rows,
    }
    assert counts[form]() == limit


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_an_empty_answer_keeps_its_columns(workspace: Path, form: str) -> None:
    done = query(workspace, "SELECT act FROM acts WHERE false", "--format", form)
    assert done.exit_code == 0
    if form == "parquet":
        assert pq.read_table(pa.BufferReader(done.stdout_bytes)).schema.names == ["act"]
    else:
        assert done.stdout.splitlines()[0] == ("[]" if form == "json" else "act")


def test_sql_comes_from_a_file_or_from_standard_input(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "question.sql"
    file.write_text("\ufeff-- how many\nSELECT 42 AS n;\n", encoding="utf8")
    assert query(workspace, f"@{file}").stdout.splitlines()[2] == "42"
    assert query(workspace, "-", stdin="SELECT 43 AS n").stdout.splitlines()[2] == "43"


def test_a_release_is_chosen_by_name_beginning_or_path(workspace: Path, counted: list) -> None:
    release = dataset.latest(Workspace(workspace).releases)
    for name in (release.name, release.name[:12], release, "LATEST"):
        assert query(workspace, COUNT, "--release", name).stdout == query(workspace, COUNT).stdout
    missing = query(workspace, COUNT, "--release", "1999-01-01-00000000")
    assert missing.exit_code == 1
    assert release.name in missing.stderr


def test_a_file_that_is_there_stays_unless_forced(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.csv"
    out.write_text("mine")
    done = query(workspace, COUNT, "--out", out)
    assert done.exit_code == 1
    assert "there already" in done.stderr
    assert "--force" in done.stderr
    assert out.read_text() == "mine"
    assert query(workspace, COUNT, "--out", out, "--force").exit_code == 0
    assert out.read_text().startswith("holder,n\n")


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_question_that_fails_leaves_no_file_and_no_part_of_one(
    workspace: Path, form: str, tmp_path: Path
) -> None:
    kept = tmp_path / f"kept.{form}"
    kept.write_text("mine")
    # Fails in its last rows, when the first are already written.
    sql = "SELECT CASE WHEN i < 99999 THEN i ELSE error('late') END AS n FROM range(100000) t(i)"
    for out in (kept, tmp_path / f"new.{form}"):
        done = query(workspace, sql, "--out", out, "--force")
        assert done.exit_code == 1
        assert "late" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert kept.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["SELECT holdr FROM powers"], 1, "holdr"),
        (["SELECT 1; SELECT 2"], 1, "2 statements"),
        (["DROP TABLE acts"], 1, "read-only"),
        (["FROM read_csv('/etc/hostname')"], 1, "file system operations are disabled"),
        (["@missing.sql"], 1, "missing.sql: cannot be read"),
        (["SELECT count(*) FROM range(1000000000000)", "--timeout", "0.3"], 1, "longer than 0.3"),
        (["SELECT range FROM range(2000000)"], 1, "more than 1,000,000 rows"),
        (["SELECT range FROM range(2000000)", "--format", "json"], 1, "--limit"),
        (["SELECT 1", "--out", "no/such/folder/a.csv"], 1, "No such file or directory"),
        (["--example", "11"], 1, "there is no example '11'"),
        (["--example", "nothing"], 1, examples()[0].name),
        ([], 2, "--examples"),
        (["SELECT 1", "--examples"], 2, "give one of"),
        (["SELECT 1", "--out", "a.xlsx"], 2, "csv, json or parquet"),
        (["SELECT 1", "--out", "a.csv", "--format", "table"], 2, "csv, json or parquet"),
        (["SELECT 1", "--timeout", "0"], 2, "--timeout"),
        (["SELECT 1", "--limit", "0"], 2, "--limit"),
    ],
)
def test_what_cannot_be_asked_is_one_error(
    workspace: Path, arguments: list[str], code: int, said: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = query(workspace, *arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_text_is_an_error(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "question.sql"
    file.write_bytes(b"SELECT '\xff\xfe'")
    done = query(workspace, f"@{file}")
    assert done.exit_code == 1
    assert "UTF-8" in done.stderr


def test_parquet_is_not_written_to_a_terminal(workspace: Path, monkeypatch) -> None:
    monkeypatch.setattr("pipeline.cli_query._to_a_terminal", lambda: True)
    done = query(workspace, COUNT, "--format", "parquet")
    assert done.exit_code == 2
    assert "--out" in done.stderr
    assert done.stdout == ""


def test_a_workspace_without_a_release_is_an_error(tmp_path: Path) -> None:
    done = query(tmp_path, COUNT)
    assert done.exit_code == 1
    assert "bilik build" in done.stderr


@pytest.mark.parametrize("language", ["kaz", "rus", "eng"])
def test_examples_show_each_question_with_its_sql(workspace: Path, language: str) -> None:
    shown = query(workspace, "--examples", "--language", language).stdout
    for n, one in enumerate(examples(), 1):
        assert f"{n}. {one.question[language]}" in shown
        assert one.sql in shown
    told = json.loads(query(workspace, "--examples", "--format", "json").stdout)
    assert [(one["name"], one["sql"]) for one in told] == [
        (one.name, one.sql) for one in examples()
    ]


def test_an_example_is_asked_by_its_number_or_its_name(workspace: Path) -> None:
    by_number = query(workspace, "--example", "2")
    by_name = query(workspace, "--example", examples()[1].name)
    by_hand = query(workspace, examples()[1].sql)
    assert by_number.stdout == by_name.stdout == by_hand.stdout
    assert len(by_hand.stdout.splitlines()) > 2


def test_a_reader_that_goes_away_ends_the_question_quietly(workspace: Path) -> None:
    """As `bilik query ... | head -1` does."""
    sql = "SELECT range AS n FROM range(100000000)"
    line = [sys.executable, "-m", "pipeline.cli", "query", "--workspace", str(workspace), sql]
    with subprocess.Popen(
        [*line, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() == b"n\n"
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
