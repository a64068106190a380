"""One power as a person wants to see it: its words in both languages, its act, article, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.errors import ReleaseError

# Marks around the words behind a field, as in a reader's pencil.
_MARKS = {"holder": "[]", "action": "{}", "object": "<>"}

_POWER_SQL = """
SELECT p.*, c.eid, c.n, c.text, c.lead_in, c.label, c.span_start, c.span_end,
       v.act, v.version_date, v.lang, v.text_state, v.series, v.valid_from, v.valid_to,
       a.title_rus, a.title_kaz, a.title_eng, s.name AS snapshot_name, v.snapshot
FROM powers p JOIN clauses c USING (clause_id) JOIN versions v ON v.version_id = p.version_id
JOIN acts a USING (act) JOIN snapshots s ON s.sha256 = v.snapshot
WHERE p.power_id = $id OR p.clause_id = $id ORDER BY p.power_id
"""
_CONSTRAINT_SQL = "SELECT type, actor, value FROM constraints WHERE power_id = $id ORDER BY n"
_OTHER_SQL = """
SELECT c.clause_id, c.text, c.lead_in, v.lang FROM clauses c JOIN versions v USING (version_id)
WHERE v.act = $act AND v.version_date = $day AND v.series = $series AND v.lang <> $lang
  AND c.eid = $eid AND c.n = $n
"""


@dataclass(frozen=True, slots=True)
class PowerCard:
    """What `bilik show` shows of one power."""

    power_id: str
    holder: str | None
    action: str | None
    object: str | None
    domain: str | None
    polarity: str
    autonomy: str
    constraints: list[str]
    act: str
    title: dict[str, str]
    eid: str
    version_date: str
    in_force: str
    text_state: str
    words: dict[str, str]  # by language: the clause, its own with the fields marked
    source: str


@dataclass(frozen=True, slots=True)
class Cards:
    """The powers that an identifier names."""

    cards: Sequence[PowerCard]

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(card) for card in self.cards]

    def as_text(self) -> str:
        return "\n\n".join(map(_text, self.cards))


def card(release: Path, identifier: str) -> Cards:
    """The card of a power, or of each power of a clause.

    Raises:
        ReleaseError: the release has neither.
    """
    with dataset.connect(release) as db:
        powers = _rows(db, _POWER_SQL, {"id": identifier})
        if not powers:
            raise ReleaseError(
                f"no power or clause is named '{identifier}'",
                release,
                'find one with: bilik query "SELECT power_id FROM powers LIMIT 5"',
            )
        return Cards([_card(db, power) for power in powers])


def _rows(db: Any, sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    result = db.execute(sql, parameters)
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _card(db: Any, power: dict[str, Any]) -> PowerCard:
    where = {name: power[name] for name in ("act", "series", "lang", "eid", "n")}
    others = _rows(db, _OTHER_SQL, {**where, "day": power["version_date"]})
    constraints = _rows(db, _CONSTRAINT_SQL, {"id": power["power_id"]})
    words = {power["lang"]: _marked(power)}
    words |= {other["lang"]: _plain(other["lead_in"], other["text"]) for other in others}
    fields = ("power_id", "holder", "action", "object", "domain", "polarity", "autonomy")
    return PowerCard(
        **{name: power[name] for name in fields},
        constraints=[
            " ".join(str(part) for part in constraint.values() if part)
            for constraint in constraints
        ],
        act=power["act"],
        title={language: power[f"title_{language}"] for language in ("kaz", "rus", "eng")},
        eid=power["eid"],
        version_date=str(power["version_date"]),
        in_force=f"{power['valid_from'] or '?'} to {power['valid_to'] or 'now'}",
        text_state=power["text_state"],
        words=words,
        source=(
            f"{power['snapshot_name']}, characters {power['span_start']}-{power['span_end']}"
            f" (sha256 {power['snapshot'][:12]})"
        ),
    )


def _plain(lead_in: str | None, text: str) -> str:
    return f"{lead_in} {text}" if lead_in else text


def _marked(power: dict[str, Any]) -> str:
    """The lead-in and the clause, with the words behind holder, action and object marked."""
    parts = {"lead_in": power["lead_in"] or "", "clause": power["text"]}
    spans = [
        (power[f"{field}_where"], power[f"{field}_start"], power[f"{field}_end"], marks)
        for field, marks in _MARKS.items()
        if power[f"{field}_where"] in parts
    ]
    # From the end backwards, so that earlier positions stay right.
    for where, start, end, marks in sorted(spans, key=lambda span: span[1:3], reverse=True):
        text = parts[where]
        parts[where] = f"{text[:start]}{marks[0]}{text[start:end]}{marks[1]}{text[end:]}"
    return _plain(parts["lead_in"], parts["clause"])


def _text(card: PowerCard) -> str:
    lines = [
        card.power_id,
        f"  {card.polarity} {card.holder or '?'} : {card.action or '?'} : {card.object or '-'}",
        f"  domain {card.domain or '-'}; autonomy {card.autonomy}",
        *(f"  under {constraint}" for constraint in card.constraints),
        *(f"  {language}: {words}" for language, words in card.words.items()),
        f"  act {card.act}, {card.eid}, version of {card.version_date} ({card.text_state})",
        *(f"      {language}: {title}" for language, title in card.title.items()),
        f"  in force {card.in_force}",
        f"  from {card.source}",
        "  marks: [holder] {action} <object>",
    ]
    return "\n".join(lines)
