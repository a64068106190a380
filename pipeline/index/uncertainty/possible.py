"""The powers that a text may state: those of its readings, and those that another draw would give.

A clause's label is drawn from the classifier's calibrated probabilities by one number in [0, 1):
each label has a part of that line as long as its probability, always in the codebook's order. A
power stands where the number falls into the part of the label under which its clause tells it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.index.uncertainty.cutting import WHOLE, OtherCut, Part
from pipeline.records import Clause, Power, Reading
from pipeline.vocabulary import Label

SILENT = (Label.NONE, Label.REMOVE)  # labels under which a clause states no power


@dataclass(frozen=True, slots=True)
class Possible:
    """A power that a text may state, and what must be drawn for it to."""

    power: Power
    words: str  # names the clause's words: the same in every text that has them
    place: int  # of the power in its clause
    label: Part  # where the number of the clause's label must fall
    chosen: bool  # whether that is the label of the published reading
    unit: str = ""  # names the unit's words
    cut: Part = WHOLE  # where the number of the unit's cut must fall
    standard: bool = True  # whether the published cut gives the clause


def possible(readings: Iterable[Reading], otherwise: Iterable[OtherCut] = ()) -> Iterator[Possible]:
    """The powers that a text may state, in its order.

    Args:
        readings: of the text, in its order.
        otherwise: its units that may be cut into other clauses.
    """
    others: dict[str, list[OtherCut]] = {}
    for one in otherwise:
        others.setdefault(one.eid, []).append(one)
    for eid, unit in groupby(readings, key=lambda reading: reading.clause.eid):
        recut = others.get(eid)
        if recut is None:
            yield from _told(unit)
            continue
        yield from _told(unit, recut[0].unit, recut[0].standard)
        for one in recut:
            yield from _told(one.readings, one.unit, one.part, standard=False)


def _told(
    readings: Iterable[Reading], unit: str = "", cut: Part = WHOLE, standard: bool = True
) -> Iterator[Possible]:
    """The powers that readings tell under any label."""
    for reading in readings:
        words = words_of(reading.clause)
        for label, part in label_parts(reading).items():
            chosen = label is reading.label
            told = reading.powers if chosen else reading.others.get(label, ())
            for place, power in enumerate(told):
                yield Possible(power, words, place, part, chosen, unit, cut, standard)


def label_parts(reading: Reading) -> dict[Label, Part]:
    """The part of the line that each label of a reading has.

    A label whose powers were not read, being too unlikely, leaves its part to the chosen one.
    """
    read = {reading.label, *reading.others, *SILENT}
    chances = {label: reading.proba.get(label, 0.0) for label in Label}
    chances[reading.label] += sum(chance for label, chance in chances.items() if label not in read)
    total = sum(chances[label] for label in Label if label in read)
    parts, low = {}, 0.0
    for label in Label:
        if label in read and chances[label] > 0:
            high = min(low + chances[label] / total, 1.0)
            parts[label] = Part(low, high)
            low = high
    last = next(reversed(parts))
    parts[last] = Part(parts[last].low, 1.0)
    return parts


def words_of(clause: Clause) -> str:
    """What names a clause's words, whichever text they stand in."""
    said = f"{clause.lang}\0{clause.lead_in}\0{clause.text}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
