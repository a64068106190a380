"""Two small texts of one act, read by the reader, and what changed between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from pipeline.changes import Found, changes
from pipeline.changes.stated import Stated, stated
from pipeline.powers import Reader
from pipeline.powers.autonomy import autonomy
from pipeline.records import (
    Act,
    Change,
    Clause,
    Constraint,
    Note,
    Power,
    Provision,
    Reading,
    Version,
)
from pipeline.vocabulary import (
    Action,
    ChangeKind,
    ConstraintType,
    Holder,
    Label,
    Lang,
    Polarity,
    TextState,
)

FIRST, LATER, LAST = date(2000, 1, 1), date(2005, 1, 1), date(2010, 1, 1)
AMENDED = [LATER, LAST]
Units = Mapping[str, str]  # a unit's words by its eid


def act(key: str = "constitution-0", **fields: object) -> Act:
    values = {"kind": "constitution", "title": {}, "adopted": FIRST, "in_force": FIRST}
    return Act(key, **{**values, **fields})  # type: ignore[arg-type]


def version(
    on: date, lang: Lang = Lang.RUS, key: str = "constitution-0", state: str = "in_force"
) -> Version:
    return Version(key, on, lang, TextState(state), "0" * 64)


def read(text: Version, units: Units) -> list[Reading]:
    """What the reader makes of a text; one clause a unit."""
    clauses = [
        Clause(text.act, text.date.isoformat(), text.lang, eid, 0, "", words,
               restated=text.restated)
        for eid, words in units.items()
    ]  # fmt: skip
    return [reading for clause in clauses for reading in _reader().read([clause])]


@cache
def _reader() -> Reader:
    return Reader()


def compare(
    texts: Sequence[tuple[Version, Units]],
    acts: Sequence[Act] = (),
    notes: Mapping[str, Sequence[Note]] | None = None,
) -> Found:
    """Everything that changed between some texts."""
    known = acts or [act(amended_on=(LATER, LAST), amended_by={LATER: "law-1", LAST: "law-2"})]
    return changes(
        {one.key: one for one in known},
        [text for text, _ in texts],
        {
            text.version_id: [
                Provision(eid, "point", "", "", words, 0, 0) for eid, words in units.items()
            ]
            for text, units in texts
        },
        notes or {},
        {text.version_id: read(text, units) for text, units in texts},
    )


def between(before: Units, after: Units, lang: str = "rus") -> list[Change]:
    """The changes between two texts of one act."""
    texts = [(version(day, Lang(lang)), units) for day, units in ((FIRST, before), (LATER, after))]
    return list(compare(texts).changes)


def limit(told: str) -> Constraint:
    """A constraint written as in `Change.differs`: `consent:senate`, `term::P5Y`."""
    kind, actor, value = [*told.split(":"), "", ""][:3]
    return Constraint(ConstraintType(kind), Holder(actor) if actor else None, value or None)


def one(
    words: str, holder: str | None, action: str, thing: str | None, *limits: str,
    eid: str = "art_1", polarity: str = "+", day: date = FIRST,
) -> Stated:  # fmt: skip
    """A power as a text states it, told outright and not read."""
    clause = Clause("constitution-0", day.isoformat(), Lang.RUS, eid, 0, "", words)
    set_by = tuple(map(limit, limits))
    level = autonomy(Action(action), set_by)
    power = Power(
        holder and Holder(holder), Action(action), thing, None, Polarity(polarity), set_by, level
    )
    [found] = stated([Reading(clause, Label.GRANT, {}, (power,), needs_review=False)])
    return found


def told(found: Sequence[Change]) -> list[tuple[ChangeKind, str | None, str | None, str | None]]:
    """Kind, holder, action and object of each change."""
    return [(one.kind, one.holder, one.action, one.object) for one in found]
