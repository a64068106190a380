"""One text of an act to read, alone or beside another one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from starlette.responses import RedirectResponse

from pipeline.dataset.tables import CAUSES
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find import acts as find
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.official import official_pages
from pipeline.explorer.params import Identifier, Plain, Reader
from pipeline.explorer.sides import beside, compared
from pipeline.explorer.text import Unit, units
from pipeline.explorer.words import Said
from pipeline.report.words import HTML_CODES

ROUTER = APIRouter(include_in_schema=False)
_STATES = ("changed", "new", "gone", "same")


@ROUTER.get("/{reader}/act/{version_id}")
def act(
    asked: Page,
    reader: Reader,
    version_id: Identifier,
    other: Annotated[Plain, Query(alias="with", max_length=400)] = "",
) -> Response:
    """A text as it is; `with` names another one and leads to both side by side."""
    del reader
    asked, text = _text(asked, version_id)
    if other:
        _other(asked, text, other)
        return RedirectResponse(asked.link("act", version_id, "with", other), 303)
    held = units(asked.lookup, version_id)
    shown = {unit.eid for unit in held}
    return asked.page(
        "act.html.j2",
        text=text,
        articles=[list(part) for _, part in groupby(held, lambda unit: unit.top)],
        contents=[unit for unit in held if unit.kind in ("article", "part")],
        powers=sum(len(one.powers) for unit in held for one in (unit, *unit.quoted)),
        notes=[note for note in find.notes(asked.lookup, version_id) if note["eid"] not in shown],
        **_around(asked, text),
    )


@ROUTER.get("/{reader}/act/{version_id}/with/{other_id}")
def side_by_side(
    asked: Page,
    reader: Reader,
    version_id: Identifier,
    other_id: Identifier,
    whole: Annotated[bool, Query(alias="all")] = False,
) -> Response:
    """Two texts of an act: two days in one language, or two languages."""
    del reader
    asked, text = _text(asked, version_id)
    other = _other(asked, text, other_id)
    russian_first = sorted((text, other), key=itemgetter("lang"), reverse=True)
    left, right = sorted(russian_first, key=itemgetter("version_date"))
    older, newer = (units(asked.lookup, one["version_id"], marked=False) for one in (left, right))
    if left["lang"] == right["lang"]:
        parts = compared(older, newer)
    else:
        same_day = left["version_date"] == right["version_date"]
        of = (left["act"], left["version_date"], left["series"])
        doubts = find.divergences(asked.lookup, *of) if same_day else []
        parts = beside(older, newer, doubts)
    pairs = [pair for part in parts for pair in part.pairs]
    states = Counter(pair.state for pair in pairs)
    causes = Counter(doubt["cause"] for pair in pairs for doubt in pair.doubts)
    return asked.page(
        "act_beside.html.j2",
        text=text,
        other=other,
        left=left,
        right=right,
        parts_held=[(same, list(run)) for same, run in groupby(parts, lambda part: part.same)],
        counts={state: states[state] for state in _STATES},
        doubts={cause: causes[cause] for cause in CAUSES},
        contents=[unit for unit in newer if unit.kind == "article"],
        whole=whole,
        **_around(asked, text),
    )


def _text(asked: Asked, version_id: str) -> tuple[Asked, Row]:
    """The text that was asked for; the page is of its series."""
    text = find.version(asked.lookup, version_id)
    if text is None:
        raise asked.missing("act_none")
    return replace(asked, series=text["series"]), text


def _other(asked: Asked, text: Row, version_id: str) -> Row:
    """The text to be shown beside the first: another of the same act and series."""
    other = find.version(asked.lookup, version_id)
    if other is None:
        raise asked.missing("act_none")
    if other["series"] != text["series"]:
        raise HTTPException(422, asked.words("act_other_series"))
    if other["act"] != text["act"]:
        raise HTTPException(422, asked.words("act_other_act"))
    if other["version_id"] == text["version_id"]:
        raise HTTPException(422, asked.words("act_same_text"))
    return other


def _around(asked: Asked, text: Row) -> dict[str, Any]:
    """What both pages tell of a text: the other texts of its act, and how its language prints."""
    others = [
        one
        for one in find.versions(asked.lookup, text["act"], text["series"])
        if one["version_id"] != text["version_id"]
    ]
    day = text["version_date"]
    same = [one for one in others if one["lang"] == text["lang"]]
    return {
        "others": others,
        "before": next((one for one in reversed(same) if one["version_date"] < day), None),
        "after": next((one for one in same if one["version_date"] > day), None),
        "twin": next((one for one in others if one["version_date"] == day), None),
        "official": official_pages(
            text["code"], text["lang"], date.fromisoformat(day), text["source"]
        ),
        "html": HTML_CODES,
        "number": number,
    }


def number(unit: Unit, lang: str) -> str:
    """A unit's number as texts of its language print it; "" for what has none."""
    form = {"point": "{}.", "subpoint": "{})", "part": "{}"}.get(unit.kind, "")
    if unit.kind == "article":
        form = Said(lang)("act_article", n="{}")
    return form.format(unit.row["number"])
