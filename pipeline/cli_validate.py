"""`bilik validate`: our yearly series beside a published one."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import (
    check_code,
    format_option,
    print_json,
    print_rows,
    series_option,
    workspace_option,
)

DIRECTION = (
    "Higher values are taken to mean more power: name with --flip the columns in which they mean "
    "less. Published series measure practice, ours the letter of the law."
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--column", "columns", multiple=True, help="Only this column of values.")
@click.option("--year", default="year", show_default=True, help="The column of years.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="Only rows with this value.")
@click.option("--missing", multiple=True, help="A further value that stands for nothing.")
@click.option(
    "--flip", multiple=True, help="A column in which a lower value means more power, or all."
)
@click.option(
    "--scheme", "schemes", multiple=True, default=["share"], show_default=True,
    help="Our scheme, or all.",
)  # fmt: skip
@click.option("--holder", default="president", show_default=True, help="Whose scores.")
@click.option(
    "--value", type=click.Choice(["end", "mean"]), default="end", show_default=True,
    help="Our value on 31 December, or the mean over the days of the year.",
)  # fmt: skip
@click.option("--from", "first", type=int, default=1, help="The first year to look at.")
@click.option("--to", "last", type=int, default=9998, help="The last year to look at.")
@series_option
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only texts in this language.")
@workspace_option
@format_option("table", "json", "csv")
def validate(
    file: Path,
    columns: tuple[str, ...],
    year: str,
    where: tuple[str, ...],
    missing: tuple[str, ...],
    flip: tuple[str, ...],
    schemes: tuple[str, ...],
    holder: str,
    value: str,
    first: int,
    last: int,
    series: str | None,
    lang: str | None,
    workspace: Path,
    format_: str,
) -> None:
    """Set our yearly series beside a published one: FILE is a CSV with a row a year.

    Rank correlations (Spearman, Kendall) with 95% intervals, of the levels and of the changes from
    year to year, the years in which the two part most, and which change of the texts that was.
    Every numeric column is compared that is no identifier, interval or error. Nothing is blended:
    the release stays as it is.

    \b
    Example:
      bilik validate polity.csv --column xconst --flip xconst --where country=Kazakhstan
      bilik validate vdem.csv --scheme share --scheme strength --lang rus --format json
    """
    from pipeline import dataset
    from pipeline.index.catalogue import scheme_named
    from pipeline.validation import compare, load, read, told
    from pipeline.validation.ours import Value
    from pipeline.vocabulary import Holder, Scheme
    from pipeline.workspace import Workspace

    check_code("--holder", holder, Holder)
    chosen = list(Scheme) if "all" in schemes else [scheme_named(name) for name in schemes]
    published = load(file, year, columns, _by_name(where), missing)
    release = dataset.latest(Workspace(workspace).releases)
    ours = read(release, chosen, holder, series, lang)
    of_year: Value = "mean" if value == "mean" else "end"
    found = compare(release, published, ours, of_year, flip, (first, last))
    if format_ == "json":
        print_json(
            {
                "file": file.name,
                "told": published.told,
                "value": value,
                "comparisons": [told.as_json(one) for one in found],
            }
        )
    elif format_ == "csv":
        print_rows(list(told.COLUMNS), [told.row(one) for one in found], format_)
    else:
        click.echo(f"{published.told}\n{DIRECTION}\n")
        telling = [one for one in found if one.telling]
        if telling:
            print_rows(list(told.SHORT), [told.short(one) for one in telling], format_)
        if silent := len(found) - len(telling):
            click.echo(
                f"{silent} pairs with too few years or a series that never changes: not shown"
            )
        for line in told.moves(telling):
            click.echo(line)


def _by_name(pairs: tuple[str, ...]) -> dict[str, str]:
    from pipeline.errors import InputError

    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise InputError(
                f"'{pair}' is no COLUMN=VALUE", "--where", "write it as in country=Kazakhstan"
            )
        found[name.strip()] = value.strip()
    return found
