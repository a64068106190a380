"""What was read of each text, kept on disk, so that nothing is parsed or read twice.

    cache/readings/<xx>/<key>     one version: its parsed text, its readings, its other cuts
    cache/readings/<xx>/<key>     one amending act: its instructions, and what they quote, read

A key is the hash of all that the content hangs on: the snapshot, what its publisher says of it,
our code and data files that read, the models and the packages. So a changed rule reads all texts
again, and a changed text only that one. A file that is damaged is made anew. When a release stands,
the files that its build did not use are removed.

The work is done by batches, each a task that any process may do that sees the workspace's folder:
it leaves files behind and nothing else, so a batch may be done again, or twice at once, without
harm. A mapper brings batches to processes; the one here is a plain loop.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline import registry, shelf
from pipeline.amendments import Amending
from pipeline.amendments.records import NOTHING, Instruction
from pipeline.errors import WorkspaceError
from pipeline.files import clear_left
from pipeline.index.uncertainty.cutting import OtherCut
from pipeline.language.cache import TagCache
from pipeline.reading import (
    Text,
    amending_texts,
    parse_texts,
    read_amendments,
    read_otherwise_cut,
    read_powers,
    reader_hash,
)
from pipeline.records import Act, Reading
from pipeline.workspace import Workspace

BATCH = 200  # texts of one task: enough that a task's own cost is nothing beside its work


@dataclass(frozen=True, slots=True)
class Read:
    """What is kept of a version. The clauses stand in the readings alone."""

    text: Text
    readings: tuple[Reading, ...]
    otherwise: tuple[OtherCut, ...]


@dataclass(frozen=True, slots=True)
class TextWanted:
    """A version that is to be read."""

    key: str
    version_id: str
    sha256: str
    whole: bool  # parse it though it names no holder


@dataclass(frozen=True, slots=True)
class AmendingWanted:
    """An amending act whose instructions are to be read."""

    key: str
    text: TextWanted
    newer: TextWanted | None  # the text that it made, where that is at hand


Item = TextWanted | AmendingWanted


@dataclass(frozen=True, slots=True)
class Batch:
    """What one task is given; plain values, which any engine can send."""

    workspace: Path
    registry: Path
    reader: str  # a worker with other code or models refuses the work
    wanted: tuple[Item, ...]


Work = Callable[[Batch], None]
Mapper = Callable[[Work, Sequence[Batch]], object]  # does the work for every batch, in any order
Content = TypeVar("Content", Read, Amending)


def one_by_one(work: Work, batches: Sequence[Batch]) -> None:
    """The plain mapper: each batch in turn, in this process."""
    for batch in batches:
        work(batch)


class Readings:
    """What is kept of a workspace's texts; what is missing is read first.

    Args:
        workspace: where the texts and the kept files are.
        registry_path: the registry of acts.
        mapper: brings batches of missing texts to where they are read.
        size: texts in a batch.
        progress: told what is done.
    """

    def __init__(
        self,
        workspace: Workspace,
        registry_path: Path = registry.DEFAULT,
        mapper: Mapper = one_by_one,
        size: int = BATCH,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.workspace = workspace
        self._registry = registry_path
        self._mapper, self._size, self._progress = mapper, size, progress
        self._reader = reader_hash()
        self._used: set[str] = set()
        self._whole: set[str] = set()  # version_ids without a trace, of acts that have one

    def of_texts(self, acts: Mapping[str, Act], versions: Mapping[str, str]) -> list[Read]:
        """What is read of every version, in the order given.

        Args:
            acts: the registry.
            versions: hash of the snapshot by version_id.
        """
        wanted = [self._text(acts, version_id, sha256) for version_id, sha256 in versions.items()]
        found = list(self._every(wanted, Read, read_texts, "texts"))
        # An act is passed over whole or not at all, or its texts could not be compared.
        named = {one.text.version.act for one in found if not one.text.passed_over}
        self._whole = {
            one.text.version.version_id
            for one in found
            if one.text.passed_over and one.text.version.act in named
        }
        again = [self._text(acts, each, versions[each]) for each in versions if each in self._whole]
        more = {
            one.text.version.version_id: one
            for one in self._every(again, Read, read_texts, "texts")
        }
        return [_unfolded(more.get(one.text.version.version_id, one)) for one in found]

    def of_amending(self, acts: Mapping[str, Act], found: Iterable[Read]) -> list[Amending]:
        """What the amending acts among the texts order, and what they quote, read for powers."""
        wanted = []
        made_with = hashlib.sha256(self._registry.read_bytes()).hexdigest()
        for text, newer in amending_texts(acts, [one.text for one in found]):
            told = [
                self._text(acts, one.version.version_id, one.version.sha256)
                for one in (text, newer)
                if one
            ]
            key = _hash("amending", made_with, *(one.key for one in told))
            wanted.append(AmendingWanted(key, told[0], told[1] if newer else None))
        return list(self._every(wanted, Amending, read_instructions, "amending acts"))

    def drop_unused(self) -> None:
        """Remove the files that were asked for by none of the calls before."""
        with suppress(OSError):  # they are only in the way
            for folder in shelf.folder(self.workspace).glob("??"):
                clear_left(folder)
                for path in folder.glob("[!.]*"):
                    if path.name not in self._used:
                        path.unlink(missing_ok=True)

    def _every(
        self, wanted: Sequence[Item], form: type[Content], work: Work, what: str
    ) -> Iterator[Content]:
        self._used |= {one.key for one in wanted}
        missing = [one for one in wanted if not shelf.path_of(self.workspace, one.key).is_file()]
        if missing:
            self._progress(f"reading {len(missing)} of {len(wanted)} {what}")
            parts = [missing[at : at + self._size] for at in range(0, len(missing), self._size)]
            batches = [self._batch(part) for part in parts]
            self._mapper(work, batches)
        for one in wanted:
            content = shelf.load(self.workspace, one.key, form)
            if content is None:  # damaged, or removed by another build
                work(self._batch([one]))
                content = shelf.load(self.workspace, one.key, form)
            if content is None:
                raise WorkspaceError(
                    "what was read of a text cannot be kept",
                    shelf.path_of(self.workspace, one.key),
                    "make room, make the folder writable, or delete the folder `cache`",
                )
            yield content

    def _batch(self, wanted: Iterable[Item]) -> Batch:
        return Batch(self.workspace.root, self._registry, self._reader, tuple(wanted))

    def _text(self, acts: Mapping[str, Act], version_id: str, sha256: str) -> TextWanted:
        # Orders need no holder.
        whole = bool(acts[version_id.split("@")[0]].amends) or version_id in self._whole
        snapshot = self.workspace.snapshot(sha256)
        facts = str(self.workspace.facts(version_id))
        told = (snapshot.name, snapshot.media_type, facts, str(whole))
        key = _hash(self._reader, version_id, sha256, *told)
        return TextWanted(key, version_id, sha256, whole)


# -- the work of a task --------------------------------------------------------------------------


def read_texts(batch: Batch) -> None:
    """Parse and read the texts of a batch that are not kept yet, and keep them.

    Raises:
        WorkspaceError: a snapshot is damaged, nothing can be written, or this process has other
            code or models than the one that asks.
    """
    workspace = _opened(batch)
    wanted = {
        one.version_id: one
        for one in batch.wanted
        if isinstance(one, TextWanted) and shelf.load(workspace, one.key, Read) is None
    }
    versions = {version_id: one.sha256 for version_id, one in wanted.items()}
    whole = [version_id for version_id, one in wanted.items() if one.whole]
    texts = parse_texts(workspace, versions, whole)
    tag = TagCache(workspace.cache)
    readings = read_powers(texts, tag)
    otherwise = read_otherwise_cut(texts, readings, tag)
    for text in texts:
        version_id = text.version.version_id
        # What became of each letter is for checks of the parser; a release does not ask for it.
        parsed = replace(text.parsed, clauses=(), words=(), remainders=())
        bare = replace(text, parsed=parsed)
        read = Read(bare, tuple(readings[version_id]), tuple(otherwise[version_id]))
        shelf.keep(workspace, wanted[version_id].key, read)


def read_instructions(batch: Batch) -> None:
    """Read the amending acts of a batch, whose texts are kept, and keep what they order.

    Raises:
        WorkspaceError: as `read_texts`.
    """
    workspace = _opened(batch)
    acts = registry.load(batch.registry)
    wanted = [
        one
        for one in batch.wanted
        if isinstance(one, AmendingWanted) and shelf.load(workspace, one.key, Amending) is None
    ]
    texts = [
        (_text(batch, one.text), _text(batch, one.newer) if one.newer else None) for one in wanted
    ]
    made = read_amendments(workspace, acts, texts, TagCache(workspace.cache))
    for one, amending in zip(wanted, made, strict=True):
        shelf.keep(workspace, one.key, _without_places(amending))


def _opened(batch: Batch) -> Workspace:
    if batch.reader != reader_hash():
        raise WorkspaceError(
            "this worker has other code, models or packages than the build that asks",
            Path(__file__).parent,
            "install the same release of bilik on every worker, then start the workers again",
        )
    return Workspace(batch.workspace)


def _text(batch: Batch, wanted: TextWanted) -> Text:
    workspace = Workspace(batch.workspace)
    read = shelf.load(workspace, wanted.key, Read)
    if read is None:
        read_texts(replace(batch, wanted=(wanted,)))
        read = shelf.load(workspace, wanted.key, Read)
    assert read is not None  # it was just written
    return _unfolded(read).text


def _without_places(amending: Amending) -> Amending:
    """Without the quoted words' places in the source: nothing asks for them once they are cut."""

    def bare(one: Instruction) -> Instruction:
        units = tuple(replace(unit, body=NOTHING) for unit in one.units)
        return replace(one, units=units, old_words=NOTHING, new_words=NOTHING)

    orders, quoted = amending.orders, amending.quoted
    shown = tuple(replace(one, instruction=bare(one.instruction)) for one in quoted.shown)
    return replace(
        amending,
        orders=replace(orders, instructions=tuple(map(bare, orders.instructions))),
        quoted=replace(quoted, shown=shown),
    )


def _unfolded(read: Read) -> Read:
    clauses = tuple(reading.clause for reading in read.readings)
    return replace(read, text=replace(read.text, parsed=replace(read.text.parsed, clauses=clauses)))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
