"""What the commands print: tables, JSON and CSV on standard output, progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
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


def progress(quiet: bool) -> Callable[[str], None]:
    """A function that shows one line of progress, or nothing when `quiet`."""
    return (lambda _: None) if quiet else (lambda line: click.echo(line, err=True))


def print_json(value: Any) -> None:
    """Print a value as JSON, Cyrillic readable."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_rows(columns: list[str], rows: list[tuple[Any, ...]], format_: str) -> None:
    """Print rows as `table`, `json` or `csv`."""
    if format_ == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif format_ == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        print_table(columns, rows)


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
