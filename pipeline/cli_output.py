"""What the commands print: tables, JSON and CSV on standard output, progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., None]], Callable[..., None]]

workspace_option: Decorator = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    envvar="BILIK_WORKSPACE",
    default=Path("workspace"),
    show_default=True,
    show_envvar=True,
    help="Folder that holds snapshots and releases.",
)
registry_option: Decorator = click.option(
    "--registry",
    "registry_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Registry of acts, in place of corpus/acts.toml.",
)
quiet_option: Decorator = click.option("--quiet", is_flag=True, help="Show no progress.")
series_option: Decorator = click.option(
    "--series", type=click.Choice(["official", "restated"]), help="Only these texts."
)


def language_option(of_what: str) -> Decorator:
    """The option that chooses the language of what is shown."""
    return click.option(
        "--language",
        type=click.Choice(["eng", "rus", "kaz"]),
        default="eng",
        show_default=True,
        help=f"Language of {of_what}.",
    )


def check_code(option: str, value: str | None, codes: Iterable[str]) -> None:
    """Refuse the value of an option that is none of the codes known only when the command runs.

    Raises:
        InputError: it is none of them.
    """
    from pipeline.errors import InputError

    known = list(codes)
    if value is not None and value not in known:
        noun = option.removeprefix("--")
        raise InputError(f"'{value}' is no {noun}", option, f"use one of {', '.join(known)}")


def progress(quiet: bool) -> Callable[[str], None]:
    """A function that shows one line of progress, or nothing when `quiet`."""
    return (lambda _: None) if quiet else (lambda line: click.echo(line, err=True))


def print_json(value: Any) -> None:
    """Print a value as JSON, Cyrillic readable."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_rows(columns: list[str], rows: list[tuple[Any, ...]], format_: str) -> None:
    """Print rows as `table`, `json` or `csv`; a list in a cell is one only in JSON."""
    if format_ == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    rows = [tuple(map(_joined, row)) for row in rows]
    if format_ == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        print_table(columns, rows)


def _joined(cell: Any) -> Any:
    return " ".join(map(str, cell)) if isinstance(cell, list | tuple) else cell


def print_table(columns: list[str], rows: list[Any]) -> None:
    """Print rows under their columns' names, aligned."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for line in (columns, ["-" * width for width in widths], *cells):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def format_option(*formats: str) -> Decorator:
    """The option that chooses the form of the output, the first form by default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the output.",
    )
