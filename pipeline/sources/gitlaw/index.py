"""Which texts a history has brought so far, and where each act lies now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources import Memory
from pipeline.sources.gitlaw.place import Place
from pipeline.vocabulary import Lang

UNREADABLE = "-"  # in place of a hash


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: the commit that brought it, hashes of its words and its facts, and its place."""

    commit: str
    words: str
    facts: str
    place: str

    def __str__(self) -> str:
        return f"{self.commit} {self.words} {self.facts} {self.place}"

    @classmethod
    def of(cls, told: str) -> Entry:
        return cls(*told.split(" ", 3))


@dataclass(slots=True)
class Index:
    """Texts by group (`<act>.<lang>`) and day; acts and their languages by place.

    It grows commit by commit, in the order of the history. It keeps no text, and of the acts only
    those that are wanted.
    """

    acts: Mapping[str, Act]  # by every code under which they are known
    languages: tuple[Lang, ...]
    texts: dict[str, dict[str, Entry]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # `<act> <lang> <lang>`

    def see(self, place: Place) -> None:
        """Take in what a commit did to a place."""
        act = self._act(place)
        languages = place.languages
        if act is None or not languages:
            self.places.pop(place.path, None)
            return
        self.places[place.path] = " ".join((act.key, *languages))
        for lang in languages:
            if lang in self.languages:
                self._enter(place, lang, act)

    def lying(self) -> set[str]:
        """The acts that lie somewhere now; the files of the others were deleted."""
        return {told.split(" ", 1)[0] for told in self.places.values()}

    def last(self, group: str) -> str:
        """The day of the last text of a group that can be read, "" for none."""
        entries = self.texts.get(group, {})
        return max((day for day in entries if entries[day].words != UNREADABLE), default="")

    # -- between runs ----------------------------------------------------------------------------

    def remembered(
        self, keys: Iterable[str], prefix: str, memory: Memory
    ) -> dict[str, dict[str, str]]:
        """What to remember of the texts of some acts, and of all places."""
        told = {f"{prefix}places": dict(self.places)}
        for key in keys:
            for lang in self.languages:
                entries = self.texts.get(f"{key}.{lang}", {})
                if entries or memory.recall(f"{prefix}{key}.{lang}"):  # none may be left
                    told[f"{prefix}{key}.{lang}"] = {day: str(entries[day]) for day in entries}
        return told

    def recall(self, keys: Iterable[str], prefix: str, memory: Memory) -> None:
        """Begin where an earlier run ended."""
        self.places = dict(memory.recall(f"{prefix}places"))
        for key in keys:
            for lang in self.languages:
                told = memory.recall(f"{prefix}{key}.{lang}")
                if told:
                    self.texts[f"{key}.{lang}"] = {day: Entry.of(told[day]) for day in told}

    # -- one place -------------------------------------------------------------------------------

    def _act(self, place: Place) -> Act | None:
        try:
            return self.acts.get(place.code())
        except InputError:  # it is told when the text is taken
            before = self.places.get(place.path, "").split(" ")[0]
            return next((act for act in self.acts.values() if act.key == before), None)

    def _enter(self, place: Place, lang: Lang, act: Act) -> None:
        group = self.texts.setdefault(f"{act.key}.{lang}", {})
        facts: Facts | None = None
        try:
            facts = place.facts(lang, act, "")
            words = _hash(place.text(lang).words)
        except InputError:  # as above
            words = UNREADABLE
        key = str(facts.day if facts else place.committed() or place.commit.id)
        before = group.get(key)
        if before and before.words == words:
            return  # what came first stays: a later commit may have changed the other language
        if before and words == UNREADABLE:
            key = str(place.commit.id)  # beside the good one, which stays
        last = group.get(self.last(f"{act.key}.{lang}"))
        if facts and facts.dated_by == "commit" and last and last.words == words:
            return  # nothing says that these words are those of a newer day
        said = _hash(repr(replace(facts, url="", dated_by=""))) if facts else UNREADABLE
        group[key] = Entry(str(place.commit.id), words, said, place.path)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()
