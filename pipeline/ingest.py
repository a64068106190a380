"""From a source to snapshots: every text is checked before it is kept.

A text that fails a check is reported and left out; the others are still taken, and what was there
stays in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

from pipeline.errors import BilikError, InputError
from pipeline.records import Act
from pipeline.sources import Looked, Received, Remembered, Source
from pipeline.sources.facts import fact_differences
from pipeline.taking import Taker
from pipeline.workspace import Workspace

_MANY = 50  # groups after which what is to be remembered is written


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

    def __init__(self, workspace: Workspace, source: str, replace: bool = False) -> None:
        self.workspace = workspace
        self.replace = replace  # then another source's text is not what is looked for
        self.source = source
        self.entries = workspace.remembered(source)
        self.unwritten = 0  # groups

    def held(self, version_id: str) -> bool:
        sha256 = self.workspace.pointed(version_id)
        if sha256 is None or not self.workspace.holds(sha256):
            return False
        return not self.replace or self.workspace.snapshot(sha256).source == self.source

    def recall(self, key: str) -> Mapping[str, str]:
        return self.entries.get(key, {})

    def remember(self, entries: Remembered) -> None:
        """Keep what a source wants to know again; nothing is written where that is known.

        The file is written for many groups at once, as it is written whole. What a killed run had
        not written is asked for again.
        """
        new = {key: dict(told) for key, told in entries.items() if self.entries.get(key) != told}
        self.entries |= new
        self.unwritten += bool(new)
        if self.unwritten >= _MANY:
            self.close()

    def close(self) -> None:
        """Write what is not written yet."""
        if self.unwritten:
            self.workspace.remember(self.source, self.entries)
        self.unwritten = 0


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
        memory = Memory(workspace, source.name, replace)
        taker = Taker(source, workspace, acts, replace, {*source.accept, *accept})
        refused: set[str] = set()  # groups of which a text was refused
        with closing(memory):
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
    result.remarks += [*taker.remarks, *_remarks(result, workspace, acts)]
    return result


def _remarks(done: Ingested, workspace: Workspace, acts: Mapping[str, Act]) -> Iterator[str]:
    """Texts of days that the registry does not know, and facts on which two records disagree."""
    for version_id in sorted({*done.new, *done.replaced}):
        key, _, rest = version_id.partition("@")
        act, day = acts[key], date.fromisoformat(rest.split(".")[0])
        starts = (each.start for each in act.effective)
        if day not in (act.adopted, act.in_force, *act.amended_on, *starts):
            yield (
                f"{version_id}: the registry knows no text of that day; "
                f"if it took effect then, add it to `amended_on` of [acts.{key}]"
            )
    for one in fact_differences(workspace.all_facts()):
        yield f"{one.rus} and .kaz disagree on {one.field}: {one.rus_says} and {one.kaz_says}"
