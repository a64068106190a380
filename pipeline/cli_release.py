"""`bilik release`: which releases there are, whether one is whole, what changed between two."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import format_option, print_json, print_rows, workspace_option


@click.group()
def release() -> None:
    """List, verify and compare releases.

    A release is named by its name, the beginning of one, a path, or LATEST.

    \b
    Example:
      bilik release list
      bilik release verify
      bilik release diff 2022 LATEST
    """


@release.command("list")
@workspace_option
@format_option("table", "json", "csv")
def list_(workspace: Path, format_: str) -> None:
    """List the releases, the oldest build first.

    `state` is told at a glance; `bilik release verify` reads every byte.

    \b
    Example:
      bilik release list --format json
    """
    from pipeline.dataset.listing import listed
    from pipeline.workspace import Workspace

    rows = [
        (one.name, one.built, one.texts, one.newest, one.latest, one.size, one.layout, one.state)
        for one in listed(Workspace(workspace).releases)
    ]
    columns = ["name", "built", "texts", "newest", "latest", "bytes", "layout", "state"]
    print_rows(columns, rows, format_)


@release.command()
@click.argument("name", default="LATEST")
@workspace_option
@format_option("text", "json")
def verify(name: str, workspace: Path, format_: str) -> None:
    """Check a release: files, tables, keys, the database, and what the numbers say.

    Exit code 1 where a check fails.

    \b
    Example:
      bilik release verify LATEST
    """
    from dataclasses import asdict

    from pipeline.dataset.jsonfiles import REMEDY
    from pipeline.dataset.listing import find
    from pipeline.dataset.verify import FAILED
    from pipeline.dataset.verify import verify as run
    from pipeline.errors import ReleaseError
    from pipeline.workspace import Workspace

    found = find(Workspace(workspace).releases, name)
    checks = []
    for check in run(found):
        checks.append(check)
        if format_ == "text":
            click.echo(f"{check.state:6}  {check.name}: {check.told}")
    failed = [check.name for check in checks if check.state == FAILED]
    if format_ == "json":
        print_json(
            {
                "release": str(found),
                "whole": not failed,
                "checks": [asdict(check) for check in checks],
            }
        )
    if failed:
        raise ReleaseError(f"damaged ({', '.join(failed)})", found, REMEDY)


@release.command()
@click.argument("older")
@click.argument("newer", default="LATEST")
@click.option("--score", "score_id", metavar="ID", help="All that changed in one score, by clause.")
@workspace_option
@format_option("table", "json", "csv")
def diff(older: str, newer: str, score_id: str | None, workspace: Path, format_: str) -> None:
    """Show what changed between two releases, and which clauses and rules changed each score.

    The table is a summary; json has everything; csv has a row for each power whose part in a
    changed score came, went or changed.

    \b
    Example:
      bilik release diff 2022-09-17-1f0c77aa LATEST
      bilik release diff OLD NEW --score strength/restated/rus/president/1998-10-07
    """
    from dataclasses import asdict

    from pipeline.dataset import diff_told as told
    from pipeline.dataset.diff import diff as run
    from pipeline.dataset.listing import find
    from pipeline.workspace import Workspace

    releases = Workspace(workspace).releases
    found = run(find(releases, older), find(releases, newer))
    if score_id:
        found = told.narrowed(found, score_id)
    if format_ == "json":
        print_json(asdict(found))
    elif format_ == "csv":
        print_rows(told.PART_COLUMNS, told.part_rows(found.scores), format_)
    else:
        sections = told.score_sections(found, score_id) if score_id else told.summary(found)
        for title, columns, rows in sections:
            click.echo(title)
            if rows:
                print_rows(columns, rows, format_)
            click.echo()
