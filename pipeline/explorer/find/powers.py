"""Powers by conditions: how many, which, and what each further condition would leave.

What is filtered, sorted and counted of every power is kept in memory as arrays of small numbers
(some 15 MB for 200,000 powers), so that no question reads the table; only the rows that are shown
are looked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline import vocabulary
from pipeline.errors import InputError
from pipeline.explorer.find.columns import NEVER, Columns, columns_of
from pipeline.explorer.find.labels import codes_called
from pipeline.explorer.lookup.lemmas import Word, words_asked
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.words import object_name
from pipeline.vocabulary import label

FILTERS = ("holder", "domain", "action", "object", "limit", "autonomy", "act")
SORTS = ("act", "date", "holder", "action", "object", "domain", "autonomy")
NOW = "now"  # of `on`: by the newest texts, those without an end if there are any
KINDS = {
    "holder": "Holder", "domain": "Domain", "action": "Action", "limit": "ConstraintType",
    "autonomy": "Autonomy",
}  # fmt: skip
_FORCE = ("constitution", "constitutional_law", "law")  # kinds of acts, the highest first
_TOGETHER = 100  # rows looked up at a time: what a slow download holds
# Letters by their place in the Kazakh alphabet, in which the Russian ones keep their order.
_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES = str.maketrans({letter: chr(ord("а") + n) for n, letter in enumerate(_ALPHABET)})

Mask = NDArray[np.bool_]
Facets = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Wanted:
    """Conditions on powers. Of one filter any code will do; of several filters all must hold."""

    series: str
    q: str = ""
    lang: str | None = None  # of the text; None for both
    holder: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    limit: tuple[str, ...] = ()  # types of constraints
    autonomy: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    polarity: str | None = "+"  # "-" for limits; None for both
    on: str | None = None  # in force on a day, 2007-06-01; NOW; None for any time
    sort: str = "act"  # one of SORTS; what is alike stands as in the texts
    descending: bool = False
    reader: str = "eng"  # in whose alphabet names are sorted


def count(lookup: Lookup, wanted: Wanted) -> int:
    """How many powers there are.

    Raises:
        InputError: a code or an order that there is not.
    """
    return int(np.count_nonzero(_found(lookup, wanted)))


def rows(lookup: Lookup, wanted: Wanted, first: int = 0, most: int = 50) -> list[Row]:
    """Powers in order: columns of the lookup's `powers`, with `text` and `lead_in` of the clause.

    Raises:
        InputError: a code or an order that there is not.
    """
    return _rows(lookup, _ordered(lookup, wanted)[first : first + most])


def every(lookup: Lookup, wanted: Wanted) -> Iterator[Row]:
    """All of them, looked up as they are taken.

    Raises:
        InputError: a code or an order that there is not.
    """
    ordered = _ordered(lookup, wanted)
    return (
        row
        for start in range(0, len(ordered), _TOGETHER)
        for row in _rows(lookup, ordered[start : start + _TOGETHER])
    )


def facets(lookup: Lookup, wanted: Wanted) -> Facets:
    """By filter (also lang and polarity): how many powers each code has, given the other filters.

    Raises:
        InputError: a code or an order that there is not.
    """
    columns = columns_of(lookup)
    base, chosen = _conditions(lookup, wanted)
    found = {}
    for name in (*FILTERS, "lang", "polarity"):
        mask = base.copy()
        for other, passing in chosen.items():
            if other != name:
                mask &= passing
        found[name] = columns.counts(name, mask)
    return found


def names(lookup: Lookup, field: str, language: str) -> dict[str, str]:
    """What the codes of a filter are called: by the vocabulary, the registry, or the words."""
    if field in KINDS:
        return {code: label(code, language) for code in getattr(vocabulary, KINDS[field])}
    if field == "act":
        found = lookup.rows(f"SELECT act AS code, title_{language} AS name FROM acts")
        return {row["code"]: row["name"] or row["code"] for row in found}
    return {
        row["object"]: object_name(row["object"], language)
        for row in lookup.rows("SELECT object FROM objects")
    }


def _found(lookup: Lookup, wanted: Wanted) -> Mask:
    base, chosen = _conditions(lookup, wanted)
    for passing in chosen.values():
        base = base & passing
    return base


def _conditions(lookup: Lookup, wanted: Wanted) -> tuple[Mask, dict[str, Mask]]:
    """What holds for the whole question, and what each filter that is on lets pass."""
    columns = columns_of(lookup)
    if wanted.sort not in SORTS:
        raise _unknown("sort", wanted.sort, SORTS)
    base = _in_force(columns, wanted.on, columns.having("series", (wanted.series,)))
    for word in words_asked(wanted.q):
        base = base & _said(lookup, word)
    chosen = {}
    for name in FILTERS:
        if codes := getattr(wanted, name):
            known = _codes(lookup, name)
            for code in codes:
                if code not in known:
                    raise _unknown(name, code, sorted(known))
            chosen[name] = columns.having(name, codes)
    for name in ("lang", "polarity"):
        if one := getattr(wanted, name):
            chosen[name] = columns.having(name, (one,))
    return base, chosen


def _codes(lookup: Lookup, field: str) -> set[str]:
    return set(names(lookup, field, "eng"))


def _unknown(field: str, code: str, known: Any) -> InputError:
    some = ", ".join(list(known)[:8])
    return InputError(f"there is no '{code[:80]}'", field, f"there are {some}, among others")


def _in_force(columns: Columns, on: str | None, among: Mask) -> Mask:
    """Which of some powers stand in a text in force on a day."""
    start, end = columns.start, columns.end
    if on is None:
        return among
    if on == NOW:
        ever = among & (start != NEVER)
        newest: Mask = ever & (end == end[ever].max(initial=0))
        return newest
    day = int(on.replace("-", ""))
    return among & (start <= day) & (day < end)


def begun(lookup: Lookup, query: str) -> set[str]:
    """The words of a query that are nowhere, and so are searched for as beginnings of words."""
    return {
        word.typed for word in words_asked(query) if word.begun and not _known(lookup, word).any()
    }


@lru_cache(maxsize=128)
def _said(lookup: Lookup, word: Word) -> Mask:
    """Powers that a word finds; one that is nowhere is taken for the beginning of one."""
    mask = _known(lookup, word)
    return mask if mask.any() or not word.begun else _standing(lookup, word.begun)


@lru_cache(maxsize=128)
def _known(lookup: Lookup, word: Word) -> Mask:
    """Powers whose clause has a word in one of its forms, or with a code that is called so."""
    mask = _standing(lookup, word.match)
    for field, codes in codes_called(word, frozenset(_codes(lookup, "object"))).items():
        mask |= columns_of(lookup).having(field, tuple(codes))
    return mask


def _standing(lookup: Lookup, match: str) -> Mask:
    found = lookup.rows("SELECT rowid FROM words WHERE words MATCH ?", (match,))
    return columns_of(lookup).of_clauses(row["rowid"] for row in found)


@lru_cache(maxsize=16)  # the same question's downloads share it
def _ordered(lookup: Lookup, wanted: Wanted) -> NDArray[np.int32]:
    """The places of the powers that are found, in the order that is wanted."""
    places = np.flatnonzero(_found(lookup, wanted)).astype(np.int32)
    columns = columns_of(lookup)
    if wanted.sort == "date":
        keys = columns.start[places]
    else:
        codes = columns.codes[wanted.sort][places]
        keys = _ranks(lookup, wanted.sort, wanted.reader)[codes]
    return places[np.argsort(-keys if wanted.descending else keys, kind="stable")]


@lru_cache(maxsize=32)
def _ranks(lookup: Lookup, field: str, language: str) -> NDArray[np.int32]:
    """The place of each code in the alphabet of a language.

    Autonomy goes from freest to most bound, acts from the Constitution down.
    """
    known = columns_of(lookup).names[field]
    if field == "autonomy":
        ordered: list[str] = list(vocabulary.Autonomy)
    elif field == "act":
        kinds = {row["act"]: row["kind"] for row in lookup.rows("SELECT act, kind FROM acts")}
        ordered = sorted(kinds, key=lambda act: (*(kinds[act] != one for one in _FORCE), act))
    else:
        called = names(lookup, field, language)
        ordered = sorted(
            called, key=lambda code: (called[code].casefold().translate(_PLACES), code)
        )
    order = {code: place for place, code in enumerate(ordered)}
    return np.array([order.get(code or "", len(order)) for code in known], dtype=np.int32)


def _rows(lookup: Lookup, places: NDArray[np.int32]) -> list[Row]:
    wanted = [int(one) for one in columns_of(lookup).rowid[places]]
    found = lookup.rows(
        "SELECT p.rowid AS place, p.*, c.text, c.lead_in FROM powers p"
        " JOIN clauses c ON c.rowid = p.clause"
        " WHERE p.rowid IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    by_place = {row.pop("place"): row for row in found}
    return [by_place[one] for one in wanted]
