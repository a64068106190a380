"""`bilik serve`: the explorer, web pages over a release."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import progress, quiet_option, workspace_option


@click.command()
@workspace_option
@click.option("--release", "name", help="Show this release, not the newest one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535),
    help="Port to listen at; 0 for any free one.",
)  # fmt: skip
@click.option("--root", default="", help="Path under which a web server passes requests on.")
@click.option(
    "--export",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the pages here as files for any web host, and serve nothing.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(["en", "kk", "ru"]),
    help="Export pages in this language only; repeatable.",
)
@click.option("--address", default="", help="Where the export will be found, for its site map.")
@quiet_option
def serve(
    workspace: Path, name: str | None, host: str, port: int, root: str, folder: Path | None,
    languages: tuple[str, ...],
    address: str, quiet: bool,
) -> None:  # fmt: skip
    """Open the explorer: pages and a JSON API over the newest release, read-only.

    A newer release is shown as soon as it is built, without a restart. Stop it with Ctrl-C.

    \b
    Examples:
      bilik serve
      bilik serve --export site
    """
    import logging

    from pipeline.dataset.listing import find
    from pipeline.explorer.served import Fixed, Newest
    from pipeline.workspace import Workspace

    rooms = Workspace(workspace)
    caches = rooms.cache / "explorer"
    tell = progress(quiet)
    if folder:
        from pipeline.explorer.export import export

        wanted = Fixed(find(rooms.releases, name or "LATEST"), caches, tell)
        export(wanted, folder, address, languages, tell=tell)
        return
    from pipeline.explorer.server import listen, run

    logging.basicConfig(format="bilik: %(message)s")
    logging.getLogger("bilik.explorer").setLevel(logging.WARNING if quiet else logging.INFO)
    with listen(host, port) as listening:
        shown = (
            Fixed(find(rooms.releases, name), caches, tell)
            if name
            else Newest(rooms.releases, caches, tell)
        )
        run(shown, listening, f"/{root.strip('/')}".rstrip("/"), tell)
