"""The table of akims by tier and date: which text decides on which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from pipeline.index.timeline import FORCE, Presence, presences
from pipeline.records import Act, Reading, TierRule, Version
from pipeline.tiers.rules import Rule, TextRules, text_rules
from pipeline.tiers.scale import decentralisation
from pipeline.tiers.statements import Naming
from pipeline.vocabulary import Choice, Holder, Tier

# Kinds of act that an order left to a law, a decree or a resolution may come from.
_FILLED_BY = {
    "law": {"constitutional_law", "law"},
    "decree": {"decree"},
    "resolution": {"resolution"},
}


@dataclass(frozen=True, slots=True)
class _Voice:
    """A text on the days on which it is in force."""

    presence: Presence
    force: int  # place of its act's kind in FORCE
    kind: str
    says: TextRules


def tiers(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    readings: Mapping[str, Sequence[Reading]],
) -> list[TierRule]:
    """How the akims of each tier come to office and leave it, on every day that a text speaks.

    Where several texts in force speak of a tier, the order goes by these, first to last: its main
    units or akims in general rather than a lesser kind of unit; an order laid down rather than one
    left open; an act of the kind to which the highest open text leaves the order; higher legal
    force; units named rather than akims in general; later in force. Who may release is asked of all
    texts in force together.

    Args:
        acts: the registry.
        versions: texts of any series and language.
        readings: the clauses of each text, by version_id; a version that is missing says nothing.

    Returns:
        Rows by series, language, tier and day. Days on which no text speaks of a tier have none.

    Raises:
        UnknownActError: a version's act is not in the registry.
    """
    groups: dict[tuple[str, str], list[Version]] = {}
    for version in versions:
        groups.setdefault((version.series, version.lang.value), []).append(version)
    found: list[TierRule] = []
    for _, group in sorted(groups.items()):
        voices = [
            _Voice(presence, _force(kind), kind, says)
            for presence in presences(acts, group)
            for kind in [acts[presence.version.act].kind]
            for says in [text_rules(readings.get(presence.version.version_id, ()))]
            if says.rules or says.releases
        ]
        for tier in Tier:
            found += _merged(_rows(voices, tier))
    return found


def _force(kind: str) -> int:
    return FORCE.index(kind) if kind in FORCE else len(FORCE)


def _rows(voices: Sequence[_Voice], tier: Tier) -> Iterator[TierRule]:
    """One row for each span between days on which any text begins or ends."""
    days = {voice.presence.valid_from for voice in voices}
    days |= {end for voice in voices if (end := voice.presence.valid_to)}
    ordered: list[date | None] = [*sorted(days), None]
    for start, end in pairwise(ordered):
        assert start is not None
        here = [voice for voice in voices if _lasts(voice.presence, start)]
        speaking = [voice for voice in here if tier in voice.says.rules]
        if speaking:
            yield _row(tier, start, end, _deciding(speaking, tier), here)


def _lasts(presence: Presence, day: date) -> bool:
    return presence.valid_from <= day and (presence.valid_to is None or day < presence.valid_to)


def _deciding(speaking: Sequence[_Voice], tier: Tier) -> _Voice:
    """The text whose rule holds; see `tiers`."""

    def rule(voice: _Voice) -> Rule:
        return voice.says.rules[tier]

    open_ = [voice for voice in speaking if rule(voice).choice is Choice.OPEN]
    highest = min(open_, key=lambda voice: voice.force, default=None)
    kinds = _FILLED_BY[rule(highest).leaves_to] if highest else set()

    def rank(voice: _Voice) -> tuple[object, ...]:
        return (
            rule(voice).naming is not Naming.SIDE,
            rule(voice).choice is not Choice.OPEN,
            highest is not None and voice.kind in kinds and voice.force > highest.force,
            -voice.force,
            rule(voice).naming.value,
            voice.presence.valid_from,
        )

    return max(speaking, key=rank)


def _row(
    tier: Tier, start: date, end: date | None, deciding: _Voice, here: Sequence[_Voice]
) -> TierRule:
    version, rule = deciding.presence.version, deciding.says.rules[tier]
    releases = [said for voice in here for said in voice.says.releases if said.tier is tier]
    who = {said.power.holder for said in releases}
    return TierRule(
        series=version.series,
        lang=version.lang,
        tier=tier,
        valid_from=start,
        valid_to=end,
        choice=rule.choice,
        release=tuple(holder for holder in Holder if holder in who),
        decentralisation=None if rule.choice is Choice.OPEN else decentralisation(rule.choice),
        everywhere=rule.everywhere,
        act=version.act,
        powers=tuple(dict.fromkeys([*rule.powers, *(said.power_id for said in releases)])),
        clauses=rule.clauses,
    )


def _merged(rows: Iterable[TierRule]) -> list[TierRule]:
    """Neighbours that say the same in one row, with the evidence of all."""
    found: list[TierRule] = []
    for row in rows:
        last = found[-1] if found else None
        if last and last.valid_to == row.valid_from and _same(last, row):
            found[-1] = replace(
                last,
                valid_to=row.valid_to,
                powers=tuple(dict.fromkeys([*last.powers, *row.powers])),
                clauses=tuple(dict.fromkeys([*last.clauses, *row.clauses])),
            )
        else:
            found.append(row)
    return found


def _same(one: TierRule, other: TierRule) -> bool:
    fields = ("choice", "release", "everywhere", "act")
    return all(getattr(one, name) == getattr(other, name) for name in fields)
