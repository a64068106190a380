"""The domain of a power, and the action that a verb and its object name together."""

from __future__ import annotations

from typing import Any

from pipeline.powers.lexicon import table
from pipeline.vocabulary import Action, Domain, Holder


def domain_of(
    action: Action, obj: str | None, holder: Holder | None, kind: str, rule: str
) -> Domain:
    """The first row of domains.toml that fits."""
    facts = {"actions": action.value, "objects": obj or "", "kinds": kind, "rules": rule,
             "holders": holder.value if holder else ""}
    for row in table("domains")["domain"]:
        if all(facts[field] in wanted for field, wanted in row.items() if field != "domain"):
            return Domain(row["domain"])
    raise LookupError("domains.toml ends without a row that fits anything")  # pragma: no cover


def action_of(row: dict[str, Any], kind: str) -> Action:
    """ "назначает" an office is appoint, an election call_election; "қабылдайды" likewise."""
    base = str(row["code"])
    for refine in table("actions")["refine"]:
        if refine["base"] == base and (kind in refine["kinds"] or "*" in refine["kinds"]):
            return Action(refine["to"])
    return Action(base)
