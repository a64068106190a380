"""From a source to snapshots: every text is checked before it is kept.

A text that fails a check is reported and left out; the others are still taken, and what was there
stays in force.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pipeline.errors import BilikError, InputError
from pipeline.parse import Parsed, parse
from pipeline.parse.identity import identify, told_by
from pipeline.parse.sourcetext import read_text
from pipeline.records import Act, Facts, Snapshot, Version
from pipeline.sources import Item, Looked, Received, Remembered, Source
from pipeline.sources.facts import fact_differences
from pipeline.vocabulary import Lang, TextState
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
    remarks: list[str] = field(default_factory=list)  # what someone should look at; no failure
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


def ingest(
    source: Source,
    workspace: Workspace,
    acts: Mapping[str, Act],
    replace: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    accept: Collection[str] = (),
) -> Ingested:
    """Take every good text of a source into the workspace.

    A snapshot that is replaced is kept; only the version points to another.

    Args:
        source: where the texts come from.
        workspace: where they go.
        acts: the registry; a text of an act that it does not know is refused.
        replace: let a different text of a version that is already there take its place.
        progress: told one line a text.
        accept: version_ids that are taken even where their length is odd, beside the source's.

    Raises:
        InputError: the source itself cannot be read.
        WorkspaceError: the workspace cannot be written.
    """
    result = Ingested(asked=source.asked)
    with workspace.writing():
        memory = Memory(workspace, source.name)
        taker = _Taker(source, workspace, acts, replace, {*source.accept, *accept})
        refused: set[str] = set()  # groups of which a text was refused
        for item in source.receive(memory):
            try:
                for outcome, version_id in taker.outcomes(item):
                    getattr(result, outcome).append(version_id)
                    progress(f"{outcome:<10} {version_id}")
            except InputError as error:
                if isinstance(item, Received):
                    refused.add(item.group)
                result.errors.append(error)
                progress(f"refused    {error.where}")
            if isinstance(item, Looked) and item.group not in refused:
                memory.remember(item.remember)
    result.remarks += _remarks(result, workspace, acts)
    return result


def _remarks(done: Ingested, workspace: Workspace, acts: Mapping[str, Act]) -> Iterator[str]:
    """Texts of days that the registry does not know, and facts on which two records disagree."""
    for version_id in sorted({*done.new, *done.replaced}):
        key, _, rest = version_id.partition("@")
        act, day = acts[key], date.fromisoformat(rest.split(".")[0])
        if day not in (act.adopted, act.in_force, *act.amended_on):
            yield (
                f"{version_id}: the registry knows no text of that day; "
                f"if it took effect then, add it to `amended_on` of [acts.{key}]"
            )
    for one in fact_differences(workspace.all_facts()):
        yield f"{one.rus} and .kaz disagree on {one.field}: {one.rus_says} and {one.kaz_says}"


class _Taker:
    """Takes one item after the other; knows which versions are here without asking the disk."""

    def __init__(
        self,
        source: Source,
        workspace: Workspace,
        acts: Mapping[str, Act],
        replace: bool,
        accept: Collection[str],
    ) -> None:
        self.source = source
        self.workspace = workspace
        self.acts = acts
        self.replace = replace
        self.accept = accept
        self.versions: dict[str, str] = {}  # hash by version_id
        self.texts: dict[tuple[str, Lang], list[str]] = {}  # version_ids of an act in a language
        self.first: dict[str, str] = {}  # version_id by hash: the first that came with it
        for version_id, sha256 in workspace.versions().items():
            self._know(version_id, sha256)

    def outcomes(self, item: Item) -> list[tuple[str, str]]:
        """What became of each version that an item is about.

        Raises:
            InputError: the text could not be had, or fails a check.
        """
        if isinstance(item, InputError):
            raise item
        if isinstance(item, Received):
            return [self._take(item)]
        return [(self._tell(facts), facts.version_id) for facts in item.unchanged]

    def _tell(self, facts: Facts | None) -> str:
        """Keep what the publisher says of a text that did not change.

        Where the text is another source's, so are the facts: two publishers would overrule each
        other run by run.
        """
        held = self.versions.get(facts.version_id) if facts else None
        ours = held is not None and self.workspace.snapshot(held).source == self.source.name
        return "told" if facts and ours and self.workspace.tell(facts) else "unchanged"

    def _take(self, received: Received) -> tuple[str, str]:
        sha256 = hashlib.sha256(received.data).hexdigest()
        text = read_text(received.data, received.media_type, received.name)
        version = version_of(self._checked(text, received), sha256)
        present = self.versions.get(version.version_id)
        if present and present != sha256 and not self.workspace.holds(present):
            present = None  # its bytes were lost, so there is nothing to hold this one against
        if present and present != sha256:
            held = self.workspace.snapshot(present)
            if received.facts and self._text_of(held) == text:
                # Only the page around the words is another.
                return self._tell(received.facts), version.version_id
            corrects = self.source.speaks_for_publisher and held.source == self.source.name
            if not (self.replace or corrects):
                raise InputError(
                    f"another text of {version.version_id} is already here (from {held.name})",
                    received.name,
                    "keep one of the two, or ingest the right one again with --replace",
                )
        if present != sha256:
            self._check_length(text, version, received.name)
            self._check_twin(received, version)
        self.workspace.store(  # also when it is unchanged: its bytes may have been lost
            received.data,
            Snapshot(
                sha256=sha256,
                name=received.name,
                source=self.source.name,
                media_type=received.media_type,
                retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
                size=len(received.data),
                headers=received.headers,
            ),
        )
        if present == sha256:
            return self._tell(received.facts), version.version_id
        self.workspace.tell_anew(version.version_id, received.facts)
        self.workspace.point(version.version_id, sha256)
        self._know(version.version_id, sha256)
        return ("replaced" if present else "new"), version.version_id

    def _checked(self, text: str, received: Received) -> Parsed:
        told = told_by(received.facts) if received.facts else None
        parsed = parse(text, received.media_type, received.name, told)
        act = parsed.identity.act
        if act not in self.acts:
            raise InputError(
                f"the act '{act}' is not in the registry",
                received.name,
                f"add [acts.{act}] to corpus/acts.toml, or name another registry with --registry",
            )
        return parsed

    def _check_twin(self, received: Received, version: Version) -> None:
        """A snapshot is the text of one version, unless a publisher says that it is that of two."""
        other = self.first.get(version.sha256)
        if other and other != version.version_id and not received.facts:
            raise InputError(
                f"the same bytes are already here as {other}",
                received.name,
                "leave one out, or say act, version_date and language in its front matter",
            )

    def _check_length(self, text: str, version: Version, name: str) -> None:
        """Refuse a text whose length is odd beside the last version's, of whole official texts."""
        if version.state not in _WHOLE or version.version_id in self.accept:
            return
        known = self.texts.get((version.act, version.lang), [])
        before = [
            version_id
            for version_id in known
            if version_id <= version.version_id and self.workspace.holds(self.versions[version_id])
        ]
        if not before:
            return
        snapshot = self.workspace.snapshot(self.versions[max(before)])
        last = self._text_of(snapshot)
        facts = self.workspace.facts(max(before))
        identity = identify(last, snapshot.name, told_by(facts) if facts else None)
        ratio = len(text) / len(last)
        if identity.state in _WHOLE and not SHORTEST <= ratio <= LONGEST:
            raise InputError(
                f"the text has {ratio:.0%} of the length of {max(before)}",
                name,
                f"look at both; if it is whole, ingest it with --accept {version.version_id}",
            )

    def _text_of(self, snapshot: Snapshot) -> str:
        data = self.workspace.data(snapshot.sha256)
        return read_text(data, snapshot.media_type, snapshot.name)

    def _know(self, version_id: str, sha256: str) -> None:
        if version_id not in self.versions and not version_id.endswith(".restated"):
            act, _, rest = version_id.partition("@")
            lang = Lang(rest.rpartition(".")[2])
            self.texts.setdefault((act, lang), []).append(version_id)
        self.versions[version_id] = sha256
        self.first.setdefault(sha256, version_id)


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
