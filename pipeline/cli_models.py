"""`bilik models`: the trained taggers, listed, trained and measured."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_output import print_json, print_table, progress

LANGUAGES = {"russian": "rus", "kazakh": "kaz"}
SHOWN = ("tokens", "upos", "feats", "lemma", "uas", "las")

_language = click.argument("language", type=click.Choice(list(LANGUAGES)))
_data = click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of CoNLL-U files: ru_*.conllu, kk_*.conllu.",
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


@click.group()
def models() -> None:
    """List, train and measure the trained taggers.

    \b
    Example:
      bilik models list
    """


@models.command("list")
@_models
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
def list_(home: Path | None, format_: str) -> None:
    """Show which models there are, with their scores (F1 in percent).

    \b
    Example:
      bilik models list --format json
    """
    from pipeline.language.engine import MODELS
    from pipeline.language.versions import cards

    found = cards(home or MODELS)
    if format_ == "json":
        print_json(found)
        return
    rows = [["name", "version", "date", *SHOWN, "measured on"]]
    for card in found:
        scores = card.get("scores", {})
        figures = [_figure(scores.get("figures", {}).get(name)) for name in SHOWN]
        about = [str(card.get(name, "")) for name in ("name", "version", "date")]
        rows.append([*about, *figures, str(scores.get("measured", ""))])
    print_table(rows[0], rows[1:])


@models.command()
@_language
@_data
@click.option("--seed", type=click.IntRange(0), help="Seed; by default that of our own models.")
@_models
@_work
@_quiet
def train(
    language: str, data: Path, seed: int | None, home: Path | None, work: Path, quiet: bool
) -> None:
    """Train a model and put it beside the older versions.

    Russian takes a quarter of an hour on one core, Kazakh some minutes. The newest version is the
    one in use; PUD is left out of the training and measured where it is in the folder.

    \b
    Example:
      bilik models train russian --data ../shared/ud
    """
    from pipeline.language.engine import MODELS
    from pipeline.language.training import train as run
    from pipeline.vocabulary import Lang

    lang = Lang(LANGUAGES[language])
    click.echo(run(lang, data, home or MODELS, seed, work=work, progress=progress(quiet)))


@models.command()
@_language
@_data
@_models
@_work
@_quiet
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
def evaluate(
    language: str, data: Path, home: Path | None, work: Path, quiet: bool, format_: str
) -> None:
    """Measure a model against its targets (F1 in percent).

    The Russian model is tested on the files that it was not trained on. Kazakh is measured by
    ten-fold cross-validation, which trains ten models and takes half an hour; a run that was
    stopped goes on where it was.

    \b
    Example:
      bilik models evaluate russian --data ../shared/ud --format json
    """
    from pipeline.language.engine import MODELS
    from pipeline.language.evaluation import evaluate as run
    from pipeline.vocabulary import Lang

    lang = Lang(LANGUAGES[language])
    found = run(lang, data, home or MODELS, work=work, progress=progress(quiet))
    if format_ == "json":
        print_json(found)
        return
    click.echo(f"{found['model']}; {found['measured']}")
    spread = found.get("deviation", {})
    rows = [["metric", "F1", *(["deviation"] if spread else []), "target"]]
    for name, value in found["figures"].items():
        more = [_figure(spread[name])] if spread else []
        target = found["targets"].get(name, "")
        rows.append([name, _figure(value), *more, str(target)])
    print_table(rows[0], rows[1:])


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
