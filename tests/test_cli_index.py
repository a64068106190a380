"""`bilik index`: scores by day, version and year, and what they are made of."""

from __future__ import annotations

import csv
import io
import json
from math import fsum
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import dataset
from pipeline.cli import main
from pipeline.workspace import Workspace


def bilik(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["index", *arguments, "--workspace", str(workspace)])


def rows(workspace: Path, *arguments: str) -> list[dict[str, object]]:
    done = bilik(workspace, *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def asked(workspace: Path, sql: str) -> list[tuple[object, ...]]:
    return dataset.query(dataset.latest(Workspace(workspace).releases), sql)[1]


RUS = ("--lang", "rus", "--series", "restated")


# -- by day --------------------------------------------------------------------------------------


def test_by_day_every_span_has_its_scores_and_the_acts_that_begin(built_workspace: Path) -> None:
    found = rows(built_workspace, *RUS)
    spans = [(row["valid_from"], row["valid_to"]) for row in found]
    assert spans == sorted(spans, key=lambda span: str(span[0]))
    assert all(row["begins"] == "constitution-1995" for row in found)
    (told,) = asked(
        built_workspace,
        "SELECT value FROM scores WHERE scheme = 'share' AND holder = 'president' AND lang = 'rus' "
        "AND valid_from = '2007-05-21'",
    )
    assert [row["share"] for row in found if row["valid_from"] == "2007-05-21"] == list(told)


def test_any_schemes_stand_side_by_side(built_workspace: Path) -> None:
    (row,) = rows(
        built_workspace, *RUS, "--scheme", "local", "--scheme", "frye", "--on", "2008-01-01"
    )
    assert list(row)[4:] == [
        "local", "local_low", "local_high", "frye", "frye_low", "frye_high", "partial", "begins",
    ]  # fmt: skip
    assert 0 < row["local"] < 1 < row["frye"] < 27  # type: ignore[operator]


def test_all_holders_together_have_figures_of_their_own(built_workspace: Path) -> None:
    found = rows(built_workspace, "--holder", "all", *RUS)
    for row in found:
        product = row["herfindahl"] * row["effective_holders"]  # type: ignore[operator]
        assert product == pytest.approx(1)


def test_a_table_is_no_wider_than_a_page(built_workspace: Path) -> None:
    table = bilik(built_workspace).stdout
    assert "begins" in table.splitlines()[0]
    assert "constitution-1995" in table
    assert max(map(len, table.splitlines())) <= 120


def test_a_table_rounds_where_csv_does_not(built_workspace: Path) -> None:
    arguments = ("--scheme", "share", "--on", "2008-01-01", *RUS)
    text = bilik(built_workspace, *arguments, "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(text))
    table = bilik(built_workspace, *arguments).stdout
    assert row["share"] not in table
    assert f"{float(row['share']):.3g}" in table


# -- by version and by year ----------------------------------------------------------------------


def test_by_version_scores_are_those_of_its_first_day(built_workspace: Path) -> None:
    by_day = {row["valid_from"]: row["strength"] for row in rows(built_workspace, *RUS)}
    found = rows(built_workspace, "--by", "version", *RUS)
    assert [row["version"] for row in found] == [
        day.isoformat()
        for (day,) in asked(
            built_workspace, "SELECT version_date FROM versions WHERE lang = 'rus' ORDER BY 1"
        )
    ]
    assert all(row["strength"] == by_day[row["valid_from"]] for row in found)


def test_by_year_has_the_last_day_and_the_mean(built_workspace: Path) -> None:
    found = {row["year"]: row for row in rows(built_workspace, "--by", "year", *RUS)}
    days = {row["valid_from"]: row["strength"] for row in rows(built_workspace, *RUS)}
    before, after = days["1998-10-07"], days["2007-05-21"]
    assert (found[2006]["strength"], found[2007]["strength"]) == (before, after)
    mean = (before * 140 + after * 225) / 365  # type: ignore[operator]
    assert found[2007]["strength_mean"] == pytest.approx(mean)
    assert found[2007]["days"] == 365


# -- components ----------------------------------------------------------------------------------


def test_components_add_up_to_the_score_and_lead_to_their_powers(built_workspace: Path) -> None:
    arguments = ("--scheme", "frye", "--on", "2023-06-01", *RUS)
    (score,) = rows(built_workspace, *arguments)
    parts = rows(built_workspace, *arguments, "--components")
    assert len(parts) == 27
    assert fsum(part["value"] for part in parts) == score["frye"]  # type: ignore[misc]
    known = {power_id for (power_id,) in asked(built_workspace, "SELECT power_id FROM powers")}
    for part in parts:
        assert len(part["power_ids"] or []) == part["powers"]  # type: ignore[arg-type]
        assert set(part["power_ids"] or []) <= known  # type: ignore[call-overload]
        assert part["rules"] == (["silent"] if not part["powers"] else part["rules"])


def test_the_table_of_components_has_no_identifiers(built_workspace: Path) -> None:
    table = bilik(built_workspace, "--components", "--on", "2023-06-01", *RUS).stdout
    assert table.splitlines()[0].split()[-3:] == ["value", "powers", "rules"]


# -- what cannot be answered ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--scheme", "guess"], 1, "there is no scheme 'guess'. Use one of volume"),
        (["--holder", "king"], 1, "'king' is no holder"),
        (["--on", "1980-01-01"], 1, "Name a day from 1995-09-05 on"),
        (["--scheme", "local", "--holder", "parliament"], 1, "Name one of president"),
        (["--scheme", "herfindahl"], 1, "Name one of all"),
        (["--series", "official"], 1, "no such score of president by volume, strength, share"),
        (["--by", "year", "--on", "2008-01-01"], 2, "go with --by day alone"),
        (["--by", "version", "--components"], 2, "go with --by day alone"),
        (["--on", "soon"], 2, "--on"),
    ],
)
def test_what_cannot_be_answered_is_said_with_its_remedy(
    built_workspace: Path, arguments: list[str], code: int, said: str
) -> None:
    done = bilik(built_workspace, *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
