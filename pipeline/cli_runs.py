"""`bilik runs`: what each run of this workspace did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli_output import format_option, print_json, print_rows, workspace_option

if TYPE_CHECKING:
    from pipeline.runs import Run

COLUMNS = ["run", "kind", "source", "state", "started", "ended", "new", "replaced", "told",
           "unchanged", "skipped", "release"]  # fmt: skip


@click.group()
def runs() -> None:
    """Show the history of runs: what each brought, skipped and made.

    \b
    Example:
      bilik runs list
      bilik runs show 12
    """


@runs.command("list")
@click.option("--state", help="Only runs in this state: running, done, skipped, failed, killed.")
@click.option("--last", type=click.IntRange(min=1), help="Only so many, the newest.")
@workspace_option
@format_option("table", "json", "csv")
def list_(state: str | None, last: int | None, workspace: Path, format_: str) -> None:
    """List the runs, the oldest first; runs that brought nothing are folded together in time.

    \b
    Example:
      bilik runs list --last 20
      bilik runs list --state killed --format json
    """
    from pipeline.cli_output import check_code
    from pipeline.runs import STATES, history
    from pipeline.workspace import Workspace

    check_code("--state", state, STATES)
    found = [run for run in history(Workspace(workspace)) if state in (None, run.state)]
    print_rows(COLUMNS, [_row(run) for run in found[-(last or 0) :]], format_)


@runs.command()
@click.argument("number", type=click.IntRange(min=1))
@workspace_option
@format_option("text", "json")
def show(number: int, workspace: Path, format_: str) -> None:
    """Show one run: each text that it brought or skipped, with reason and remedy.

    \b
    Example:
      bilik runs show 12
    """
    from dataclasses import asdict

    from pipeline.runs import find
    from pipeline.workspace import Workspace

    run = find(Workspace(workspace), number)
    if format_ == "json":
        print_json(asdict(run))
        return
    for name, value in asdict(run).items():
        if name not in ("remarks", "skipped", "stopped") and value:
            click.echo(f"{name}: {_told(value)}")
    for remark in run.remarks:
        click.echo(f"\nremark: {remark}")
    for trouble in [*run.skipped, *([run.stopped] if run.stopped else [])]:
        click.echo(f"\n{trouble.where}\n  {trouble.what}\n  remedy: {trouble.remedy}")


def _row(run: Run) -> tuple[Any, ...]:
    number = f"{run.number}-{run.until}" if run.until else run.number
    source = _told(run.folded) if run.folded else run.source
    counts = (len(run.new), len(run.replaced), len(run.told), run.unchanged, len(run.skipped))
    return (number, run.kind, source, run.state, run.started, run.ended, *counts, run.release)


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    return " ".join(value) if isinstance(value, list) else str(value)
