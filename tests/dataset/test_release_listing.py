"""Which releases there are, and how a person names one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.dataset import Contents, publish
from pipeline.dataset.layout import LAYOUT
from pipeline.dataset.listing import find, listed
from pipeline.errors import ReleaseError
from tests.dataset.sample import INPUTS

OTHER = "0a1bffff" * 4
THIRD = "bbbb" * 8


@pytest.fixture(scope="module")
def published(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    releases = tmp_path_factory.mktemp("workspace") / "releases"
    for inputs in (INPUTS, OTHER, THIRD):
        publish(contents, releases, inputs)
    return releases


@pytest.fixture
def releases(published: Path, tmp_path: Path) -> Path:
    """Three releases that may be written to."""
    copied = tmp_path / "releases"
    shutil.copytree(published, copied)
    for path in copied.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return copied


def states(releases: Path) -> dict[str, str]:
    return {one.name.rsplit("-", 1)[1]: one.state for one in listed(releases)}


def test_each_release_is_told_with_its_facts(published: Path):
    found = {one.name: one for one in listed(published)}
    assert list(found) == [one.name for one in sorted(found.values(), key=lambda x: x.built or "")]
    one = found["1998-10-07-0a1b2c3d"]
    assert (one.texts, one.newest, one.layout, one.state) == (6, "1998-10-07", LAYOUT, "whole")
    files = [path for path in (published / one.name).rglob("*") if path.is_file()]
    assert one.size == sum(path.stat().st_size for path in files)
    assert [name for name in found if found[name].latest] == ["1998-10-07-bbbbbbbb"]


def test_damage_is_told_at_a_glance(releases: Path):
    (releases / "1998-10-07-0a1b2c3d" / "log.json").write_text("{")
    (releases / "1998-10-07-0a1bffff" / "acts.parquet").unlink()
    with (releases / "1998-10-07-bbbbbbbb" / "csv" / "acts.csv.zip").open("ab") as file:
        file.write(b"x")
    found = states(releases)
    assert "log.json cannot be read" in found["0a1b2c3d"]
    assert found["0a1bffff"] == "damaged: acts.parquet missing or foreign"
    assert found["bbbbbbbb"] == "damaged: csv/acts.csv.zip of another size"


def test_releases_of_another_layout_and_empty_folders_are_listed(releases: Path):
    package = releases / "1998-10-07-0a1b2c3d" / "datapackage.json"
    told = json.loads(package.read_text())
    del told["bilik:layout"]
    package.write_text(json.dumps(told))
    (releases / "2001-01-01-00000000").mkdir()
    (releases / ".building-1-aa").mkdir()
    found = {one.name: one for one in listed(releases)}
    old, empty = found["1998-10-07-0a1b2c3d"], found["2001-01-01-00000000"]
    assert (old.layout, old.state) == (1, "another layout")
    assert (empty.layout, empty.built, empty.texts, empty.size) == (None, None, None, 0)
    assert empty.state.startswith("damaged: datapackage.json")
    assert len(found) == 4


def test_one_that_latest_does_not_name_is_listed_too(releases: Path):
    (releases / "LATEST").unlink()
    assert [one.latest for one in listed(releases)] == [False, False, False]


@pytest.mark.parametrize("place", ["nothing", "nowhere/at/all"])
def test_where_there_is_no_release_the_remedy_is_told(tmp_path: Path, place: str):
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ReleaseError, match="bilik build"):
        listed(tmp_path / place)


@pytest.mark.parametrize(
    ("which", "name"),
    [
        ("LATEST", "1998-10-07-bbbbbbbb"),
        ("1998-10-07-0a1b2c3d", "1998-10-07-0a1b2c3d"),
        ("1998-10-07-0a1bf", "1998-10-07-0a1bffff"),
    ],
)
def test_a_release_is_found_by_name_beginning_and_latest(published: Path, which: str, name: str):
    assert find(published, which) == published / name


def test_a_release_is_found_at_a_path(published: Path, tmp_path: Path):
    assert find(tmp_path, str(published / "1998-10-07-0a1b2c3d")).name == "1998-10-07-0a1b2c3d"


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ("1998", "may be 1998-10-07-0a1b2c3d or 1998-10-07-0a1bffff or 1998-10-07-bbbbbbbb"),
        ("2022", "Name one of those here: 1998-10-07-0a1b2c3d, 1998-10-07-0a1bffff"),
        ("", "there is no release ''"),
    ],
)
def test_a_name_that_fits_none_or_several_lists_what_there_is(
    published: Path, which: str, said: str
):
    with pytest.raises(ReleaseError) as caught:
        find(published, which)
    assert said in str(caught.value)


def test_a_folder_that_is_no_release_is_refused(published: Path, tmp_path: Path):
    with pytest.raises(ReleaseError, match="this folder is no release"):
        find(published, str(tmp_path))


def bilik(releases: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["release", *arguments, "--workspace", str(releases.parent)])


def test_the_command_lists_in_three_forms(published: Path):
    table = bilik(published, "list").stdout
    assert table.splitlines()[0].split() == [
        "name", "built", "texts", "newest", "latest", "bytes", "layout", "state",
    ]  # fmt: skip
    assert table.count("whole") == 3
    rows: list[dict[str, Any]] = json.loads(bilik(published, "list", "--format", "json").stdout)
    assert {row["name"] for row in rows} == {path.name for path in published.glob("1998*")}
    assert len(bilik(published, "list", "--format", "csv").stdout.splitlines()) == 4


@pytest.mark.parametrize(
    "arguments", [("verify", "2022"), ("diff", "2022", "LATEST"), ("diff", "LATEST", "2022")]
)
def test_an_unknown_name_is_one_error_that_lists_what_there_is(
    published: Path, arguments: tuple[str, ...]
):
    done = bilik(published, *arguments)
    assert done.exit_code == 1
    assert "there is no release '2022'" in done.stderr
    assert "1998-10-07-bbbbbbbb" in done.stderr
