"""One text of a pair: its units, its clauses, what the reader made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.divergences.alignment import align
from pipeline.divergences.marks import Marks, marks_of
from pipeline.records import Provision, Reading
from pipeline.vocabulary import Holder, Lang


@dataclass(frozen=True)
class Side:
    """The units of one version, and the readings of its clauses; None where it was not read."""

    lang: Lang
    provisions: Sequence[Provision]
    readings: Sequence[Reading] | None = None

    def renamed(self, eids: Mapping[str, str]) -> Side:
        """The same text with other eids for some units."""
        if not eids:
            return self
        provisions = [replace(one, eid=eids.get(one.eid, one.eid)) for one in self.provisions]
        readings = self.readings and [
            replace(one, clause=replace(one.clause, eid=eids.get(one.clause.eid, one.clause.eid)))
            for one in self.readings
        ]
        return Side(self.lang, provisions, readings)

    @cached_property
    def units(self) -> dict[str, Provision]:
        return {unit.eid: unit for unit in self.provisions}

    @cached_property
    def read(self) -> dict[str, list[Reading]]:
        """Readings by unit, in the order of the clauses."""
        found: dict[str, list[Reading]] = {}
        for reading in sorted(self.readings or (), key=lambda each: each.clause.n):
            found.setdefault(reading.clause.eid, []).append(reading)
        return found

    def clauses(self, eid: str) -> list[str]:
        return [reading.clause.text for reading in self.read.get(eid, ())]

    def own(self, eid: str) -> str:
        """A unit's own words, those of its clauses where it was read."""
        return "; ".join(self.clauses(eid)) or self.units[eid].text

    def holders(self, eid: str) -> set[Holder]:
        """Who holds the powers read in a unit."""
        powers = (power for reading in self.read.get(eid, ()) for power in reading.powers)
        return {power.holder for power in powers if power.holder}

    @cached_property
    def articles(self) -> dict[str, list[Provision]]:
        """The units of each article, or of each part of an act without articles."""
        found: dict[str, list[Provision]] = {}
        for unit in self.provisions:
            found.setdefault(article(unit.eid), []).append(unit)
        return found

    def others_near(self, eid: str, whole_article: bool) -> str:
        """Words beside a unit's own in which the same may be said.

        What one text says in the head of a list, the other may say in an item; where the texts cut
        an article differently, anywhere in it.
        """
        unit = self.units[eid]
        beside = [
            one.text
            for one in self.articles[article(eid)]
            if one.eid != eid
            and (whole_article or (unit.is_lead_in and one.eid.startswith(f"{eid}__")))
        ]
        return " ".join([unit.lead_in, *beside]).strip()

    def marks(self, words: str) -> Marks:
        return marks_of(words, self.lang)


@dataclass(frozen=True, slots=True)
class Together:
    """Clauses of a unit that say the same in the two texts."""

    rus: tuple[str, ...]
    kaz: tuple[str, ...]
    n: int | None  # number of the first Russian clause, of the Kazakh one where there is none


def article(eid: str) -> str:
    """The article that a unit stands in, or the part of an act without articles.

    >>> article("art_44__pt_2__sub_10-1")
    'art_44'
    """
    return eid.split("__")[0]


def ratio(rus: Side, kaz: Side) -> float:
    """Kazakh characters for each Russian one, over the units that both have; 1.0 without any."""
    shared = rus.units.keys() & kaz.units.keys()
    lengths = [sum(len(side.units[eid].text) for eid in shared) for side in (rus, kaz)]
    return lengths[1] / lengths[0] if all(lengths) else 1.0


def together(rus: Side, kaz: Side, eid: str, scale: float) -> list[Together]:
    """The clauses of a unit, aligned; its whole words where a text has none, as a list's head."""
    ours, theirs = rus.clauses(eid), kaz.clauses(eid)
    if not ours or not theirs:
        return [Together((rus.own(eid),), (kaz.own(eid),), None)]
    return [
        Together(tuple(ours[slice(*left)]), tuple(theirs[slice(*right)]), _first(left, right))
        for left, right in align(_lengths(ours), _lengths(theirs), scale)
    ]


def _lengths(texts: Iterable[str]) -> list[int]:
    return [len(text) for text in texts]


def _first(rus: tuple[int, int], kaz: tuple[int, int]) -> int:
    return rus[0] if rus[0] < rus[1] else kaz[0]
