"""The legislature that a text means where its words name no holder.

Some acts can only be the legislature's: "laws are adopted", "the President is removed from office".
The lexicon calls it the Parliament; a text whose legislature is the Kurultai or the Supreme Soviet
means that one. Only the whole text shows which, so this is a pass over the readings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import Power, Reading
from pipeline.vocabulary import Holder

CHAMBERS = {Holder.PARLIAMENT, Holder.SENATE, Holder.MAZHILIS}
LEGISLATURES = (Holder.PARLIAMENT, Holder.KURULTAI, Holder.SUPREME_SOVIET)


def own_legislature(readings: Iterable[Reading]) -> list[Reading]:
    """The same readings, each unnamed legislature being the one that its text names most often.

    Args:
        readings: of one or several texts, in any order; a text that names none stays as it is.
    """
    known = list(readings)
    named: dict[str, Counter[Holder]] = {}
    for reading in known:
        counts = named.setdefault(reading.clause.version_id, Counter())
        counts.update(
            Holder.PARLIAMENT if power.holder in CHAMBERS else power.holder
            for power in reading.powers
            if power.holder and power.holder_span
        )
    return [_meant(reading, named[reading.clause.version_id]) for reading in known]


def _meant(reading: Reading, named: Counter[Holder]) -> Reading:
    own = max(LEGISLATURES, key=lambda holder: named[holder])
    if own is Holder.PARLIAMENT:
        return reading
    return reading.with_each_power(
        lambda power: replace(power, holder=own) if _is_unnamed(power) else power
    )


def _is_unnamed(power: Power) -> bool:
    return power.holder in CHAMBERS and power.holder_span is None
