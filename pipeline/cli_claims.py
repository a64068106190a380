"""`bilik claims`: what published work says happened, against the texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from pipeline.cli_output import (
    format_option,
    language_option,
    print_json,
    print_rows,
    print_table,
    series_option,
    workspace_option,
)

if TYPE_CHECKING:
    from pipeline.records import ClaimVerdict

SHORT = 110  # characters of a reason in a table


@click.command()
@workspace_option
@click.option(
    "--claims",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of claims, in place of corpus/claims.toml.",
)
@series_option
@click.option("--claim", "claim_id", help="One claim, with the changes and clauses behind it.")
@language_option("claims and labels; reasons are in English")
@format_option("table", "json", "csv")
def claims(
    workspace: Path,
    path: Path | None,
    series: str | None,
    claim_id: str | None,
    language: str,
    format_: str,
) -> None:
    """Check what published work says happened against the newest release.

    Each claim is supported, contradicted, mixed, or not in the corpus, by the official and by the
    restated texts apart. It is judged anew each time, so another file of claims needs no build.

    \b
    Example:
      bilik claims --series restated
      bilik claims --claim S1.8 --language kaz
    """
    from pipeline import dataset, registry
    from pipeline.claims import card, check, load
    from pipeline.claims.card import COLUMNS
    from pipeline.claims.load import DEFAULT, find
    from pipeline.claims.release import evidence
    from pipeline.workspace import Workspace

    release = dataset.latest(Workspace(workspace).releases)
    at_hand = evidence(release)
    # The project's own claims name acts that a release of another registry does not have.
    known = load(path or DEFAULT, {**registry.load(), **at_hand.acts})
    chosen = [find(known, claim_id, path or DEFAULT)] if claim_id else known
    verdicts = [one for one in check(chosen, at_hand) if series in (None, one.series)]
    if claim_id:
        shown = card(release, chosen[0], verdicts, at_hand, language)
        if format_ == "json":
            print_json(shown.as_json())
        elif format_ == "csv":
            print_rows(COLUMNS, shown.as_rows(), format_)
        else:
            click.echo(shown.as_text())
        return
    days = {claim.claim_id: claim.date for claim in known}
    head = ["claim", "date", "series", "verdict", "why"]
    if format_ == "table":
        print_table(head, [_short(one, days[one.claim], language) for one in verdicts])
        return
    rows = [
        (one.claim, days[one.claim], one.series, one.verdict.value, one.why, one.missing)
        for one in verdicts
    ]
    print_rows([*head, "missing"], rows, format_)


def _short(one: ClaimVerdict, day: date, language: str) -> tuple[object, ...]:
    """A verdict's line in a table: its label, and no more of the reason than fits."""
    from pipeline.vocabulary import label

    why = shorten(one.why, SHORT, placeholder=" ...")
    return one.claim, day, one.series, label(one.verdict, language), why
