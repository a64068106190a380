"""Lookups of a few rows, for what the release of the tests does not have."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from pipeline.explorer.lookup import schema
from pipeline.explorer.lookup.open import Lookup


def small_lookup(path: Path, **tables: list[dict[str, Any]]) -> Lookup:
    """A lookup with these rows of copied tables; columns that are not named are null."""
    with sqlite3.connect(path) as db:
        db.execute(schema.ABOUT)
        db.execute("INSERT INTO about VALUES ('release', 'small')")
        for table in schema.tables():
            db.execute(schema.creating(table))
        db.execute("CREATE TABLE powers (power_id, clause_id, clause)")
        for name, rows in tables.items():
            for row in rows:
                values = [json.dumps(one) if isinstance(one, list) else one for one in row.values()]
                marks = ", ".join("?" * len(values))
                db.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({marks})", values)
    db.close()
    return Lookup(path)
