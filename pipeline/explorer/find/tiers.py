"""How akims of each tier come to office and leave it, by spans of days."""

from __future__ import annotations

import json

from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.vocabulary import Tier

_SAME = ("tier", "valid_from", "valid_to", "choice", "release", "everywhere", "act")


def tiers(lookup: Lookup, series: str, tier: str | None = None, on: str | None = None) -> list[Row]:
    """The rules of a series by tier and day; a rule alike in both languages is one row.

    `langs` are the languages whose texts say it; `powers` and `clauses` are ids of what shows it.

    Args:
        lookup: what is asked.
        series: official or restated.
        tier: one tier alone.
        on: only what holds on that day.
    """
    found: dict[tuple[object, ...], Row] = {}
    for row in lookup.rows(
        "SELECT * FROM tiers WHERE series = :series AND (:tier IS NULL OR tier = :tier)"
        " AND (:on IS NULL OR (valid_from <= :on AND (valid_to IS NULL OR valid_to > :on)))"
        " ORDER BY lang DESC",
        {"series": series, "tier": tier, "on": on},
    ):
        known = found.setdefault(
            tuple(row[name] for name in _SAME),
            row | {"langs": [], "powers": [], "clauses": [], "release": json.loads(row["release"])},
        )
        known["langs"].append(row["lang"])
        for name in ("powers", "clauses"):
            known[name] += json.loads(row[name])
    order = [tier.value for tier in Tier]
    return sorted(
        found.values(),
        key=lambda row: (order.index(row["tier"]), row["valid_from"], not row["everywhere"],
                         row["act"], row["langs"]),
    )  # fmt: skip


def lasting(rows: list[Row]) -> list[Row]:
    """The rules that last."""
    return [row for row in rows if row["valid_to"] is None]
