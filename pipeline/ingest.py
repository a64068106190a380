"""From a source to snapshots: every text is checked before it is kept.

A text that fails a check is reported and left out; the others are still taken, and what was there
stays in force.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipeline.errors import BilikError, InputError
from pipeline.parse import Parsed, parse
from pipeline.parse.identity import told_by
from pipeline.parse.sourcetext import read_text
from pipeline.records import Act, Snapshot, Version
from pipeline.sources import Item, Looked, Received, Remembered, Source
from pipeline.vocabulary import TextState
from pipeline.workspace import Workspace

# A text so much shorter or longer than the one before it is a page cut off, or one taken twice. No
# amendment of the Constitution changed its length by a tenth.
SHORTEST, LONGEST = 0.5, 2.0
_WHOLE = (TextState.IN_FORCE, TextState.AS_ENACTED)


@dataclass(slots=True)
class Ingested:
    """What one run of a source brought."""

    new: list[str] = field(default_factory=list)  # version ids
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # text unchanged, the publisher's facts not
    errors: list[BilikError] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)  # what it took, see `Source.asked`

    @property
    def changed(self) -> bool:
        """Whether anything came that a release may show."""
        return bool(self.new or self.replaced or self.told)


class Memory:
    """What a source may know of earlier runs, in one workspace."""

    def __init__(self, workspace: Workspace, source: str) -> None:
        self.workspace = workspace
        self.source = source
        self.entries = workspace.remembered(source)

    def held(self, version_id: str) -> bool:
        sha256 = self.workspace.pointed(version_id)
        return sha256 is not None and self.workspace.holds(sha256)

    def recall(self, key: str) -> Mapping[str, str]:
        return self.entries.get(key, {})

    def remember(self, entries: Remembered) -> None:
        """Keep what a source wants to know again; nothing is written where that is known."""
        new = {key: dict(told) for key, told in entries.items() if self.entries.get(key) != told}
        if new:
            self.entries |= new
            self.workspace.remember(self.source, self.entries)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How texts are taken."""

    acts: Mapping[str, Act]
    replace: bool
    accept: frozenset[str]


def ingest(
    source: Source,
    workspace: Workspace,
    acts: Mapping[str, Act],
    replace: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    accept: frozenset[str] = frozenset(),
) -> Ingested:
    """Take every good text of a source into the workspace.

    A snapshot that is replaced is kept; only the version points to another.

    Args:
        source: where the texts come from.
        workspace: where they go.
        acts: the registry; a text of an act that it does not know is refused.
        replace: let a different text of a version that is already there take its place.
        progress: told one line a text.
        accept: version_ids that are taken even where their length is odd.

    Raises:
        InputError: the source itself cannot be read.
        WorkspaceError: the workspace cannot be written.
    """
    result = Ingested(asked=source.asked)
    wanted = _Wanted(acts, replace, accept)
    with workspace.writing():
        memory = Memory(workspace, source.name)
        refused: set[str] = set()  # groups of which a text was refused
        for item in source.receive(memory):
            try:
                for outcome, version_id in _outcomes(item, source, workspace, wanted):
                    getattr(result, outcome).append(version_id)
                    progress(f"{outcome:<10} {version_id}")
            except InputError as error:
                if isinstance(item, Received):
                    refused.add(item.group)
                result.errors.append(error)
                progress(f"refused    {error.where}")
            if isinstance(item, Looked) and item.group not in refused:
                memory.remember(item.remember)
    return result


def _outcomes(
    item: Item, source: Source, workspace: Workspace, wanted: _Wanted
) -> list[tuple[str, str]]:
    if isinstance(item, InputError):
        raise item
    if isinstance(item, Received):
        return [_take(item, source, workspace, wanted)]
    return [
        ("told" if workspace.tell(facts) else "unchanged", facts.version_id)
        for facts in item.unchanged
    ]


def _take(
    received: Received, source: Source, workspace: Workspace, wanted: _Wanted
) -> tuple[str, str]:
    sha256 = hashlib.sha256(received.data).hexdigest()
    text = read_text(received.data, received.media_type, received.name)
    parsed = _checked(text, received, wanted.acts)
    version_id = version_of(parsed, sha256).version_id
    present = workspace.pointed(version_id)
    if present and present != sha256:
        held = workspace.snapshot(present)
        if received.facts and _text_of(workspace, held) == text:
            # Only the page around the words is another.
            return ("told" if workspace.tell(received.facts) else "unchanged"), version_id
        corrects = source.speaks_for_publisher and held.source == source.name
        if not (wanted.replace or corrects):
            raise InputError(
                f"another text of {version_id} is already here (from {held.name})",
                received.name,
                "keep one of the two, or ingest the right one again with --replace",
            )
    if present != sha256:
        _check_length(text, parsed, workspace, wanted.accept, received.name)
        if workspace.holds(sha256) and not received.facts:
            _refuse_twin(received.name, sha256, version_id, workspace)
    workspace.store(  # also when it is unchanged: its bytes may have been lost
        received.data,
        Snapshot(
            sha256=sha256,
            name=received.name,
            source=source.name,
            media_type=received.media_type,
            retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
            size=len(received.data),
            headers=received.headers,
        ),
    )
    told = received.facts is not None and workspace.tell(received.facts)
    if present == sha256:
        return ("told" if told else "unchanged"), version_id
    workspace.point(version_id, sha256)
    return ("replaced" if present else "new"), version_id


def _refuse_twin(name: str, sha256: str, version_id: str, workspace: Workspace) -> None:
    """A snapshot is the text of one version, unless a publisher says that it is that of two."""
    for other, held in workspace.versions().items():
        if held == sha256 and other != version_id:
            raise InputError(
                f"the same bytes are already here as {other}",
                name,
                "leave one out, or say act, version_date and language in its front matter",
            )


def _checked(text: str, received: Received, acts: Mapping[str, Act]) -> Parsed:
    told = told_by(received.facts) if received.facts else None
    parsed = parse(text, received.media_type, received.name, told)
    if parsed.identity.act not in acts:
        raise InputError(
            f"the act '{parsed.identity.act}' is not in the registry",
            received.name,
            f"add [acts.{parsed.identity.act}] to corpus/acts.toml, or name another registry "
            "with --registry",
        )
    return parsed


def _check_length(
    text: str, parsed: Parsed, workspace: Workspace, accept: frozenset[str], name: str
) -> None:
    """Refuse a text whose length is odd beside the last version's, of whole official texts."""
    version = version_of(parsed, "")
    if version.state not in _WHOLE or version.version_id in accept:
        return
    before = [
        (version_id, sha256)
        for version_id, sha256 in workspace.versions().items()
        if version_id.startswith(f"{version.act}@") and version_id.endswith(f".{version.lang}")
        if version_id <= version.version_id
    ]
    if not before:
        return
    version_id, sha256 = before[-1]
    snapshot = workspace.snapshot(sha256)
    last = _text_of(workspace, snapshot)
    if not workspace.facts(version_id):
        held = parse(last, snapshot.media_type, snapshot.name)
        if held.identity.state not in _WHOLE:
            return
    ratio = len(text) / len(last)
    if not SHORTEST <= ratio <= LONGEST:
        raise InputError(
            f"the text has {ratio:.0%} of the length of {version_id}",
            name,
            f"look at both; if it is whole, ingest it with --accept {version.version_id}",
        )


def _text_of(workspace: Workspace, snapshot: Snapshot) -> str:
    return read_text(workspace.data(snapshot.sha256), snapshot.media_type, snapshot.name)


def version_of(parsed: Parsed, sha256: str) -> Version:
    """The version that a parsed text is."""
    identity = parsed.identity
    return Version(
        act=identity.act,
        date=identity.date,
        lang=identity.lang,
        state=identity.state,
        sha256=sha256,
        source=identity.source,
        amended_by=identity.amended_by,
        rests_on=identity.rests_on,
        note=identity.note,
    )
