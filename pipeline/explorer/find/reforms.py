"""Reforms: the days on which powers changed, who was given what, and what that did to the share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.report.ledger import gives, takes
from pipeline.report.reforms import Move, moves_of
from pipeline.report.table import IndexRow
from pipeline.vocabulary import ChangeKind, Holder

_CHOSEN = "series = :series AND (:day IS NULL OR date = :day)"
_TALLY = f"""
SELECT date, kind, holder, holder_to, lang, lang = 'rus' OR other_language IS NULL AS first,
    count(*) AS n
FROM changes WHERE {_CHOSEN} GROUP BY 1, 2, 3, 4, 5, 6
"""
_ABOUT = f"""
SELECT c.date, c.exact, json_group_array(DISTINCT v.act) AS acts, max(a.kind = 'constitution') AS major
FROM (SELECT date, newer, min(exact) AS exact FROM changes WHERE {_CHOSEN} GROUP BY 1, 2) c
JOIN versions v ON v.version_id = c.newer JOIN acts a USING (act) GROUP BY 1
"""
_SHARES = """
SELECT s.lang, s.valid_from, s.valid_to, s.value, s.partial, d.low, d.high, d.p_rise, d.p_fall
FROM scores s LEFT JOIN score_differences d ON d.after = s.score_id AND NOT d.gap
WHERE s.series = ? AND s.scheme = 'share' AND s.holder = ? ORDER BY s.lang DESC, s.valid_from
"""


@dataclass(frozen=True, slots=True)
class Gain:
    """Changes that gave a holder something, or took something from it.

    A change that both languages show is one of `changes`, and one of each language.
    """

    changes: int
    rus: int
    kaz: int
    kinds: dict[str, int]  # of `changes`
