"""What the words of a clause say of numbers, bounds, permission, duty and negation.

All of it is found by lexicons in both languages (`marks.toml`, and the number words of
`pipeline/powers/numbers.toml`), so it says what stands in a text whatever the reader made of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.divergences.words import AT_HAND, table, words_of
from pipeline.powers import values
from pipeline.powers.lexicon import Entry, Lexicon, Match
from pipeline.powers.words import Passage
from pipeline.vocabulary import Lang

# Words between a number and what says which way it is meant, before the number and after it.
REACH_AHEAD, REACH_BACK = 5, 2
_FIGURES = re.compile(r"(\d+)(?:-(\d+))?(?:-?[^\W\d]+)?")
_ISO = re.compile(r"PT?(\d+)([YMWDH])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in words or figures: "3", "10-1", "two_thirds"."""

    value: str
    unit: str  # of time: Y, M, W, D, H, or "" for a bare number
    start: int  # words, half-open
    end: int
    words: str
    ordinal: bool = False
    bounds: frozenset[str] = frozenset()  # which way it is meant: not_less, not_later ...

    @property
    def figures(self) -> bool:
        return self.words[0].isdecimal()


@dataclass(frozen=True, slots=True)
class Marks:
    """What one text says."""

    amounts: tuple[Amount, ...]
    said: Mapping[str, str]  # senses that the words surely have (may, must, not ...), and the words
    maybe: frozenset[str]  # those, and senses that the words may have


@cache
def _lexicon(section: str, lang: Lang) -> Lexicon:
    rows = table()[section]
    entries = [Entry(row["code"], row, order) for order, row in enumerate(rows)]
    for row in rows if section == "sense" else ():
        too = {lang.value: row[f"{lang.value}_too"], "too": True}
        entries.append(Entry(row["code"], too, len(entries)))
    return Lexicon(entries, lang)


@lru_cache(AT_HAND)
def marks_of(text: str, lang: Lang) -> Marks:
    """All marks of a text."""
    passage = words_of(text, lang)
    bounds = _lexicon("bound", lang).longest(passage)
    senses = list(_lexicon("sense", lang).matches(passage))
    masking = [*bounds, *(match for match in senses if match.entry.name == "-")]
    masked = {place for match in masking for place in match.places}
    said, maybe = dict[str, str](), set[str]()
    for match in senses:
        maybe.add(match.entry.name)
        if "too" not in match.entry.data and masked.isdisjoint(match.places):
            said.setdefault(match.entry.name, " ".join(passage.lows(match.start, match.end)))
    amounts = _bounded(passage, bounds, _amounts(passage))
    return Marks(tuple(amounts), said, frozenset(maybe))


def _amounts(passage: Passage) -> list[Amount]:
    """Every number of a passage, in order."""
    lows = [word.low for word in passage.words]
    found: list[Amount] = []
    place = 0
    while place < len(lows):
        value, end = _amount_at(lows, place, passage.lang)
        ordinal = "" if value else _code("ordinal", lows[place])
        if (value or ordinal) and not _numbers_a_unit(lows, place):
            found.append(_amount(lows, place, end, value or ordinal, bool(ordinal)))
        place = end
    return found


def _amount(lows: Sequence[str], place: int, end: int, value: str, ordinal: bool) -> Amount:
    """The number between two places, with its unit of time and its words."""
    joined = _ISO.fullmatch(value)
    if joined:
        value, unit = joined.groups()
    else:
        unit = _unit_after(lows, end) if value.isdecimal() and not ordinal else ""
    if value == "50" and end < len(lows) and _listed(lows[end], table()["percent"]["words"]):
        value = "half"
    words = " ".join(lows[place : end + bool(unit and not joined)])
    return Amount(value, unit, place, end, words, ordinal)


def _numbers_a_unit(lows: Sequence[str], place: int) -> bool:
    """Whether a figure is the number of the next point, printed on the same line: "... 4."."""
    before, after = lows[place - 1 : place], lows[place + 1 : place + 2]
    return lows[place][0].isdecimal() and before == ["."] and after in ([], ["."], [";"])


def _amount_at(lows: Sequence[str], place: int, lang: Lang) -> tuple[str, int]:
    """The number that begins at a place, as a code, and where it ends; "" where none does."""
    low = lows[place]
    total = _plain(low, lang)
    if total is None:
        return _one_word(low, lang), place + 1
    if share := _share(tuple(lows[place : place + 2])):
        return share, place + 2
    end = place + 1
    while end < len(lows) and (more := _plain(lows[end], lang)) is not None and _adds(total, more):
        total, end = total + more, end + 1
    return str(total), end


@cache
def _plain(low: str, lang: Lang) -> int | None:
    """The number that one word says: "сорок", "екі-екіден"; none for figures and shares."""
    if low[0].isdecimal() or _listed(low, table()["no_number"][lang.value]) or _share((low,)):
        return None
    return values.number([low.split("-")[0]])


@cache
def _one_word(low: str, lang: Lang) -> str:
    """Figures, a share, or a number and its unit in one word."""
    if figures := _FIGURES.fullmatch(low):
        first, second = figures.groups()
        return f"{first}-{second}" if second else first
    if _listed(low, table()["no_number"][lang.value]):
        return ""
    joined = _ISO.fullmatch(_length(low))
    return _share((low,)) or (joined[0] if joined and joined[1] != "1" else _code("number", low))


@cache
def _share(lows: tuple[str, ...]) -> str:
    return values.fraction(lows) or ""


@cache
def _length(low: str) -> str:
    """A length of time in one word: "пятилетний" is P5Y, a bare unit one of it."""
    return values.duration([low]) or ""


def _adds(total: int, more: int) -> bool:
    """Whether a number word carries the one before it on: "сорок восемь", but not "два, три"."""
    return (total % 100 == 0 and more < 100) or (total % 10 == 0 and more < 10)


@cache
def _code(section: str, low: str) -> str:
    return next((code for code, forms in table()[section].items() if _listed(low, forms)), "")


def _listed(low: str, forms: Sequence[str]) -> bool:
    return any(low == form or (form.endswith("*") and low.startswith(form[:-1])) for form in forms)


def _unit_after(lows: Sequence[str], place: int) -> str:
    """Unit of time of the number that ends here: "пять рабочих дней" has D."""
    while place < len(lows) and lows[place] in values.PASSED_OVER:
        place += 1
    iso = _ISO.fullmatch(_length(lows[place])) if place < len(lows) else None
    return iso[2] if iso and values.number([lows[place]]) is None else ""


def _bounded(passage: Passage, bounds: Sequence[Match], amounts: Sequence[Amount]) -> list[Amount]:
    """Each number with the words that say which way it is meant."""
    told: dict[int, set[str]] = {}
    for match in bounds:
        at = _its_amount(passage, match, amounts)
        if at is not None:
            told.setdefault(at, set()).add(_meant(passage, match, amounts[at]))
    return [
        replace(amount, bounds=frozenset(told.get(at, ()))) for at, amount in enumerate(amounts)
    ]


def _its_amount(passage: Passage, match: Match, amounts: Sequence[Amount]) -> int | None:
    """The nearest number: after a Russian marker, before a Kazakh one unless its row says ahead."""
    if passage.lang is Lang.RUS or match.entry.data.get("ahead", False):
        near = (at for at, a in enumerate(amounts) if 0 <= a.start - match.end <= REACH_AHEAD)
        return next(near, None)
    near = (at for at, a in enumerate(amounts) if 0 <= match.start - a.end <= REACH_BACK)
    return max(near, default=None)


def _meant(passage: Passage, match: Match, amount: Amount) -> str:
    """A deadline that counts back from an event is a least distance."""
    code = match.entry.name
    if code not in {"not_later", "not_earlier"}:
        return code
    if passage.lang is Lang.RUS:
        around = passage.lows(match.end, amount.start) + passage.lows(amount.end, amount.end + 3)
    else:
        around = passage.lows(amount.start - 4, amount.start)
    if set(table()["before_an_event"][passage.lang.value]).isdisjoint(around):
        return code
    return "not_less" if code == "not_later" else "not_more"
