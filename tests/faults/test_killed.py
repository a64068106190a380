"""Runs that are killed (SIGKILL, real processes) at a hundred places: each next run goes on.

BILIK_SEED repeats the places of a run of these tests that failed; it is printed with the failure.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from pipeline.dataset import latest
from pipeline.workspace import Workspace
from tests.faults.condition import check_ended, check_whole, result, snapshots, verified
from tests.faults.conftest import Stage, commands
from tests.faults.warm import Ended, Fault, Warm

KILLS = 100
IN_A_ROW = 4  # times that one run may be killed before it is let through
VERIFIED = 0.1  # of the workspaces: `bilik release verify` takes longer than the run
KINDS = ("at a change of storage", "soon after a change of storage", "at some time")
AT_ONCE = 2


@pytest.fixture(scope="module")
def seed() -> str:
    return os.environ.get("BILIK_SEED") or str(time.time_ns())


def killed(warm: Warm, stage: Stage, workspace: Path, kind: str, chance: Random) -> Ended:
    """The second run, killed somewhere; it may have ended before."""
    run = commands(stage.texts, workspace)
    at = chance.randint(1, len(stage.changes))
    if kind == KINDS[0]:
        return warm.run(run, Fault(at=at, below=str(workspace)))
    if kind == KINDS[1]:
        return warm.run(run, Fault(at=at, after=chance.uniform(0.0005, 0.02), below=str(workspace)))
    under_way = warm.start(run)
    time.sleep(chance.uniform(0.0, 0.7))
    under_way.kill()
    return under_way.wait()


def one_life(warm: Warm, stage: Stage, workspace: Path, kind: str, chance: Random) -> int:
    """Kill the run time and again, let it through at last; gives how often it was killed."""
    shutil.copytree(stage.workspace, workspace)
    old = workspace / "releases" / stage.old
    kills = 0
    while True:
        before = snapshots(Workspace(workspace))
        if kills < IN_A_ROW:
            ended = killed(warm, stage, workspace, kind, chance)
        else:
            ended = warm.run(commands(stage.texts, workspace))
        check_whole(workspace, old, before)
        if not ended.killed:
            break
        kills += 1
    assert ended.code == 0, ended.err
    check_ended(workspace)
    assert result(workspace) == stage.second
    if chance.random() < VERIFIED:
        assert all(verified(release) for release in (old, latest(workspace / "releases")))
    shutil.rmtree(workspace)
    return kills


@pytest.mark.slow
def test_the_run_after_a_kill_ends_as_if_nothing_had_been(
    warm: Warm, stage: Stage, tmp_path: Path, seed: str
) -> None:
    sys.stdout.write(f"BILIK_SEED={seed}\n")
    kills: Counter[str] = Counter()

    def live(number: int) -> None:
        if kills.total() < KILLS:
            kind = KINDS[number % len(KINDS)]
            chance = Random(f"{seed} {number}")
            kills[kind] += one_life(warm, stage, tmp_path / str(number), kind, chance)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(live, range(2 * KILLS)))
    sys.stdout.write(f"{kills}\n")
    assert kills.total() >= KILLS
    assert all(kills[kind] >= KILLS / 10 for kind in KINDS)
