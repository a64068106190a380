"""The command line. Each command loads only what it needs; `bilik --help` loads none of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli_annotate import annotate
from pipeline.cli_models import models
from pipeline.cli_output import print_json, print_rows, print_table, progress
from pipeline.errors import BilikError

if TYPE_CHECKING:
    from pipeline.parse import Parsed

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]

EPILOG = "Exit codes: 0 done, 1 something failed (the message says what to do), 2 wrong usage."


class _Group(click.Group):
    """Turns our errors into one message on standard error and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BilikError as error:
            click.echo(f"bilik: {error}", err=True)
            ctx.exit(1)


_workspace_option: _Decorator = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    envvar="BILIK_WORKSPACE",
    default=Path("workspace"),
    show_default=True,
    show_envvar=True,
    help="Folder that holds snapshots and releases.",
)
_registry_option: _Decorator = click.option(
    "--registry",
    "registry_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Registry of acts, in place of corpus/acts.toml.",
)
_quiet_option: _Decorator = click.option("--quiet", is_flag=True, help="Show no progress.")


def _format_option(*formats: str) -> _Decorator:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the output.",
    )


@click.group(cls=_Group, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bilik")
def main() -> None:
    """Read the law of Kazakhstan for who holds which power.

    \b
    Example, the whole job:
      bilik ingest --source folder:corpus/restated
      bilik build
      bilik query "SELECT holder, count(*) FROM powers GROUP BY 1 ORDER BY 2 DESC"
    """


@main.command()
@click.option("--source", "spec", required=True, help="KIND:PLACE, for example folder:PATH.")
@click.option("--replace", is_flag=True, help="Let a different text of a version take its place.")
@_workspace_option
@_registry_option
@_quiet_option
@_format_option("text", "json")
def ingest(
    spec: str,
    replace: bool,
    workspace: Path,
    registry_path: Path | None,
    quiet: bool,
    format_: str,
) -> None:
    """Take texts from a source into the workspace, each checked first.

    \b
    Example:
      bilik ingest --source folder:corpus/restated --workspace ./workspace
    """
    from pipeline import registry
    from pipeline.ingest import ingest as run
    from pipeline.sources import source
    from pipeline.workspace import Workspace

    acts = registry.load(registry_path or registry.DEFAULT)
    done = run(source(spec), Workspace(workspace), acts, replace, progress(quiet))
    if format_ == "json":
        print_json(
            {
                "new": done.new,
                "unchanged": done.unchanged,
                "replaced": done.replaced,
                "errors": [str(error) for error in done.errors],
            }
        )
    else:
        click.echo(
            f"{len(done.new)} new, {len(done.unchanged)} unchanged, {len(done.replaced)} replaced, "
            f"{len(done.errors)} refused"
        )
    for error in done.errors:
        click.echo(f"bilik: {error}", err=True)
    if done.errors:
        sys.exit(1)


@main.command()
@_workspace_option
@_registry_option
@click.option(
    "--weights",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Table of weights, in place of pipeline/index/weights.toml.",
)
@_quiet_option
@_format_option("text", "json")
def build(
    workspace: Path,
    registry_path: Path | None,
    weights: Path | None,
    quiet: bool,
    format_: str,
) -> None:
    """Make a release of all texts in the workspace.

    Nothing is done when no text, rule, weight or package has changed since the newest release.

    \b
    Example:
      bilik build --workspace ./workspace
    """
    from pipeline import registry
    from pipeline.build import build as run
    from pipeline.index.weights import DEFAULT as DEFAULT_WEIGHTS
    from pipeline.workspace import Workspace

    built = run(
        Workspace(workspace),
        registry_path or registry.DEFAULT,
        weights or DEFAULT_WEIGHTS,
        progress(quiet),
    )
    if format_ == "json":
        print_json({"release": str(built.release), "fresh": built.fresh, **built.counts})
    elif built.fresh:
        counts = ", ".join(f"{number:,} {name}" for name, number in built.counts.items())
        click.echo(f"{built.release} ({counts})")
    else:
        click.echo(f"{built.release} (nothing has changed)")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--report", is_flag=True, help="Explain every gap in the numbering instead.")
@_format_option("jsonl", "text")
def parse(file: Path, report: bool, format_: str) -> None:
    """Cut one file into provisions and clauses, in document order.

    \b
    Example:
      bilik parse corpus/restated/constitution-1995/2007-05-21.rus.md --report
    """
    import dataclasses

    from pipeline import jsonl
    from pipeline.parse.gaps import gaps

    parsed = _parsed(file)
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


def _parsed(file: Path) -> Parsed:
    """A file's text, parsed."""
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
    return run(read_text(data, media_type, name), media_type, name)


_rules_only_option: _Decorator = click.option(
    "--rules-only", is_flag=True, help="Leave the classifier out."
)


@main.command()
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
    from pipeline.powers.breakable import breakable

    model = None if rules_only else champion_or_none()
    clauses = jsonl.read_clauses(sys.stdin, "standard input")
    for reading in breakable(Reader(judge=model).read(clauses)):
        click.echo(jsonl.dump(jsonl.reading_row(reading)))


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--eid", help="Only clauses of this unit, as in art_44__sub_3.")
@click.option("--n", type=click.IntRange(0), help="Only the clause of this number in its unit.")
@_rules_only_option
@_format_option("text", "json")
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
    clauses = _parsed(file).clauses if file else jsonl.read_clauses(sys.stdin, "standard input")
    found = run(clauses, model, name, eid, n)
    if format_ == "json":
        print_json([one.as_json() for one in found])
        return
    for place, one in enumerate(found):
        click.echo(("\n" if place else "") + one.as_text())


@main.command()
@_workspace_option
@click.option("--holder", default="president", show_default=True, help="Whose scores to show.")
@_format_option("table", "json", "csv")
def index(workspace: Path, holder: str, format_: str) -> None:
    """Show a holder's scores over time, per series and language.

    \b
    Example:
      bilik index --holder parliament --format csv
    """
    from pipeline import dataset
    from pipeline.errors import InputError
    from pipeline.vocabulary import Holder
    from pipeline.workspace import Workspace

    if holder not in list(Holder):
        raise InputError(f"'{holder}' is no holder", "--holder", f"use one of {', '.join(Holder)}")
    release = dataset.latest(Workspace(workspace).releases)
    columns, rows = dataset.query(release, INDEX_SQL.format(holder=holder))
    print_rows(columns, rows, format_)


INDEX_SQL = """
WITH beginnings AS (
    SELECT series, lang, valid_from, string_agg(act, ', ' ORDER BY act) AS begins
    FROM versions WHERE valid_from IS NOT NULL GROUP BY ALL
)
SELECT s.series, s.lang, s.valid_from, s.valid_to,
       CAST(max(value) FILTER (scheme = 'volume') AS INTEGER) AS volume,
       round(max(value) FILTER (scheme = 'strength'), 2) AS strength,
       round(max(value) FILTER (scheme = 'share'), 3) AS share,
       bool_or(s.partial) AS partial, coalesce(b.begins, '') AS begins
FROM scores s LEFT JOIN beginnings b USING (series, lang, valid_from)
WHERE s.holder = '{holder}'
GROUP BY ALL ORDER BY s.series, s.lang, s.valid_from
"""


@main.command()
@click.argument("sql")
@_workspace_option
@_format_option("table", "json", "csv")
@click.option("--limit", type=click.IntRange(min=1), help="Show at most so many rows.")
def query(sql: str, workspace: Path, format_: str, limit: int | None) -> None:
    """Ask the newest release in SQL (read-only).

    \b
    Example:
      bilik query "SELECT domain, count(*) FROM powers WHERE holder = 'president' GROUP BY 1"
    """
    from pipeline import dataset
    from pipeline.workspace import Workspace

    columns, rows = dataset.query(dataset.latest(Workspace(workspace).releases), sql, limit)
    print_rows(columns, rows, format_)


@main.command()
@click.argument("identifier", metavar="ID")
@_workspace_option
@_format_option("text", "json")
def show(identifier: str, workspace: Path, format_: str) -> None:
    """Show a power: its words in both languages, its act, article and dates.

    ID is a power_id, or a clause_id for all powers of a clause.

    \b
    Example:
      bilik show constitution-1995@1998-10-07.rus.restated/art_44__sub_3/0/0
    """
    from pipeline import dataset
    from pipeline.report.power import card
    from pipeline.workspace import Workspace

    found = card(dataset.latest(Workspace(workspace).releases), identifier)
    if format_ == "json":
        print_json(found.as_json())
    else:
        click.echo(found.as_text())


@main.command()
@_workspace_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the page; by default report.html in the workspace.",
)
@click.option(
    "--language",
    type=click.Choice(["eng", "rus", "kaz"]),
    default="eng",
    show_default=True,
    help="Language of the labels.",
)
def report(workspace: Path, out: Path | None, language: str) -> None:
    """Write the newest release's report (HTML with a chart) and print its path.

    \b
    Example:
      bilik report --language kaz --out report.kaz.html
    """
    from pipeline import dataset
    from pipeline.report import write_report
    from pipeline.workspace import Workspace

    release = dataset.latest(Workspace(workspace).releases)
    click.echo(write_report(release, out or workspace / "report.html", language))


main.add_command(annotate)
main.add_command(models)


if __name__ == "__main__":
    main()
