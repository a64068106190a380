"""Commands on amending acts: `bilik amendments parse`, `apply` and `verify`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_output import Decorator, format_option, print_json, print_rows

if TYPE_CHECKING:
    from pipeline.amendments import Amendments, Result
    from pipeline.parse import Parsed

_SHOWN = 60  # characters of a cell in a table
# Fields of an instruction; the first ones are enough for a table.
_PARSED = [
    "eid", "n", "kind", "act", "target", "old", "new", "anchor", "to",
    "place", "part", "sentence", "start", "end", "unread", "inferred",
]  # fmt: skip
_IN_TABLE = 9


@click.group()
def amendments() -> None:
    """Read the instructions of amending acts, apply them, and verify them.

    \b
    Example:
      bilik amendments verify AMENDING_ACT.rus.md NEWER_VERSION.rus.md
    """


_amending: Decorator = click.argument("amending", type=click.Path(path_type=Path))
_registry: Decorator = click.option(
    "--registry",
    "registry_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Registry of acts, in place of corpus/acts.toml.",
)


@amendments.command()
@_amending
@_registry
@format_option("table", "json", "csv")
def parse(amending: Path, registry_path: Path | None, format_: str) -> None:
    """List the instructions of an amending act, and what could not be read as one.

    Exit code 1 if something could not be read.

    \b
    Example:
      bilik amendments parse amend-1998/1998-10-07.rus.md --format json
    """
    act = _read(amending, registry_path)
    rows = [tuple(getattr(one, name) for name in _PARSED) for one in act.instructions]
    blank = dict.fromkeys(_PARSED, "")
    for left in act.unparsed:
        told = {"eid": left.eid, "kind": "unparsed", "old": left.words, "new": left.why}
        place = {"n": 0, "start": left.start, "end": left.end}
        rows.append(tuple((blank | told | place).values()))
    if format_ == "table":
        rows = [tuple(str(cell)[:_SHOWN] for cell in row[:_IN_TABLE]) for row in rows]
        print_rows(_PARSED[:_IN_TABLE], rows, format_)
    else:
        print_rows(_PARSED, rows, format_)
    sys.exit(1 if act.unparsed else 0)


@amendments.command()
@_amending
@click.argument("older", type=click.Path(path_type=Path))
@_registry
@format_option("table", "json")
def apply(amending: Path, older: Path, registry_path: Path | None, format_: str) -> None:
    """Carry out an amending act on the version before it; tell what did not fit.

    The table has a line for each instruction; the JSON has the units' new texts as well. Exit code
    1 if something did not fit or could not be read.

    \b
    Example:
      bilik amendments apply AMENDING_ACT.kaz.md OLDER_VERSION.kaz.md --format json
    """
    import dataclasses

    from pipeline.amendments import apply as run

    act = _read(amending, registry_path)
    done = run(act.instructions, _parsed(older)[0])
    rows = _rows(act, done.results)
    if format_ == "json":
        units = {eid: dataclasses.asdict(unit) for eid, unit in done.units.items()}
        print_json(
            {"results": [dict(zip(_COLUMNS, row, strict=True)) for row in rows], "units": units}
        )
    else:
        print_rows(_COLUMNS, rows, format_)
    sys.exit(any(row[4] not in ("applied", "already", "repeated", "not at hand") for row in rows))


@amendments.command()
@_amending
@click.argument("newer", type=click.Path(path_type=Path))
@_registry
@format_option("table", "json", "csv")
def verify(amending: Path, newer: Path, registry_path: Path | None, format_: str) -> None:
    """Check that a newer version shows what an amending act ordered, unit by unit.

    Exit code 1 if an instruction fails or could not be read; units that an excerpt does not hold
    are told apart and do not fail.

    \b
    Example:
      bilik amendments verify amend-1998/1998-10-07.rus.md constitution-1995/1998-10-07.rus.md
    """
    from pipeline.amendments import verify as run

    act = _read(amending, registry_path)
    rows = _rows(act, run(act.instructions, _parsed(newer)[0]))
    print_rows(_COLUMNS, rows, format_)
    counts = {outcome: sum(row[4] == outcome for row in rows) for outcome in {r[4] for r in rows}}
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    click.echo(f"{len(rows)} instructions: {told}", err=True)
    sys.exit(any(row[4] in ("failed", "unparsed") for row in rows))


_COLUMNS = ["eid", "n", "kind", "target", "outcome", "why"]


def _rows(act: Amendments, results: Iterable[Result]) -> list[tuple[str, int, str, str, str, str]]:
    rows = [
        (one.instruction.eid, one.instruction.n, one.instruction.kind.value, one.instruction.target,
         one.outcome.value, one.why)
        for one in results
    ]  # fmt: skip
    return rows + [(one.eid, 0, "", "", "unparsed", one.why) for one in act.unparsed]


def _read(file: Path, registry_path: Path | None) -> Amendments:
    """A file's instructions; a text that holds none is an error."""
    from pipeline import registry
    from pipeline.amendments import amended_act, read
    from pipeline.errors import InputError

    acts = registry.load(registry_path or registry.DEFAULT)
    parsed, source, media_type = _parsed(file)
    named = amended_act(acts, parsed.identity.act, parsed.identity.lang)
    act = read(parsed, source, media_type, named)
    if not (act.instructions or act.unparsed):
        raise InputError("the text holds no amendment", file, "give an amending act first")
    return act


def _parsed(file: Path) -> tuple[Parsed, str, str]:
    """A file's text, parsed, with its source text and form."""
    from pipeline.errors import InputError
    from pipeline.parse import parse as run
    from pipeline.parse.sourcetext import MEDIA_TYPES, read_text

    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", file, "check the path"
        ) from None
    media_type = MEDIA_TYPES.get(file.suffix.lower(), f"unknown ({file.suffix or 'none'})")
    name = file.as_posix()
    source = read_text(data, media_type, name)
    return run(source, media_type, name), source, media_type
