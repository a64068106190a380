"""Rows of what publishers say about the texts."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import FactDifference, Facts

Row = tuple[object, ...]


def fact_rows(facts: Iterable[Facts]) -> list[Row]:
    """One row a version, by its id."""
    return [
        (
            one.version_id,
            one.source,
            one.url,
            one.dated_by,
            one.code,
            one.kind,
            one.title,
            one.adopted,
            one.status,
            one.status_said,
            one.cause_code,
            one.cause_title,
            one.cause_requisites,
        )
        for one in sorted(facts, key=lambda one: one.version_id)
    ]


def fact_difference_rows(differences: Iterable[FactDifference]) -> list[Row]:
    """One row a disagreement, in their order."""
    return [
        (one.act, one.rus, one.kaz, one.field, one.rus_says, one.kaz_says) for one in differences
    ]
