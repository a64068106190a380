"""A number of the index: what it is the sum of, down to the words of every power that counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from pipeline.errors import InputError
from pipeline.explorer.asked import Page
from pipeline.explorer.find import scores, sums
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.marks import Piece, marks_of, pieces
from pipeline.explorer.params import PAGE_SIZE, Identifier, PageNumber, Plain, Reader
from pipeline.report.figures.index import PERCENT, written
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Doubt

ROUTER = APIRouter(include_in_schema=False)

_ALL = 1_000_000  # powers of one number, where there are no pages
_WORDS = {"lead_in": "lead_in", "clause": "text"}  # where marks stand: which column has the words

Part = Annotated[Plain | None, Query(max_length=80)]


@ROUTER.get("/{reader}/score/{score_id:path}")
def score(
    asked: Page, reader: Reader, score_id: Identifier, part: Part = None, page: PageNumber = 1
) -> Response:
    """One score."""
    del reader
    row = scores.score(asked.lookup, score_id)
    if row is None:
        raise asked.missing("score_none")
    asked = replace(asked, series=row["series"])
    first, most = ((page - 1) * PAGE_SIZE, PAGE_SIZE) if asked.urls.live else (0, _ALL)
    parts, added, doubts = sums.sums(asked.served.path, score_id, part or None, first, most)
    of_part = next((one for one in parts if one["component"] == part), None)
    if part and not of_part:
        raise InputError(
            f"this number has no part '{part}'",
            "part",
            f"choose one of {', '.join(one['component'] for one in parts)}",
        )
    counted = of_part["powers"] if of_part else sum(one["powers"] for one in parts)
    if first and first >= counted:
        raise asked.missing("score_no_page")
    say = Say(asked.language)
    return asked.page(
        "score.html.j2",
        score=row,
        about=next(one for one in scores.schemes(asked.lookup) if one["scheme"] == row["scheme"]),
        parts=parts,
        part=of_part,
        counted=counted,
        added=[
            one | {where: _marked(one, column, where) for where, column in _WORDS.items()}
            for one in sums.with_powers(asked.lookup, added)
        ],
        doubts=[doubts[code] for code in Doubt if code in doubts],
        near=scores.near(asked.lookup, row),
        page=page,
        pages=-(-counted // most),
        first=first,
        write=lambda value: written(value, row["scheme"], say),
        write_part=lambda value: _written(value, row["scheme"], say),
    )


def _marked(one: Row, column: str, where: str) -> list[Piece]:
    return pieces(one["power"][column] or "", marks_of(one["power"], one["limits"])[where])


def _written(value: float | None, scheme: str, say: Say) -> str:
    """A part of a score as people write it: more precise, for parts are small."""
    if value is None:
        return "–"
    if scheme in PERCENT:
        return say.number(100 * value, 2) + say.percent_sign
    return say.number(value, {"volume": 0, "herfindahl": 5}.get(scheme, 2))
