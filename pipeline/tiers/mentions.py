"""Akims that a clause names, and the tiers that their units stand at.

"Акима города районного значения, села назначает аким района": two akims, the first of the lowest
tier, the second of the middle one. A Russian territory follows its akim, a Kazakh one stands
before; what joins them is a run of words that names of territories are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.tiers.lexicon import pattern, plain, table
from pipeline.vocabulary import Lang, Tier

_TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
LOWER = frozenset({Tier.DISTRICT, Tier.VILLAGE})


@dataclass(frozen=True, slots=True)
class Mention:
    """One akim, or a class of them, in a clause.

    `start` and `end` bound his office's name, `first` and `last` that with his territory and with
    the words that tell which akim is meant.
    """

    start: int
    end: int
    first: int
    last: int
    tiers: frozenset[Tier]  # of the units named
    side: frozenset[Tier]  # of those, tiers named only by a lesser kind of unit
    relations: frozenset[str]  # all, other, lower, higher, elected, this
    role: str  # object, subject, or "" where it cannot be what is chosen


def mentions(text: str, lang: Lang) -> list[Mention]:
    """The akims of a clause's words, in their order."""
    low = plain(text)
    return [_mention(low, lang, match) for match in pattern(lang, "office").finditer(low)]


def units(text: str, lang: Lang) -> dict[Tier, bool]:
    """The tiers of the territorial units that words name; False for a lesser kind of unit."""
    found: dict[Tier, bool] = {}
    for town in pattern(lang, "town").finditer(text):
        for kind, start in table(lang)["towns"].items():
            if start in town["kinds"]:
                found[Tier(kind)] = True
    text = pattern(lang, "town").sub("|", text)
    if pattern(lang, "units", "side").search(text):
        found.setdefault(Tier.DISTRICT, False)
        text = pattern(lang, "units", "side").sub("|", text)
    for tier in Tier:
        if pattern(lang, "units", tier.value).search(text):
            found[tier] = True
    return found


def _mention(low: str, lang: Lang, match: re.Match[str]) -> Mention:
    if lang is Lang.RUS:
        first = _run(low, lang, "before", match.start(), back=True)
        last = _run(low, lang, "run", match.end())
    else:
        first, last = _run(low, lang, "run", match.start(), back=True), match.end()
    words = low[first:last]
    named = units(words, lang)
    return Mention(
        match.start(),
        match.end(),
        first,
        last,
        frozenset(named),
        frozenset(tier for tier, main in named.items() if not main),
        frozenset(
            name
            for name in table(lang)["relations"]
            if pattern(lang, "relations", name).search(words)
        ),
        _role(low, lang, match, first),
    )


def _run(low: str, lang: Lang, words: str, edge: int, back: bool = False) -> int:
    """Where the unbroken run of such words that begins at `edge` ends."""
    belongs = pattern(lang, words)
    tokens: Iterable[re.Match[str]] = _TOKEN.finditer(low, edge)
    if back:
        tokens = reversed(list(_TOKEN.finditer(low, 0, edge)))
    for token in tokens:
        if not belongs.fullmatch(token.group()):
            break
        edge = token.start() if back else token.end()
    return edge


def _role(low: str, lang: Lang, match: re.Match[str], first: int) -> str:
    before = low[:first].split()[-1:]
    after = low[match.end() :].split()[:1]
    if _any(before, pattern(lang, "governed_by")) or _any(after, pattern(lang, "governs")):
        return ""
    for role in ("object", "subject"):
        form = pattern(lang, role).match(low, match.start())
        if form and form.end() == match.end():
            return role
    return ""


def _any(words: Sequence[str], wanted: re.Pattern[str]) -> bool:
    return any(wanted.fullmatch(word.strip(",()")) for word in words)
