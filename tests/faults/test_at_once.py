"""Two runs on one workspace, and readers beside them."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from pipeline.dataset import latest
from tests.faults.condition import check_ended, check_whole, result
from tests.faults.conftest import Stage, at_change, build, commands, ingest
from tests.faults.warm import Ended, Fault, Warm

READER = """
import sys
from pipeline import open_release

with open_release(sys.argv[1]) as release:
    print("reading", flush=True)
    for line in sys.stdin:
        rows = release.sql("SELECT count(*) FROM versions").to_pylist()
        print(release.name, *rows[0].values(), flush=True)
"""


def busy(ended: Ended) -> bool:
    """Whether a run left because of another, and said so in one line."""
    return ended.code == 1 and "another run is writing here" in ended.err


def stopped_at(stage: Stage, workspace: Path, *words: str) -> Fault:
    """A fault that halts the second run at a change of storage."""
    at = at_change(stage, *words)
    return Fault(at=at, signal=signal.SIGSTOP, below=str(workspace))


def test_a_second_ingest_leaves_with_a_message(warm: Warm, stage: Stage, filled: Path) -> None:
    first = warm.start(commands(stage.texts, filled), stopped_at(stage, filled, "/current/"))
    first.stopped()
    second = warm.run([ingest(stage.texts, filled)])
    assert second.code == 1
    assert second.err == (
        f"bilik: {filled}: another run is writing here (process {first.pid}). Wait until it ends.\n"
    )
    assert first.go_on().wait().code == 0
    check_ended(filled)
    assert result(filled) == stage.second


def test_a_build_beside_an_ingest_publishes_what_is_there(
    warm: Warm, stage: Stage, filled: Path
) -> None:
    first = warm.start([ingest(stage.texts, filled)], stopped_at(stage, filled, "/current/"))
    first.stopped()
    assert warm.run([build(filled)]).code == 0
    check_whole(filled, filled / "releases" / stage.old)
    assert first.go_on().wait().code == 0
    assert warm.run(commands(stage.texts, filled)).code == 0
    check_ended(filled)
    assert result(filled) == stage.second


def test_an_ingest_beside_a_build_takes_its_texts(warm: Warm, stage: Stage, filled: Path) -> None:
    first = warm.start(commands(stage.texts, filled), stopped_at(stage, filled, ".building-"))
    first.stopped()
    assert warm.run([ingest(stage.texts, filled)]).code == 0
    assert first.go_on().wait().code == 0
    check_ended(filled)
    assert result(filled) == stage.second


def test_a_second_build_waits_and_both_end_well(warm: Warm, stage: Stage, filled: Path) -> None:
    assert warm.run([ingest(stage.texts, filled)]).code == 0
    builds = [warm.start([build(filled)]) for _ in range(2)]
    assert [one.wait().code for one in builds] == [0, 0]
    assert warm.run(commands(stage.texts, filled)).code == 0
    check_ended(filled)
    assert result(filled) == stage.second


def test_two_runs_that_start_at_once(warm: Warm, stage: Stage, filled: Path) -> None:
    runs = [warm.start(commands(stage.texts, filled)) for _ in range(2)]
    ended = [run.wait() for run in runs]
    assert all(one.code == 0 or busy(one) for one in ended)
    assert any(one.code == 0 for one in ended)
    check_ended(filled)
    assert result(filled) == stage.second


def test_a_killed_run_does_not_hold_the_workspace(warm: Warm, stage: Stage, filled: Path) -> None:
    fault = stopped_at(stage, filled, "os.rename", "/snapshots/")
    first = warm.start(commands(stage.texts, filled), fault)
    first.stopped().kill()
    assert first.wait().killed
    assert (filled / ".lock").read_text() == str(first.pid)
    assert list((filled / "snapshots").glob(".*"))
    assert warm.run(commands(stage.texts, filled)).code == 0
    check_ended(filled)


def test_a_reader_keeps_its_release_while_runs_are_killed_and_end(
    warm: Warm, stage: Stage, filled: Path
) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, filled], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert reader.stdin
    assert reader.stdout
    assert reader.stdout.readline() == "reading\n"
    seen = set()
    for at in range(1, len(stage.changes), len(stage.changes) // 5):
        ended = warm.run(commands(stage.texts, filled), Fault(at=at, below=str(filled)))
        assert ended.killed or ended.code == 0
        reader.stdin.write("again\n")
        reader.stdin.flush()
        seen.add(reader.stdout.readline())
    assert warm.run(commands(stage.texts, filled)).code == 0
    assert latest(filled / "releases").name != stage.old
    reader.stdin.write("again\n")
    out, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0
    assert seen == {out}
    assert out.split()[0] == stage.old
