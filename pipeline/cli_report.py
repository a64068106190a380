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
    from pipeline.report.figures import figures, save
    from pipeline.report.page import write_report
    from pipeline.workspace import Workspace

    release = chosen(Workspace(workspace).releases, name)
    click.echo(write_report(release, out or workspace / "report.html", language))
    if folder:
        for path in save(figures(release), folder, [language]):
            click.echo(path)


def chosen(releases: Path, name: str | None) -> Path:
    """The folder of the release with a name, or of the newest.

    Raises:
        ReleaseError: there is no such release.
    """
    from pipeline import dataset
    from pipeline.errors import ReleaseError

    if name is None:
        return dataset.latest(releases)
    known = sorted(path.name for path in releases.glob("*-*-*-*") if path.is_dir())
    if name not in known:
        raise ReleaseError(
            f"there is no release '{name}'", releases, f"choose one of {', '.join(known)}"
        )
    return releases / name
