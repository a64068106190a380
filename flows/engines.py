"""Where batches of texts are read: in the flow's process, in several, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from prefect import flow, task, unmapped
from prefect.futures import wait
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from pipeline.errors import InputError
from pipeline.kept import Batch, Mapper, Work, one_by_one

LOCAL, PROCESSES, DASK = "local", "processes", "dask"


@task(name="read-batch", retries=1, retry_delay_seconds=5, persist_result=False)
def read_batch(work: Work, batch: Batch) -> None:
    """Read a batch of texts. What a killed worker leaves undone is done by another."""
    work(batch)


def mapper_of(engine: str) -> Mapper:
    """The mapper of an engine; what runs it starts when there is something to read.

    Args:
        engine: `local`, one batch after the other in this process; `processes`, as many as there
            are cores; `dask`, a cluster of as many processes on this machine; `dask:ADDRESS`, a
            cluster that is there.

    Raises:
        InputError: there is no such engine, or the package of Dask is missing.
    """
    kind, _, address = engine.partition(":")
    if engine == LOCAL:
        return one_by_one
    if engine == PROCESSES:
        return over(lambda: ProcessPoolTaskRunner(max_workers=os.cpu_count()))
    if kind != DASK:
        raise InputError(
            f"'{engine}' is no engine", "--engine", "use local, processes, dask or dask:ADDRESS"
        )
    return over(_dask(address))


def over(runner: Callable[[], TaskRunner[Any]]) -> Mapper:
    """A mapper over one of Prefect's task runners, each batch a task of a flow of its own."""

    def mapped(work: Work, batches: Sequence[Batch]) -> None:
        @flow(name="read-texts", task_runner=runner(), persist_result=False)
        def read_texts() -> None:
            futures = read_batch.map(unmapped(work), list(batches))
            wait(futures)
            for future in futures:
                future.result()

        read_texts()

    return mapped


def _dask(address: str) -> Callable[[], TaskRunner[Any]]:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ModuleNotFoundError as error:
        raise InputError(
            f"the package {error.name} is missing",
            "--engine dask",
            "install it: pip install -c constraints.txt -e '.[dask]'",
        ) from None
    if address:
        return lambda: DaskTaskRunner(address=address)
    # A process a worker: the models are no faster in threads, and each reader needs its own.
    workers = {"n_workers": os.cpu_count(), "threads_per_worker": 1, "dashboard_address": None}
    return lambda: DaskTaskRunner(cluster_kwargs=workers)
