"""What each run did is kept, whatever ends it; a release tells which runs brought its texts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import dataset, runs
from pipeline.cli import main
from pipeline.errors import InputError, WorkspaceError
from pipeline.ingest import Ingested
from pipeline.runs import Run, history, recording
from pipeline.workspace import Workspace

ROOT = Path(__file__).parent.parent
RESTATED = ROOT / "corpus" / "restated"
DIES = """
import os, sys, time
from pathlib import Path
from pipeline.runs import recording
from pipeline.workspace import Workspace
with recording(Workspace(Path(sys.argv[1])), "build"):
    print("begun", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def bilik(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def ingested(**found: object) -> Ingested:
    return Ingested(**found)  # type: ignore[arg-type]


def test_a_run_is_seen_while_it_goes_on_and_told_in_full_at_its_end(workspace: Workspace):
    refused = InputError("the page is cut off", "https://example.org/1", "ask again")
    with recording(workspace, "ingest", "adilet") as run:
        assert [(seen.state, seen.pid) for seen in history(workspace)] == [("running", os.getpid())]
        run.ingested(ingested(new=["a@2001-01-01.rus"], unchanged=["b", "c"], errors=[refused]))
    (found,) = history(workspace)
    assert (found.number, found.state, found.source) == (1, "skipped", "adilet")
    assert (found.new, found.unchanged) == (["a@2001-01-01.rus"], 2)
    assert [(one.what, one.where, one.remedy) for one in found.skipped] == [refused.args]
    assert found.started <= found.ended


def test_an_error_ends_the_record_and_goes_on(workspace: Workspace):
    with pytest.raises(InputError), recording(workspace, "ingest", "zan"):
        raise InputError("no such host", "zan", "mend the settings")
    with pytest.raises(ZeroDivisionError), recording(workspace, "build"):
        _ = 1 / 0
    first, second = history(workspace)
    assert first.state == second.state == "failed"
    stopped = [run.stopped and (run.stopped.what, run.stopped.remedy) for run in (first, second)]
    assert stopped == [
        ("no such host", "mend the settings"),
        ("ZeroDivisionError: division by zero", "see its log"),
    ]


def test_a_killed_run_shows_as_killed_and_the_next_one_follows_it(workspace: Workspace):
    process = subprocess.Popen(
        [sys.executable, "-c", DIES, str(workspace.root)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout
    with process.stdout:
        assert process.stdout.readline() == b"begun\n"
        assert [run.state for run in history(workspace)] == ["running"]
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [run.state for run in history(workspace)] == ["killed"]
    with recording(workspace, "build"):
        pass
    assert [(run.number, run.state) for run in history(workspace)] == [(1, "killed"), (2, "done")]


def test_a_number_of_a_process_that_lives_again_means_nothing(workspace: Workspace):
    """Only the lock tells whether a run goes on: this process has the number and not the lock."""
    write(workspace, Run(1, "build", pid=os.getpid()))
    assert [run.state for run in history(workspace)] == ["killed"]


def test_numbers_give_the_order_when_the_clock_is_set_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    for day in ("2026-03-01", "2026-02-01"):
        monkeypatch.setattr(runs, "_now", lambda day=day: f"{day}T00:00:00+00:00")
        with recording(workspace, "build"):
            pass
    assert [(run.number, run.started[:10]) for run in history(workspace)] == [
        (1, "2026-03-01"),
        (2, "2026-02-01"),
    ]


def test_two_runs_at_once_have_two_numbers(workspace: Workspace):
    with recording(workspace, "ingest", "a"), recording(workspace, "ingest", "b"):
        assert [(run.number, run.source) for run in history(workspace)] == [(1, "a"), (2, "b")]


def test_a_damaged_record_is_shown_and_stops_no_run(workspace: Workspace):
    with recording(workspace, "build"):
        pass
    (workspace.runs / "000002.json").write_bytes(b"{")
    with recording(workspace, "build"):
        pass
    assert [(run.number, run.state) for run in history(workspace)] == [
        (1, "done"),
        (2, "damaged"),
        (3, "done"),
    ]
    shown = bilik("runs", "show", "2", "--workspace", workspace.root)
    assert "000002.json\n  the record cannot be read" in shown.output
    assert "remedy: delete it" in shown.output


def test_a_folder_that_cannot_be_written_is_one_clear_error(workspace: Workspace):
    workspace.runs.write_bytes(b"")  # a file in the folder's place stops root too
    with (
        pytest.raises(WorkspaceError, match=r"runs: cannot write here .*Make room"),
        recording(workspace, "build"),
    ):
        pytest.fail("the run must not begin")


# -- folding -------------------------------------------------------------------------------------


def write(workspace: Workspace, *found: Run) -> None:
    workspace.runs.mkdir(parents=True, exist_ok=True)
    for run in found:
        (workspace.runs / f"{run.number:06}.json").write_bytes(runs._encoded(run))


def idle(number: int, source: str = "adilet") -> Run:
    return Run(number, "ingest", source, "done", asked={"requests": 2}, unchanged=7)


def test_idle_runs_are_folded_and_those_that_brought_something_never(workspace: Workspace):
    brought = Run(4, "ingest", "zan", "done", new=["a@2001-01-01.rus"])
    write(
        workspace,
        idle(1),
        replace(idle(2), remarks=["look at this"]),
        idle(3),
        brought,
        idle(5),
        idle(6, "zan"),
        *map(idle, (7, 8, 9, 10)),
    )
    runs.fold(workspace, kept=8)
    found = history(workspace)
    assert [(run.number, run.until) for run in found] == [
        (1, 3), (4, 0), (5, 6), (7, 0), (8, 0), (9, 0), (10, 0),
    ]  # fmt: skip
    assert found[0].folded == {"ingest adilet": 3}
    assert found[0].asked == {"requests": 6}
    assert found[0].remarks == ["look at this"]
    assert found[2].folded == {"ingest adilet": 1, "ingest zan": 1}
    assert runs.find(workspace, 2) == found[0]
    with pytest.raises(WorkspaceError, match="there is no run 11"):
        runs.find(workspace, 11)


def test_a_fold_is_folded_again_and_a_year_of_hourly_runs_stays_small(workspace: Workspace):
    for number in range(1, 400):
        write(workspace, idle(number))
        runs.fold(workspace, kept=20)
    found = history(workspace)
    assert len(found) <= 22
    assert len(list(workspace.runs.iterdir())) == len(found)
    assert sum(sum(run.folded.values()) or 1 for run in found) == 399


def test_a_process_that_died_while_folding_leaves_nothing_twice(workspace: Workspace):
    write(workspace, *map(idle, range(1, 10)))
    before = {path.name: path.read_bytes() for path in workspace.runs.iterdir()}
    runs.fold(workspace, kept=4)
    folded = history(workspace)
    for name, content in before.items():  # the fold was written, and nothing was deleted yet
        if not (workspace.runs / name).exists():
            (workspace.runs / name).write_bytes(content)
    assert history(workspace) == folded
    with recording(workspace, "build"):
        assert history(workspace)[-1].number == 10


def test_runs_with_other_troubles_are_not_folded_together(workspace: Workspace):
    trouble = runs.Trouble("not found", "https://example.org/1", "mend the code")
    broken = [Run(n, "ingest", "adilet", "skipped", skipped=[trouble]) for n in (3, 4)]
    write(workspace, idle(1), idle(2), *broken, *map(idle, range(5, 12)))
    runs.fold(workspace, kept=9)
    assert [(run.number, run.until) for run in history(workspace)][:2] == [(1, 2), (3, 4)]
    assert history(workspace)[1].skipped == [trouble]


# -- commands and the release --------------------------------------------------------------------


def test_commands_record_what_they_do_and_the_release_tells_who_brought_its_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for lang in ("RUS", "KAZ"):
        monkeypatch.setenv(f"BILIK_ENGINE_{lang}", "light")
    texts = tmp_path / "texts" / "constitution-1993"
    texts.mkdir(parents=True)
    for path in (RESTATED / "constitution-1993").iterdir():
        (texts / path.name).write_bytes(path.read_bytes())
    (texts / "1993-02-02.rus.md").write_bytes(b"")
    source, place = f"folder:{tmp_path / 'texts'}", tmp_path / "w"
    assert bilik("ingest", "--source", source, "--workspace", place, "--quiet").exit_code == 1
    assert bilik("ingest", "--source", source, "--workspace", place, "--quiet").exit_code == 1
    for _ in range(2):
        assert bilik("build", "--workspace", place, "--quiet").exit_code == 0

    listed = bilik("runs", "list", "--workspace", place, "--format", "json")
    rows = json.loads(listed.output)
    release = dataset.latest(place / "releases")
    assert [(row["kind"], row["state"], row["new"], row["unchanged"]) for row in rows] == [
        ("ingest", "skipped", 2, 0),
        ("ingest", "skipped", 0, 2),
        ("build", "done", 0, 0),
        ("build", "done", 0, 0),
    ]
    assert rows[-1]["release"] == release.name
    assert json.loads(
        bilik("runs", "list", "--state", "done", "--last", "1", "--workspace", place,
              "--format", "json").output
    ) == rows[-1:]  # fmt: skip
    shown = bilik("runs", "show", "1", "--workspace", place)
    assert "new: constitution-1993@1993-01-28.kaz.restated constitution-1993@" in shown.output
    assert "1993-02-02.rus.md\n  " in shown.output

    columns = "run, kind, source, brought, told, inputs_hash IS NULL, texts"
    _, [build, ingest] = dataset.query(release, f"SELECT {columns} FROM runs")
    assert build == (0, "build", None, None, None, False, 2)
    versions = [f"constitution-1993@1993-01-28.{lang}.restated" for lang in ("kaz", "rus")]
    assert ingest == (1, "ingest", source, versions, [], True, None)
    _, [(skipped,)] = dataset.query(release, "SELECT skipped FROM runs WHERE run = 1")
    assert len(skipped) == 1
    assert "1993-02-02.rus.md" in skipped[0]
    times = dataset.read_json(release, "log.json")["build"]["runs"]
    assert times == {"1": [rows[0]["started"], rows[0]["ended"]]}


def test_a_state_that_is_none_is_refused(tmp_path: Path):
    refused = bilik("runs", "list", "--state", "dead", "--workspace", tmp_path)
    assert refused.exit_code == 1
    assert "'dead' is no state" in refused.output
