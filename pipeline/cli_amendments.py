"""Commands on amending acts: `bilik amendments parse`, `apply` and `verify`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_output import (
    Decorator,
    format_option,
    print_json,
    print_rows,
    print_table,
    registry_option,
)
from pipeline.cli_text import parsed_file, source_of

if TYPE_CHECKING:
    from pipeline.amendments import Amendments, Result
    from pipeline.parse import Parsed

_SHOWN = 60  # characters of a cell in a table
# Fields of an instruction, and why words could not be read; the first ones are for a table.
_PARSED = [
    "eid", "n", "kind", "act", "target", "old", "new", "anchor", "to", "unread", "why",
    "place", "part", "sentence", "start", "end", "inferred",
]  # fmt: skip
_IN_TABLE = 11
_DONE = ["eid", "n", "kind", "target", "outcome", "why"]


@click.group()
def amendments() -> None:
    """Read the instructions of amending acts, apply them, and verify them.

    \b
    Example:
      bilik amendments verify AMENDING_ACT.rus.md NEWER_VERSION.rus.md
    """


_amending: Decorator = click.argument("amending", type=click.Path(path_type=Path))


@amendments.command()
@_amending
@registry_option
@format_option("table", "json", "csv")
def parse(amending: Path, registry_path: Path | None, format_: str) -> None:
    """List the instructions of an amending act, and what could not be read as one.

    Exit code 1 if something could not be read.

    \b
    Example:
      bilik amendments parse amend-1998/1998-10-07.rus.md --format json
    """
    act = _read(amending, registry_path)
    rows = [tuple(getattr(one, name, "") for name in _PARSED) for one in act.instructions]
    for left in act.unparsed:
        told = {"eid": left.eid, "n": 0, "kind": "unparsed", "unread": (left.words,)}
        told |= {"why": left.why, "start": left.start, "end": left.end}
        rows.append(tuple(told.get(name, "") for name in _PARSED))
    if format_ == "table":
        short = [[_short(cell) for cell in row[:_IN_TABLE]] for row in rows]
        print_table(_PARSED[:_IN_TABLE], short)
    else:
        print_rows(_PARSED, rows, format_)
    sys.exit(1 if act.unparsed else 0)


def _short(cell: object) -> str:
    return (" ".join(cell) if isinstance(cell, tuple) else str(cell))[:_SHOWN]


@amendments.command()
@_amending
@click.argument("older", type=click.Path(path_type=Path))
@registry_option
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
    done = run(act.instructions, _version(older, act))
    rows = _rows(act, done.results)
    if format_ == "json":
        units = {eid: dataclasses.asdict(unit) for eid, unit in done.units.items()}
        print_json(
            {"results": [dict(zip(_DONE, row, strict=True)) for row in rows], "units": units}
        )
    else:
        print_rows(_DONE, rows, format_)
    sys.exit(any(row[4] not in ("applied", "already", "repeated", "not at hand") for row in rows))


@amendments.command()
@_amending
@click.argument("newer", type=click.Path(path_type=Path))
@registry_option
@format_option("table", "json", "csv")
def verify(amending: Path, newer: Path, registry_path: Path | None, format_: str) -> None:
    """Check that a newer version shows what an amending act ordered, unit by unit.

    Units that an excerpt does not hold are told apart and do not fail. Exit code 1 if an
    instruction fails or could not be read, or if none could be checked.

    \b
    Example:
      bilik amendments verify amend-1998/1998-10-07.rus.md constitution-1995/1998-10-07.rus.md
    """
    from pipeline.amendments import verify as run

    act = _read(amending, registry_path)
    rows = _rows(act, run(act.instructions, _version(newer, act)))
    print_rows(_DONE, rows, format_)
    counts = Counter(row[4] for row in rows)
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    click.echo(f"{len(rows)} instructions: {told}", err=True)
    sys.exit(not counts.keys() <= {"ok", "not at hand"} or not counts["ok"])


def _rows(act: Amendments, results: Iterable[Result]) -> list[tuple[str, int, str, str, str, str]]:
    rows = [
        (one.instruction.eid, one.instruction.n, one.instruction.kind.value, one.instruction.target,
         one.outcome.value, one.why)
        for one in results
    ]  # fmt: skip
    return rows + [(one.eid, 0, "", "", "unparsed", one.why) for one in act.unparsed]


def _read(file: Path, registry_path: Path | None) -> Amendments:
    """A file's instructions; a text that holds none is an error, as is an act that amends none."""
    from pipeline import registry
    from pipeline.amendments import amended_act, read
    from pipeline.errors import InputError
    from pipeline.parse import parse

    acts = registry.load(registry_path or registry.DEFAULT)
    source, media_type, name = source_of(file)
    parsed = parse(source, media_type, name)
    key = parsed.identity.act
    if key in acts and not acts[key].amends:
        raise InputError(
            f"'{key}' amends no act by the registry",
            file,
            "give an amending act first, or name in the registry what it `amends`",
        )
    act = read(parsed, source, media_type, amended_act(acts, key, parsed.identity.lang))
    if not (act.instructions or act.unparsed):
        raise InputError("the text holds no amendment", file, "give an amending act first")
    return act


def _version(file: Path, act: Amendments) -> Parsed:
    """The text that an amending act is held against: in its language, and of an act it amends."""
    from pipeline.amendments.apply import check_language
    from pipeline.errors import InputError

    text = parsed_file(file)
    check_language(act.instructions, text, file)
    amended = sorted({one.act for one in act.instructions})
    if amended and not {"", text.identity.act} & {*amended}:
        raise InputError(
            f"it is a text of {text.identity.act}, and the act amends {', '.join(amended)}",
            file,
            "give a text of an act that it amends",
        )
    return text
