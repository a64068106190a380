"""Other ways to cut a provision into clauses than the codebook's.

The codebook cuts at `;` and at sentence ends. Either mark may be doubted: items of a list may be
conditions of one power, and a second sentence may limit the first. So there are three rules, both
marks or one of them alone, and each unit is cut by one, drawn with equal chances. Where two rules
cut a unit alike, that cut has the chances of both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.normalize import Mapped
from pipeline.parse.clauses import cut
from pipeline.records import Clause, Provision, Reading

RULES = ((True, True), (True, False), (False, True))  # `;`, sentence ends; the codebook's first
_EDGES = " .;,"


@dataclass(frozen=True, slots=True)
class Part:
    """A half-open part of the line from 0 to 1: what a number must fall into."""

    low: float = 0.0
    high: float = 1.0


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class OtherCut:
    """A unit cut in another way, and when that way is drawn."""

    eid: str
    unit: str  # names the unit's words: the same in every text that has them
    standard: Part  # where the unit's number falls if it is cut by the codebook
    part: Part  # where it falls if it is cut so
    before: tuple[Clause, ...]  # the clause before the unit, for what points back to it
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What its reading rests on: the same in every text of an act that has these words."""
        one = self.clauses[0]
        said = [clause.text for clause in (*self.before, *self.clauses)]
        return (one.act, one.lang, one.eid, one.lead_in, *said)

    def placed(self, readings: Iterable[Reading]) -> list[Reading]:
        """Readings of the same words elsewhere, as those of its own clauses."""
        pairs = zip(self.clauses, readings, strict=True)
        return [replace(reading, clause=clause) for clause, reading in pairs]


def other_cuts(provisions: Iterable[Provision], readings: Sequence[Reading]) -> list[OtherCut]:
    """The other cuts of a text's units; those that the codebook cuts nowhere have none.

    Args:
        provisions: of the text.
        readings: of the text as the codebook cuts it, in its order.
    """
    places: dict[str, list[int]] = {}
    for place, reading in enumerate(readings):
        places.setdefault(reading.clause.eid, []).append(place)
    return [
        one
        for provision in provisions
        for first, *more in [places.get(provision.eid, [0])]
        if more
        for one in _of_unit(provision, readings[first].clause, _before(readings, first))
    ]


def _before(readings: Sequence[Reading], place: int) -> tuple[Clause, ...]:
    """The clause before, if the reading rests on it, or on no words of its own for its holder."""
    here = readings[place]
    spans = {
        span.where if span else "before"
        for powers in (here.powers, *here.others.values())
        for power in powers
        for span in (power.holder_span, power.object_span or power.action_span)
    }
    looks_back = "before" in spans
    return tuple(one.clause for one in readings[max(place - 1, 0) : place] if looks_back)


def read_cuts(
    cuts: Mapping[str, Sequence[OtherCut]],
    known: Mapping[str, Sequence[Reading]],
    read: Callable[[Iterable[Clause]], Iterable[Reading]],
    seen_whole: Callable[[Iterable[Reading]], list[Reading]],
) -> dict[str, list[OtherCut]]:
    """The other cuts with their readings; the same words are read once.

    Args:
        cuts: those of each text, by version_id.
        known: the readings of each text as the codebook cuts it.
        read: gives one reading for each clause, which may look one clause back.
        seen_whole: adds to the readings of a text what only the whole shows.
    """
    once = {one.words: one for here in cuts.values() for one in here}
    wanted = [clause for one in once.values() for clause in (*one.before, *one.clauses)]
    first = iter(read(wanted))
    told = {
        words: [next(first) for _ in (*one.before, *one.clauses)][len(one.before) :]
        for words, one in once.items()
    }
    found = {}
    for version_id, here in cuts.items():
        new = [reading for one in here for reading in one.placed(told[one.words])]
        standard = known[version_id]
        seen = iter(seen_whole([*standard, *new])[len(standard) :])
        found[version_id] = [
            replace(one, readings=tuple(next(seen) for _ in one.clauses)) for one in here
        ]
    return found


def _of_unit(provision: Provision, like: Clause, before: tuple[Clause, ...]) -> list[OtherCut]:
    body = Mapped.of(provision.text)
    if provision.is_lead_in:
        body = body[: cut(body)[-1].start]
    drawn: dict[tuple[str, ...], int] = {}
    for rule in RULES:
        pieces = tuple(piece.strip(_EDGES).text for piece in cut(body, *rule))
        drawn[pieces] = drawn.get(pieces, 0) + 1
    words = f"{like.lang}\0{like.lead_in}\0{body.text}"
    unit = hashlib.blake2b(words.encode(), digest_size=16).hexdigest()
    found, low = [], 0
    for pieces, rules in drawn.items():
        part = Part(low / len(RULES), (low + rules) / len(RULES))
        low += rules
        cut_so = tuple(replace(like, n=n, text=text) for n, text in enumerate(pieces))
        found.append((part, cut_so))
    (standard, _), *others = found
    return [OtherCut(like.eid, unit, standard, part, before, cut_so) for part, cut_so in others]
