"""What made a release, as records, and the rows made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.dataset.layout import LAYOUT

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model that read, as its card tells."""

    name: str
    version: int
    kind: str  # tagger, classifier
    langs: tuple[str, ...]
    made: str  # ISO date
    trained_on: tuple[str, ...]  # name=number
    measured: str
    scores: tuple[str, ...]  # path=value
    licence: str
    sha256: str

    @property
    def model(self) -> str:
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Run:
    """What a release was made from and with; no times, so that the same inputs give the same."""

    inputs_hash: str
    bilik: str
    code_sha256: str
    registry_sha256: str
    weights_sha256: str
    claims_sha256: str
    readers: tuple[str, ...]  # name=version
    packages: tuple[str, ...]  # name=version


@dataclass(frozen=True, slots=True)
class IngestRun:
    """A recorded run that brought a text of the release, as far as this release shows it."""

    run: int  # its number in the workspace
    source: str
    brought: tuple[str, ...]  # version_ids
    told: tuple[str, ...]  # version_ids
    skipped: tuple[str, ...]  # place: reason


def model_rows(models: Iterable[ModelCard]) -> list[Row]:
    """One row a model, by its name and version."""
    return [
        (
            one.model,
            one.name,
            one.version,
            one.kind,
            list(one.langs),
            one.made,
            list(one.trained_on),
            one.measured,
            list(one.scores),
            one.licence,
            one.sha256,
        )
        for one in sorted(models, key=lambda model: (model.name, model.version))
    ]


def run_rows(
    run: Run | None, counts: tuple[int, int, int, int], ingests: Iterable[IngestRun] = ()
) -> list[Row]:
    """The row of the build, none where it is not known, and those of the runs before it.

    Args:
        run: the build.
        counts: of texts, clauses, powers, scores.
        ingests: the runs that brought the texts.
    """
    rows = [_ingest_row(one) for one in sorted(ingests, key=lambda one: one.run)]
    return [_build_row(run, counts), *rows] if run else rows


def _build_row(run: Run, counts: tuple[int, int, int, int]) -> Row:
    return (
        0,
        "build",
        run.inputs_hash,
        LAYOUT,
        run.bilik,
        run.code_sha256,
        run.registry_sha256,
        run.weights_sha256,
        run.claims_sha256,
        list(run.readers),
        list(run.packages),
        *counts,
        *[None] * 4,
    )


def _ingest_row(one: IngestRun) -> Row:
    lists = (list(one.brought), list(one.told), list(one.skipped))
    return (one.run, "ingest", *[None] * 13, one.source, *lists)
