"""`bilik timeline`: what happened to an act, when, and by which act."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import (
    format_option,
    language_option,
    print_rows,
    registry_option,
    workspace_option,
)

COLUMNS = [
    "act", "event", "date", "other_act", "version", "units", "condition", "until",
    "said_in", "text",
]  # fmt: skip


@click.command()
@click.option("--act", "key", help="Key of one act, as in corpus/acts.toml; all without it.")
@language_option("the conditions")
@workspace_option
@registry_option
@format_option("table", "json", "csv")
def timeline(
    key: str | None, language: str, workspace: Path, registry_path: Path | None, format_: str
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
            event.units,
            event.condition,
            event.until,
            event.said_in,
            event.text,
        )
        for each in keys
        for event in run(acts, each, texts, language)
    ]
    print_rows(COLUMNS, rows, format_)
