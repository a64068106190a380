"""`bilik models`: the trained taggers and the classifier, listed, trained and measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import cli_classifier
from pipeline.cli_classifier import Sources
from pipeline.cli_output import format_option, print_json, print_table, progress

if TYPE_CHECKING:
    from pipeline.vocabulary import Lang

LANGUAGES = {"russian": "rus", "kazakh": "kaz"}
CLASSIFIER = "classifier"
SHOWN = ("tokens", "upos", "feats", "lemma", "uas", "las")
# Options that only the taggers, or only the classifier, have.
OF_TAGGERS = {"data", "seed", "work"}
OF_CLASSIFIER = {"annotations", "texts", "gold", "cache", "promote", "out"}

_name = click.argument("name", type=click.Choice([*LANGUAGES, CLASSIFIER]))
_data = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder of CoNLL-U files: ru_*.conllu, kk_*.conllu. Taggers need it.",
)
_models = click.option(
    "--models",
    "home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the models, in place of the one that ships.",
)
_work = click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workspace") / "folds",
    show_default=True,
    help="Folder where the Kazakh folds are kept.",
)
_quiet = click.option("--quiet", is_flag=True, help="Show no progress.")


def _sources(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what the classifier learns from."""
    for option in (
        click.option(
            "--cache",
            type=click.Path(path_type=Path, file_okay=False),
            default=Path("workspace") / "cache",
            show_default=True,
            help="Classifier: folder where tagged clauses are kept.",
        ),
        click.option(
            "--gold",
            type=click.Path(path_type=Path, file_okay=False),
            help="Classifier: folder of labelled clauses that carry their text (*.jsonl).",
        ),
        click.option(
            "--texts",
            multiple=True,
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            help="Classifier: folder of texts, <act>/<version>.<language>.<ext>, beside the "
            "restated ones; repeatable.",
        ),
        click.option(
            "--annotations",
            multiple=True,
            type=click.Path(path_type=Path),
            help="Classifier: file of annotations; repeatable. By default those of "
            "corpus/annotations, without the constitution of 2026, which is the last test.",
        ),
    ):
        command = option(command)
    return command


@click.group()
def models() -> None:
    """List, train and measure the taggers and the classifier.

    \b
    Example:
      bilik models list
      bilik models train classifier --texts ../shared/corpus --gold ../shared/gold
    """


@models.command("list")
@_models
@format_option("table", "json")
def list_(home: Path | None, format_: str) -> None:
    """Show which models there are, with their scores (taggers: F1 in percent).

    Of the taggers the newest version reads, of the classifiers the champion.

    \b
    Example:
      bilik models list --format json
    """
    from pipeline.language.engine import MODELS
    from pipeline.language.versions import cards

    found = cards(home or MODELS)
    classifiers = cli_classifier.cards(home)
    if format_ == "json":
        print_json([*found, *classifiers])
        return
    rows = [["name", "version", "date", *SHOWN, "measured on"]]
    for card in found:
        scores = card.get("scores", {})
        figures = [_figure(scores.get("figures", {}).get(name)) for name in SHOWN]
        about = [str(card.get(name, "")) for name in ("name", "version", "date")]
        rows.append([*about, *figures, str(scores.get("measured", ""))])
    if found or not classifiers:
        print_table(rows[0], rows[1:])
    if found and classifiers:
        click.echo()
    if classifiers:
        rows = cli_classifier.list_rows(classifiers)
        print_table(rows[0], rows[1:])


@models.command()
@_name
@_data
@click.option("--seed", type=click.IntRange(0), help="Seed; by default that of our own models.")
@_work
@_sources
@click.option(
    "--promote/--no-promote",
    default=True,
    show_default=True,
    help="Classifier: let the new version read, if it is not worse.",
)
@_models
@_quiet
def train(
    name: str,
    data: Path | None,
    seed: int | None,
    work: Path,
    promote: bool,
    home: Path | None,
    quiet: bool,
    **sources: Any,
) -> None:
    """Train a model and put it beside the older versions.

    NAME is `russian` or `kazakh` for a tagger, or `classifier` for what labels clauses.

    Russian takes a quarter of an hour on one core, Kazakh some minutes. The newest version is the
    one in use; PUD is left out of the training and measured where it is in the folder.

    The classifier is cross-validated, trained on everything, and compared with the champion on the
    clauses that both have read. It becomes the champion if it is worse in no language beyond noise;
    otherwise the champion stays, which is no failure.

    \b
    Example:
      bilik models train russian --data ../shared/ud
      bilik models train classifier --texts ../shared/corpus --gold ../shared/gold --no-promote
    """
    _check_options(name)
    if name == CLASSIFIER:
        cli_classifier.train(Sources(**sources, quiet=quiet), home, promote)
        return
    from pipeline.language.engine import MODELS
    from pipeline.language.training import train as run

    lang, folder = _tagger(name, data)
    click.echo(run(lang, folder, home or MODELS, seed, work=work, progress=progress(quiet)))


@models.command()
@_name
@_data
@_work
@_sources
@_models
@_quiet
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Classifier: write the figures there too, as JSON.",
)
@format_option("text", "json")
def evaluate(
    name: str,
    data: Path | None,
    work: Path,
    home: Path | None,
    quiet: bool,
    out: Path | None,
    format_: str,
    **sources: Any,
) -> None:
    """Measure a model against its targets (taggers: F1 in percent).

    The Russian model is tested on the files that it was not trained on. Kazakh is measured by
    ten-fold cross-validation, which trains ten models and takes half an hour; a run that was
    stopped goes on where it was.

    The classifier is cross-validated on five folds of whole articles, beside the rules alone, three
    simpler methods and two people; no model is kept.

    \b
    Example:
      bilik models evaluate russian --data ../shared/ud --format json
      bilik models evaluate classifier --texts ../shared/corpus --gold ../shared/gold
    """
    _check_options(name)
    if name == CLASSIFIER:
        cli_classifier.evaluate(Sources(**sources, quiet=quiet), format_, out)
        return
    from pipeline.language.engine import MODELS
    from pipeline.language.evaluation import evaluate as run

    lang, folder = _tagger(name, data)
    found = run(lang, folder, home or MODELS, work=work, progress=progress(quiet))
    if format_ == "json":
        print_json(found)
        return
    click.echo(f"{found['model']}; {found['measured']}")
    spread = found.get("deviation", {})
    rows = [["metric", "F1", *(["deviation"] if spread else []), "target"]]
    for metric, value in found["figures"].items():
        more = [_figure(spread[metric])] if spread else []
        target = found["targets"].get(metric, "")
        rows.append([metric, _figure(value), *more, str(target)])
    print_table(rows[0], rows[1:])


@models.command()
@click.argument("version", type=click.IntRange(1))
@_models
def promote(version: int, home: Path | None) -> None:
    """Let a version of the classifier read clauses from now on.

    \b
    Example:
      bilik models promote 2
    """
    cli_classifier.promote(version, home)


@models.command()
@_models
def rollback(home: Path | None) -> None:
    """Give the classifier's place back to the champion before.

    \b
    Example:
      bilik models rollback --models ./models
    """
    cli_classifier.rollback(home)


def _check_options(name: str) -> None:
    """See that no option was given that this model has not.

    Raises:
        UsageError: one was.
    """
    from click.core import ParameterSource

    context = click.get_current_context()
    foreign = OF_TAGGERS if name == CLASSIFIER else OF_CLASSIFIER
    for option in sorted(foreign & context.params.keys()):
        if context.get_parameter_source(option) is not ParameterSource.DEFAULT:
            raise click.UsageError(f"--{option} is not for {name}")


def _tagger(name: str, data: Path | None) -> tuple[Lang, Path]:
    """The language of a tagger, and the folder that it needs."""
    from pipeline.vocabulary import Lang

    if data is None:
        raise click.UsageError(f"{name} needs --data, a folder of CoNLL-U files")
    return Lang(LANGUAGES[name]), data


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
