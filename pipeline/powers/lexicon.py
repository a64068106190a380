"""Reviewed word lists beside the code, compiled to matchers over words.

A pattern is words between spaces: `назнача*` is a beginning, `право` a form or a lemma,
`иной|другой` a choice, `членов?` may be missing, `<3>` up to three words of any kind, `@Ins` after
a word asks for a case, `{gov}` is any of the names of that group in names.toml, and `^` marks the
word that stands for the whole (by default the first in Russian, the last in Kazakh).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

KEY = 4  # letters of a pattern's first word that are looked up; a shorter word whole
GAP = re.compile(r"^<(\d+)>$")
SOFT = {"к": "г", "қ": "ғ", "п": "б"}
NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern."""

    exact: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    cases: frozenset[str] = frozenset()
    optional: bool = False
    anchor: bool = False
    gap: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """The first letters by which a word for this place is looked up; none for a gap."""
        return frozenset(form[:KEY] for form in (*self.exact, *self.starts)) - {"\0"}

    def fits(self, word: Word) -> bool:
        """Whether a word may stand in this place."""
        if self.cases and word.case not in self.cases:
            return False
        low = word.low
        return low in self.exact or word.lemma in self.exact or low.startswith(self.starts)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a lexicon: its name and the data it stands for."""

    name: str
    data: dict[str, Any] = field(hash=False, compare=False)
    order: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Words `start` to `end` (half-open) that an entry's pattern covers."""

    entry: Entry
    start: int
    end: int
    anchor: int
    places: tuple[int, ...]  # the words that the pattern names, gaps left out

    @property
    def length(self) -> int:
        return len(self.places)


def spell_out(text: str, lang: Lang) -> list[str]:
    """A pattern once for every name that its groups stand for."""
    groups = [table("names")[lang.value][name] for name in NAME.findall(text)]
    spelled = []
    for chosen in product(*groups):
        names = iter(chosen)
        spelled.append(NAME.sub(lambda _, names=names: next(names), text))  # type: ignore[misc]
    return spelled


def compile_pattern(text: str, lang: Lang) -> tuple[Item, ...]:
    """Read a pattern; exactly one of its places is the anchor."""
    items = [_item(part) for part in text.split()]
    if not any(item.anchor for item in items):
        place = 0 if lang is Lang.RUS else len(items) - 1
        items[place] = _item("^" + text.split()[place])
    return tuple(_softened(item) for item in items) if lang is Lang.KAZ else tuple(items)


def _softened(item: Item) -> Item:
    """A Kazakh stem before a vowel: `министрлік*` is also `министрлігі`, `жарлық*` `жарлығы`."""
    soft = tuple(start[:-1] + SOFT[start[-1]] for start in item.starts if start[-1] in SOFT)
    return replace(item, starts=item.starts + soft)


def _item(part: str) -> Item:
    gap = GAP.match(part)
    if gap:
        return Item(gap=int(gap[1]))
    anchor = part.startswith("^")
    part = part.removeprefix("^")
    optional = part.endswith("?")
    part = part.removesuffix("?")
    part, _, cases = part.partition("@")
    forms = part.split("|")
    return Item(
        exact=frozenset(form for form in forms if not form.endswith("*")),
        starts=tuple(form[:-1] for form in forms if form.endswith("*")) or ("\0",),
        cases=frozenset(cases.split("/")) if cases else frozenset(),
        optional=optional,
        anchor=anchor,
    )


Laid = tuple[tuple[int, bool], ...]  # places of the words named, and whether each is the anchor


def match_items(items: Sequence[Item], words: Sequence[Word], at: int) -> Laid | None:
    """The closest way to lay a pattern at a place."""
    if not items:
        return ()
    item, rest = items[0], items[1:]
    if item.gap:
        for skip in range(item.gap + 1):
            found = match_items(rest, words, at + skip) if at + skip <= len(words) else None
            if found is not None:
                return found
        return None
    if at < len(words) and item.fits(words[at]):
        found = match_items(rest, words, at + 1)
        if found is not None:
            return ((at, item.anchor), *found)
    return match_items(rest, words, at) if item.optional else None


class Lexicon:
    """All patterns of a file in one language, found in one pass over a passage.

    The first place of a pattern must not be optional: its first letters are the index.
    """

    def __init__(self, entries: Sequence[Entry], lang: Lang) -> None:
        self._patterns: list[tuple[tuple[Item, ...], Entry, tuple[frozenset[str], ...]]] = []
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        for entry in entries:
            texts = [spelled for text in entry.data.get(lang.value, ())
                     for spelled in spell_out(text, lang)]  # fmt: skip
            for text in texts:
                items = compile_pattern(text, lang)
                for key in items[0].keys:
                    self._by_key[key].append(len(self._patterns))
                others = tuple(item.keys for item in items[1:] if item.keys and not item.optional)
                self._patterns.append((items, entry, others))

    def matches(self, passage: Passage) -> Iterator[Match]:
        """Every match of every pattern."""
        words, places_of = passage.words, _places(passage)
        absent = places_of.keys().isdisjoint
        likely = {
            (at, number)
            for key in places_of.keys() & self._by_key.keys()
            for number in self._by_key[key]
            if not any(map(absent, self._patterns[number][2]))
            for at in places_of[key]
        }
        for at, number in sorted(likely):
            items, entry, _ = self._patterns[number]
            found = items[0].fits(words[at]) and match_items(items, words, at)
            if found:
                places = tuple(place for place, _ in found)
                anchor = next((place for place, named in found if named), at)
                yield Match(entry, at, places[-1] + 1, anchor, places)

    def longest(self, passage: Passage) -> list[Match]:
        """Matches that share no word: most words first, then the closest, then the earlier row."""
        known: list[Match] | None = passage.found.get(self)
        if known is None:
            known = passage.found[self] = self._longest(passage)
        return known

    def _longest(self, passage: Passage) -> list[Match]:
        ranked = sorted(
            self.matches(passage),
            key=lambda m: (-m.length, m.end - m.start, m.entry.order, m.start),
        )
        taken: set[int] = set()
        kept = []
        for match in ranked:
            if taken.isdisjoint(match.places):
                taken.update(match.places)
                kept.append(match)
        return sorted(kept, key=lambda m: m.start)


def _places(passage: Passage) -> dict[str, list[int]]:
    """Where the words stand that begin with each key, in letters or in lemma."""
    places: dict[str, list[int]] | None = passage.found.get(_places)
    if places is None:
        places = passage.found[_places] = {}
        for at, word in enumerate(passage.words):
            for key in {w[:size] for w in (word.low, word.lemma) for size in range(1, KEY + 1)}:
                places.setdefault(key, []).append(at)
    return places


@cache
def table(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf8"))


@cache
def lexicon(name: str, section: str, lang: Lang) -> Lexicon:
    """A section of a data file, compiled for one language."""
    rows = table(name)[section]
    entries = [Entry(row.get("name") or row["code"], row, order) for order, row in enumerate(rows)]
    return Lexicon(entries, lang)
