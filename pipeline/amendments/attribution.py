"""Which instructions concern a unit."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.amendments.records import Instruction


def attribute(instructions: Iterable[Instruction], eid: str) -> list[Instruction]:
    """The instructions whose target, old or new number is the unit, stands above it or below it.

    An instruction on the whole act concerns every unit.
    """
    return [
        one
        for one in instructions
        if any(_related(target, eid) for target in (one.target, one.to or one.target))
    ]


def _related(one: str, other: str) -> bool:
    return one in ("", other) or one.startswith(f"{other}__") or other.startswith(f"{one}__")
