"""What people type, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

ROOT = Path(__file__).parent.parent
RESTATED = ROOT / "corpus" / "restated"
A_FILE = RESTATED / "constitution-1995" / "1998-10-07.rus.md"


def bilik(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def workspace(built_workspace: Path) -> Path:
    return built_workspace


def test_parse_prints_clauses_in_the_documented_form() -> None:
    rows = [json.loads(line) for line in bilik("parse", A_FILE).stdout.splitlines()]
    wanted = {"act", "version", "lang", "eid", "n", "lead_in", "text", "start", "end"}
    assert all(wanted <= row.keys() for row in rows)
    assert (rows[0]["act"], rows[0]["version"], rows[0]["lang"]) == (
        "constitution-1995",
        "1998-10-07",
        "rus",
    )
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


def test_parse_report_explains_gaps() -> None:
    rows = [json.loads(line) for line in bilik("parse", A_FILE, "--report").stdout.splitlines()]
    assert {"repealed", "excerpt"} <= {row["reason"] for row in rows}


def test_read_takes_what_parse_prints_and_adds_the_reading() -> None:
    clauses = bilik("parse", A_FILE).stdout
    rows = [json.loads(line) for line in bilik("read", stdin=clauses).stdout.splitlines()]
    assert len(rows) == len(clauses.splitlines())
    for row in rows:
        assert {"label", "proba", "powers", "needs_review"} <= row.keys()
        assert sum(row["proba"].values()) == pytest.approx(1, abs=1e-3)
    assert any(power["holder"] == "president" for row in rows for power in row["powers"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "standard input, line 2: no JSON"),
        ('{"text": "x"}', "line 2: a clause needs at least `lang` and `text`"),
        ('{"text": "x", "lang": "eng"}', "line 2: 'eng' is not a valid Lang"),
        ("[]", "line 2: a clause needs"),
    ],
)
def test_read_names_the_line_that_it_cannot_take(line: str, said: str) -> None:
    good = '{"lang": "rus", "text": "Президент назначает судей"}'
    result = bilik("read", stdin=f"{good}\n{line}\n")
    assert result.exit_code == 1
    assert said in result.stderr


def test_index_shows_the_president_in_every_form(workspace: Path) -> None:
    table = bilik("index", "--workspace", workspace).stdout
    assert "1998-10-07" in table
    rows = json.loads(bilik("index", "--workspace", workspace, "--format", "json").stdout)
    csv = bilik("index", "--workspace", workspace, "--format", "csv").stdout.splitlines()
    assert len(rows) == len(csv) - 1 >= 16  # eight versions in two languages
    assert all(0 < row["share"] < 1 for row in rows)


def test_index_refuses_a_holder_that_is_none(workspace: Path) -> None:
    result = bilik("index", "--holder", "king", "--workspace", workspace)
    assert (result.exit_code, "'king' is no holder" in result.stderr) == (1, True)


def test_query_answers_and_refuses_to_write(workspace: Path) -> None:
    asked = bilik("query", "SELECT count(*) AS n FROM versions", "--workspace", workspace)
    assert asked.stdout.splitlines()[-1] == "16"
    refused = bilik("query", "DELETE FROM powers", "--workspace", workspace)
    assert refused.exit_code == 1
    assert "read-only" in refused.stderr


def test_show_gives_a_power_with_its_words_in_both_languages(workspace: Path) -> None:
    find = "SELECT min(power_id) FROM powers WHERE version_id LIKE '%rus%' AND action = 'dissolve'"
    power_id = bilik("query", find, "--workspace", workspace).stdout.splitlines()[-1]
    shown = bilik("show", power_id, "--workspace", workspace).stdout
    assert "president : dissolve : parliament" in shown
    assert "{" in shown.split("rus: ")[1]  # the action's words are marked
    (card,) = json.loads(
        bilik("show", power_id, "--workspace", workspace, "--format", "json").stdout
    )
    assert card["words"].keys() == {"rus", "kaz"}
    assert card["act"] == "constitution-1995"
    assert card["in_force"] == "1995-09-05 to 1998-10-07"  # adopted six days before


def test_show_says_how_to_find_an_id(workspace: Path) -> None:
    result = bilik("show", "nothing", "--workspace", workspace)
    assert result.exit_code == 1
    assert "bilik query" in result.stderr


def test_report_prints_the_path_of_a_page_that_exists(workspace: Path) -> None:
    path = Path(bilik("report", "--workspace", workspace).stdout.splitlines()[-1])
    assert path.read_text(encoding="utf8").lstrip().lower().startswith("<!doctype html>")


def test_a_workspace_without_a_release_says_what_to_do(tmp_path: Path) -> None:
    result = bilik("query", "SELECT 1", "--workspace", tmp_path)
    assert result.exit_code == 1
    assert "bilik build" in result.stderr
