"""`bilik schedule`: ingest, build and retrain by the clock, until stopped."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_ingest import settings_option
from pipeline.cli_output import Decorator, registry_option, workspace_option


def _cron_option(flow: str) -> Decorator:
    return click.option(
        f"--{flow}", metavar="CRON", help=f"When to {flow}; '' for never. Default: the settings."
    )


@click.command()
@click.option(
    "--source",
    "sources",
    multiple=True,
    help="Ask this source, as `bilik ingest` names it; repeatable. Default: the settings.",
)
@_cron_option("ingest")
@_cron_option("build")
@_cron_option("retrain")
@settings_option
@workspace_option
@registry_option
def schedule(
    sources: tuple[str, ...],
    ingest: str | None,
    build: str | None,
    retrain: str | None,
    settings: Path | None,
    workspace: Path,
    registry_path: Path | None,
) -> None:
    """Run ingest, build and retrain by the clock, until stopped.

    An ingest makes a release only when something changed, and tells what did in the folder `news`.
    A Prefect server is started on this machine, unless PREFECT_API_URL names one.

    \b
    Example:
      bilik schedule --source adilet --source zan --settings my-sources.toml
      bilik schedule --ingest "15 * * * *" --retrain ""
    """
    from flows import settings as prefect_settings

    prefect_settings.apply(workspace)  # Prefect reads them when it is imported
    from flows.schedule import load, serve
    from pipeline import registry
    from pipeline.sources import source

    crons = {"ingest": ingest, "build": build, "retrain": retrain}
    found = load(settings, crons, sources)
    acts = registry.load(registry_path or registry.DEFAULT)
    for spec in found.sources:
        source(spec, acts, settings)  # what is wrong with it is told now, not at night
    for flow, cron in found.crons.items():
        what = f" {' '.join(found.sources)}" if flow == "ingest" else ""
        click.echo(f"{flow:8}{cron}  ({found.timezone}){what}", err=True)
    serve(found, workspace, settings, registry_path)
