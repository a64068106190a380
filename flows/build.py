"""The flow that makes a release of the workspace's texts."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact

from flows.engines import LOCAL, mapper_of
from pipeline import dataset, registry
from pipeline.build import Built, build
from pipeline.runs import recording
from pipeline.workspace import Workspace


@task(name="build-release", retries=1, retry_delay_seconds=10, persist_result=False)
def build_release(
    workspace: Path, acts: Path = registry.DEFAULT, engine: str = LOCAL, batch: int | None = None
) -> Built:
    """Read what is new over an engine, then compare, score and publish, as one task."""
    mapper = mapper_of(engine)
    log = get_run_logger().info
    return build(Workspace(workspace), acts, progress=log, mapper=mapper, batch=batch)


@flow(name="build", log_prints=False, persist_result=False)
def build_flow(
    workspace: Path, acts: Path | None = None, engine: str = LOCAL, batch: int | None = None
) -> Path:
    """Make a release, or find the one that is already there, and say what it holds.

    Args:
        workspace: where the texts are; every worker sees it under the same path.
        acts: the registry, by default that of the project.
        engine: where texts are read, see `flows.engines.mapper_of`.
        batch: texts of one task, by default as `pipeline.kept` has it.
    """
    with recording(Workspace(workspace), "build") as run:
        built = build_release(workspace, acts or registry.DEFAULT, engine, batch)
        run.release = built.release.name
    create_markdown_artifact(key="bilik-build", markdown=summary(built))
    return built.release


def summary(built: Built) -> str:
    """What a release holds, in Markdown."""
    sql = "SELECT series, lang, count(*) FROM versions GROUP BY ALL ORDER BY ALL"
    _, rows = dataset.query(built.release, sql)
    state = "built" if built.fresh else "found unchanged"
    lines = [f"# Release `{built.release.name}` ({state})", "", "| series | language | versions |"]
    lines += ["| --- | --- | --- |", *(f"| {a} | {b} | {c} |" for a, b, c in rows), ""]
    return "\n".join([*lines, *(f"- {number:,} {name}" for name, number in built.counts.items())])
