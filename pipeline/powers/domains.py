"""The domain of a power, and the action that a verb and its object name together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from pipeline.powers.lexicon import lexicon, table
from pipeline.powers.words import Passage
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder


def domain_of(
    action: Action,
    obj: str | None,
    holder: Holder | None,
    kind: str,
    rule: str,
    topics: Collection[str] = (),
) -> Domain:
    """The first row of domains.toml that fits."""
    facts = {
        "actions": {action.value},
        "objects": {obj or ""},
        "kinds": {kind},
        "rules": {rule},
        "holders": {holder.value if holder else ""},
        "topics": set(topics),
    }
    for domain, wanted in _rows():
        if all(not facts[field].isdisjoint(any_of) for field, any_of in wanted):
            return domain
    raise LookupError("domains.toml ends without a row that fits anything")  # pragma: no cover


@cache
def _rows() -> list[tuple[Domain, list[tuple[str, frozenset[str]]]]]:
    """The decision table: a domain, and what each field must have one of."""
    return [
        (Domain(row["domain"]), [(f, frozenset(v)) for f, v in row.items() if f != "domain"])
        for row in table("domains")["domain"]
    ]


def topics_of(passage: Passage, start: int = 0, end: int | None = None) -> frozenset[str]:
    """What the words of a passage are about: "оборона", "сайлау"."""
    last = len(passage.words) if end is None else end
    found = lexicon("domains", "topic", passage.lang).matches(passage)
    return frozenset(m.entry.name for m in found if m.start >= start and m.end <= last)


def limit_domain(types: Iterable[ConstraintType], holder: Holder) -> Domain | None:
    """The domain of a limit that no verb tells: an incompatibility, a duty to answer, a term."""
    for row in table("domains")["limit"]:
        fits = holder.value in row.get("holders", (holder.value,))
        if fits and any(kind.value in row["types"] for kind in types):
            return Domain(row["domain"])
    return None


def shared_domain(own: Domain, obj: str | None, told: Iterable[Domain]) -> Domain:
    """The domain that powers of one clause share: armed forces used in an emergency."""
    domains = set(told)
    for row in table("domains")["together"]:
        if obj in row["objects"] and Domain(row["domain"]) in domains:
            return Domain(row["domain"])
    return own


def action_of(row: dict[str, Any], kind: str) -> Action:
    """As in "назначает" an office is appoint, an election call_election; "қабылдайды" likewise."""
    base = str(row["code"])
    for refine in table("actions")["refine"]:
        if refine["base"] == base and (kind in refine["kinds"] or "*" in refine["kinds"]):
            return Action(refine["to"])
    return Action(base)
