"""`bilik tiers`: how akims come to office, by tier and date."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli_output import format_option, print_rows, series_option, workspace_option

TIERS = ("region", "district", "village")
EVIDENCE = ("powers", "clauses")


@click.command()
@click.option("--tier", type=click.Choice(TIERS), help="Only this level of local government.")
@series_option
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only texts in this language.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="Only what holds on this day.")
@workspace_option
@format_option("table", "json", "csv")
def tiers(
    tier: str | None,
    series: str | None,
    lang: str | None,
    at: datetime | None,
    workspace: Path,
    format_: str,
) -> None:
    """Show how akims of each tier come to office, who may release them, and by which act.

    A day on which no text at hand speaks of a tier has no row. The powers and clauses that show
    each row come with json and csv.

    \b
    Example:
      bilik tiers --tier village --series restated --lang rus
      bilik tiers --at 2013-05-01 --format json
    """
    from pipeline import dataset
    from pipeline.workspace import Workspace

    day = at.date() if at else None
    columns, rows = dataset.query(
        dataset.latest(Workspace(workspace).releases),
        TIERS_SQL,
        parameters=(tier, tier, series, series, lang, lang, day, day, day),
    )
    if format_ == "table":
        rows = [row[: -len(EVIDENCE)] for row in rows]
        columns = columns[: -len(EVIDENCE)]
    print_rows(columns, rows, format_)


TIERS_SQL = f"""
SELECT series, lang, tier, valid_from, valid_to, choice, "release", everywhere,
       decentralisation, act, {", ".join(EVIDENCE)}
FROM tiers
WHERE (? IS NULL OR tier = ?) AND (? IS NULL OR series = ?) AND (? IS NULL OR lang = ?)
  AND (? IS NULL OR (valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)))
ORDER BY series, lang, list_position(['{"', '".join(TIERS)}'], tier), valid_from
"""
