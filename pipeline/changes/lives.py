"""The life of a power: the same power followed through the texts, whatever its number and words.

An identity is made of what the power was when it first appeared, such as
`president/appoint/akim_region`; a later power that looks the same and is another gets a number.
Identities hold within a series and a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.changes.matching import Matched
from pipeline.changes.stated import Stated
from pipeline.records import Life, Step, Version
from pipeline.vocabulary import Polarity


def lives(
    versions: Iterable[Version],
    read: Mapping[str, Sequence[Stated]],
    matched: Iterable[Matched],
) -> list[Life]:
    """Join matched powers into chains and name each; every power of every text is in one chain."""
    before: dict[str, str] = {}  # power_id in the newer text -> in the older one
    for found in matched:
        for pair in found.pairs:
            before.setdefault(pair.newer.power_id, pair.older.power_id)
    ordered = sorted(versions, key=lambda each: (each.series, each.lang, each.date, each.act))
    chain_of: dict[str, int] = {}
    chains: list[tuple[Version, Stated, list[Step]]] = []
    for version in ordered:
        for one in read[version.version_id]:
            step = Step(version.version_id, one.power_id)
            at = chain_of.get(before.get(one.power_id, ""))
            if at is None:
                at = len(chains)
                chains.append((version, one, []))
            chains[at][2].append(step)
            chain_of[one.power_id] = at
    times: dict[tuple[str, str, str], int] = {}
    born = []
    for version, first, steps in chains:
        called = name(first)
        key = (version.series, version.lang, called)
        times[key] = times.get(key, 0) + 1
        suffix = f"/{times[key]}" if times[key] > 1 else ""
        born.append(Life(called + suffix, version.series, version.lang, tuple(steps)))
    return born


def name(one: Stated) -> str:
    """Holder, action and object, or domain where there is no object; a limit says so first."""
    power = one.power
    thing = power.object or power.domain or "unnamed"
    called = f"{power.holder or 'unnamed'}/{power.action or 'unnamed'}/{thing}"
    return f"limit/{called}" if power.polarity is Polarity.LIMITS else called
