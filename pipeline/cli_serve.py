"""`bilik serve`: the explorer, web pages over a release."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import progress, quiet_option, workspace_option


@click.command()
@workspace_option
@click.option("--release", "name", help="Show this release, not the newest one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--root", default="", help="Path under which a web server passes requests on.")
@click.option(
    "--export",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the pages here as files for any web host, and serve nothing.",
)
@quiet_option
def serve(
    workspace: Path, name: str | None, host: str, port: int, root: str, folder: Path | None,
    quiet: bool,
) -> None:  # fmt: skip
    """Open the explorer: pages and a JSON API over the newest release, read-only.

    A newer release is shown as soon as it is built, without a restart. Stop it with Ctrl-C.

    \b
    Examples:
      bilik serve
      bilik serve --export site
    """
    from pipeline.dataset.listing import find
    from pipeline.explorer.served import Fixed, Newest
    from pipeline.workspace import Workspace

    rooms = Workspace(workspace)
    caches = rooms.cache / "explorer"
    tell = progress(quiet)
    release = find(rooms.releases, name) if name else None
    if folder or release:
        shown = Fixed(release or find(rooms.releases, "LATEST"), caches)
    else:
        shown = Newest(rooms.releases, caches)
    from pipeline.explorer.server import run
    run(shown, host, port, root, tell)
