"""`bilik divergences`: where the Russian and the Kazakh text of one version differ."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import format_option, print_rows, workspace_option

COLUMNS = (
    "act", "version_date", "series", "eid", "clause_n", "kind", "severity", "cause", "rus", "kaz",
)  # fmt: skip


@click.command()
@workspace_option
@click.option("--act", help="Only this act.")
@click.option("--kind", help="Only this kind: number, bound, negation, modality, holder ...")
@click.option("--severity", type=click.Choice(["high", "medium", "low"]), help="Only of this.")
@click.option("--series", type=click.Choice(["official", "restated"]), help="Only these texts.")
@click.option(
    "--cause",
    type=click.Choice(["texts", "reading"]),
    default="texts",
    show_default=True,
    help="What the words themselves show, or what only our readings show.",
)
@click.option("--all", "both", is_flag=True, help="Of either cause.")
@format_option("table", "json", "csv")
def divergences(
    workspace: Path,
    act: str | None,
    kind: str | None,
    severity: str | None,
    series: str | None,
    cause: str,
    both: bool,
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
    from pipeline.errors import InputError
    from pipeline.workspace import Workspace

    release = dataset.latest(Workspace(workspace).releases)
    if kind is not None and kind not in DIFFERENCES:
        raise InputError(f"'{kind}' is no kind", "--kind", f"use one of {', '.join(DIFFERENCES)}")
    acts = [found for (found,) in dataset.query(release, "SELECT act FROM acts ORDER BY act")[1]]
    if act is not None and act not in acts:
        raise InputError(
            f"'{act}' is no act of the release", "--act", f"use one of {', '.join(acts)}"
        )
    wanted = {
        "act": act,
        "kind": kind,
        "severity": severity,
        "series": series,
        "cause": None if both else cause,
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
