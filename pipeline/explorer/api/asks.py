"""What the API may be asked: its parameters, and how a list is given page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from fastapi import Depends, HTTPException, Path, Query
from pydantic import AfterValidator, Field, StringConstraints

from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.params import (
    DAY,
    LONGEST,
    MOST_CODES,
    MOST_ROWS,
    PAGE_SIZE,
    PLAIN,
    Plain,
    TextLang,
    real_day,
)
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ChangeKind,
    ConstraintType,
    Domain,
    Holder,
    Scheme,
    Tier,
    Verdict,
)

_SEVERAL = " May be given several times: any of them will do."


def codes(told: str, example: str) -> Any:
    """A filter that takes several codes."""
    return Query(description=told + _SEVERAL, max_length=MOST_CODES, examples=[[example]])


def one(told: str, example: object) -> Any:
    """A filter that takes one value."""
    return Query(description=told, examples=[example])


_Day = Annotated[
    str,
    StringConstraints(pattern=DAY),
    AfterValidator(real_day),
    Field(json_schema_extra={"format": "date"}),
]
_Open = Annotated[Plain, Query(max_length=80)]  # a code of a list that is not closed
Search = Annotated[
    Plain,
    Query(
        max_length=LONGEST,
        json_schema_extra=dict(PLAIN),
        description="Words, Russian or Kazakh, in any of their forms; all of them must be there.",
        examples=["аким"],
    ),
]
Holders = Annotated[tuple[Holder, ...], codes("Who holds the power.", "akim")]
Actions = Annotated[tuple[Action, ...], codes("What the holder does.", "appoint")]
Domains = Annotated[tuple[Domain, ...], codes("Field of state life.", "appointment")]
Limits = Annotated[tuple[ConstraintType, ...], codes("A limit on the power.", "consent")]
Degrees = Annotated[tuple[Autonomy, ...], codes("How free the holder is.", "alone")]
Objects = Annotated[tuple[_Open, ...], codes("What it is done to, a canonical word.", "akim")]
Acts = Annotated[tuple[_Open, ...], codes("The act, by its key.", "constitution-1995")]
Kinds = Annotated[tuple[ChangeKind, ...], codes("What happened to the power.", "granted")]

Act = Annotated[_Open | None, one("The act, by its key.", "constitution-1995")]
Lang = Annotated[TextLang | None, one("Language of the text.", "rus")]
OneHolder = Annotated[Holder | None, one("Who holds the power.", "president")]
TheHolder = Annotated[Holder, one("Who holds the power.", "akim")]
OneScheme = Annotated[Scheme | None, one("How a score is computed.", "share")]
OneTier = Annotated[Tier | None, one("Level of local government.", "region")]
OneVerdict = Annotated[Verdict | None, one("What the texts say of a claim.", "supported")]
Since = Annotated[_Day | None, one("First day.", "2007-01-01")]
Until = Annotated[_Day | None, one("Last day.", "2017-12-31")]
OneDay = Annotated[_Day | None, one("A day on which powers changed.", "2017-03-10")]
On = Annotated[_Day | None, one("A day on which it is in force.", "2007-06-01")]
OnOrNow = Annotated[
    Literal["now"] | _Day | None,
    one("A day on which it is in force; now for the newest texts.", "2007-06-01"),
]


def identifier(of: str, example: str) -> Any:
    """A part of the path that names one thing; it may hold slashes."""
    told = f"Identifier of {of}."
    return Path(
        description=told,
        min_length=1,
        max_length=400,
        examples=[example],
        json_schema_extra=dict(PLAIN),
    )


async def _series(
    asked: Page,
    series: Annotated[
        Literal["official", "restated"] | None,
        one(
            "Official texts, or our own short restatements; the two are never mixed. Without it,"
            " the series of which the release has more texts.",
            "restated",
        ),
    ] = None,
) -> str:
    if series and series not in asked.served.series:
        raise asked.missing("no_series")
    return series or asked.served.series[0]


Series = Annotated[str, Depends(_series)]


@dataclass(frozen=True)
class Paging:
    """Which page of a list is asked for."""

    asked: Asked
    page: int
    size: int

    @property
    def first(self) -> int:
        """How many items stand before the page."""
        return (self.page - 1) * self.size

    def of(self, items: list[Any]) -> dict[str, Any]:
        """The answer where the whole list is at hand."""
        return self.answer(len(items), items[self.first : self.first + self.size])

    def answer(self, total: int, items: Iterable[Any]) -> dict[str, Any]:
        """The answer, with the ways to the pages beside it."""
        return {
            "release": self.asked.served.name,
            "total": total,
            "page": self.page,
            "size": self.size,
            "next": self._to(self.page + 1) if self.page * self.size < total else None,
            "previous": self._to(self.page - 1) if self.page > 1 else None,
            "items": list(items),
        }

    def _to(self, page: int) -> str:
        query: dict[str, Any] = parse_qs(self.asked.query)
        return self.asked.urls.again({**query, "page": page})


async def _paging(
    asked: Page,
    page: Annotated[
        int, Query(ge=1, le=100_000, description="Which page, from 1.", examples=[2])
    ] = 1,
    size: Annotated[
        int, Query(ge=1, le=MOST_ROWS, description="Most items on a page.", examples=[10])
    ] = PAGE_SIZE,
) -> Paging:
    return Paging(asked, page, size)


Paged = Annotated[Paging, Depends(_paging)]


def found(row: Any, what: str) -> Any:
    """A row that was looked up.

    Raises:
        HTTPException: there is none.
    """
    if row is None:
        raise HTTPException(404, f"this release has no such {what}")
    return row
