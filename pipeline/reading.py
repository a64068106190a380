"""Texts parsed and read for powers, as plain functions; `kept` remembers what they give."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import amendments
from pipeline.amendments import Amending
from pipeline.classifier import store
from pipeline.language import engine
from pipeline.language.cache import TagCache
from pipeline.parse import Parsed, parse
from pipeline.parse.identity import Identity, identify, told_by
from pipeline.parse.sourcetext import read_text
from pipeline.records import Act, Clause, Reading, Snapshot, Version
from pipeline.taking import version_of
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.index.uncertainty.cutting import OtherCut

# Packages whose version may change what a text gives.
PACKAGES = (
    "bilik", "duckdb", "lxml", "pyarrow", "pymorphy3", "pymorphy3-dicts-ru", "pypdf",
    "scikit-learn", "spacy", "stanza", "torch",
)  # fmt: skip
# Our code and data that a reading hangs on; what comes after the reading is not among it.
CODE = (
    "amendments", "classifier", "index/uncertainty/cutting.py", "kept.py", "language",
    "normalize.py", "parse", "powers", "reading.py", "records.py", "shelf.py", "taking.py",
    "vocabulary.py",
)  # fmt: skip
_FOLDER = Path(__file__).parent
_SUFFIXES = {".py", ".toml", ".json"}
LIKELY = 0.01  # a label so likely may be drawn for an interval, so its powers are read too


@dataclass(frozen=True, slots=True)
class Text:
    """One version with its parsed text."""

    version: Version
    parsed: Parsed
    passed_over: bool = False  # it names no holder, so it was not parsed


@dataclass(frozen=True, slots=True)
class Source:
    """One version's source text, not parsed yet."""

    version_id: str
    snapshot: Snapshot
    text: str
    identity: Identity


def readers() -> dict[str, str | int | None]:
    """Which models read: the tagger of each language, and the version of the classifier."""
    taggers = {lang.value: engine.version(lang) for lang in Lang}
    return {**taggers, "classifier": store.champion_version()}


def reader_hash() -> str:
    """Hash of all that reads: code and data files, models, packages.

    Raises:
        ModelError, StoreError: a model is missing.
    """
    digest = hashlib.sha256(_code_hash().encode())
    for lang in Lang:
        digest.update(f"{lang} {engine.version(lang)}\n".encode())
    for path in (*(path for lang in Lang for path in engine.files(lang)), *store.files()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _code_hash() -> str:
    """Once a process, for it runs the code that it has loaded."""
    digest = hashlib.sha256()
    for name in PACKAGES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in code_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def code_files() -> list[Path]:
    """The files of `CODE`, those of its folders included."""
    found = [path for name in CODE for path in (_FOLDER / name, *(_FOLDER / name).rglob("*"))]
    return sorted(path for path in found if path.suffix in _SUFFIXES)


def source_text(workspace: Workspace, version_id: str, sha256: str) -> Source:
    """The source text behind a version.

    Raises:
        WorkspaceError: the snapshot or the publisher's facts are damaged.
    """
    snapshot = workspace.snapshot(sha256)
    text = read_text(workspace.data(sha256), snapshot.media_type, snapshot.name)
    facts = workspace.facts(version_id)
    told = told_by(facts) if facts else None
    return Source(version_id, snapshot, text, identify(text, snapshot.name, told))


def parse_texts(
    workspace: Workspace, versions: Mapping[str, str], whole: Iterable[str] | None = None
) -> list[Text]:
    """Parse the snapshot behind each version, in the order given.

    Args:
        workspace: where the snapshots are.
        versions: hash of the snapshot by version_id.
        whole: version_ids of texts that are parsed though they name no holder; by default all.
    """
    from pipeline.powers.gather import issuer_of
    from pipeline.powers.trace import have_trace

    sources = [source_text(workspace, *version) for version in versions.items()]
    read = set(versions if whole is None else whole)
    read |= {one.version_id for one in sources if issuer_of(one.identity.act)}
    for lang in Lang:
        asked = [one for one in sources if one.identity.lang is lang and one.version_id not in read]
        traces = have_trace([one.text for one in asked], lang)
        read |= {one.version_id for one, found in zip(asked, traces, strict=True) if found}
    return [_text(one, one.version_id in read) for one in sources]


def _text(source: Source, read: bool) -> Text:
    snapshot = source.snapshot
    parsed = (
        parse(source.text, snapshot.media_type, snapshot.name, source.identity)
        if read
        else Parsed(source.identity, "", (), (), (), ())
    )
    return Text(version_of(parsed, snapshot.sha256), parsed, passed_over=not read)


def read_powers(texts: Iterable[Text], tag: TagCache) -> dict[str, list[Reading]]:
    """Read every clause for powers, by version_id; a clause tagged before is not tagged again."""
    return read_clauses({text.version.version_id: text.parsed.clauses for text in texts}, tag)


def read_clauses(
    clauses: Mapping[str, Sequence[Clause]], tag: TagCache
) -> dict[str, list[Reading]]:
    """Read clauses for powers, by version_id."""
    if not any(clauses.values()):
        return {version_id: [] for version_id in clauses}
    from pipeline.powers import Reader

    reader = Reader(tag, store.champion_or_none(), LIKELY)
    return {version_id: reader.read_texts(here) for version_id, here in clauses.items()}


def read_otherwise_cut(
    texts: Iterable[Text], readings: Mapping[str, Sequence[Reading]], tag: TagCache
) -> dict[str, list[OtherCut]]:
    """The units that may be cut into other clauses than the codebook's, read so, by version_id.

    Each text is read by itself, so that what is read of one hangs on no other.
    """
    from pipeline.index.uncertainty.cutting import other_cuts, read_cuts
    from pipeline.powers import Reader, seen_whole

    reader: Reader | None = None
    found = {}
    for text in texts:
        version_id = text.version.version_id
        cuts = other_cuts(text.parsed.provisions, readings[version_id])
        if cuts and reader is None:
            reader = Reader(tag, store.champion_or_none(), LIKELY)
        found[version_id] = (
            read_cuts({version_id: cuts}, readings, reader.read, seen_whole)[version_id]
            if cuts and reader
            else []
        )
    return found


def read_amendments(
    workspace: Workspace,
    acts: Mapping[str, Act],
    texts: Iterable[tuple[Text, Text | None]],
    tag: TagCache,
) -> list[Amending]:
    """What amending acts order, and what they quote, read for powers.

    Args:
        workspace: where the snapshots are.
        acts: the registry.
        texts: the amending acts, each with the text that it made where that is at hand.
        tag: the tagger.
    """
    found = []
    for text, newer in texts:
        version = text.version
        source = source_text(workspace, version.version_id, version.sha256)
        named = amendments.amended_act(acts, version.act, version.lang)
        media_type = source.snapshot.media_type
        orders = amendments.read(text.parsed, source.text, media_type, named)
        quoted = amendments.evidence(orders, newer.parsed if newer else None)
        found.append(Amending(version, newer.version if newer else None, orders, quoted))
    read = read_clauses({one.version.version_id: one.quoted.clauses for one in found}, tag)
    return [replace(one, readings=tuple(read[one.version.version_id])) for one in found]


def amending_texts(
    acts: Mapping[str, Act], texts: Sequence[Text]
) -> list[tuple[Text, Text | None]]:
    """The amending acts among texts, each with the text that it made where that is at hand."""
    made: dict[tuple[str, str, str], Text] = {}
    for text in texts:
        version = text.version
        by = acts[version.act].amended_by.get(version.date)
        if by:
            made.setdefault((version.series, version.lang, by), text)
    return [
        (text, made.get((text.version.series, text.version.lang, text.version.act)))
        for text in texts
        if acts[text.version.act].amends
    ]
