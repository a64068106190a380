"""`bilik annotate`: clauses out to a labelling tool, and labels back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli_output import format_option, print_json, workspace_option

TOOLS = ("label-studio", "doccano")

_tool = click.option(
    "--to",
    "tool",
    type=click.Choice(TOOLS),
    default=TOOLS[0],
    show_default=True,
    help="The labelling tool.",
)


@click.group()
def annotate() -> None:
    """Send clauses to a labelling tool, and take the labels back.

    \b
    Example:
      bilik annotate export --to label-studio --limit 50 --out tasks.json
    """


@annotate.command()
@workspace_option
@_tool
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="At most so many clauses; 100 by default, and no limit with --all.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the tasks.",
)
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Clauses of one language only.")
@click.option("--act", help="Clauses of one act only, by its key.")
@click.option("--all", "all_", is_flag=True, help="Sure and repeated clauses too.")
@click.option(
    "--annotations",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File or folder of annotations to leave out, in place of corpus/annotations; repeatable.",
)
def export(
    workspace: Path,
    tool: str,
    limit: int | None,
    out: Path,
    lang: str | None,
    act: str | None,
    all_: bool,
    annotations: tuple[Path, ...],
) -> None:
    """Write the clauses most worth labelling, with the reader's own labels filled in.

    These are the clauses that the reader is not sure of and those that the Russian and the Kazakh
    text do not put alike, of the newest release. What is annotated already is left out.

    \b
    Example:
      bilik annotate export --to label-studio --limit 50 --out tasks.json
    """
    from pipeline import dataset
    from pipeline.annotate import doccano, label_studio
    from pipeline.annotate.files import known_annotations, write_text
    from pipeline.annotate.select import Wanted, select
    from pipeline.classifier.examples import ANNOTATIONS
    from pipeline.errors import InputError
    from pipeline.vocabulary import Lang
    from pipeline.workspace import Workspace

    release = dataset.latest(Workspace(workspace).releases)
    wanted = Wanted(
        lang=Lang(lang) if lang else None,
        act=act,
        all=all_,
        limit=limit or (None if all_ else 100),
    )
    tasks = select(release, known_annotations(annotations or [ANNOTATIONS]), wanted)
    if not tasks:
        raise InputError("no clause is left to label", release, "ask for sure ones too, with --all")
    text = doccano.write(tasks) if tool == "doccano" else label_studio.write(tasks, release.name)
    write_text(out, text)
    reasons = [task.reason.value for task in tasks]
    told = ", ".join(f"{reasons.count(reason)} {reason}" for reason in dict.fromkeys(reasons))
    click.echo(f"{out}: {len(tasks)} clauses ({told})")


@annotate.command()
@_tool
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; by default it is printed.",
)
def config(tool: str, out: Path | None) -> None:
    """Show what the tool must be told first: Label Studio's form, or doccano's span labels.

    \b
    Example:
      bilik annotate config --out label-studio.xml
    """
    from pipeline.annotate.config import doccano_labels, label_studio
    from pipeline.annotate.files import write_text

    text = doccano_labels() if tool == "doccano" else label_studio()
    if out is None:
        click.echo(text, nl=False)
    else:
        write_text(out, text)
        click.echo(out)


@annotate.command("import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--from",
    "tool",
    type=click.Choice(TOOLS),
    help="The tool that wrote the files; told by their form otherwise.",
)
@click.option(
    "--into",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of annotations to add to; made when it is not there.",
)
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of texts, <act>/<version>.<language>.<ext>, to find stale labels by; repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--replace", is_flag=True, help="Let new labels take the place of those there.")
@format_option("text", "json")
def import_(
    files: tuple[Path, ...],
    tool: str | None,
    into: Path,
    texts: tuple[Path, ...],
    dry_run: bool,
    replace: bool,
    format_: str,
) -> None:
    """Take a tool's export back as stand-off annotations.

    Nothing is written while an annotator's mark is wrong, annotators differ, or a text has changed.
    A clause that is annotated already keeps its annotation, unless --replace is given.

    \b
    Example:
      bilik annotate import export.json --into corpus/annotations/mine.jsonl --dry-run
    """
    from pipeline.annotate.files import write_annotations
    from pipeline.annotate.incoming import take

    outcome = take(files, into, tool, texts, replace)
    written = outcome.sound and not dry_run
    if written:
        write_annotations(into, outcome.annotations)
    if format_ == "json":
        errors = [str(error) for error in outcome.errors]
        print_json({**outcome.counts, "written": written, "errors": errors})
    else:
        counts = ", ".join(f"{number} {name}" for name, number in outcome.counts.items())
        click.echo(f"{counts}; {into if written else 'nothing'} written")
    for error in outcome.errors:
        click.echo(f"bilik: {error}", err=True)
    if outcome.errors:
        sys.exit(1)
