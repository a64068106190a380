"""From snapshots to a release: parse, read, compare the languages, score, publish.

Each step is a function from records to records; `build` tells the story. The same snapshots,
registry, weights, models and code give the same release, so a build whose inputs have not changed
only names the release that is there.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import amendments, dataset, provenance, registry, runs
from pipeline.amendments import Amending
from pipeline.claims.load import DEFAULT as CLAIMS
from pipeline.classifier import store
from pipeline.errors import InputError, ReleaseError
from pipeline.index.weights import DEFAULT as DEFAULT_WEIGHTS
from pipeline.ingest import version_of
from pipeline.language import engine
from pipeline.language.cache import TagCache
from pipeline.parse import Parsed, parse
from pipeline.parse.identity import told_by
from pipeline.parse.sourcetext import read_text
from pipeline.records import Act, Clause, Reading, Version
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.index.uncertainty.cutting import OtherCut

Progress = Callable[[str], None]

LIKELY = 0.01  # a label so likely may be drawn for an interval, so its powers are read too

# Packages whose version may change what a text gives.
_ENGINES = (
    "bilik", "duckdb", "pyarrow", "pymorphy3", "pymorphy3-dicts-ru", "pypdf", "scikit-learn",
    "spacy", "stanza", "torch",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a release is made from."""

    versions: Mapping[str, str]  # hash of the snapshot by version_id
    registry: Path
    weights: Path
    digest: str  # hash of everything that may change the release


@dataclass(frozen=True, slots=True)
class Text:
    """One version with its parsed text."""

    version: Version
    parsed: Parsed


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
) -> Built:
    """Make a release of what the workspace holds, or find the one that is already there.

    Raises:
        ReleaseError: the workspace holds no text.
        InputError: registry or weights cannot be used, or a text's act is not in the registry.
        WorkspaceError: a snapshot is damaged, or the releases' folder cannot be written.
    """
    started = time.monotonic()
    inputs = gather(workspace, registry_path, weights_path)
    if release := find_release(workspace, inputs):
        return Built(release, fresh=False, counts={})
    # Late: they load SciPy, which an unchanged build spares.
    from pipeline.assembly import assemble
    from pipeline.checks import warning

    acts = registry.load(inputs.registry)
    unknown = {version_id.split("@")[0] for version_id in inputs.versions} - acts.keys()
    if unknown:
        raise InputError(
            f"the workspace holds texts of acts that are not in it: {', '.join(sorted(unknown))}",
            inputs.registry,
            "name the registry that has them with --registry",
        )
    texts = parse_texts(workspace, inputs.versions, progress)
    tag = TagCache(workspace.cache)
    readings = read_powers(texts, tag, progress)
    otherwise = read_otherwise_cut(texts, readings, tag, progress)
    amending = read_amendments(workspace, acts, texts, tag, progress)
    progress("comparing versions and languages, scoring")
    contents = assemble(workspace, acts, texts, readings, inputs.weights, amending, otherwise)
    models = provenance.models_in_use()
    run = provenance.run_of(
        inputs.digest,
        {"registry": inputs.registry, "weights": inputs.weights, "claims": CLAIMS},
        _code(),
        readers(),
        _ENGINES,
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
    powers = sum(len(reading.powers) for found in readings.values() for reading in found)
    clauses = sum(map(len, readings.values()))
    counts = {"versions": len(texts), "clauses": clauses, "powers": powers}
    return Built(release, fresh=True, counts=counts, warning=warning(contents.checks))


def readers() -> dict[str, str | int | None]:
    """Which models read: the tagger of each language, and the version of the classifier."""
    taggers = {lang.value: engine.version(lang) for lang in Lang}
    return {**taggers, "classifier": store.champion_version()}


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
    for name in _ENGINES:
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


def parse_texts(
    workspace: Workspace, versions: Mapping[str, str], progress: Progress = lambda _: None
) -> list[Text]:
    """Parse the snapshot behind each version, in the order of their ids."""
    texts = []
    for version_id, sha256 in versions.items():
        progress(f"parsing {version_id}")
        snapshot = workspace.snapshot(sha256)
        source_text = read_text(workspace.data(sha256), snapshot.media_type, snapshot.name)
        facts = workspace.facts(version_id)
        told = told_by(facts) if facts else None
        parsed = parse(source_text, snapshot.media_type, snapshot.name, told)
        texts.append(Text(version_of(parsed, sha256), parsed))
    return texts


def read_amendments(
    workspace: Workspace,
    acts: Mapping[str, Act],
    texts: Iterable[Text],
    tag: TagCache,
    progress: Progress = lambda _: None,
) -> list[Amending]:
    """What the amending acts among the texts order, and what they quote, read for powers."""
    parsed = {text.version: text.parsed for text in texts}
    found = []
    for version, act in parsed.items():
        if not acts[version.act].amends:
            continue
        progress(f"instructions of {version.version_id}")
        snapshot = workspace.snapshot(version.sha256)
        source = read_text(workspace.data(version.sha256), snapshot.media_type, snapshot.name)
        named = amendments.amended_act(acts, version.act, version.lang)
        orders = amendments.read(act, source, snapshot.media_type, named)
        newer = amendments.made_by(acts, version, parsed)
        quoted = amendments.evidence(orders, parsed[newer] if newer else None)
        found.append(Amending(version, newer, orders, quoted))
    read = read_clauses({one.version.version_id: one.quoted.clauses for one in found}, tag)
    return [replace(one, readings=tuple(read[one.version.version_id])) for one in found]


def read_powers(
    texts: Iterable[Text], tag: TagCache, progress: Progress = lambda _: None
) -> dict[str, list[Reading]]:
    """Read every clause for powers, by version_id; a clause tagged before is not tagged again."""
    clauses = {text.version.version_id: text.parsed.clauses for text in texts}
    return read_clauses(clauses, tag, progress)


def read_otherwise_cut(
    texts: Iterable[Text],
    readings: Mapping[str, Sequence[Reading]],
    tag: TagCache,
    progress: Progress = lambda _: None,
) -> dict[str, list[OtherCut]]:
    """The units that may be cut into other clauses than the codebook's, read so, by version_id."""
    from pipeline.index.uncertainty.cutting import other_cuts, read_cuts
    from pipeline.powers import Reader, seen_whole

    progress("reading units that may be cut otherwise")
    cuts = {
        version_id: other_cuts(text.parsed.provisions, readings[version_id])
        for text in texts
        for version_id in [text.version.version_id]
    }
    reader = Reader(tag, store.champion_or_none(), LIKELY)
    return read_cuts(cuts, readings, reader.read, seen_whole)


def read_clauses(
    clauses: Mapping[str, Sequence[Clause]], tag: TagCache, progress: Progress = lambda _: None
) -> dict[str, list[Reading]]:
    """Read clauses for powers, by version_id."""
    from pipeline.powers import Reader

    reader = Reader(tag, store.champion_or_none(), LIKELY)
    readings = {}
    progress("reading with " + ", ".join(f"{name} {what}" for name, what in readers().items()))
    for version_id, here in clauses.items():
        progress(f"reading {version_id} ({len(here)} clauses)")
        readings[version_id] = reader.read_texts(here)
    return readings
