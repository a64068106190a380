"""One text of a source checked, and kept if it is good.

A text is held against what its publisher says of it, against the registry, and against the text of
the version before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from pipeline.errors import InputError
from pipeline.parse import Parsed, parse
from pipeline.parse.identity import identify, told_by
from pipeline.parse.sourcetext import read_text
from pipeline.records import Act, Facts, Snapshot, Version
from pipeline.sources import Item, Received, Source
from pipeline.vocabulary import Lang, TextState
from pipeline.workspace import Workspace

# A text so much shorter or longer than the one before it is a page cut off, or one taken twice. No
# amendment of the Constitution changed its length by a tenth.
SHORTEST, LONGEST = 0.5, 2.0
_WHOLE = (TextState.IN_FORCE, TextState.AS_ENACTED)


class Taker:
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
        self.remarks: list[str] = []
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
        parsed = self._checked(text, received)
        version = version_of(parsed, sha256)
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
                return self._keep(held, received, version), version.version_id
        if present != sha256:
            self._check_length(text[parsed.identity.body :], version, received.name)
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

    def _keep(self, held: Snapshot, received: Received, version: Version) -> str:
        """Leave the text that is here in force. Two publishers may both be asked, run by run."""
        if not received.facts:
            raise InputError(
                f"another text of {version.version_id} is already here (from {held.name})",
                received.name,
                "keep one of the two, or ingest the right one again with --replace",
            )
        self.remarks.append(
            f"{version.version_id}: {self.source.name} has other words than {held.source}, whose "
            "text is kept; ingest from the right one with --replace"
        )
        return "unchanged"

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
        """Refuse a text whose length is odd beside the last version's, of whole official texts.

        `text` is without its front matter, as is the one that it is held against.
        """
        if version.state not in _WHOLE or version.version_id in self.accept:
            return
        known = self.texts.get((version.act, version.lang), [])
        here = [each for each in known if self.workspace.holds(self.versions[each])]
        before = [each for each in here if each <= version.version_id]
        if not here:
            return
        nearest = max(before) if before else min(here)
        snapshot = self.workspace.snapshot(self.versions[nearest])
        last = self._text_of(snapshot)
        facts = self.workspace.facts(nearest)
        identity = identify(last, snapshot.name, told_by(facts) if facts else None)
        if text == last[identity.body :]:
            self.remarks.append(
                f"{version.version_id} has the words of {nearest}; look whether its publisher "
                "gave the right text"
            )
        ratio = len(text) / len(last[identity.body :])
        if identity.state in _WHOLE and not SHORTEST <= ratio <= LONGEST:
            raise InputError(
                f"the text has {ratio:.0%} of the length of {nearest}",
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
