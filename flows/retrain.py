"""The flow that retrains the classifier, and lets it read only if it is not worse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact

from pipeline.classifier import store
from pipeline.classifier.evaluate import TARGETS
from pipeline.classifier.examples import Examples, collect, default_files
from pipeline.classifier.retrain import Retrained, retrain
from pipeline.language.cache import TagCache
from pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run, and the page that tells it."""

    version: int
    promoted: bool
    page: str


@task(name="retrain-classifier", persist_result=False)
def retrain_classifier(
    annotations: list[Path],
    texts: list[Path],
    gold: Path | None,
    models: Path | None,
    workspace: Path,
    promote: bool,
) -> Outcome:
    """Collect, measure, train, compare and keep, as one task: its parts share memory."""
    logger = get_run_logger()
    examples = collect(annotations or default_files(), texts, gold)
    for complaint in examples.complaints:
        logger.warning(complaint)
    home = models / store.HOME.name if models else store.HOME
    done = retrain(examples, TagCache(Workspace(workspace).cache), home, promote, logger.info)
    return Outcome(done.version, done.promoted, summary(done, examples))


@flow(name="retrain", log_prints=False, persist_result=False)
def retrain_flow(
    annotations: list[Path] | None = None,
    texts: list[Path] | None = None,
    gold: Path | None = None,
    models: Path | None = None,
    workspace: Path = Path("workspace"),
    promote: bool = True,
) -> dict[str, int | bool]:
    """Make the classifier's next version and say what became of it.

    A wrong annotation fails the run, and the champion stays.

    Args:
        annotations: files, by default those of the project.
        texts: folders of texts, beside the restated ones.
        gold: a folder of labelled clauses that carry their text.
        models: the folder of models, by default that of the project.
        workspace: where tagged clauses are kept.
        promote: let the new version read, if it is not worse.
    """
    done = retrain_classifier(annotations or [], texts or [], gold, models, workspace, promote)
    create_markdown_artifact(key="bilik-retrain", markdown=done.page)
    return {"version": done.version, "promoted": done.promoted}


def summary(done: Retrained, examples: Examples) -> str:
    """The decision and the figures, in Markdown."""
    lines = [f"# Classifier {done.version}: {done.decision}", "", f"Why: {done.why}.", ""]
    for lang, columns in done.evaluation.table().items():
        shown = {name: columns[name] for name in ("reader", "rules alone", "people")}
        lines += [
            f"**{lang}**, {columns['reader']['clauses']:.0f} clauses, five folds by article",
            "",
            f"| measure | {' | '.join(shown)} | target |",
            "| --- " * (len(shown) + 2) + "|",
        ]
        for name, target in TARGETS.items():
            cells = [f"{values[name]:.3f}" if name in values else "" for values in shown.values()]
            lines.append(f"| {name} | {' | '.join(cells)} | {target:.2f} |")
        lines.append("")
    lines += [f"- {complaint}" for complaint in examples.complaints]
    return "\n".join(lines)
