"""`bilik timeline`: what happened to an act, when, and by which act."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import format_option, print_rows, workspace_option

COLUMNS = [
    "act", "event", "date", "other_act", "version", "units", "condition", "until",
    "said_in", "text",
]  # fmt: skip


@click.command()
@click.option("--act", "key", help="Key of one act, as in corpus/acts.toml; all without it.")
@click.option(
    "--language",
    "lang",
    type=click.Choice(["eng", "rus", "kaz"]),
    default="eng",
    show_default=True,
    help="Language of the conditions.",
)
@workspace_option
@click.option(
    "--registry",
    "registry_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Registry of acts, in place of corpus/acts.toml.",
)
@format_option("table", "json", "csv")
def timeline(
    key: str | None, lang: str, workspace: Path, registry_path: Path | None, format_: str
) -> None:
    """Show what happened to acts: adopted, in force, amended, ended, succeeded, and for whom.

    The events come from the registry; the last column names the texts that the workspace holds, or
    says that the text of that day is missing. A day that is not known is empty.

    \b
    Example:
      bilik timeline --act constitution-1995
    """
    from pipeline import registry
    from pipeline.timeline import timeline as run
    from pipeline.workspace import Workspace

    acts = registry.load(registry_path or registry.DEFAULT)
    texts = Workspace(workspace).versions()
    keys = [key] if key else sorted(acts, key=lambda each: (acts[each].adopted, each))
    rows = [
        (
            event.act,
            event.event.value,
            event.day,
            event.other_act,
            event.version,
            " ".join(event.units),
            event.condition,
            event.until,
            event.said_in,
            event.text,
        )
        for each in keys
        for event in run(acts, each, texts, lang)
    ]
    print_rows(COLUMNS, rows, format_)
