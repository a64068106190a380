"""The flow that takes texts from a source into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import Task, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas import State, TaskRun

from pipeline import registry
from pipeline.errors import InputError
from pipeline.ingest import Ingested, ingest
from pipeline.sources import source
from pipeline.workspace import Workspace


def _worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A wrong path stays wrong; a busy workspace or a slow disk may get better."""
    return not isinstance(state.result(raise_on_failure=False), InputError)


@task(
    name="snapshot-source",
    retries=2,
    retry_delay_seconds=5,
    retry_condition_fn=_worth_retrying,
    persist_result=False,
)
def snapshot_source(spec: str, workspace: Path, replace: bool) -> Ingested:
    """Check and keep every text of the source, as one task."""
    logger = get_run_logger()
    acts = registry.load()
    return ingest(source(spec), Workspace(workspace), acts, replace, logger.info)


@flow(name="ingest", log_prints=False, persist_result=False)
def ingest_flow(spec: str, workspace: Path, replace: bool = False) -> dict[str, int]:
    """Take a source's texts; fail when any was refused, after taking the others."""
    done = snapshot_source(spec, workspace, replace)
    create_markdown_artifact(key="bilik-ingest", markdown=summary(spec, done))
    counts = {"new": len(done.new), "unchanged": len(done.unchanged), "refused": len(done.errors)}
    if done.errors:
        raise InputError(
            f"{len(done.errors)} texts were refused, the first: {done.errors[0]}",
            spec,
            "the run's artifact names each; the others were taken",
        )
    return counts


def summary(spec: str, done: Ingested) -> str:
    """What a run brought, in Markdown."""
    lines = [f"# Ingested from `{spec}`", ""]
    for title, names in (
        ("New", done.new),
        ("Replaced", done.replaced),
        ("Refused", [str(error) for error in done.errors]),
    ):
        lines += [f"**{title}: {len(names)}**", "", *(f"- {name}" for name in names), ""]
    return "\n".join([*lines, f"Unchanged: {len(done.unchanged)}"])
