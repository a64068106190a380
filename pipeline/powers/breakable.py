"""Consent that a holder can break: a refusal lets him dissolve the one who refused.

One clause says who must consent to an appointment, another of the same act says that the refusal is
a ground to dissolve the refuser. Only the whole text shows it, so this is a pass over the readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.normalize import repair_letters
from pipeline.powers.autonomy import LADDER, autonomy
from pipeline.powers.holders import find_holders
from pipeline.powers.lexicon import Match, lexicon, table
from pipeline.powers.words import Passage, Word
from pipeline.records import Clause, Power, Reading
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Holder, Lang

TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
PARTS = {",", ";", ":"}  # what parts the grounds in a list
CHOICES = {Action.APPOINT, Action.ELECT, Action.FORM, Action.APPROVE, Action.DETERMINE}
BROKEN = {Autonomy.CONSENT, Autonomy.CONSENT_QUALIFIED}


@dataclass(frozen=True, slots=True)
class Threat:
    """Who may dissolve whom on a refusal, and for which offices; none named means any."""

    holder: Holder
    refusers: frozenset[Holder]
    offices: frozenset[str]

    def breaks(self, power: Power) -> bool:
        """Whether the consent that a power needs is one of those whose refusal is answered so."""
        actors = {c.actor for c in power.constraints if c.type is ConstraintType.CONSENT}
        if power.holder is not self.holder or power.action not in CHOICES:
            return False
        named = not self.offices or any(_is_one(power.object, office) for office in self.offices)
        return bool(actors) and actors <= self.refusers and named


def breakable(readings: Iterable[Reading]) -> list[Reading]:
    """The same readings, with the level `consent_breakable` where another clause gives it.

    Args:
        readings: of one or several texts, in any order; a threat holds within its own text.
    """
    known = list(readings)
    threats: dict[str, list[Threat]] = {}
    for reading in known:
        found = _threats(reading, known)
        threats.setdefault(reading.clause.version_id, []).extend(found)
    return [_broken(reading, threats[reading.clause.version_id]) for reading in known]


def _broken(reading: Reading, threats: list[Threat]) -> Reading:
    return reading.with_each_power(
        lambda power: (
            _with_level(power) if any(threat.breaks(power) for threat in threats) else power
        )
    )


def _with_level(power: Power) -> Power:
    """The strictest of what is left and of a consent that can be broken."""
    if power.autonomy not in BROKEN:
        return power
    others = [c for c in power.constraints if c.type is not ConstraintType.CONSENT]
    level = max(autonomy(power.action, others), Autonomy.CONSENT_BREAKABLE, key=LADDER.index)
    return replace(power, autonomy=level)


def _threats(reading: Reading, known: list[Reading]) -> Iterator[Threat]:
    """Refusals that a clause names as grounds to dissolve."""
    words = _plain(reading.clause)
    refusals = list(lexicon("refusals", "refusal", words.lang).matches(words))
    if not refusals:
        return
    for power in _dissolving(reading, known):
        fallen = frozenset(Holder(code) for code in table("refusals")["falls_with"].get(
            power.object or "", ()))  # fmt: skip
        if power.holder is None or not fallen:
            continue
        for match in refusals:
            yield Threat(power.holder, fallen, frozenset(_offices(words, match)))


def _dissolving(reading: Reading, known: list[Reading]) -> list[Power]:
    """Dissolutions told in a clause, or by the list that it is an item of."""
    own = [power for power in reading.powers if power.action is Action.DISSOLVE]
    if own or not reading.clause.lead_in:
        return own
    here = reading.clause
    return [
        power
        for other in known
        if other.clause.version_id == here.version_id and other.clause.lead_in == here.lead_in
        for power in other.powers
        if power.action is Action.DISSOLVE
    ]


def _offices(words: Passage, match: Match) -> set[str]:
    """Offices named in the same ground: "отказа дать согласие на назначение Премьер-Министра"."""
    start, end = match.start, match.end
    while start and words.words[start - 1].low not in PARTS:
        start -= 1
    while end < len(words.words) and words.words[end].low not in PARTS:
        end += 1
    refusing = {"parliament", "senate", "mazhilis", "kurultai", "maslikhat", "president"}
    named = {
        code.value for m in find_holders(words) if start <= m.start < end for code in m.codes
    }  # fmt: skip
    for thing in lexicon("objects", "object", words.lang).longest(words):
        if start <= thing.start < end and thing.entry.data.get("kind") == "office":
            named.add(str(thing.entry.data["code"]))
    return named - refusing


def _is_one(obj: str | None, office: str) -> bool:
    """Whether an object is the office or one of its levels: `akim_region` is an `akim`."""
    return obj is not None and (obj == office or obj.startswith(f"{office}_"))


def _plain(clause: Clause) -> Passage:
    """The words of a clause without grammar, which the patterns do without."""
    found = tuple(
        Word(token.group().lower(), token.start(), token.end(), token.group().lower())
        for token in TOKEN.finditer(repair_letters(clause.text))
    )
    return Passage(found, Lang(clause.lang))
