"""Where the Russian and the Kazakh text of one version differ.

The two texts have equal force. `told` finds what their words say differently: that is of the texts.
`read` finds what the reader made of them: without words to show it, that is an error of reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.divergences.finding import LOW, READING, TEXTS, Finding
from pipeline.divergences.read import read
from pipeline.divergences.side import Side, article, ratio
from pipeline.divergences.told import told
from pipeline.divergences.units import comparable, numbered_alike, units
from pipeline.records import Divergence, Provision, Reading, Version
from pipeline.vocabulary import Lang

__all__ = ["READING", "TEXTS", "divergences"]

Pair = tuple[Version, Version]  # the Russian and the Kazakh text


def divergences(
    provisions: Mapping[str, Sequence[Provision]],
    readings: Mapping[str, Sequence[Reading]],
    versions: Iterable[Version],
) -> list[Divergence]:
    """Compare every Russian version with the Kazakh one of the same act, date and series.

    Units are compared by eid, those of other numbers and the clauses of a unit as they align by
    length. A unit that only one text has, or that only one repeals, is reported as that alone: all
    else would follow from it.
    Each row says what it is believed to come from: `texts`, where the words show it, or `reading`.

    Args:
        provisions: the units of each version, by version_id.
        readings: the readings of each version, by version_id, one a clause. A version that is
            missing was not read, and its pair is compared by units and their words.
        versions: the versions to pair, in any order; one without its pair is left out.

    Returns:
        Divergences sorted by act, date, series, eid and clause.
    """
    found = []
    for rus, kaz in _pairs(versions):
        sides = [
            Side(one.lang, provisions.get(one.version_id, ()), readings.get(one.version_id))
            for one in (rus, kaz)
        ]
        found += [
            Divergence(
                rus.act, rus.date.isoformat(), rus.series, one.eid, one.n, one.kind, one.severity,
                one.cause, one.rus, one.kaz,
            )
            for one in sorted(_compare(*sides), key=lambda one: one.order)
        ]  # fmt: skip
    return found


def _compare(rus: Side, kaz: Side) -> Iterator[Finding]:
    scale = ratio(rus, kaz)
    cut_apart = {article(eid) for eid in rus.units.keys() ^ kaz.units.keys()}
    kaz, own = numbered_alike(rus, kaz, scale)
    for eid, kazakh in own.items():
        yield Finding(eid, None, "unit", LOW, READING, eid, kazakh)
    yield from units(rus, kaz, scale)
    for eid in comparable(rus, kaz):
        yield from told(rus, kaz, eid, scale, article(eid) in cut_apart)
        if rus.readings is not None and kaz.readings is not None:
            yield from read(rus, kaz, eid)


def _pairs(versions: Iterable[Version]) -> list[Pair]:
    sides: dict[tuple[str, str, str], dict[Lang, Version]] = {}
    for version in versions:
        key = (version.act, version.date.isoformat(), version.series)
        sides.setdefault(key, {})[version.lang] = version
    return [(side[Lang.RUS], side[Lang.KAZ]) for _, side in sorted(sides.items()) if len(side) == 2]
