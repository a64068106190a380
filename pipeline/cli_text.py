"""Commands on one text, without a workspace: `bilik parse`, `bilik read` and `bilik explain`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_output import Decorator, format_option, print_json, print_table

if TYPE_CHECKING:
    from pipeline.parse import Parsed


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--report", is_flag=True, help="Explain every gap in the numbering instead.")
@click.option(
    "--remainders", is_flag=True, help="Show what became no provision and no note instead."
)
@format_option("jsonl", "text")
def parse(file: Path, report: bool, remainders: bool, format_: str) -> None:
    """Cut one file into provisions and clauses, in document order.

    \b
    Example:
      bilik parse corpus/restated/constitution-1995/2007-05-21.rus.md --report
      bilik parse corpus/restated/constitution-1995/2007-05-21.rus.md --remainders --format text
    """
    import dataclasses

    from pipeline import jsonl
    from pipeline.parse.gaps import gaps

    if remainders:
        _print_remainders(file, format_)
        return
    parsed = parsed_file(file)
    if report:
        rows = [dataclasses.asdict(gap) for gap in gaps(parsed)]
        if format_ == "jsonl" and not sys.stdout.isatty():
            for row in rows:
                click.echo(jsonl.dump(row))
            return
        articles = sum(unit.kind == "article" for unit in parsed.provisions)
        click.echo(
            f"{articles} articles, {len(parsed.provisions)} provisions, "
            f"{len(parsed.clauses)} clauses, {len(parsed.notes)} notes, {len(rows)} oddities"
        )
        print_table(["eid", "reason", "detail"], [list(row.values()) for row in rows])
        return
    for clause in parsed.clauses:
        if format_ == "jsonl":
            click.echo(jsonl.dump(jsonl.clause_row(clause)))
        else:
            lead_in = f"[{clause.lead_in}] " if clause.lead_in else ""
            click.echo(f"{clause.eid}/{clause.n}\t{lead_in}{clause.text}")


def _print_remainders(file: Path, format_: str) -> None:
    from pipeline import jsonl
    from pipeline.parse import parse as run

    text, media_type, name = source_of(file)
    for one in run(text, media_type, name).remainders:
        words = " ".join(text[one.start : one.end].split())
        if format_ == "jsonl":
            row = {"kind": one.kind, "start": one.start, "end": one.end, "text": words}
            click.echo(jsonl.dump(row))
        else:
            click.echo(f"{one.kind}\t{one.start}..{one.end}\t{words}")


def parsed_file(file: Path) -> Parsed:
    """A file's text, parsed.

    Raises:
        InputError: the file cannot be read, or is no text of an act.
    """
    from pipeline.parse import parse as run

    return run(*source_of(file))


def source_of(file: Path) -> tuple[str, str, str]:
    """A file's text, its media type and its name, as the parser takes them.

    Raises:
        InputError: the file cannot be read.
    """
    from pipeline.errors import InputError
    from pipeline.parse.sourcetext import MEDIA_TYPES, read_text

    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", file, "check the path"
        ) from None
    media_type = MEDIA_TYPES.get(file.suffix.lower(), f"unknown ({file.suffix or 'none'})")
    name = file.as_posix()
    return read_text(data, media_type, name), media_type, name


_rules_only_option: Decorator = click.option(
    "--rules-only", is_flag=True, help="Leave the classifier out."
)


@click.command()
@_rules_only_option
def read(rules_only: bool) -> None:
    """Read clauses for powers: JSON lines in, JSON lines out, in document order.

    A consent counts as breakable where another clause of the same text lets its refusal be
    answered by dissolution, so give the whole text.

    Labels are those of the classifier that `bilik models list` calls the champion; where none was
    ever trained, those of the rules.

    \b
    Example:
      bilik parse FILE | bilik read > readings.jsonl
    """
    from pipeline import jsonl
    from pipeline.classifier.store import champion_or_none
    from pipeline.powers import Reader

    model = None if rules_only else champion_or_none()
    clauses = jsonl.read_clauses(sys.stdin, "standard input")
    for reading in Reader(judge=model).read_texts(clauses):
        click.echo(jsonl.dump(jsonl.reading_row(reading)))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--eid", help="Only clauses of this unit, as in art_44__sub_3.")
@click.option("--n", type=click.IntRange(0), help="Only the clause of this number in its unit.")
@_rules_only_option
@format_option("text", "json")
def explain(
    file: Path | None, eid: str | None, n: int | None, rules_only: bool, format_: str
) -> None:
    """Say why clauses got their labels: rules, features, and the words behind each power.

    FILE is a text as `bilik parse` takes it; without one, clauses are taken as JSON lines.

    \b
    Example:
      bilik explain corpus/restated/constitution-1995/1998-10-07.rus.md --eid art_44__sub_3
      bilik parse FILE | bilik explain --eid art_44__sub_3 --n 0 --format json
    """
    from pipeline import jsonl
    from pipeline.classifier import store

    if n is not None and eid is None:
        raise click.UsageError("--n goes with --eid")
    from pipeline.classifier.explained import explain as run

    model = None if rules_only else store.champion_or_none()
    name = f"classifier {store.champion_version()}" if model else "rules alone"
    clauses = parsed_file(file).clauses if file else jsonl.read_clauses(sys.stdin, "standard input")
    found = run(clauses, model, name, eid, n)
    if format_ == "json":
        print_json([one.as_json() for one in found])
        return
    for place, one in enumerate(found):
        click.echo(("\n" if place else "") + one.as_text())
