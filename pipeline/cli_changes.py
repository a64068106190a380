"""Commands on what happens over time: `bilik changes`, `bilik history`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli_output import format_option, print_json, print_rows, workspace_option

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--act", help="Only changes of this act, or into or out of it.")
@click.option("--from", "since", type=DAY, help="Only changes after this day.")
@click.option("--to", "until", type=DAY, help="Only changes up to this day.")
@click.option("--holder", help="Only changes of this holder's powers.")
@click.option("--kind", "kinds", multiple=True, help="Only changes of this kind; may be repeated.")
@click.option("--domain", help="Only changes in this field of state life.")
@click.option("--series", type=click.Choice(["official", "restated"]), help="Only these texts.")
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only the texts in this language.")
@click.option("--texts", is_flag=True, help="Show both texts, in both languages.")
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
    from pipeline.report import ledger
    from pipeline.vocabulary import ChangeKind, Domain, Holder
    from pipeline.workspace import Workspace

    for option, codes in (("holder", Holder), ("domain", Domain)):
        _check(f"--{option}", chosen[option], codes)
    for kind in chosen["kinds"]:
        _check("--kind", kind, ChangeKind)
    for option in ("since", "until"):
        chosen[option] = chosen[option] and chosen[option].date()
    release = dataset.latest(Workspace(workspace).releases)
    found = ledger.entries(release, ledger.Question(**chosen))
    if format_ == "json":
        print_json([entry.as_json() for entry in found])
        return
    columns = ["series", "date", "kind", "holder", "action", "object", "differs", "place",
               "by", "texts"]  # fmt: skip
    print_rows(columns, [_row(entry) for entry in found], format_)
    if format_ == "csv":
        return
    if texts:
        for entry in found:
            click.echo(f"\n{entry.date} {entry.kind}: {entry.power}")
            for lang, side in entry.sides.items():
                click.echo(f"  {lang} - {side.text_from or '(nothing)'}")
                click.echo(f"  {lang} + {side.text_to or '(nothing)'}")
    told = ", ".join(f"{count} {kind}" for kind, count in ledger.counts(found).items())
    click.echo(f"\nGross: {told or 'no change'}.")
    if chosen["holder"]:
        click.echo(f"Net for {chosen['holder']}: {ledger.net(found, chosen['holder']):+d}.")


def _row(entry: Any) -> tuple[Any, ...]:
    day = str(entry.date) if entry.exact else f"by {entry.date}"
    holder = f"{entry.holder} > {entry.holder_to}" if entry.holder_to else entry.holder
    return (
        entry.series, day, entry.kind, holder, entry.action, entry.object,
        " ".join(entry.differs), entry.place, ", ".join(entry.acts), "+".join(entry.sides),
    )  # fmt: skip


def _check(option: str, value: str | None, codes: Any) -> None:
    from pipeline.errors import InputError

    if value is not None and value not in list(codes):
        raise InputError(f"'{value}' is no code", option, f"use one of {', '.join(codes)}")


@click.command()
@click.argument("power")
@click.option("--series", type=click.Choice(["official", "restated"]), help="Only these texts.")
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only the texts in this language.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also draw the power's autonomy over time to this file (.svg or .png).",
)
@click.option(
    "--language",
    type=click.Choice(["eng", "rus", "kaz"]),
    default="eng",
    show_default=True,
    help="Language of the picture's labels.",
)
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

    POWER is holder/action/object, an identity from `bilik changes`, or a power_id.

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
