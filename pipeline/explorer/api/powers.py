"""Powers, and one power with all that is known of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter

from pipeline.explorer.api import asks
from pipeline.explorer.api.records import (
    RELEASE,
    SPANS,
    Constraint,
    Limit,
    Power,
    Span,
    columns,
    field,
    many,
    nullable,
    paged,
    record,
)
from pipeline.explorer.asked import Page
from pipeline.explorer.find import power as find_one
from pipeline.explorer.find import powers as find
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.params import Plain
from pipeline.vocabulary import Lang

ROUTER = APIRouter(prefix="/api", tags=["Powers"])

_POLARITY = {"powers": "+", "limits": "-", "both": None}

_Stage = record(
    "Stage",
    "A power as one text of its life has it.",
    columns("powers", "power_id", "version_id", "holder", "autonomy"),
    columns("versions", "version_date", "valid_from", "valid_to"),
    columns("clauses", "eid", "lead_in", "text"),
    limits=many(Limit, "How the power is limited."),
)
_Twin = record(
    "Twin",
    "The clause at the same place of the text in the other language.",
    columns("clauses", "clause_id", "version_id", "eid", "n", "lead_in", "text"),
    columns("versions", "lang"),
    power_id=nullable(str, "What was read there as this power; null where nothing was."),
)
_Spans = record(
    "Spans",
    "Where the words of a power's fields stand; null where no words name one.",
    {name: nullable(Span, f"The words of the {name}.") for name in SPANS},
)
_Whole = record(
    "WholePower",
    "A power with its words, its constraints, its life, and the other language's clause.",
    {"release": RELEASE},
    power=field(Power, "The power."),
    before=nullable(str, "The clause before it in the text."),
    spans=field(_Spans, "The words of its fields."),
    constraints=many(Constraint, "How it is limited, with the words that say so."),
    life=many(_Stage, "The power in each text of its series and language, by time."),
    changes=field(list[str], "change_ids of what happened to it, by day; see /api/changes."),
    twin=nullable(_Twin, "Its clause in the other language; null where that text is not at hand."),
)


@ROUTER.get("/powers", response_model=paged("Powers", Power))
def list_powers(
    paging: asks.Paged,
    series: asks.Series,
    q: asks.Search = "",
    lang: asks.Lang = None,
    holder: asks.Holders = (),
    action: asks.Actions = (),
    object: asks.Objects = (),  # noqa: A002 - the column's name
    domain: asks.Domains = (),
    limit: asks.Limits = (),
    autonomy: asks.Degrees = (),
    act: asks.Acts = (),
    on: asks.OnOrNow = None,
    show: Annotated[
        Literal["powers", "limits", "both"],
        asks.one("What gives a power, what limits one by itself, or both.", "both"),
    ] = "powers",
    sort: Annotated[
        Literal["act", "date", "holder", "action", "object", "domain", "autonomy"],
        asks.one("By what they are sorted; act is the order of the texts.", "date"),
    ] = "act",
    desc: Annotated[bool, asks.one("Sorted the other way round.", True)] = False,
) -> Any:
    """Powers: those that all filters let pass, in the order that is asked for."""
    wanted = find.Wanted(
        series, q, lang, holder, action, object, domain, limit, autonomy, act,
        _POLARITY[show], on, sort, desc,
    )  # fmt: skip
    lookup = paging.asked.lookup
    rows = find.rows(lookup, wanted, paging.first, paging.size)
    return paging.answer(find.count(lookup, wanted), map(_shown, rows))


@ROUTER.get("/powers/{power_id:path}", response_model=_Whole)
def read_power(
    asked: Page,
    power_id: Annotated[
        Plain,
        asks.identifier("a power", "constitution-1995@2007-05-21.rus.restated/art_44__sub_3/0/0"),
    ],
) -> Any:
    """A power: its words, constraints, life, changes, and the clause in the other language."""
    lookup = asked.lookup
    power = asks.found(find_one.power(lookup, power_id), "power")
    twin = find_one.twin(lookup, power)
    return {
        "release": asked.served.name,
        "power": _shown(power),
        "before": power["before"],
        "spans": {name: _span(power, name) for name in SPANS},
        "constraints": [
            {**row, "span": _span(row, "span")} for row in find_one.limits(lookup, power_id)
        ],
        "life": [_shown(row) for row in find_one.life(lookup, power)],
        "changes": [row["change_id"] for row in find_one.changes_of(lookup, power)],
        "twin": twin and {**twin, "power_id": twin["power"] and twin["power"]["power_id"]},
    }


@ROUTER.get("/lives/{life:path}", response_model=paged("Life", Power))
def read_life(
    paging: asks.Paged,
    series: asks.Series,
    life: Annotated[Plain, asks.identifier("a power over time", "president/dissolve/parliament")],
    lang: asks.Lang = None,
) -> Any:
    """A power over time: as each text of a series has it, by language and day."""
    langs = [lang] if lang else list(Lang)
    rows = [
        _shown(row)
        for one in langs
        for row in find_one.life(
            paging.asked.lookup, {"life": life, "series": series, "lang": str(one)}
        )
    ]
    return paging.of(asks.found(rows or None, "power"))


def _shown(row: Row) -> Row:
    """A power of the lookup with its limits as records."""
    limits = [one.split(":", 2) for one in row["limits"].split("|") if one]
    return {
        **row,
        "limits": [
            {"type": kind, "actor": actor or None, "value": value or None}
            for kind, actor, value in limits
        ],
    }


def _span(row: Row, name: str) -> Row | None:
    if row[f"{name}_where"] is None:
        return None
    return {part: row[f"{name}_{part}"] for part in ("start", "end", "where")}
