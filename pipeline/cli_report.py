"""`bilik report`: one page that tells a release, and its figures as pictures."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import language_option, workspace_option


@click.command()
@workspace_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the page; by default report.html in the workspace.",
)
@click.option("--release", "name", help="Which release; by default the newest.")
@click.option(
    "--figures",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Save all figures here too, as SVG and PNG.",
)
@language_option("the page when it opens; it can be switched there")
def report(
    workspace: Path, out: Path | None, name: str | None, folder: Path | None, language: str
) -> None:
    """Write a release's report, one HTML file, and print its path.

    The file needs no network: charts, clauses and all three languages are inside.

    \b
    Example:
      bilik report --language kaz --out report.html --figures figures
    """
    from pipeline.dataset import latest
    from pipeline.dataset.listing import find
    from pipeline.report.figures import figures, save
    from pipeline.report.page import write_report
    from pipeline.workspace import Workspace

    releases = Workspace(workspace).releases
    release = find(releases, name) if name else latest(releases)
    click.echo(write_report(release, out or workspace / "report.html", language))
    if folder:
        for path in save(figures(release), folder, [language]):
            click.echo(path)
