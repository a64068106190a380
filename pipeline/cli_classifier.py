"""The classifier's part of `bilik models`: trained, measured, listed, promoted, rolled back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli_output import print_json, print_table, progress

if TYPE_CHECKING:
    from pipeline.classifier.evaluate import Evaluation
    from pipeline.classifier.examples import Examples

NAME = "classifier"
LISTED = ("macro-F1", "holder", "holder+action", "ECE")
# Rows of the table of figures, in order; what the reader has and none of these is left to JSON.
FIGURES = (
    "clauses", "macro-F1", "kappa",
    "grant precision", "grant recall", "grant F1",
    "remove precision", "remove recall", "remove F1",
    "constrain precision", "constrain recall", "constrain F1",
    "none precision", "none recall", "none F1",
    "holder", "holder+action", "holder+action+object", "domain", "constraint", "ECE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sources:
    """What to learn from, as the options name it."""

    annotations: tuple[Path, ...]
    texts: tuple[Path, ...]
    gold: Path | None
    cache: Path
    quiet: bool

    def collect(self) -> Examples:
        """The annotated clauses; what cannot be used is told on standard error."""
        from pipeline.classifier.examples import collect, default_files

        examples = collect(self.annotations or default_files(), self.texts, self.gold)
        for complaint in examples.complaints:
            click.echo(f"bilik: {complaint}", err=True)
        return examples

    def tag(self) -> Any:
        """The engines, with a memory."""
        from pipeline.language.cache import TagCache

        return TagCache(self.cache)


def home_of(models: Path | None) -> Path:
    """The classifier's folder in a folder of models."""
    from pipeline.classifier.store import HOME

    return models / NAME if models else HOME


def train(sources: Sources, models: Path | None, promote: bool) -> None:
    """Make the next version and print what became of it."""
    from pipeline.classifier.retrain import retrain

    done = retrain(
        sources.collect(), sources.tag(), home_of(models), promote, progress(sources.quiet)
    )
    click.echo(f"{NAME} {done.version}: {done.decision}; {done.why}")


def evaluate(sources: Sources, format_: str, out: Path | None) -> None:
    """Cross-validate and print the figures; nothing else is kept."""
    from pipeline.classifier.evaluate import evaluate as run
    from pipeline.errors import InputError

    examples = sources.collect()
    measured = run(examples, sources.tag(), progress=progress(sources.quiet))
    values = {**measured.report(), "left out": len(examples.stale) + len(examples.without_text)}
    if out:
        try:
            text = json.dumps(values, ensure_ascii=False, indent=1)
            out.write_text(text + "\n", encoding="utf8")
        except OSError as error:
            raise InputError(
                f"cannot be written ({error.strerror})", out, "name another file with --out"
            ) from None
    if format_ == "json":
        print_json(values)
    else:
        _print_figures(measured)


def _print_figures(measured: Evaluation) -> None:
    from pipeline.classifier.evaluate import TARGETS

    coverage = measured.coverage()
    for lang, columns in measured.table().items():
        columns = {**columns, "target": TARGETS}
        rows = [
            [name, *(_figure(values.get(name), name) for values in columns.values())]
            for name in FIGURES
        ]
        click.echo(f"{lang}: five folds by article")
        print_table(["measure", *columns], rows)
        click.echo()
        shown = [[f"{part:.3f}" for part in row] for row in coverage[lang]]
        print_table(["label at least so sure", "share of clauses", "accuracy"], shown)
        click.echo()
    click.echo(f"A person should look at labels less sure than {measured.review_below:.3f}.")


def cards(models: Path | None) -> list[dict[str, Any]]:
    """The cards of all versions."""
    from pipeline.classifier import store

    return store.cards(home_of(models))


def list_rows(found: list[dict[str, Any]]) -> list[list[str]]:
    """The rows of `bilik models list`, the names of the columns first."""
    rows = [["name", "version", "date", "reads", *(f"{n}, rus / kaz" for n in LISTED)]]
    for card in found:
        figures = card.get("figures", {})
        sides = [figures.get(lang, {}).get("reader", {}) for lang in ("rus", "kaz")]
        about = [str(card.get(name, "")) for name in ("name", "version", "date")]
        rows.append(
            [
                *about,
                "champion" if card["champion"] else "",
                *(" / ".join(_figure(side.get(name)) or "-" for side in sides) for name in LISTED),
            ]
        )
    return rows


def promote(version: int, models: Path | None) -> None:
    """Let a version read from now on."""
    from pipeline.classifier import store

    home = home_of(models)
    before = store.champion_version(home)
    store.promote(version, "promoted by hand", home)
    if before == version:
        click.echo(f"{NAME} {version} was the champion already")
    else:
        click.echo(f"{NAME} {version} reads now (before: {before or 'none'})")


def rollback(models: Path | None) -> None:
    """Give the place back to the champion before."""
    from pipeline.classifier import store

    home = home_of(models)
    before = store.champion_version(home)
    click.echo(f"{NAME} {store.rollback(home)} reads now (before: {before})")


def _figure(value: float | None, name: str = "") -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if name == "clauses" else f"{value:.3f}"
