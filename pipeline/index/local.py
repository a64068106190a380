"""The President's hold on local executives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from pipeline.fields import FieldError, Table, at
from pipeline.index.catalogue import LISTS, items
from pipeline.index.checklist import UNKNOWN, silent
from pipeline.index.counting import CountedPower
from pipeline.index.patterns import Pattern, load
from pipeline.index.state import Part, State
from pipeline.tiers.scale import decentralisation
from pipeline.vocabulary import Action, Choice, Holder, Scheme, Tier

_FILE = LISTS / f"{Scheme.LOCAL}.toml"
_GENERAL = "akim"  # the object of powers over akims whose tier is not named
_OBJECTS = {f"{_GENERAL}_{tier}": frozenset({tier}) for tier in Tier}
_LOWER = frozenset(Tier) - {Tier.REGION}


@dataclass(frozen=True, slots=True)
class Way:
    """A way of choosing or releasing akims, by the powers that show it."""

    rule: str
    needs: tuple[Pattern, ...]
    hold: float
    by_line: bool = False  # through the akim of the tier above


@dataclass(frozen=True, slots=True)
class Lists:
    """What `lists/local.toml` says."""

    weights: dict[str, float]
    direct: dict[str, Pattern]  # items that one power decides, with its pattern
    ways: tuple[Way, ...]
    otherwise: tuple[Way, ...]
    release: tuple[Way, ...]


def local(state: State) -> list[Part]:
    """How far the President decides who governs regions, districts and villages.

    local = sum over the items of  weight x hold,  between 0 and 1

    Not taken from the literature. The items, their weights and the ways of choosing akims are in
    `lists/local.toml`, the distances between the ways in `pipeline/tiers/scale.toml`. Of powers
    over akims in general, those of an akim reach the tiers below the region; those of another
    holder reach all tiers, unless the same holder's same action names the region elsewhere:
    then they are about that akim. A tier of whose akims nothing is told cannot be told. Empty
    where the state has no power at all. Unit: part of one.
    """
    if not state.powers:
        return []
    lists, ladder = _lists(), state.weights.autonomy
    freest_first = sorted(state.powers, key=lambda power: -ladder[power.autonomy])
    state = replace(state, powers=tuple(freest_first))
    told = {part.component: part for part in _by_tier(state, lists)}
    for item, pattern in lists.direct.items():
        for power in state.powers:
            if pattern.matches(power, Holder.PRESIDENT):
                told[item] = _part(lists, item, ladder[power.autonomy], power, power.autonomy)
                break
    return [told.get(item) or silent(state, Holder.PRESIDENT, item) for item in lists.weights]


def _by_tier(state: State, lists: Lists) -> Iterator[Part]:
    """Who chooses the akims of each tier, and who releases them."""
    named_for_region = {
        (power.holder, power.action)
        for power in state.powers
        if power.object == f"{_GENERAL}_{Tier.REGION}"
    }
    above: float | None = None  # the hold on the choice of the akim one tier above
    for tier in Tier:
        reaching = [p for p in state.powers if tier in _tiers(p, named_for_region)]
        chosen = _choice(reaching, lists)
        if chosen:
            way, power = chosen
            above = _held(way, above)
            yield _part(lists, f"chooses_{tier}", above, power, way.rule)
        else:  # someone chooses every akim: silence means another act
            above = None
            yield _unknown(f"chooses_{tier}")
        if not reaching:
            yield _unknown(f"releases_{tier}")
        for way, power in islice(_fitting(lists.release, reaching), 1):
            hold = way.hold * state.weights.autonomy[power.autonomy]
            yield _part(lists, f"releases_{tier}", hold, power, way.rule)


def _held(way: Way, above: float | None) -> float | None:
    if not way.by_line:
        return way.hold
    return None if above is None else way.hold * above


def _part(lists: Lists, item: str, hold: float | None, power: CountedPower, rule: str) -> Part:
    worth = None if hold is None else lists.weights[item] * hold
    return Part(Holder.PRESIDENT, item, worth, power.power_id, rule)


def _unknown(item: str) -> Part:
    return Part(Holder.PRESIDENT, item, None, rule=UNKNOWN)


def _tiers(
    power: CountedPower, named_for_region: Set[tuple[Holder, Action | None]]
) -> frozenset[Tier]:
    if power.object != _GENERAL:
        return _OBJECTS.get(power.object or "", frozenset())
    if power.holder is Holder.AKIM:
        return _LOWER
    named = (power.holder, power.action) in named_for_region
    return frozenset({Tier.REGION}) if named else frozenset(Tier)


def _choice(reaching: Sequence[CountedPower], lists: Lists) -> tuple[Way, CountedPower] | None:
    """The way that the powers show, those that name the tier before the others."""
    named = [power for power in reaching if power.object != _GENERAL]
    general = [power for power in reaching if power.object == _GENERAL]
    stages = ((lists.ways, named), (lists.ways, general), (lists.otherwise, reaching))
    return next(chain.from_iterable(_fitting(ways, powers) for ways, powers in stages), None)


def _fitting(
    ways: Iterable[Way], powers: Sequence[CountedPower]
) -> Iterator[tuple[Way, CountedPower]]:
    """The ways of which every need is met, each with the power that meets the first."""
    for way in ways:
        met = [
            next((power for power in powers if need.matches(power, Holder.PRESIDENT)), None)
            for need in way.needs
        ]
        if met[0] and all(met):
            yield way, met[0]


@cache
def _lists() -> Lists:
    """The lists, checked.

    Raises:
        InputError: a pattern, a choice or a hold cannot be used.
    """
    tables = tomllib.loads(_FILE.read_text(encoding="utf8"))
    found = items(Scheme.LOCAL)
    return Lists(
        weights={item["code"]: item["maximum"] for item in found},
        direct={
            item["code"]: load(item["power"], f"{_FILE}: {item['code']}")
            for item in found
            if "power" in item
        },
        ways=tuple(_way(table) for table in tables["way"]),
        otherwise=tuple(_way(table) for table in tables["otherwise"]),
        release=tuple(_way(table) for table in tables["release"]),
    )


def _way(table: Table) -> Way:
    rule = table.get("rule") or Choice(table["choice"]).value
    needs = tuple(load(need, f"{_FILE}: {rule}") for need in table["needs"])
    if "hold" in table:
        return Way(rule, needs, table["hold"])
    through = table.get("through")
    with at(f"{_FILE}: {rule}"):
        if through not in (None, "president", "akim"):
            raise FieldError(f"`through` is {through!r}", "use president or akim")
    hold = 1 - decentralisation(Choice(rule)) if through else 0.0
    return Way(rule, needs, hold, by_line=through == "akim")
