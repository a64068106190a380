"""The life of a power: every text that has it, and what happened to it there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.errors import ReleaseError

# All lives that have, in some text, a power with this holder, action and object.
_LIVES_SQL = """
SELECT DISTINCT l.series, l.lang, l.power FROM lives l JOIN powers p USING (power_id)
WHERE l.power = $power OR l.power_id = $power
   OR concat_ws('/', p.holder, p.action, coalesce(p.object, p.domain)) = $power
"""
_STEPS_SQL = """
SELECT l.series, l.lang, l.power, v.act, v.valid_from, v.valid_to, v.version_date, c.eid,
       p.power_id, p.holder, p.action, p.object, p.polarity, p.autonomy, c.text,
       [x.type || coalesce(':' || x.actor, '') || coalesce(':' || x.value, '')
        FOR x IN coalesce(k.limits, [])] AS conditions,
       ch.kind, ch.differs, ch.effective_for, gone.day AS gone
FROM lives l JOIN powers p USING (power_id) JOIN clauses c USING (clause_id)
JOIN versions v ON v.version_id = l.version_id
LEFT JOIN (
    SELECT power_id, list({'type': type, 'actor': actor, 'value': value} ORDER BY n) AS limits
    FROM constraints GROUP BY power_id
) k USING (power_id)
LEFT JOIN changes ch ON ch.power_to = l.power_id
LEFT JOIN (
    SELECT power_from AS power_id, min(date) AS day FROM changes WHERE power_to IS NULL GROUP BY ALL
) gone USING (power_id)
WHERE (l.series, l.lang, l.power) IN (SELECT (series, lang, power) FROM (%s))
ORDER BY l.series, l.lang DESC, v.version_date, v.act, l.power
"""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A power in one text, and what happened to it there."""

    series: str
    lang: str
    power: str
    act: str
    begins: date
    ends: date | None
    eid: str
    power_id: str
    holder: str | None
    action: str | None
    object: str | None
    polarity: str
    autonomy: str
    conditions: list[str]
    text: str
    what: str  # the kind of change, "first text", "also stated" or nothing
    differs: list[str]
    effective_for: str
    removed: date | None  # where this text is the last that has it

    @property
    def happened(self) -> bool:
        """Whether the text changed anything, or was the last one."""
        return bool(self.what or self.removed)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_row(self) -> tuple[Any, ...]:
        bound = f"(for {self.effective_for})" if self.effective_for else ""
        told = [" ".join(part for part in (self.what, *self.differs, bound) if part)]
        told += [f"removed on {self.removed}"] if self.removed else []
        return (
            self.series, self.lang, self.begins, self.act, self.eid,
            "; ".join(filter(None, told)), self.holder,
            self.autonomy, " ".join(self.conditions),
        )  # fmt: skip


def steps(
    release: Path, power: str, series: str | None = None, lang: str | None = None
) -> list[LifeStep]:
    """Every text that has the power, by series, language and day.

    Args:
        release: the release to look in.
        power: holder/action/object, an identity, or a power_id.
        series: only official or only restated texts.
        lang: only texts in this language.

    Raises:
        ReleaseError: none of these texts has such a power.
    """
    with dataset.connect(release) as db:
        result = db.execute(_STEPS_SQL % _LIVES_SQL, {"power": power})
        columns = [column[0] for column in result.description]
        rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    seen: set[tuple[str, ...]] = set()
    found = []
    for row in rows:
        text = (row["series"], row["lang"])
        life, act = (*text, row["power"]), (*text, row["act"])
        new = "" if life in seen else "also stated" if act in seen else "first text"
        seen |= {life, act}
        if series in (None, row["series"]) and lang in (None, row["lang"]):
            found.append(_step(row, row["kind"] or new))
    if not found:
        raise ReleaseError(
            f"no {' '.join(filter(None, (series, lang, 'text')))} has a power '{power}'",
            release,
            'find one with: bilik query "SELECT DISTINCT power FROM lives"',
        )
    return found


def _step(row: dict[str, Any], what: str) -> LifeStep:
    names = (
        "series", "lang", "power", "act", "eid", "power_id", "holder", "action", "object",
        "polarity", "autonomy", "conditions", "text",
    )  # fmt: skip
    return LifeStep(
        **{name: row[name] for name in names},
        begins=row["valid_from"] or row["version_date"],
        ends=row["valid_to"],
        what=what,
        differs=row["differs"] or [],
        effective_for=row["effective_for"] or "",
        removed=row["gone"],
    )
