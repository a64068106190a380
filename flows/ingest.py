"""The flow that takes texts from sources, builds where something changed, and tells what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import Task, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas import State, TaskRun

from flows.build import build_flow
from flows.engines import LOCAL
from pipeline import news, registry
from pipeline.build import find_release, gather
from pipeline.errors import InputError, WorkspaceError
from pipeline.index.weights import DEFAULT as WEIGHTS
from pipeline.ingest import Ingested, ingest
from pipeline.news.page import page
from pipeline.news.settings import address
from pipeline.runs import Run, Trouble, recording
from pipeline.sources import source
from pipeline.workspace import Workspace


def _worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A wrong path stays wrong; a busy workspace or a slow disk may get better."""
    return not isinstance(state.result(raise_on_failure=False), InputError)


@task(
    name="snapshot-source",
    retries=4,
    retry_delay_seconds=[2, 5, 15, 45],  # another run may be writing here
    retry_condition_fn=_worth_retrying,
    persist_result=False,
)
def snapshot_source(
    spec: str, workspace: Path, acts: Path, replace: bool = False, settings: Path | None = None
) -> Ingested:
    """Check and keep every text of the source, as one task."""
    known = registry.load(acts)
    asked = source(spec, known, settings)
    return ingest(asked, Workspace(workspace), known, replace, get_run_logger().info)


@flow(name="ingest", log_prints=False, persist_result=False)
def ingest_flow(
    sources: list[str],
    workspace: Path,
    replace: bool = False,
    settings: Path | None = None,
    acts: Path | None = None,
    build: bool = True,
    engine: str = LOCAL,
) -> dict[str, int]:
    """Take the texts of sources, make a release if anything changed, and tell what did.

    The flow fails when a text was skipped or a source could not be asked, after doing all the rest.

    Args:
        sources: as `bilik ingest --source` names them.
        workspace: where the texts go.
        replace: let a different text of a version take its place.
        settings: of the sources, by default `corpus/sources.toml`.
        acts: the registry, by default that of the project.
        build: make a release if its inputs changed, also if an earlier run died before it did.
        engine: where texts are read, see `flows.engines.mapper_of`.
    """
    acts = acts or registry.DEFAULT
    done = [_ingest(spec, workspace, acts, replace, settings) for spec in sources]
    create_markdown_artifact(key="bilik-ingest", markdown=summary(done))
    if build and _outdated(Workspace(workspace), acts):
        build_flow(workspace, acts, engine)
    if build:
        _tell(Workspace(workspace), settings)
    troubles = [trouble for run in done for trouble in _troubles(run)]
    if troubles:
        first = troubles[0]
        raise InputError(
            f"{len(troubles)} texts or sources were skipped, the first: {first.what}",
            first.where,
            f"{first.remedy}; `bilik runs show {done[0].number}` and the run's artifact name each; "
            "the others were taken",
        )
    return {
        name: sum(len(getattr(run, name)) for run in done) for name in ("new", "replaced", "told")
    }


def _ingest(spec: str, workspace: Path, acts: Path, replace: bool, settings: Path | None) -> Run:
    """Ask one source; one that cannot be asked does not keep the others from it."""
    run = None
    try:
        with recording(Workspace(workspace), "ingest", spec) as run:
            run.ingested(snapshot_source(spec, workspace, acts, replace, settings))
    except Exception as error:  # a fault in one source's code must not silence the others
        if run is None or isinstance(error, WorkspaceError):
            raise
    return run


def _outdated(workspace: Workspace, acts: Path) -> bool:
    """Whether there are texts, and the newest release is not made from them and all else."""
    if not workspace.versions():
        return False
    return find_release(workspace, gather(workspace, acts, WEIGHTS)) is None


def _tell(workspace: Workspace, settings: Path | None) -> None:
    """Tell of the newest release; the artifact is that of the run which first tells of it."""
    if not workspace.versions():
        return
    before = news.newest(workspace)
    told = news.tell(workspace, address(settings))[-1]
    if told != before:
        create_markdown_artifact(key="bilik-news", markdown=page(told))


def _troubles(run: Run) -> list[Trouble]:
    return [*run.skipped, *([run.stopped] if run.stopped else [])]


def summary(runs: Sequence[Run]) -> str:
    """What runs brought, in Markdown."""
    lines = []
    for run in runs:
        lines += [f"# Ingested from `{run.source}` (run {run.number})", ""]
        for title, names in (
            ("New", run.new),
            ("Replaced", run.replaced),
            ("Facts changed", run.told),
            ("To be looked at", run.remarks),
            ("Skipped", [f"{one.where}: {one.what}. {one.remedy}" for one in _troubles(run)]),
        ):
            lines += [f"**{title}: {len(names)}**", "", *(f"- {name}" for name in names), ""]
        lines += [f"Unchanged: {run.unchanged}", ""]
    return "\n".join(lines)
