"""The history of a git repository of laws: one commit a version, read from a local clone.

Two forms are known: a folder an act with `rus.md`, `kaz.md` and `meta.yaml`, and a file an act,
`rus/<code>.md`. Which act a text is of is told by its code, in the registry the one in Adilet or
the number in the databank; the path tells it in the second form alone.

The commits are walked once and what they brought is remembered, text by text: where it is, and
hashes of its words and facts. Then each text is taken whose words were not yet taken. So a text
that was refused is tried again without a walk, and a history that was rebuilt is walked again
without a text being taken twice. docs/operations.md says how a day is found, and when a language
has a new version.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pygit2

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources import Item, Looked, Memory, Received
from pipeline.sources.gitlaw.history import History
from pipeline.sources.gitlaw.index import UNREADABLE, Entry, Index
from pipeline.sources.gitlaw.place import Place, Text
from pipeline.sources.settings import Settings
from pipeline.vocabulary import Lang, Status

# Raised when other texts, days or places would be found in the same commits.
RULES = "1"


class GitLaw:
    """A local clone, bare or not; its work tree is not looked at."""

    speaks_for_publisher = True

    def __init__(self, settings: Settings, acts: Mapping[str, Act]) -> None:
        self.settings = settings
        self.name = settings.name
        self.accept = settings.accept
        self.asked: Counter[str] = Counter()  # commits, blobs, bytes
        for key in settings.acts:
            if key not in acts:
                raise InputError(
                    f"there is no act '{key}'", f"[sources.{settings.name}]", "correct `acts`"
                )
        keys = settings.acts or acts
        self.acts = {key: acts[key] for key in keys if acts[key].code or acts[key].databank}

    def receive(self, memory: Memory) -> Iterator[Item]:
        """Yield the texts that were not taken yet, act by act, the oldest first.

        Raises:
            InputError: the repository cannot be read, or holds no act of the registry.
        """
        history = History(self.settings.place)
        prefix = f"{self.settings.place}: "
        index = self._index()
        known = memory.recall(f"{prefix}history")
        since = known.get("head", "") if known.get("rules") == self._rules() else ""
        if history.follows(since):
            index.recall(self.acts, prefix, memory)
        if since != history.head:
            self._walk(history, since, index)
        if not index.texts:
            raise InputError(
                "no commit holds an act of the registry",
                self.settings.place,
                "check that the repository is one of laws, and `code` and `databank` in "
                "corpus/acts.toml",
            )
        if since != history.head:
            told = {f"{prefix}history": {"head": history.head, "rules": self._rules()}}
            told |= index.remembered(self.acts, prefix, memory)
            yield Looked("history", remember=told)
        yield from self._texts(history, index, memory)

    def _walk(self, history: History, since: str, index: Index) -> None:
        for commit in history.commits(since):
            self.asked["commits"] += 1
            for path in history.touched(commit):
                with self._place(history, commit, path) as place:
                    index.see(place)

    def _texts(self, history: History, index: Index, memory: Memory) -> Iterator[Item]:
        """The texts whose words, facts or status were not told before."""
        for entry, act, lang, version_id, status in self._wanted(index):
            told, held = memory.recall(version_id), memory.held(version_id)
            want = {"words": entry.words, "facts": entry.facts, "status": status or ""}
            here = held and told.get("words") == entry.words != UNREADABLE
            if here and told == want:
                continue
            try:
                with self._place(history, history.commit(entry.commit), entry.place) as place:
                    facts = replace(place.facts(lang, act, self.name), status=status)
                    text = None if here else place.text(lang)
            except InputError as error:
                remedy = f"{error.remedy}; or name {version_id} in `ignore` of the settings"
                yield InputError(error.what, error.where, remedy)
                continue
            if text:
                yield _received(facts, text, place)
            yield Looked(facts.version_id, () if text else (facts,), {version_id: want})

    def _wanted(self, index: Index) -> Iterator[tuple[Entry, Act, Lang, str, Status | None]]:
        """Every text of the history, act by act, the oldest first, but those to be ignored."""
        lying = index.lying()
        for key, act in self.acts.items():
            for lang in self.settings.languages:
                entries = index.texts.get(f"{key}.{lang}", {})
                last = index.last(f"{key}.{lang}")
                for day in sorted(entries):
                    version_id = f"{key}@{day}.{lang}"
                    ended = key not in lying and day == last
                    if version_id not in self.settings.ignore:
                        yield entries[day], act, lang, version_id, Status.ENDED if ended else None

    @contextmanager
    def _place(self, history: History, commit: pygit2.Commit, path: str) -> Iterator[Place]:
        """A place, and what was read of it counted."""
        place = Place(history, commit, path, self.settings.web.max_bytes)
        try:
            yield place
        finally:
            self.asked["blobs"] += len(place.read)
            self.asked["bytes"] += sum(map(len, place.read.values()))

    def _index(self) -> Index:
        by_code = {str(act.databank): act for act in self.acts.values() if act.databank}
        by_code |= {act.code: act for act in self.acts.values() if act.code}
        return Index(by_code, self.settings.languages)

    def _rules(self) -> str:
        """A hash of what, beside the commits, decides which texts are found in them."""
        acts = [
            (key, act.code, act.databank, act.adopted, act.in_force, act.amended_on)
            for key, act in sorted(self.acts.items())
        ]
        rest = (RULES, self.settings.languages, self.settings.web.max_bytes, acts)
        return hashlib.sha256(repr(rest).encode()).hexdigest()


def _received(facts: Facts, text: Text, place: Place) -> Received:
    return Received(
        name=f"{facts.act}/{facts.day}.{facts.lang}.md",
        data=text.data,
        media_type="text/markdown",
        headers={
            "commit": str(place.commit.id),
            "paths": "\n".join(text.paths),
            "version_date": place.said_day(facts.lang),
        },
        facts=facts,
        group=facts.version_id,
    )
