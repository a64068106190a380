"""A release appears whole, or not at all, and is never touched again."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset import Contents, latest, publish, query
from pipeline.dataset import release as publishing
from pipeline.errors import InputError, ReleaseError, WorkspaceError
from pipeline.records_index import ScoreComponent
from tests.dataset.sample import INPUTS

OTHER_INPUTS = "ffee" * 8


def files(folder: Path) -> dict[str, str]:
    """Every file with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def died_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
        return process.pid


def test_the_name_says_the_newest_version_and_the_inputs(release: Path):
    assert release.name == "1998-10-07-0a1b2c3d"
    assert (release.parent / "LATEST").read_text() == "1998-10-07-0a1b2c3d\n"
    assert latest(release.parent) == release


def test_the_same_contents_give_the_same_bytes(contents: Contents, release: Path, tmp_path: Path):
    shuffled = replace(
        contents,
        acts=contents.acts[::-1],
        versions=contents.versions[::-1],
        scores=contents.scores[::-1],
        components=contents.components[::-1],
        readings=dict(reversed(contents.readings.items())),
        provisions=dict(reversed(contents.provisions.items())),
    )
    again = files(publish(shuffled, tmp_path, INPUTS))
    for name, digest in files(release).items():
        if name not in ("log.json", "bilik.duckdb", "CITATION.cff", "SHA256SUMS"):  # have the time
            assert again[name] == digest, name


def test_a_release_that_exists_is_kept_and_pointed_at(contents: Contents, tmp_path: Path):
    first = publish(contents, tmp_path, INPUTS)
    before = files(first)
    second = publish(contents, tmp_path, OTHER_INPUTS)
    assert latest(tmp_path) == second
    assert publish(contents, tmp_path, INPUTS) == first
    assert latest(tmp_path) == first
    assert files(first) == before


def test_a_build_that_breaks_off_leaves_no_trace(
    contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    old = publish(contents, tmp_path, INPUTS)
    before = files(tmp_path)
    monkeypatch.setattr(publishing, "data_package", break_off)  # after the tables were written
    with pytest.raises(KeyboardInterrupt):
        publish(contents, tmp_path, OTHER_INPUTS)
    assert files(tmp_path) == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".lock", old.name, "LATEST"]


def test_what_killed_builds_left_is_removed(contents: Contents, tmp_path: Path):
    """Even that of a process whose number another has now, as happens in containers."""
    dead = tmp_path / f".building-{os.getpid()}-0000"
    (dead / "models").mkdir(parents=True)
    (dead / "models" / "half.bin").write_bytes(b"half")
    dead_file = tmp_path / f".building-{died_process()}-1111"
    dead_file.write_text("1998")
    publish(contents, tmp_path, INPUTS)
    assert not dead.exists()
    assert not dead_file.exists()


def test_the_old_release_is_readable_while_another_is_built(
    contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    publish(contents, tmp_path, INPUTS)
    seen = []

    def look(*_: object) -> dict[str, object]:
        seen.append(query(latest(tmp_path), "SELECT count(*) FROM powers")[1])
        return {}

    monkeypatch.setattr(publishing, "data_package", look)
    publish(contents, tmp_path, OTHER_INPUTS)
    assert seen == [[(12,)]]


def test_no_file_of_a_release_may_be_written(release: Path):
    assert {path.stat().st_mode & 0o222 for path in release.rglob("*") if path.is_file()} == {0}


def test_extra_files_and_folders_are_copied_in(contents: Contents, tmp_path: Path):
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "russian.md").write_text("card")
    extra = {"models": cards, "notes/weights.toml": cards / "russian.md"}
    release = publish(contents, tmp_path / "releases", INPUTS, extra_files=extra)
    assert (release / "models" / "russian.md").read_text() == "card"
    assert (release / "notes" / "weights.toml").read_text() == "card"


@pytest.mark.parametrize("place", ["../elsewhere", "/etc/elsewhere", ""])
def test_an_extra_file_stays_inside_the_release(contents: Contents, tmp_path: Path, place: str):
    with pytest.raises(InputError, match="no place inside a release"):
        publish(contents, tmp_path, INPUTS, extra_files={place: Path(__file__)})
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_file_is_named(contents: Contents, tmp_path: Path):
    with pytest.raises(InputError, match=r"lost\.md: there is no such file"):
        publish(contents, tmp_path, INPUTS, extra_files={"card.md": tmp_path / "lost.md"})


def test_a_folder_that_cannot_be_written_is_named_with_a_remedy(contents: Contents, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WorkspaceError) as caught:
        publish(contents, tmp_path / "file" / "releases", INPUTS)
    assert str(tmp_path / "file" / "releases") in str(caught.value)
    assert "choose another one" in str(caught.value)


def test_a_full_disk_is_a_workspace_error_and_leaves_no_trace(
    contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "build_database", full)
    with pytest.raises(WorkspaceError, match="No space left on device"):
        publish(contents, tmp_path, INPUTS)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_nothing_is_published_without_a_version(tmp_path: Path):
    with pytest.raises(ReleaseError, match="Add at least one text"):
        publish(Contents(), tmp_path, INPUTS)


def test_a_component_without_its_power_is_not_published(contents: Contents, tmp_path: Path):
    loose = ScoreComponent(contents.scores[0].score_id, "nowhere/0/0", 0.1)
    broken = replace(contents, components=[*contents.components, loose])
    with pytest.raises(ReleaseError, match="nowhere/0/0 stands in no row of powers"):
        publish(broken, tmp_path, INPUTS)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_two_acts_of_one_key_are_not_published(contents: Contents, tmp_path: Path):
    broken = replace(contents, acts=[*contents.acts, contents.acts[0]])
    with pytest.raises(ReleaseError, match="two rows have the act constitution-1995"):
        publish(broken, tmp_path, INPUTS)


def test_the_log_says_with_what_it_was_built(release: Path):
    log = json.loads((release / "log.json").read_text())
    assert log["inputs_hash"] == INPUTS
    assert log["build"] == {"stage": "test"}
    assert log["rows"]["powers"] == 12
    assert log["packages"]["duckdb"]
    assert log["write_seconds"] > 0
