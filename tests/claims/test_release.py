"""Claims against a release: the records that come back, and the command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import dataset
from pipeline.claims.release import evidence
from pipeline.cli_claims import claims
from pipeline.errors import BilikError
from tests.claims.making import World, power, written
from tests.claims.published import release

GRANTED = 'change = "granted", holder = "president", action = "appoint", object = "minister"'


@pytest.fixture
def world() -> World:
    world = World()
    older = world.text(
        "1998-01-01", power("president appoint judge", "consent:senate", "term::P5Y")
    )
    newer = world.text("2007-01-01", power("president appoint minister"))
    world.text("2001-06-01", power("akim propose akim_village"), act="decree")
    world.change("granted", older, newer, None, 1)
    world.change("weakened", older, newer, 1, 1, "+consent:senate", dated="2006-12-31", exact=False)
    world.tier("village", "direct", "2001-06-01", everywhere=False)
    world.score("1998-01-01", "2007-01-01", 2.0, parts=[(older.version_id + "/art_1/0/0", 2.0)])
    return world


@pytest.fixture
def workspace(world: World, tmp_path: Path) -> Path:
    release(world, tmp_path)
    return tmp_path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    tables = written(GRANTED) + written('tier = "village"', act="decree", on="2001-06-01", id_="C2")
    path.write_text('[sources]\nS = "A book"\n' + tables, encoding="utf8")
    return path


def bilik(workspace: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(claims, ["--workspace", str(workspace), *map(str, arguments)])


def test_a_release_gives_back_what_it_was_made_of(world: World, workspace: Path) -> None:
    found = evidence(dataset.latest(workspace / "releases"))
    made = world.evidence
    assert sorted(found.versions, key=str) == sorted(made.versions, key=str)
    assert found.powers == {key: powers for key, powers in made.powers.items() if powers}
    assert list(found.changes) == made.changes
    assert list(found.tiers) == made.tiers
    assert list(found.scores) == made.scores
    assert list(found.components) == made.components
    assert found.acts == made.acts


def test_a_table_of_verdicts(workspace: Path, mine: Path) -> None:
    table = bilik(workspace, "--claims", mine, "--language", "rus")
    assert table.exit_code == 0
    assert table.output.splitlines()[0].split() == ["claim", "date", "series", "verdict", "why"]
    assert [line.split()[:4] for line in table.output.splitlines()[2:]] == [
        ["C1", "2007-01-01", "official", "Подтверждается"],
        ["C2", "2001-06-01", "official", "Подтверждается"],
    ]


def test_verdicts_for_programs(workspace: Path, mine: Path) -> None:
    as_json = json.loads(bilik(workspace, "--claims", mine, "--format", "json").output)
    assert [(row["claim"], row["verdict"], row["missing"]) for row in as_json] == [
        ("C1", "supported", []),
        ("C2", "supported", []),
    ]
    found = bilik(workspace, "--claims", mine, "--format", "csv", "--language", "kaz").output
    rows = list(csv.DictReader(io.StringIO(found)))
    for field in ("verdict", "why"):
        assert [row[field] for row in rows] == [row[field] for row in as_json]


def test_one_claim_with_the_clauses_behind_it(workspace: Path, mine: Path) -> None:
    shown = bilik(workspace, "--claims", mine, "--claim", "C1", "--language", "kaz").output
    assert "Талап" in shown
    assert "official: Расталды" in shown
    assert "2007-01-01 Берілді president appoint minister" in shown
    assert "main@2007-01-01.rus/art_1/0: Президент: статья 1 от 2007-01-01" in shown


def test_the_same_for_programs(workspace: Path, mine: Path) -> None:
    arguments = ("--claims", mine, "--claim", "C2", "--format")
    [verdict] = json.loads(bilik(workspace, *arguments, "json").output)["verdicts"]
    assert verdict["verdict"] == "supported"
    [clause] = verdict["evidence"]
    assert clause["newer"] == "decree@2001-06-01.rus/art_1/0"
    assert clause["newer_text"] == "Президент: статья 1 от 2001-06-01"
    [row] = csv.DictReader(io.StringIO(bilik(workspace, *arguments, "csv").output))
    assert {key: row[key] for key in clause} == clause


def test_one_series_alone(workspace: Path, mine: Path) -> None:
    arguments = ("--claims", mine, "--format", "json", "--series")
    assert len(json.loads(bilik(workspace, *arguments, "official").output)) == 2
    assert json.loads(bilik(workspace, *arguments, "restated").output) == []


def test_a_claim_that_is_not_there(workspace: Path, mine: Path) -> None:
    error = bilik(workspace, "--claims", mine, "--claim", "C9").exception
    assert isinstance(error, BilikError)
    assert "use one of C1, C2" in str(error).replace("Use", "use")


def test_claims_on_acts_that_the_release_s_registry_does_not_have(workspace: Path) -> None:
    """The project's own claims, checked against a release of other acts."""
    [card] = json.loads(bilik(workspace, "--claim", "S1.1", "--format", "json").output)["verdicts"]
    assert card["verdict"] == "not_in_corpus"
    assert card["missing"] == ["law-1990-04-24@1990-04-24"]
    assert bilik(workspace).exit_code == 0
