"""`bilik divergences`: what it lists, of which cause, and what it says of a version left alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.cli_divergences import divergences
from pipeline.dataset import publish
from pipeline.errors import BilikError
from tests.dataset.sample import sample_contents


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of both languages, where one Kazakh text is missing."""
    room = tmp_path_factory.mktemp("workspace")
    contents = sample_contents()
    gone = next(row for row in contents.versions if row.version.version_id.endswith("kaz.restated"))
    version_id = gone.version.version_id
    alone = replace(
        contents,
        versions=[row for row in contents.versions if row is not gone],
        provisions={key: found for key, found in contents.provisions.items() if key != version_id},
        notes={key: found for key, found in contents.notes.items() if key != version_id},
        readings={key: found for key, found in contents.readings.items() if key != version_id},
        scores=[],
        components=[],
    )
    publish(alone, room / "releases", "0a1b2c3d4e5f")
    return room


def bilik(workspace: Path, *options: str) -> Result:
    @click.group()
    def group() -> None:
        """Stands for the whole command line."""

    group.add_command(divergences)
    arguments = ["divergences", "--workspace", str(workspace), *options]
    return CliRunner().invoke(group, arguments)


def rows(workspace: Path, *options: str) -> Sequence[dict[str, object]]:
    done = bilik(workspace, *options, "--format", "json")
    assert done.exit_code == 0, done.output
    found: Sequence[dict[str, object]] = json.loads(done.stdout)
    return found


def test_by_default_only_what_the_words_show(workspace: Path) -> None:
    found = rows(workspace)
    assert [(row["eid"], row["clause_n"], row["kind"], row["severity"]) for row in found] == [
        ("art_2", 0, "number", "high"),
        ("art_3", None, "unit", "medium"),
    ]
    assert {row["cause"] for row in found} == {"texts"}


def test_what_only_the_readings_show_is_asked_for(workspace: Path) -> None:
    assert [row["kind"] for row in rows(workspace, "--cause", "reading")] == ["label"]
    assert len(rows(workspace, "--cause", "all")) == 3


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--kind", "unit"), ["unit"]),
        (("--severity", "high"), ["number"]),
        (("--act", "constitution-1995", "--severity", "medium"), ["unit"]),
        (("--series", "official"), []),
        (("--act", "constitution-1993"), []),
    ],
)
def test_filters_narrow_the_list(
    workspace: Path, options: tuple[str, ...], kinds: list[str]
) -> None:
    assert [row["kind"] for row in rows(workspace, *options)] == kinds


def test_table_and_csv(workspace: Path) -> None:
    assert bilik(workspace).stdout.split()[:3] == ["act", "version_date", "series"]
    lines = bilik(workspace, "--format", "csv").stdout.splitlines()
    assert lines[0].endswith("severity,cause,rus,kaz")
    assert lines[1].endswith("high,texts,two days,two months")


def test_a_version_without_its_pair_is_told(workspace: Path) -> None:
    done = bilik(workspace)
    assert done.exit_code == 0
    assert done.stderr.startswith("not compared, without a text in the other language: ")
    assert done.stderr.count("@") == 1
    assert ".rus" in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [("--kind", "colour", "use one of unit"), ("--act", "no-act", "use one of constitution-1993")],
)
def test_what_is_not_there_is_named_with_its_remedy(
    workspace: Path, option: str, value: str, remedy: str
) -> None:
    error = bilik(workspace, option, value).exception
    assert isinstance(error, BilikError)
    assert value in error.what
    assert remedy in error.remedy
