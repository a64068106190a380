"""Publishing while others read, and publishing that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from pipeline.dataset import Contents, latest, publish, query
from pipeline.dataset.verify import FAILED, verify
from pipeline.errors import BilikError
from tests.dataset.sample import INPUTS

READER = """
import json, sys, time
from pathlib import Path
from pipeline.dataset import latest, query
releases, stop = Path(sys.argv[1]), Path(sys.argv[2])
seen = set()
print("ready", flush=True)
while True:
    done = stop.exists()  # asked first: the last release is read once more
    release = latest(releases)
    log = json.loads((release / "log.json").read_text())
    ((powers,),) = query(release, "SELECT count(*) FROM powers")[1]
    assert log["release"] == release.name and powers == log["rows"]["powers"] == 12
    seen.add(release.name)
    if done:
        break
    time.sleep(0.01)
print(*sorted(seen))
"""

KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.dataset import publish, release
from tests.dataset.sample import sample_contents
setattr(release, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
publish(sample_contents(), Path(sys.argv[1]), "dead" * 4)
"""


def test_other_processes_read_whole_releases_while_some_are_published(
    contents: Contents, tmp_path: Path, root: Path
):
    releases, stop = tmp_path / "releases", tmp_path / "stop"
    first = publish(contents, releases, INPUTS)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(READER), str(releases), str(stop)],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    names = [publish(contents, releases, f"{n}" * 8).name for n in range(2)]
    stop.touch()
    for reader in readers:
        out, err = reader.communicate(timeout=60)
        assert reader.returncode == 0, err
        assert names[-1] in out.split()
        assert set(out.split()) <= {first.name, *names}


def test_threads_read_whole_releases_while_some_are_published(contents: Contents, tmp_path: Path):
    publish(contents, tmp_path, INPUTS)
    stop, faults, counts = threading.Event(), [], []

    def read() -> None:
        count = 0
        while not stop.wait(0.01):
            try:
                release = latest(tmp_path)
                log = json.loads((release / "log.json").read_text())
                rows = query(release, "SELECT count(*) FROM powers")[1]
                assert (log["release"], rows) == (release.name, [(12,)])
                count += 1
            except (AssertionError, BilikError, OSError, ValueError) as error:
                faults.append(error)
                return
        counts.append(count)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(2):
        publish(contents, tmp_path, f"{n}" * 8)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(counts) == 4
    assert min(counts) > 0


def test_a_reader_that_opened_the_old_release_goes_on_reading_it(
    contents: Contents, tmp_path: Path
):
    old = publish(contents, tmp_path, INPUTS)
    publish(contents, tmp_path, "ffee" * 4)
    assert query(old, "SELECT count(*) FROM powers")[1] == [(12,)]
    assert latest(tmp_path) != old


@pytest.mark.parametrize("step", ["build_database", "write_checksums", "_appear"])
def test_a_killed_build_leaves_the_old_release_and_the_next_build_clears_up(
    contents: Contents, tmp_path: Path, root: Path, step: str
):
    old = publish(contents, tmp_path, INPUTS)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), step],
        cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.glob(".building-*"))
    assert latest(tmp_path) == old
    new = publish(contents, tmp_path, "dead" * 4)
    assert latest(tmp_path) == new
    assert not list(tmp_path.glob(".building-*"))
    assert not [check for check in verify(new) if check.state == FAILED]


def test_a_build_killed_before_latest_is_moved_is_found_by_the_next(
    contents: Contents, tmp_path: Path, root: Path
):
    old = publish(contents, tmp_path, INPUTS)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), "_point_latest_at"],
        cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert latest(tmp_path) == old
    assert publish(contents, tmp_path, "dead" * 4) == latest(tmp_path) != old
