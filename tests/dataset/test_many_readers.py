"""Many read while one publishes: each sees a whole release, and the one it opened stays."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

from pipeline import open_release
from pipeline.dataset import Contents, publish
from tests.dataset.sample import INPUTS

RELEASES = 4
READER = """
import json, sys, time
from pathlib import Path
from pipeline import open_release

seen, asked = set(), 0
end = Path(sys.argv[1], "end")
while not end.exists() or asked < 3:
    with open_release(sys.argv[1]) as r:
        for _ in range(3):
            counts = [r.sql(f"FROM {table}").num_rows for table in ("powers", "scores")]
            seen.add((r.name, *counts))
            asked += 1
    if asked == 3:
        print("reading", flush=True)
    time.sleep(0.01)
print(json.dumps({"seen": sorted(seen), "asked": asked}))
"""


def _fewer(contents: Contents, scores: int) -> Contents:
    """The contents with so many scores: what tells one release from another."""
    kept = contents.scores[:scores]
    ids = {score.score_id for score in kept}
    components = [one for one in contents.components if one.score_id in ids]
    return replace(contents, scores=kept, components=components)


def _publish_all(contents: Contents, folder: Path) -> dict[str, int]:
    """Releases one after another, each with its number of scores."""
    published = {}
    for n in range(1, RELEASES + 1):
        release = publish(_fewer(contents, n), folder, f"{n}{INPUTS}")
        published[release.name] = n
        time.sleep(0.1)
    return published


def test_processes_read_whole_releases_while_others_appear(contents: Contents, tmp_path: Path):
    first = publish(_fewer(contents, 1), tmp_path, f"1{INPUTS}")
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for reader in readers:
        assert reader.stdout
        assert reader.stdout.readline() == "reading\n"
    published = _publish_all(contents, tmp_path)
    (tmp_path / "end").touch()
    every = set()
    for reader in readers:
        out, error = reader.communicate(timeout=60)
        assert reader.returncode == 0, error
        told = json.loads(out)
        assert told["asked"] >= 3
        for name, powers, scores in told["seen"]:
            assert powers == 12
            assert scores == published[name]
            every.add(name)
    assert first.name in published
    assert len(every) > 1  # they met several


def test_threads_keep_the_release_that_they_opened(contents: Contents, tmp_path: Path):
    publish(_fewer(contents, 1), tmp_path, f"1{INPUTS}")
    done = Event()

    def read() -> int:
        asked = 0
        with open_release(tmp_path) as r:
            while not done.is_set() or not asked:
                assert r.sql("FROM scores").num_rows == 1
                asked += 1
        return asked

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        time.sleep(0.1)
        published = _publish_all(contents, tmp_path)
        done.set()
        assert all(reader.result(timeout=60) for reader in readers)
    with open_release(tmp_path) as r:
        assert r.sql("FROM scores").num_rows == published[r.name] == RELEASES
