"""Texts read over an engine give the release that a plain loop gives, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from pipeline import dataset, registry
from pipeline.build import build
from pipeline.errors import InputError
from pipeline.ingest import ingest
from pipeline.sources import source
from pipeline.workspace import Workspace
from tests.reading_kept import kept_files, tables

RESTATED = Path(__file__).parent.parent / "corpus" / "restated"
ACTS = ("constitution-1993", "delegation-1993", "decree-2006-130", "law-1990-04-24")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def harness() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(autouse=True)
def light_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    monkeypatch.setenv("BILIK_ENGINE_KAZ", "light")


def filled(folder: Path) -> Workspace:
    workspace = Workspace(folder)
    for act in ACTS:
        done = ingest(source(f"folder:{RESTATED / act}"), workspace, registry.load())
        assert not done.errors
    return workspace


def test_two_dask_workers_of_which_one_is_killed_give_the_same_release(tmp_path: Path) -> None:
    from distributed import LocalCluster

    from flows.build import build_flow

    alone = filled(tmp_path / "alone")
    expected = tables(build(alone).release)
    workspace = filled(tmp_path / "many")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        first = [worker.pid for worker in cluster.workers.values()]
        killed: list[int] = []

        def kill_one() -> None:
            """Kill a worker as soon as the first text is read, while others are."""
            while not kept_files(workspace):
                time.sleep(0.005)
            os.kill(first[0], signal.SIGKILL)
            killed.append(first[0])

        killer = Thread(target=kill_one, daemon=True)
        killer.start()
        engine = f"dask:{cluster.scheduler_address}"
        release = build_flow(workspace.root, engine=engine, batch=1)
        killer.join(timeout=10)
        now = [worker.pid for worker in cluster.workers.values()]
    assert killed, "no worker was killed"
    assert killed[0] not in now
    assert tables(release) == expected
    assert kept_files(workspace) == kept_files(alone)
    before = {path: path.stat().st_mtime_ns for path in workspace.cache.rglob("*")}
    assert build_flow(workspace.root, engine="dask:tcp://127.0.0.1:1") == release  # asks no cluster
    assert {path: path.stat().st_mtime_ns for path in workspace.cache.rglob("*")} == before


def test_processes_give_the_same_release(tmp_path: Path) -> None:
    from flows.build import build_flow

    expected = tables(build(filled(tmp_path / "alone")).release)
    release = build_flow(filled(tmp_path / "many").root, engine="processes", batch=2)
    assert tables(release) == expected
    assert dataset.latest(release.parent) == release


def test_an_engine_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    from flows.engines import mapper_of

    with pytest.raises(InputError, match="'spark' is no engine"):
        mapper_of("spark")
