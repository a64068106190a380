"""The command line. Each command loads only what it needs; `bilik --help` loads none of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli_amendments import amendments
from pipeline.cli_annotate import annotate
from pipeline.cli_changes import changes, history
from pipeline.cli_claims import claims
from pipeline.cli_divergences import divergences
from pipeline.cli_index import index
from pipeline.cli_ingest import ingest
from pipeline.cli_models import models
from pipeline.cli_news import news
from pipeline.cli_output import (
    format_option,
    print_json,
    progress,
    quiet_option,
    registry_option,
    workspace_option,
)
from pipeline.cli_query import query
from pipeline.cli_release import release
from pipeline.cli_report import report
from pipeline.cli_runs import runs
from pipeline.cli_schedule import schedule
from pipeline.cli_serve import serve
from pipeline.cli_text import explain, parse, read
from pipeline.cli_tiers import tiers
from pipeline.cli_timeline import timeline
from pipeline.cli_validate import validate
from pipeline.errors import BilikError

EPILOG = "Exit codes: 0 done, 1 something failed (the message says what to do), 2 wrong usage."


class _Group(click.Group):
    """Turns our errors into one message on standard error and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BilikError as error:
            click.echo(f"bilik: {error}", err=True)
            ctx.exit(1)


@click.group(cls=_Group, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bilik")
def main() -> None:
    """Read the law of Kazakhstan for who holds which power.

    \b
    Example, the whole job:
      bilik ingest --source folder:corpus/restated
      bilik build
      bilik query "SELECT holder, count(*) FROM powers GROUP BY 1 ORDER BY 2 DESC"
    """


@main.command()
@workspace_option
@registry_option
@click.option(
    "--weights",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Table of weights, in place of pipeline/index/weights.toml.",
)
@quiet_option
@format_option("text", "json")
def build(
    workspace: Path,
    registry_path: Path | None,
    weights: Path | None,
    quiet: bool,
    format_: str,
) -> None:
    """Make a release of all texts in the workspace.

    Nothing is done when no text, rule, weight or package has changed since the newest release.

    \b
    Example:
      bilik build --workspace ./workspace
    """
    from pipeline import registry
    from pipeline.build import build as run
    from pipeline.index.weights import DEFAULT as DEFAULT_WEIGHTS
    from pipeline.runs import recording
    from pipeline.workspace import Workspace

    place = Workspace(workspace)
    with recording(place, "build") as record:
        built = run(
            place,
            registry_path or registry.DEFAULT,
            weights or DEFAULT_WEIGHTS,
            progress(quiet),
        )
        record.release = built.release.name
    if format_ == "json":
        told = {"release": str(built.release), "fresh": built.fresh, "warning": built.warning}
        print_json(told | dict(built.counts))
    elif built.fresh:
        counts = ", ".join(f"{number:,} {name}" for name, number in built.counts.items())
        click.echo(f"{built.release} ({counts})")
    else:
        click.echo(f"{built.release} (nothing has changed)")
    if built.warning and format_ == "text":
        click.echo(f"bilik: {built.warning}", err=True)


@main.command()
@click.argument("identifier", metavar="ID")
@workspace_option
@format_option("text", "json")
def show(identifier: str, workspace: Path, format_: str) -> None:
    """Show a power: its words in both languages, its act, article and dates.

    ID is a power_id, or a clause_id for all powers of a clause.

    \b
    Example:
      bilik show constitution-1995@1998-10-07.rus.restated/art_44__sub_3/0/0
    """
    from pipeline import dataset
    from pipeline.report.power import card
    from pipeline.workspace import Workspace

    found = card(dataset.latest(Workspace(workspace).releases), identifier)
    if format_ == "json":
        print_json(found.as_json())
    else:
        click.echo(found.as_text())


for command in (
    ingest, parse, read, explain, annotate, models, changes, history, timeline, tiers, claims,
    divergences, amendments, release, index, validate, query, report, runs,
    schedule, news, serve,
):  # fmt: skip
    main.add_command(command)


if __name__ == "__main__":
    main()
