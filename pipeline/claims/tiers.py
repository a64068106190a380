"""What the texts say of how the akims of a tier come to office."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipeline.claims.claim import ANY_ACT, Expectation, TierExpectation
from pipeline.claims.evidence import Slice, name
from pipeline.claims.finding import Finding, Outcome, not_at_hand, shown_by
from pipeline.claims.words import listed
from pipeline.records import TierRule
from pipeline.vocabulary import Choice


def judge(expected: TierExpectation, on: Expectation, here: Slice) -> Finding:
    """Whether the rule of that day is the one expected: the act's own, else any act's."""
    day = on.date
    if on.act == ANY_ACT:
        if not here.in_force(day):
            return not_at_hand(here.frame_missing(day))
    else:
        text = here.text_of(on.act, day)
        if text is None:
            return not_at_hand((name(on.act, day),))
        day = max(day, text.date, here.acts[on.act].in_force or text.date)
    rules = [
        rule
        for rule in here.tiers
        if rule.tier is expected.tier
        and rule.valid_from <= day
        and (rule.valid_to is None or day < rule.valid_to)
    ]
    rules = [rule for rule in rules if rule.act == on.act] or rules
    texts = {text.version_id for text in here.standing(day)}
    borne_out = [rule for rule in rules if _fits(expected, rule)]
    if borne_out:
        return _found(Outcome.HOLDS, "", borne_out, texts)
    if not rules:
        return shown_by(Outcome.CONTRADICTED, "no text of that day says how")
    told = f"the text says {listed([*map(_told, rules)])}"
    return _found(Outcome.CONTRADICTED, told, rules, texts)


@cache
def covers() -> dict[Choice, frozenset[Choice]]:
    """The ways that each way named in a claim covers, itself among them."""
    table = tomllib.loads(Path(__file__).with_name("methods.toml").read_text(encoding="utf8"))
    wider = {Choice(way): frozenset(map(Choice, ways)) for way, ways in table["covers"].items()}
    return {way: wider.get(way, frozenset({way})) for way in Choice}


def _fits(expected: TierExpectation, rule: TierRule) -> bool:
    return (expected.method is None or rule.choice in covers()[expected.method]) and (
        expected.everywhere in (None, rule.everywhere)
    )


def _told(rule: TierRule) -> str:
    return f"{rule.choice}{'' if rule.everywhere else ' in some places'}"


def _found(outcome: Outcome, told: str, rules: list[TierRule], texts: set[str]) -> Finding:
    """A finding with the clauses of that day; a rule may outlast the texts that say it."""
    clauses = {power.rpartition("/")[0] for rule in rules for power in rule.powers}
    clauses |= {clause for rule in rules for clause in rule.clauses}
    shown = sorted(clause for clause in clauses if clause.split("/")[0] in texts)
    return Finding(outcome, told, clauses=tuple(shown))
