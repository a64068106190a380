"""Commands on what happens over time: `bilik changes`, `bilik history`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli_output import (
    check_code,
    format_option,
    language_option,
    print_json,
    print_rows,
    series_option,
    workspace_option,
)

DAY = click.DateTime(["%Y-%m-%d"])
COLUMNS = ["series", "date", "kind", "holder", "action", "object", "differs", "place", "by",
           "texts", "power"]  # fmt: skip
WORDS = ["rus_from", "rus_to", "kaz_from", "kaz_to"]


@click.command()
@click.option("--act", help="Only changes of this act, or into or out of it.")
@click.option("--from", "since", type=DAY, help="Only changes after this day.")
@click.option("--to", "until", type=DAY, help="Only changes up to this day.")
@click.option("--holder", help="Only changes of this holder's powers.")
@click.option("--kind", "kinds", multiple=True, help="Only changes of this kind; may be repeated.")
@click.option("--domain", help="Only changes in this field of state life.")
@series_option
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only the texts in this language.")
@click.option(
    "--texts", is_flag=True, help="Show both texts, in both languages; JSON always has them."
)
@workspace_option
@format_option("table", "json", "csv")
def changes(workspace: Path, format_: str, texts: bool, **chosen: Any) -> None:
    """Show what changed between versions: which power, when, by which act, in which direction.

    Gross counts stand below the table; the net of one holder with --holder.

    \b
    Example:
      bilik changes --act constitution-1995 --from 1998-10-07 --to 2007-05-21 --holder president
    """
    from pipeline import dataset
    from pipeline.errors import InputError
    from pipeline.report import ledger
    from pipeline.vocabulary import ChangeKind, Domain, Holder
    from pipeline.workspace import Workspace

    for option, codes in (("holder", Holder), ("domain", Domain)):
        check_code(f"--{option}", chosen[option], codes)
    for kind in chosen["kinds"]:
        check_code("--kind", kind, ChangeKind)
    for option in ("since", "until"):
        chosen[option] = chosen[option] and chosen[option].date()
    since, until = chosen["since"], chosen["until"]
    if since and until and until <= since:
        raise InputError(
            f"no day is after {since} and up to {until}", "--to", "name a day after that of --from"
        )
    release = dataset.latest(Workspace(workspace).releases)
    found = ledger.entries(release, ledger.Question(**chosen))
    if format_ == "json":
        print_json([entry.as_json() for entry in found])
    elif format_ == "csv":
        columns = [*COLUMNS, *WORDS] if texts else COLUMNS
        rows = [_row(entry) + (_words(entry) if texts else ()) for entry in found]
        print_rows(columns, rows, format_)
    else:
        print_rows(COLUMNS, [_row(entry) for entry in found], format_)
        if texts:
            _print_texts(found)
        told = ", ".join(f"{count} {kind}" for kind, count in ledger.counts(found).items())
        click.echo(f"\nGross: {told or 'no change'}.")
        if chosen["holder"]:
            click.echo(f"Net for {chosen['holder']}: {ledger.net(found, chosen['holder']):+d}.")


def _print_texts(found: list[Any]) -> None:
    for entry in found:
        click.echo(f"\n{entry.date} {entry.kind}: {entry.power}")
        for lang, side in entry.sides.items():
            click.echo(f"  {lang} - {side.text_from or '(nothing)'}")
            click.echo(f"  {lang} + {side.text_to or '(nothing)'}")


def _row(entry: Any) -> tuple[Any, ...]:
    day = str(entry.date) if entry.exact else f"by {entry.date}"
    holder = f"{entry.holder} > {entry.holder_to}" if entry.holder_to else entry.holder
    return (
        entry.series, day, entry.kind, holder, entry.action, entry.object,
        " ".join(entry.differs), entry.place, ", ".join(entry.acts), "+".join(entry.sides),
        entry.power,
    )  # fmt: skip


def _words(entry: Any) -> tuple[str, ...]:
    """Both texts in each language; "" where one does not tell this change."""
    sides = [entry.sides.get(lang) for lang in ("rus", "kaz")]
    pairs = [(side.text_from, side.text_to) if side else ("", "") for side in sides]
    return (*pairs[0], *pairs[1])


@click.command()
@click.argument("power")
@series_option
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only the texts in this language.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also draw the power's autonomy over time to this file (.svg or .png).",
)
@language_option("the picture's labels")
@click.option("--all", "every", is_flag=True, help="Show also the texts that change nothing.")
@workspace_option
@format_option("table", "json", "csv")
def history(
    power: str,
    series: str | None,
    lang: str | None,
    picture: Path | None,
    language: str,
    every: bool,
    workspace: Path,
    format_: str,
) -> None:
    """Show the life of a power across versions and acts.

    POWER is holder/action/object, an identity that `bilik changes` prints, or a power_id. A step is
    a text that changed the power, or the last one that has it.

    \b
    Example:
      bilik history president/appoint/akim_region
      bilik history president/appoint/prime_minister --picture pm.svg
    """
    from pipeline import dataset
    from pipeline.report import life
    from pipeline.report.life_chart import draw
    from pipeline.workspace import Workspace

    release = dataset.latest(Workspace(workspace).releases)
    found = life.steps(release, power, series, lang)
    if picture:
        click.echo(f"drawn: {draw(found, picture, language)}", err=True)
    shown = found if every else [step for step in found if step.happened]
    if format_ == "json":
        print_json([step.as_json() for step in shown])
        return
    columns = ["series", "lang", "from", "act", "place", "what", "holder", "autonomy", "conditions"]
    print_rows(columns, [step.as_row() for step in shown], format_)
