"""What answers are made of: columns of tables, told as the release tells them."""

from __future__ import annotations

import json
from datetime import date
from types import GenericAlias
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from pipeline.dataset.schema import Column, Table
from pipeline.dataset.tables import POWERS, TABLES, VERSIONS

Fields = dict[str, Any]

SPANS = ("holder", "action", "object")  # the fields of a power that have words of their own


def _listed(value: object) -> object:
    """A list as the lookup keeps it, JSON text, or as others made it."""
    return json.loads(value) if isinstance(value, str) else value


_KINDS: dict[str, Any] = {
    "string": str,
    "strings": Annotated[list[str], BeforeValidator(_listed)],
    "date": date,
    "integer": int,
    "number": float,
    "boolean": bool,
}


def record(name: str, told: str, *parts: Fields, **more: Any) -> type[BaseModel]:
    """A model by that name of fields from tables and others."""
    fields: Fields = {}
    for part in (*parts, more):
        fields |= part
    return create_model(name, __config__=ConfigDict(title=name), __doc__=told, **fields)


def columns(table: str | Table, *names: str, without: tuple[str, ...] = ()) -> Fields:
    """Fields for some columns of a table; for all of them where none are named."""
    found = next(one for one in TABLES if one.name == table) if isinstance(table, str) else table
    wanted = names or found.column_names
    return {
        column.name: _field(column)
        for column in found.columns
        if column.name in wanted and column.name not in without
    }


def nullable(model: Any, told: str) -> Any:
    """A field that may be null."""
    return (model | None, Field(description=told))


def field(kind: Any, told: str, example: object = None) -> Any:
    """A field that is always there."""
    return (kind, Field(description=told, examples=None if example is None else [example]))


def many(model: Any, told: str) -> Any:
    """A field that is a list."""
    return field(GenericAlias(list, (model,)), told)


def by_code(model: Any, told: str) -> Any:
    """A field that is an object with something for each of some codes."""
    return field(GenericAlias(dict, (str, model)), told)


def paged(name: str, item: Any, **more: Any) -> type[BaseModel]:
    """The model of one page of a list; `more` stands before the items."""
    return record(
        name,
        "One page of a list, in a stable order.",
        release=RELEASE,
        **more,
        total=field(int, "How many there are on all pages."),
        page=field(int, "Number of this page, from 1."),
        size=field(int, "Most items on a page."),
        next=nullable(str, "Path of the next page, with the same filters; null on the last."),
        previous=nullable(str, "Path of the page before; null on the first."),
        items=many(item, "The items of this page."),
    )


def _field(column: Column) -> Any:
    kind = _KINDS[column.kind]
    if column.codes:
        kind = column.codes if isinstance(column.codes, type) else Literal[column.values]
    return (kind if column.required else kind | None, Field(description=column.told))


def _span(words: str) -> Any:
    return nullable(Span, f"Where {words} stands; null where no words name it.")


RELEASE = field(str, "Name of the release that the answer is made from.", "2026-07-01-30da5a03")

Span = record(
    "Span",
    "Words in a text: characters counted from 0, the end exclusive.",
    start=field(int, "First character."),
    end=field(int, "End, exclusive."),
    where=field(
        Literal["clause", "lead_in", "before"],
        "Which text: the clause, the head of its list, or the clause before it.",
    ),
)
Limit = record("Limit", "A limit on a power.", columns("constraints", "type", "actor", "value"))
Constraint = record(
    "Constraint",
    "A limit on a power, with its words.",
    columns("constraints", "n", "type", "actor", "value"),
    span=_span("the constraint"),
)

_SPANNED = tuple(f"{name}_{part}" for name in SPANS for part in ("start", "end", "where"))
Power = record(
    "Power",
    "A power read in a clause, with what is known of its text.",
    columns(POWERS, without=_SPANNED),
    columns(VERSIONS, "act", "version_date", "lang", "series", "valid_from", "valid_to"),
    columns("clauses", "eid", "n", "lead_in", "text", "label", "needs_review"),
    life=nullable(str, "Identity of the power over time, see /api/lives."),
    limits=many(Limit, "How the power is limited."),
)
