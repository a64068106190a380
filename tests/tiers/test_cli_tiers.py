"""`bilik tiers` on a small release."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli_tiers import TIERS, tiers
from pipeline.dataset import publish
from pipeline.records import TierRule
from pipeline.vocabulary import Choice, Holder, Lang, Tier
from tests.dataset.sample import INPUTS, sample_contents


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a release of four rows."""
    contents = sample_contents()
    act = contents.acts[0].key
    first = TierRule(
        series="restated",
        lang=Lang.RUS,
        tier=Tier.VILLAGE,
        valid_from=date(2000, 1, 1),
        valid_to=date(2005, 1, 1),
        choice=Choice.ELECTORS,
        release=(Holder.PRESIDENT, Holder.AKIM),
        decentralisation=0.7,
        everywhere=False,
        act=act,
        powers=(),
        clauses=("a/pt_1/0", "a/pt_2/0"),
    )
    rows = [
        first,
        replace(first, valid_from=date(2005, 1, 1), valid_to=None, choice=Choice.DIRECT),
        replace(first, tier=Tier.REGION, choice=Choice.PRESIDENT_ALONE, powers=("a/pt_3/0/0",)),
        replace(first, lang=Lang.KAZ),
    ]
    place = tmp_path_factory.mktemp("tiers")
    publish(replace(contents, tiers=rows), place / "releases", INPUTS)
    return place


def run(workspace: Path, *options: str) -> Result:
    return CliRunner().invoke(tiers, ["--workspace", str(workspace), *options])


def shown(workspace: Path, *options: str) -> list[dict[str, object]]:
    result = run(workspace, *options, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_rows_go_by_language_tier_and_day(workspace: Path) -> None:
    rows = shown(workspace)
    assert [(row["lang"], row["tier"], row["valid_from"]) for row in rows] == [
        ("kaz", "village", "2000-01-01"),
        ("rus", "region", "2000-01-01"),
        ("rus", "village", "2000-01-01"),
        ("rus", "village", "2005-01-01"),
    ]


def test_json_holds_the_evidence(workspace: Path) -> None:
    (row,) = shown(workspace, "--tier", "region")
    assert row["release"] == ["president", "akim"]
    assert row["powers"] == ["a/pt_3/0/0"]
    assert row["clauses"] == ["a/pt_1/0", "a/pt_2/0"]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--tier", "village"], 3),
        (["--tier", "district"], 0),
        (["--lang", "kaz"], 1),
        (["--series", "official"], 0),
        (["--at", "2004-12-31"], 3),
        (["--at", "2005-01-01"], 1),
        (["--at", "1999-12-31"], 0),
        (["--tier", "village", "--lang", "rus", "--at", "2010-01-01"], 1),
    ],
)
def test_options_choose_rows(workspace: Path, options: list[str], count: int) -> None:
    assert len(shown(workspace, *options)) == count


def test_a_table_leaves_the_evidence_out(workspace: Path) -> None:
    lines = run(workspace, "--lang", "kaz").stdout.splitlines()
    assert lines[0].split()[-1] == "act"
    assert "president akim" in lines[2]


def test_csv_joins_lists_by_spaces(workspace: Path) -> None:
    (row,) = csv.DictReader(run(workspace, "--lang", "kaz", "--format", "csv").stdout.splitlines())
    assert (row["release"], row["clauses"]) == ("president akim", "a/pt_1/0 a/pt_2/0")


def test_tiers_are_those_of_the_vocabulary() -> None:
    assert tuple(Tier) == TIERS


@pytest.mark.parametrize("options", [["--tier", "town"], ["--at", "yesterday"]])
def test_a_wrong_option_is_refused(workspace: Path, options: list[str]) -> None:
    assert run(workspace, *options).exit_code == 2
