"""`bilik divergences`: where the Russian and the Kazakh text of one version differ."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import (
    check_code,
    format_option,
    print_rows,
    series_option,
    workspace_option,
)

COLUMNS = (
    "act", "version_date", "series", "eid", "clause_n", "kind", "severity", "cause", "rus", "kaz",
)  # fmt: skip


@click.command()
@workspace_option
@click.option("--act", help="Only this act.")
@click.option("--kind", help="Only this kind: number, bound, negation, modality, holder ...")
@click.option("--severity", type=click.Choice(["high", "medium", "low"]), help="Only of this.")
@series_option
@click.option(
    "--cause",
    type=click.Choice(["texts", "reading", "all"]),
    default="texts",
    show_default=True,
    help="What the words themselves show, what only our readings show, or both.",
)
@format_option("table", "json", "csv")
def divergences(
    workspace: Path,
    act: str | None,
    kind: str | None,
    severity: str | None,
    series: str | None,
    cause: str,
    format_: str,
) -> None:
    """List where the Russian and the Kazakh text of one version differ.

    The newest release is read. Differences that only our readings show are most likely our errors;
    `--cause reading` lists them. A version whose other language is not at hand cannot be compared.

    \b
    Example:
      bilik divergences --series official --severity high
      bilik divergences --act constitution-1995 --cause reading --format csv
    """
    from pipeline import dataset
    from pipeline.dataset.tables import DIFFERENCES
    from pipeline.workspace import Workspace

    release = dataset.latest(Workspace(workspace).releases)
    check_code("--kind", kind, DIFFERENCES)
    acts = dataset.query(release, "SELECT act FROM acts ORDER BY act")[1]
    check_code("--act", act, (found for (found,) in acts))
    wanted = {
        "act": act,
        "kind": kind,
        "severity": severity,
        "series": series,
        "cause": None if cause == "all" else cause,
    }
    where = {column: value for column, value in wanted.items() if value is not None}
    sql = (
        f"SELECT {', '.join(COLUMNS)} FROM divergences"
        f" WHERE {' AND '.join(['true', *(f'{column} = ?' for column in where)])}"
        " ORDER BY act, version_date, series, n"
    )
    print_rows(*dataset.query(release, sql, parameters=list(where.values())), format_)
    alone = dataset.query(release, UNPAIRED)[1]
    if alone:
        told = ", ".join(version_id for (version_id,) in alone)
        click.echo(f"not compared, without a text in the other language: {told}", err=True)


UNPAIRED = """
SELECT min(version_id) FROM versions GROUP BY act, version_date, series
HAVING count(*) = 1 ORDER BY 1
"""
