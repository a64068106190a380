"""One power: its words, its constraints, its counterpart in the other language, its life."""

from __future__ import annotations

import json
from typing import Any

from pipeline.explorer.lookup.open import Lookup, Row

_MOST = 2_000  # rows of a life: far more than any has, so that no release makes an endless answer
_OTHER = {"rus": "kaz", "kaz": "rus"}

# A power with the words of its clause; `before` is the clause before, where a mark stands there.
_POWER = """
SELECT p.*, c.lead_in, c.text,
    CASE c.label WHEN 'grant' THEN c.proba_grant WHEN 'remove' THEN c.proba_remove
        WHEN 'constrain' THEN c.proba_constrain ELSE c.proba_none END AS probability,
    (SELECT b.text FROM clauses b WHERE b.rowid = p.clause - 1 AND b.version_id = p.version_id)
        AS before
FROM powers p JOIN clauses c ON c.rowid = p.clause
"""
_LIFE = """
SELECT p.*, c.lead_in, c.text
FROM lives l JOIN powers p ON p.power_id = l.power_id JOIN clauses c ON c.rowid = p.clause
WHERE l.power = :life AND l.series = :series AND l.lang = :lang ORDER BY l.n LIMIT :most
"""
_CHANGES = """
SELECT * FROM changes WHERE power = :life AND series = :series AND lang = :lang
ORDER BY date, change_id LIMIT :most
"""
_PROOFS = """
SELECT p.* FROM changes c JOIN change_proofs p ON p.change_id = c.change_id
WHERE c.power = :life AND c.series = :series AND c.lang = :lang
ORDER BY p.change_id, p.n LIMIT :most
"""
_CLAUSE = """
SELECT c.rowid AS clause, c.clause_id, c.version_id, v.lang, c.eid, c.n, c.lead_in, c.text,
    (SELECT b.text FROM clauses b WHERE b.rowid = c.rowid - 1 AND b.version_id = c.version_id)
        AS before
FROM versions v JOIN clauses c ON c.version_id = v.version_id
WHERE v.version_id = :version_id AND c.eid = :eid AND c.n = :n
"""

# A rowid is a number to SQLite and `powers.clause` is of no type, so without a `+` the index of
# `powers` could not be used.
_VERSIONS_WITH = """
SELECT v.version_id, v.act, v.version_date, v.lang, v.series, count(*) AS powers
FROM versions v CROSS JOIN clauses c ON c.version_id = v.version_id
CROSS JOIN powers p ON p.clause = +c.rowid
WHERE v.act = :act AND c.eid = :eid GROUP BY +v.version_id
ORDER BY v.series, v.version_date, v.lang LIMIT :most
"""
_OF_PLACE = f"""
{_POWER} WHERE p.clause IN (
    SELECT +rowid FROM clauses
    WHERE version_id = :version_id AND eid = :eid AND n = coalesce(:n, n)
) ORDER BY p.clause, p.rowid LIMIT :most
"""


def power(lookup: Lookup, power_id: str) -> Row | None:
    """A power with the words of its clause, and the probability of the clause's label."""
    return lookup.row(f"{_POWER} WHERE p.power_id = ?", [power_id])


def limits(lookup: Lookup, power_id: str) -> list[Row]:
    """The constraints of a power, in their order."""
    return lookup.rows("SELECT * FROM constraints WHERE power_id = ? ORDER BY n", [power_id])


def of_clause(lookup: Lookup, clause: int) -> list[Row]:
    """The powers of one clause, by its number in the lookup."""
    return lookup.rows(f"{_POWER} WHERE p.clause = ? ORDER BY p.rowid", [clause])


def of_place(lookup: Lookup, version_id: str, eid: str, n: int | None = None) -> list[Row]:
    """The powers of a provision, or of one of its clauses."""
    return lookup.rows(_OF_PLACE, {"version_id": version_id, "eid": eid, "n": n, "most": _MOST})


def versions_with(lookup: Lookup, act: str, eid: str) -> list[Row]:
    """The texts of an act that have powers in a provision, by series, day and language."""
    return lookup.rows(_VERSIONS_WITH, {"act": act, "eid": eid, "most": _MOST})


def life(lookup: Lookup, power: Row) -> list[Row]:
    """Every statement of the power in the texts of its series and language, by time."""
    return lookup.rows(_LIFE, _lived(power)) if power["life"] else []


def changes_of(lookup: Lookup, power: Row) -> list[Row]:
    """What happened to the power over time, by day, each change with its `proofs`."""
    if not power["life"]:
        return []
    proofs: dict[str, list[Row]] = {}
    for proof in lookup.rows(_PROOFS, _lived(power)):
        proofs.setdefault(proof["change_id"], []).append(proof)
    return [
        {
            **change,
            "differs": json.loads(change["differs"]),
            "proofs": proofs.get(change["change_id"], []),
        }
        for change in lookup.rows(_CHANGES, _lived(power))
    ]


def doubts(lookup: Lookup, power: Row) -> list[Row]:
    """Where the two languages differ in the power's provision, or are read differently there."""
    return lookup.rows(
        "SELECT * FROM divergences WHERE act = :act AND version_date = :version_date"
        " AND eid = :eid AND series = :series ORDER BY n LIMIT :most",
        {**_named(power, "act", "version_date", "eid", "series"), "most": _MOST},
    )


def other_text(lookup: Lookup, power: Row) -> str | None:
    """The version_id of the same version in the other language, if it is at hand."""
    found: str | None = lookup.value(
        "SELECT version_id FROM versions WHERE act = :act AND version_date = :version_date"
        " AND series = :series AND lang = :other",
        {**_named(power, "act", "version_date", "series"), "other": _OTHER[power["lang"]]},
    )
    return found


def twin(lookup: Lookup, power: Row) -> Row | None:
    """The clause at the same place of the same version in the other language.

    Its `power` is what was read there as this power, None where nothing was.
    """
    version_id = other_text(lookup, power)
    clause = version_id and lookup.row(
        _CLAUSE, {"version_id": version_id, **_named(power, "eid", "n")}
    )
    if not clause:
        return None
    theirs = of_clause(lookup, clause["clause"])
    ours = of_clause(lookup, power["clause"])
    return {**clause, "power": _counterpart(power, ours, theirs)}


def _counterpart(power: Row, ours: list[Row], theirs: list[Row]) -> Row | None:
    """The likest of their powers: the same action, and the same holder or object at least.

    One that is exactly another of our powers is that one's counterpart.
    """
    taken = {_key(one) for one in ours} - {_key(power)}
    likeness = [
        (sum(one[field] == power[field] for field in ("holder", "object", "polarity")), one)
        for one in theirs
        if one["action"] == power["action"]
        and (one["holder"] == power["holder"] or one["object"] == power["object"])
        and _key(one) not in taken
    ]
    if not likeness:
        return None
    best = max(likeness, key=lambda found: found[0])[0]
    alike = [one for score, one in likeness if score == best]
    # Where a clause says the same twice, the first is the first one's counterpart.
    place = [one["power_id"] for one in ours if _key(one) == _key(power)].index(power["power_id"])
    return alike[min(place, len(alike) - 1)]


def _key(power: Row) -> tuple[Any, ...]:
    return tuple(power[field] for field in ("holder", "action", "object", "polarity"))


def _lived(power: Row) -> dict[str, object]:
    return {**_named(power, "life", "series", "lang"), "most": _MOST}


def _named(row: Row, *names: str) -> dict[str, object]:
    return {name: row[name] for name in names}
