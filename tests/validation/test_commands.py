"""`bilik validate`: what it prints, what it refuses, and that it leaves the release alone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.validation.making import written


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [f"{land},{year},{year % 5},{7 - (year > 1995)}" for land in "AB" for year in
            range(1990, 2004)]  # fmt: skip
    return written(tmp_path / "theirs.csv", "country,year,noise,limits", rows, "# Made up, CC0")


def bilik(workspace: Path, *arguments: str | Path) -> Result:
    command = ["validate", "--workspace", str(workspace), *map(str, arguments)]
    return CliRunner().invoke(main, command)


def test_the_table_tells_source_direction_numbers_and_moves(workspace: Path, file: Path) -> None:
    done = bilik(workspace, file, "--where", "country=A", "--flip", "limits", "--scheme", "volume")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Made up, CC0\nHigher values are taken to mean more power")
    [limits] = [line.split() for line in done.output.splitlines() if " limits " in line]
    assert limits[:6] == ["official", "rus", "volume", "limits", "11", "3"]
    assert "  1995: +5 (+5 and +0, P(rise) 0.98) ~c" in done.output
    assert "    +1 president issue thing_4 c@1995-07-01.rus/art_1__pt_5/0/0" in done.output


def test_json_holds_all_of_it(workspace: Path, file: Path) -> None:
    done = bilik(workspace, file, "--where", "country=A", "--column", "limits", "--format", "json")
    told = json.loads(done.output)
    assert (told["file"], told["told"], told["value"]) == ("theirs.csv", "Made up, CC0", "end")
    [one] = told["comparisons"]
    assert (one["scheme"], one["column"], one["left_out"]) == ("share", "limits", 3)
    assert one["years"] == [*range(1990, 1998), 2001, 2002, 2003]
    assert (one["our_changes"], one["their_changes"]) == (3, 1)
    assert one["rho"] == {"value": one["rho"]["value"], "low": None, "high": None}
    assert -1 < one["rho"]["value"] < 1
    moved = {step["year"]: step["our_move"] for step in one["parted"]}
    assert moved[1995]["powers"][0]["change_id"] == "the-change"


def test_csv_is_a_row_a_pair(workspace: Path, file: Path) -> None:
    options = ["--where", "country=A", "--scheme", "volume", "--scheme", "share"]
    done = bilik(workspace, file, *options, "--from", "1992", "--to", "1997", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.output)))
    assert [(row["scheme"], row["column"]) for row in rows] == [
        (scheme, column) for scheme in ("share", "volume") for column in ("noise", "limits")
    ]
    assert {(row["first"], row["last"], row["years"]) for row in rows} == {("1992", "1997", "6")}


def test_all_schemes_can_be_asked_for(workspace: Path, file: Path) -> None:
    options = ["--where", "country=A", "--column", "limits", "--scheme", "all", "--value", "mean"]
    done = bilik(workspace, file, *options, "--format", "csv")
    schemes = {row["scheme"] for row in csv.DictReader(io.StringIO(done.output))}
    assert {"volume", "strength", "share", "herfindahl", "discretion"} <= schemes


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "several countries: A, B"),
        (["--where", "country"], "'country' is no COLUMN=VALUE"),
        (["--where", "country=A", "--scheme", "power"], "there is no scheme 'power'"),
        (["--where", "country=A", "--holder", "king"], "'king' is no holder"),
        (["--where", "country=A", "--holder", "court"], "no score of court"),
        (["--where", "country=A", "--flip", "x"], "--flip: there is no column 'x'"),
        (["--where", "country=A", "--year", "Jahr"], "there is no column 'Jahr'"),
        (["--where", "country=A", "--from", "2000"], "the series have 3 years in common"),
        (["--where", "country=A", "--lang", "kaz"], "no score of president"),
    ],
)
def test_what_cannot_be_compared_is_said(
    workspace: Path, file: Path, options: list[str], told: str
) -> None:
    done = bilik(workspace, file, *options)
    assert done.exit_code == 1
    assert told in done.output
    assert len(done.output.strip().splitlines()) == 1


def test_the_release_is_left_as_it_is(workspace: Path, release: Path, file: Path) -> None:
    def state() -> dict[str, str]:
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in release.iterdir()
            if path.is_file()
        }

    before = state()
    assert bilik(workspace, file, "--where", "country=A").exit_code == 0
    assert state() == before
