"""`bilik query`: a release asked in SQL."""

from __future__ import annotations

import codecs
import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from pipeline.cli_output import language_option, print_json, print_table, workspace_option

if TYPE_CHECKING:
    from pipeline.dataset.ask import Answer

FORMATS = ("table", "csv", "json", "parquet")
MOST_ROWS = 1_000_000  # of an answer that is held in memory: as a table or as JSON


@click.command()
@click.argument("sql", required=False)
@workspace_option
@click.option(
    "--release",
    "name",
    default="LATEST",
    show_default=True,
    help="Which release: its name, the beginning of one, or its path.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Form of the output; by default that of the file's name, else a table.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file, in one step; needed for Parquet on a terminal.",
)
@click.option("--force", is_flag=True, help="Let --out take the place of a file that is there.")
@click.option("--limit", type=click.IntRange(min=1), help="Take at most so many rows.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    help="Seconds after which the question is stopped.",
)
@click.option("--examples", is_flag=True, help="Show ten questions with their SQL.")
@click.option("--example", help="Ask one of these: its number or its name.")
@language_option("the examples' questions")
def query(
    sql: str | None,
    workspace: Path,
    name: str,
    format_: str | None,
    out: Path | None,
    force: bool,
    limit: int | None,
    timeout: float,
    examples: bool,
    example: str | None,
    language: str,
) -> None:
    """Ask a release in SQL, read-only.

    SQL is one SELECT; @FILE takes it from a file, - from standard input. `SHOW TABLES` names the
    tables and views, `DESCRIBE name` the columns of one; docs/querying.md has more.

    \b
    Example:
      bilik query "SELECT domain, count(*) FROM powers WHERE holder = 'president' GROUP BY 1"
      bilik query --examples
      bilik query --example share_by_year --out share.csv
    """
    if examples + (example is not None) + (sql is not None) != 1:
        raise click.UsageError("give one of: SQL, --examples, --example.")
    if examples:
        if out or format_ not in (None, "table", "json"):
            raise click.UsageError("the examples are told as a table or as json, without --out.")
        _show_examples(language, format_)
        return
    form = format_ or (out.suffix[1:].lower() if out else "table")
    if form not in FORMATS or (out and form == "table"):
        raise click.UsageError("choose the form of the file: --format csv, json or parquet.")
    if form == "parquet" and not out and _to_a_terminal():
        raise click.UsageError("Parquet is no text for a terminal: name a file with --out.")
    from pipeline import dataset
    from pipeline.dataset.ask import asking
    from pipeline.dataset.listing import find
    from pipeline.workspace import Workspace

    question = _example(example) if example is not None else _statement(str(sql))
    release = find(Workspace(workspace).releases, name)
    with (
        dataset.connect(release) as db,
        _target(out, force) as file,
        asking(db, question, timeout=timeout) as answer,
    ):
        _write(answer, form, limit, file)


def _to_a_terminal() -> bool:
    return sys.stdout.isatty()


def _write(answer: Answer, form: str, limit: int | None, file: IO[bytes]) -> None:
    if form == "parquet":
        _write_parquet(answer, limit, file)
        return
    columns, batches = answer.rows()
    rows = islice(chain.from_iterable(batches), limit)
    if form == "csv":
        _write_csv(columns, rows, file)
        return
    held = list(islice(rows, MOST_ROWS))
    if next(rows, None) is not None:
        from pipeline.errors import QueryError

        raise QueryError(
            f"the answer has more than {MOST_ROWS:,} rows",
            "query",
            "take fewer with --limit, or use --format csv or parquet, which hold none in memory",
        )
    if form == "json":
        if twice := sorted({name for name in columns if columns.count(name) > 1}):
            from pipeline.errors import QueryError

            raise QueryError(
                f"two columns are called {', '.join(twice)}", "query", "name them apart with AS"
            )
        told = [dict(zip(columns, row, strict=True)) for row in held]
        text = json.dumps(told, ensure_ascii=False, indent=1, default=str)
        file.write(f"{text}\n".encode())
    else:
        print_table(columns, [tuple(map(_plain, row)) for row in held])


def _write_csv(columns: list[str], rows: Iterator[tuple[Any, ...]], file: IO[bytes]) -> None:
    lines = csv.writer(codecs.getwriter("utf8")(file), lineterminator="\n")
    lines.writerow(columns)
    lines.writerows(map(_plain, row) for row in rows)


def _write_parquet(answer: Answer, limit: int | None, file: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    schema, batches = answer.arrow()
    left = sys.maxsize if limit is None else limit
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.slice(0, left))
            left -= min(left, batch.num_rows)
            if not left:
                break


def _plain(cell: Any) -> Any:
    """A cell as in the CSV copies of a release: lists joined, booleans in small letters."""
    from pipeline.dataset.csvfiles import SEPARATOR

    if isinstance(cell, list | tuple):
        return SEPARATOR.join("" if item is None else str(_plain(item)) for item in cell)
    return str(cell).lower() if isinstance(cell, bool) else cell


@contextmanager
def _target(out: Path | None, force: bool) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears whole or not at all.

    Raises:
        InputError: the file is there, or its folder is not, or it cannot be written.
    """
    from pipeline.errors import InputError
    from pipeline.files import appearing

    if out is None:
        yield sys.stdout.buffer
        return
    if out.exists() and not force:
        raise InputError("this file is there already", out, "name another, or add --force")
    try:
        with appearing(out) as file:
            yield file
    except OSError as error:
        raise InputError(
            f"cannot write it ({error.strerror or error})", out, "choose another place"
        ) from error


def _statement(sql: str) -> str:
    """The SQL that an argument means: its own words, a file's, or those of standard input."""
    if sql != "-" and not sql.startswith("@"):
        return sql
    from pipeline.errors import InputError

    where = "standard input" if sql == "-" else sql[1:]
    try:
        data = sys.stdin.buffer.read() if sql == "-" else Path(where).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where, "name a file") from error
    except UnicodeDecodeError as error:
        raise InputError("is no text in UTF-8", where, "save it as UTF-8") from error


def _example(which: str) -> str:
    from pipeline.dataset.examples import examples
    from pipeline.errors import InputError

    for n, one in enumerate(examples(), 1):
        if which in (str(n), one.name):
            return one.sql
    names = ", ".join(one.name for one in examples())
    raise InputError(f"there is no example '{which}'", "--example", f"use a number or {names}")


def _show_examples(language: str, format_: str | None) -> None:
    from pipeline.dataset.examples import examples

    if format_ == "json":
        print_json(
            [
                {"name": one.name, "question": one.question[language], "sql": one.sql}
                for one in examples()
            ]
        )
        return
    for n, one in enumerate(examples(), 1):
        click.echo(f"{n}. {one.question[language]}  [{one.name}]\n\n{one.sql}")
