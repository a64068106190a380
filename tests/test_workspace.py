"""The workspace: snapshots that never change, one writer, damage that is noticed."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import WorkspaceError
from pipeline.records import Snapshot
from pipeline.workspace import Workspace

DATA = "Совет ведет дела.".encode()
SHA = hashlib.sha256(DATA).hexdigest()


def facts(**more: object) -> Snapshot:
    given = {"sha256": SHA, "name": "a.md", "source": "folder:x", "media_type": "text/markdown"}
    return Snapshot(**{**given, "retrieved": "2001-02-03T04:05:06+00:00", "size": 1, **more})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "deep" / "workspace")
    with made.writing():
        made.store(DATA, facts(headers={"ETag": "5"}))
        made.point("charter@2001-02-03.rus", SHA)
    return made


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_what_is_stored_comes_back(workspace: Workspace) -> None:
    assert workspace.data(SHA) == DATA
    assert workspace.snapshot(SHA) == facts(headers={"ETag": "5"})
    assert workspace.versions() == {"charter@2001-02-03.rus": SHA}
    assert workspace.pointed("charter@2001-02-03.rus") == SHA
    assert workspace.pointed("charter@2002-02-03.rus") is None


def test_the_layout_is_the_documented_one(workspace: Workspace) -> None:
    found = files(workspace.root)
    assert set(found) == {
        f"snapshots/{SHA}",
        f"snapshots/{SHA}.json",
        "current/charter@2001-02-03.rus",
    }
    assert json.loads(found[f"snapshots/{SHA}.json"])["media_type"] == "text/markdown"
    assert found["current/charter@2001-02-03.rus"] == f"{SHA}\n".encode()


def test_a_snapshot_is_never_written_twice(workspace: Workspace) -> None:
    before = files(workspace.root)
    with workspace.writing():
        assert workspace.store(DATA, facts(name="other.md", source="elsewhere")) is False
    assert files(workspace.root) == before


def test_a_new_workspace_is_empty_and_reading_makes_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "none")
    assert workspace.versions() == {}
    assert workspace.pointed("charter@2001-02-03.rus") is None
    assert not workspace.root.exists()


# -- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "wrong"),
    [
        (lambda path: path.write_bytes(DATA[:-1]), "the snapshot's bytes are damaged"),
        (lambda path: path.write_bytes(b""), "the snapshot's bytes are damaged"),
        (lambda path: path.unlink(), "the snapshot cannot be read (No such file or directory)"),
    ],
    ids=["cut", "emptied", "gone"],
)
def test_damaged_bytes_are_noticed(workspace: Workspace, damage: object, wrong: str) -> None:
    path = workspace.snapshots / SHA
    damage(path)
    with pytest.raises(WorkspaceError, match=re.escape(wrong)) as error:
        workspace.data(SHA)
    assert error.value.where == str(path)
    assert "ingest its source again" in error.value.remedy


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_text("{"),
        lambda path: path.write_text('{"sha256": "5"}'),
        lambda path: path.write_text("[]"),
    ],
    ids=["gone", "no json", "too little", "no object"],
)
def test_damaged_facts_are_noticed(workspace: Workspace, damage: object) -> None:
    damage(workspace.snapshots / f"{SHA}.json")
    with pytest.raises(WorkspaceError, match="facts cannot be read") as error:
        workspace.snapshot(SHA)
    assert error.value.where.endswith(f"{SHA}.json")


def test_a_snapshot_of_which_half_is_gone_is_written_anew(workspace: Workspace) -> None:
    before = files(workspace.root)
    for half in (SHA, f"{SHA}.json"):
        (workspace.snapshots / half).unlink()
        with workspace.writing():
            assert workspace.store(DATA, facts(headers={"ETag": "5"})) is True
        assert files(workspace.root) == before


# -- writing -------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    workspace = Workspace(tmp_path / "file" / "workspace")
    with pytest.raises(WorkspaceError, match="cannot write here") as error, workspace.writing():
        pytest.fail("nothing can be written below a file")
    assert error.value.where == str(workspace.root)
    assert "--workspace" in error.value.remedy


def test_a_file_that_cannot_be_written_leaves_nothing_behind(workspace: Workspace) -> None:
    (workspace.current / "charter@2005-01-01.rus").mkdir()  # in the way
    with workspace.writing(), pytest.raises(WorkspaceError, match="cannot write here"):
        workspace.point("charter@2005-01-01.rus", SHA)
    assert [path.name for path in workspace.current.iterdir() if path.name.startswith(".")] == []


def test_a_second_writer_is_refused_while_the_first_is_at_work(workspace: Workspace) -> None:
    with workspace.writing():
        second = Workspace(workspace.root).writing()
        with pytest.raises(WorkspaceError, match="another run is writing here") as error, second:
            pytest.fail("two writers at once")
        assert error.value.remedy == "wait until it ends"
        assert workspace.data(SHA) == DATA  # readers are never kept out
    with Workspace(workspace.root).writing():
        pass


def test_a_second_process_is_refused_too(workspace: Workspace, root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.workspace import Workspace\n"
        "with Workspace(Path(sys.argv[1])).writing(): print('written')"
    )
    command = [sys.executable, "-c", code, str(workspace.root)]
    with workspace.writing():
        kept_out = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "another run is writing here" in kept_out.stderr
    let_in = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert let_in.stdout == "written\n"
