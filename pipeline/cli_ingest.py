"""`bilik ingest`: texts from a source into the workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli_output import (
    Decorator,
    format_option,
    print_json,
    progress,
    quiet_option,
    registry_option,
    workspace_option,
)

settings_option: Decorator = click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="BILIK_SOURCES",
    show_envvar=True,
    help="Settings of the sources, in place of corpus/sources.toml.",
)


@click.command()
@click.option(
    "--source",
    "spec",
    required=True,
    help="folder:PATH, or a source of the settings: adilet, zan, gitlaw:CLONE.",
)
@click.option("--replace", is_flag=True, help="Let a different text of a version take its place.")
@click.option(
    "--accept",
    multiple=True,
    metavar="VERSION",
    help="Take this version even though its length is odd; repeatable.",
)
@settings_option
@workspace_option
@registry_option
@quiet_option
@format_option("text", "json")
def ingest(
    spec: str,
    replace: bool,
    accept: tuple[str, ...],
    settings: Path | None,
    workspace: Path,
    registry_path: Path | None,
    quiet: bool,
    format_: str,
) -> None:
    """Take texts from a source into the workspace, each checked first.

    What a source has not changed is not fetched again. Exit code 1 where a text was refused or
    could not be had: the others are taken, and the last good version stays.

    \b
    Example:
      bilik ingest --source folder:corpus/restated --workspace ./workspace
      bilik ingest --source adilet --settings my-sources.toml
    """
    from pipeline import registry
    from pipeline.ingest import ingest as run
    from pipeline.runs import recording
    from pipeline.sources import source
    from pipeline.workspace import Workspace

    acts = registry.load(registry_path or registry.DEFAULT)
    place = Workspace(workspace)
    with recording(place, "ingest", spec) as record:
        done = run(source(spec, acts, settings), place, acts, replace, progress(quiet), accept)
        record.ingested(done)
    if format_ == "json":
        print_json(
            {
                "new": done.new,
                "unchanged": done.unchanged,
                "replaced": done.replaced,
                "told": done.told,
                "errors": [str(error) for error in done.errors],
                "remarks": done.remarks,
                "asked": dict(done.asked),
            }
        )
    else:
        click.echo(
            f"{len(done.new)} new, {len(done.unchanged)} unchanged, {len(done.replaced)} replaced, "
            f"{len(done.errors)} refused"
        )
    for remark in done.remarks:
        click.echo(f"remark: {remark}", err=True)
    for error in done.errors:
        click.echo(f"bilik: {error}", err=True)
    if done.errors:
        sys.exit(1)
