"""Changes to take away: one row a change, the words of both languages beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.explorer.asked import Asked
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.render import name_of
from pipeline.report.told import place

_PLAIN = (
    "change_id", "series", "date", "exact", "kind", "holder", "holder_to", "action", "object",
    "domain", "polarity", "effective_for", "partial", "power", "act_from", "act",
)  # fmt: skip
_NAMED = {
    "kind": "ChangeKind", "holder": "Holder", "holder_to": "Holder", "action": "Action",
    "domain": "Domain",
}  # fmt: skip
_OF_SIDE = (
    "differs", "place_from", "text_from", "power_from", "place_to", "text_to", "power_to",
)  # fmt: skip
COLUMNS = (
    *_PLAIN, *(f"{name}_name" for name in _NAMED), "object_name", "act_title",
    *(f"{name}_{lang}" for lang in ("rus", "kaz") for name in _OF_SIDE),
)  # fmt: skip


def records(asked: Asked, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Changes of find.changes with their codes, and names in the reader's language."""
    language = asked.language
    for row in rows:
        told = {name: row[name] for name in _PLAIN}
        for name, codes in _NAMED.items():
            told[f"{name}_name"] = name_of(codes, row[name], language) if row[name] else None
        told["object_name"] = asked.object(row["object"]) or None
        told["act_title"] = asked.title(row["act"])
        for lang in ("rus", "kaz"):
            side = row["sides"].get(lang, {})
            for end in ("from", "to"):
                eid = side.get(f"eid_{end}")
                told[f"place_{end}_{lang}"] = place(eid, language) if eid else None
                told[f"text_{end}_{lang}"] = side.get(f"text_{end}")
                told[f"power_{end}_{lang}"] = side.get(f"power_{end}")
            told[f"differs_{lang}"] = "; ".join(side.get("differs", ()))
        yield told
