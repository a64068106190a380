"""From snapshots to a release: parse, read, compare the languages, score, publish.

Each step is a function from records to records; `build` tells the story. The same snapshots,
registry, weights, models and code give the same release, so a build whose inputs have not changed
only names the release that is there.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import dataset, provenance, registry, runs
from pipeline.claims.load import DEFAULT as CLAIMS
from pipeline.classifier import store
from pipeline.errors import InputError, ReleaseError, WorkspaceError
from pipeline.index.weights import DEFAULT as DEFAULT_WEIGHTS
from pipeline.language import engine
from pipeline.reading import PACKAGES, readers
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.kept import Mapper

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a release is made from."""

    versions: Mapping[str, str]  # hash of the snapshot by version_id
    registry: Path
    weights: Path
    digest: str  # hash of everything that may change the release


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome: which release, and whether it was made now."""

    release: Path
    fresh: bool
    counts: Mapping[str, int]
    warning: str = ""  # which checks of the index failed


def build(
    workspace: Workspace,
    registry_path: Path = registry.DEFAULT,
    weights_path: Path = DEFAULT_WEIGHTS,
    progress: Progress = lambda _: None,
    mapper: Mapper | None = None,
    batch: int | None = None,
) -> Built:
    """Make a release of what the workspace holds, or find the one that is already there.

    Only what is not kept from a build before is parsed and read, see `pipeline.kept`.

    Args:
        workspace: where the texts are.
        registry_path: the registry of acts.
        weights_path: the table of weights.
        progress: told one line a step.
        mapper: brings batches of texts to where they are read; by default one after the other here.
        batch: texts in a batch.

    Raises:
        ReleaseError: the workspace holds no text.
        InputError: registry or weights cannot be used, or a text's act is not in the registry.
        WorkspaceError: a snapshot is damaged, or the releases' folder cannot be written.
    """
    inputs = gather(workspace, registry_path, weights_path)
    if release := find_release(workspace, inputs):
        return Built(release, fresh=False, counts={})
    with _alone(workspace, progress):
        inputs = gather(workspace, registry_path, weights_path)  # texts may have come meanwhile
        if release := find_release(workspace, inputs):
            return Built(release, fresh=False, counts={})
        return _build(workspace, inputs, progress, mapper, batch)


@contextmanager
def _alone(workspace: Workspace, progress: Progress) -> Iterator[None]:
    """One build at a time: one of older texts would else come last, and be the newest release."""
    path = workspace.releases / ".build.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("a")
    except OSError as error:
        raise WorkspaceError(
            f"cannot write here ({error.strerror or error})",
            workspace.releases,
            "make room and make the folder writable, or choose another with --workspace",
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("another build is under way here, waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(
    workspace: Workspace,
    inputs: Inputs,
    progress: Progress,
    mapper: Mapper | None,
    batch: int | None,
) -> Built:
    started = time.monotonic()
    # Late: they load SciPy, which an unchanged build spares.
    from pipeline.assembly import assemble
    from pipeline.checks import warning
    from pipeline.kept import BATCH, Readings, one_by_one

    acts = registry.load(inputs.registry)
    unknown = {version_id.split("@")[0] for version_id in inputs.versions} - acts.keys()
    if unknown:
        raise InputError(
            f"the workspace holds texts of acts that are not in it: {', '.join(sorted(unknown))}",
            inputs.registry,
            "name the registry that has them with --registry",
        )
    with_what = ", ".join(f"{name} {what}" for name, what in readers().items())
    progress(f"{len(inputs.versions)} texts, to be read with {with_what}")
    kept = Readings(workspace, inputs.registry, mapper or one_by_one, batch or BATCH, progress)
    read = kept.of_texts(acts, inputs.versions)
    amending = kept.of_amending(acts, read)
    texts = [one.text for one in read]
    readings = {one.text.version.version_id: one.readings for one in read}
    otherwise = {one.text.version.version_id: one.otherwise for one in read}
    progress("comparing versions and languages, scoring")
    contents = assemble(workspace, acts, texts, readings, inputs.weights, amending, otherwise)
    models = provenance.models_in_use()
    run = provenance.run_of(
        inputs.digest,
        {"registry": inputs.registry, "weights": inputs.weights, "claims": CLAIMS},
        _code(),
        readers(),
        PACKAGES,
    )
    brought = runs.that_brought(workspace, inputs.versions)
    ingests = runs.as_published(brought, inputs.versions)
    contents = replace(contents, models=tuple(models.values()), run=run, ingests=ingests)
    progress("publishing")
    release = dataset.publish(
        contents,
        workspace.releases,
        inputs.digest,
        {
            "build_seconds": round(time.monotonic() - started, 3),
            "readers": readers(),
            "runs": {one.number: [one.started, one.ended] for one in brought},
        },
        {
            "weights.toml": inputs.weights,
            "acts.toml": inputs.registry,
            "claims.toml": CLAIMS,
            **{f"models/{one.model}/card.json": card for card, one in models.items()},
        },
    )
    kept.drop_unused()
    powers = sum(len(reading.powers) for found in readings.values() for reading in found)
    clauses = sum(map(len, readings.values()))
    counts = {"versions": len(texts), "clauses": clauses, "powers": powers}
    return Built(release, fresh=True, counts=counts, warning=warning(contents.checks))


def gather(workspace: Workspace, registry_path: Path, weights_path: Path) -> Inputs:
    """What a build would be made from, and the hash of it all.

    Raises:
        ReleaseError: the workspace holds no text.
        InputError: the registry or the weights are not there.
    """
    versions = workspace.versions()
    if not versions:
        raise ReleaseError(
            "the workspace holds no text",
            workspace.root,
            "run `bilik ingest --source folder:PATH` first",
        )
    for path in (registry_path, weights_path):
        if not path.is_file():
            raise InputError("there is no such file", path, "check the path")
    digest = hashlib.sha256()
    for lang in Lang:
        digest.update(f"{lang} {engine.version(lang)}\n".encode())
        for path in engine.files(lang):
            digest.update(path.read_bytes())
    for path in store.files():
        digest.update(path.read_bytes())
    for version_id, sha256 in versions.items():
        digest.update(f"{version_id} {sha256} {workspace.facts(version_id)}\n".encode())
    for name in PACKAGES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in (registry_path, weights_path, CLAIMS, *_code()):
        digest.update(path.read_bytes())
    return Inputs(versions, registry_path, weights_path, digest.hexdigest())


def _code() -> list[Path]:
    """Our own code and data files: a changed rule gives a changed release."""
    package = Path(__file__).parent
    suffixes = {".py", ".toml", ".json"}
    return sorted(path for path in package.rglob("*") if path.suffix in suffixes)


def find_release(workspace: Workspace, inputs: Inputs) -> Path | None:
    """The newest release, when it was made from exactly these inputs."""
    try:
        release = dataset.latest(workspace.releases)
        log = dataset.read_json(release, "log.json")
    except ReleaseError:
        return None
    return release if log.get("inputs_hash") == inputs.digest else None
