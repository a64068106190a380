"""Acts, their texts by day, and everything that stands in one text."""

from __future__ import annotations

from pipeline.explorer.lookup.open import Lookup, Row


def acts(lookup: Lookup, series: str) -> list[Row]:
    """Every act of the registry by kind and day of adoption; `texts` counts those of the series."""
    return lookup.rows(
        "SELECT a.*,"
        " (SELECT count(*) FROM versions v WHERE v.act = a.act AND v.series = ?) AS texts"
        " FROM acts a ORDER BY a.kind, a.adopted, a.act",
        [series],
    )


def versions(lookup: Lookup, act: str | None = None, series: str | None = None) -> list[Row]:
    """Texts by act, day and language, each with its counts of `provisions` and `powers`."""
    return lookup.rows(
        "SELECT v.*,"
        " (SELECT count(*) FROM provisions p WHERE p.version_id = v.version_id) AS provisions,"
        " (SELECT count(*) FROM powers p WHERE p.version_id = v.version_id) AS powers"
        " FROM versions v WHERE (:act IS NULL OR v.act = :act)"
        " AND (:series IS NULL OR v.series = :series)"
        " ORDER BY v.act, v.version_date, v.lang DESC, v.series",
        {"act": act, "series": series},
    )


def version(lookup: Lookup, version_id: str) -> Row | None:
    """One text, with what the registry tells of its act; None where there is no such text."""
    return lookup.row(
        "SELECT v.*, a.kind, a.number, a.code, a.adopted, a.in_force, a.ended, a.succeeds"
        " FROM versions v JOIN acts a USING (act) WHERE v.version_id = ?",
        [version_id],
    )


def provisions(lookup: Lookup, version_id: str) -> list[Row]:
    """The units of a text, in its order."""
    return lookup.rows("SELECT * FROM provisions WHERE version_id = ? ORDER BY rowid", [version_id])


def notes(lookup: Lookup, version_id: str) -> list[Row]:
    """Editors' notes of a text, in its order."""
    return lookup.rows("SELECT * FROM notes WHERE version_id = ? ORDER BY n", [version_id])


def clauses(lookup: Lookup, version_id: str) -> list[Row]:
    """The clauses of a text, in its order."""
    return lookup.rows("SELECT * FROM clauses WHERE version_id = ? ORDER BY rowid", [version_id])


def powers_of(lookup: Lookup, version_id: str) -> list[Row]:
    """The powers read in a text, in its order."""
    return lookup.rows("SELECT * FROM powers WHERE version_id = ? ORDER BY rowid", [version_id])


def constraints_of(lookup: Lookup, version_id: str) -> list[Row]:
    """The constraints on the powers of a text."""
    return lookup.rows(
        "SELECT c.* FROM powers p JOIN constraints c USING (power_id) WHERE p.version_id = ?"
        " ORDER BY p.rowid, c.n",
        [version_id],
    )


def divergences(lookup: Lookup, act: str, day: str, series: str) -> list[Row]:
    """Where the Russian and the Kazakh text of an act on a day differ, by unit."""
    return lookup.rows(
        "SELECT * FROM divergences WHERE act = ? AND version_date = ? AND series = ? ORDER BY n",
        [act, day, series],
    )
