"""Powers, and one power with all that is known of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from pipeline.explorer.api.asks import (
    Actions,
    Acts,
    Degrees,
    Domains,
    Holders,
    Lang,
    Limits,
    Objects,
    On,
    Paged,
    Search,
    Series,
    found,
    identifier,
)
from pipeline.explorer.api.records import (
    RELEASE,
    SPANS,
    Change,
    Constraint,
    Limit,
    Power,
    Span,
    columns,
    field,
    nullable,
    paged,
    record,
)
from pipeline.explorer.asked import Page
from pipeline.explorer.find import power as find_one
from pipeline.explorer.find import powers as find
from pipeline.explorer.lookup.open import Row

ROUTER = APIRouter(tags=["Powers"])

_Stage = record(
    "Stage",
    "A power as one text of its life has it.",
    columns("powers", "power_id", "holder", "autonomy"),
    columns("versions", "version_id", "version_date", "valid_from", "valid_to"),
    columns("clauses", "eid", "lead_in", "text"),
    limits=field(list[Limit], "How the power is limited."),
)
_Twin = record(
    "Twin",
    "The clause at the same place of the text in the other language.",
    columns("clauses", "clause_id", "version_id", "eid", "n", "lead_in", "text"),
    columns("versions", "lang"),
    power_id=nullable(str, "What was read there as this power; null where nothing was."),
)
_Whole = record(
    "WholePower",
    "A power with its words, its constraints, its life, and the other language's clause.",
    {"release": RELEASE},
    Power.model_fields and {},
)
