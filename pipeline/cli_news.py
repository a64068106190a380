"""`bilik news`: what the newest release changed in whose powers."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_ingest import settings_option
from pipeline.cli_output import language_option, workspace_option


@click.command()
@language_option("the page")
@settings_option
@workspace_option
def news(language: str, settings: Path | None, workspace: Path) -> None:
    """Show what the newest release changed, against the one told of before it.

    The first call for a release also writes its page and the feeds to the folder `news`, as a
    scheduled ingest does.

    \b
    Example:
      bilik news --language rus
    """
    from pipeline.news import tell
    from pipeline.news.page import section
    from pipeline.news.settings import address
    from pipeline.workspace import Workspace

    told = tell(Workspace(workspace), address(settings))
    click.echo("\n".join(section(told[-1], language)))
