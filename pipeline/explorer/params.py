"""What may be asked: parameters with their bounds, the same for pages and for the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, BeforeValidator, Field

from pipeline.explorer.words import READERS

LONGEST = 200  # characters of what a person types
MOST_CODES = 40  # codes of one filter
PAGE_SIZE = 50
MOST_ROWS = 200  # of one page
DAY = r"^(1[0-9]{3}|2[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
PLAIN = {"pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$"}  # what `Plain` lets through

Reader = Annotated[Literal["en", "kk", "ru"], Path(description="Language of the page.")]
Series = Annotated[Literal["official", "restated"], Path(description="Which texts.")]
TextLang = Literal["kaz", "rus"]

assert set(READERS) == {"en", "kk", "ru"}


def _plain(text: str) -> str:
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in text):
        raise ValueError("control characters are not allowed")
    return text


def real_day(text: str | None) -> str | None:
    """A day that a calendar has: not 2007-02-30."""
    if text is not None:
        date.fromisoformat(text)
    return text


def _without_blanks(value: object) -> object:
    return [one for one in value if one != ""] if isinstance(value, list) else value


# A form sends fields that were left empty, too.
BLANK = BeforeValidator(lambda value: None if value == "" else value)
Plain = Annotated[
    str,
    AfterValidator(_plain),
    Field(json_schema_extra=PLAIN),
]
Words = Annotated[Plain, Query(max_length=LONGEST, description="Words to search for.")]
Day = Annotated[
    Annotated[str, Field(pattern=DAY)] | None,  # a pattern on both would be asked of None, too
    AfterValidator(real_day),
    BLANK,
    Query(description="A day, such as 2007-06-01."),
]
Codes = Annotated[
    list[Annotated[Plain, Query(max_length=80)]],
    BeforeValidator(_without_blanks),
    Query(max_length=MOST_CODES),
]
PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Which page, from 1.")]
Identifier = Annotated[Plain, Path(max_length=400)]
