"""The numbers that the index rests on: the autonomy ladder's values and the domains' weights."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.vocabulary import Autonomy, Domain

DEFAULT = Path(__file__).with_name("weights.toml")


class WeightsError(InputError):
    """A table of weights cannot be used; the message names file, table, key and remedy."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a power is worth: numbers in [0, 1], without a unit."""

    autonomy: Mapping[Autonomy, float]
    domain: Mapping[Domain, float]
    reasons: Mapping[Domain, str]  # plain English, one a domain weight


def load(path: Path | None = None) -> Weights:
    """Read a table of weights, by default the project's own.

    Raises:
        WeightsError: the file is not TOML, or a table lacks a code, has a code that the codebook
            does not know, has a value that is not a number in [0, 1], or has nothing but zeros.
        OSError: the file cannot be read.
    """
    source = path or DEFAULT
    try:
        tables = tomllib.loads(source.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WeightsError(f"not a TOML file ({error})", source, f"compare {DEFAULT}") from error
    autonomy = _table(source, tables, "autonomy", Autonomy)
    domains = _table(source, tables, "domain", Domain)
    ladder = {code: _number(source, f"[autonomy] {code}", autonomy[code]) for code in Autonomy}
    _check_descent(source, ladder)
    weights = {
        code: _number(source, f"[domain.{code}] weight", _entry(domains[code], "weight"))
        for code in Domain
    }
    _check_something_counts(source, "autonomy", ladder)
    _check_something_counts(source, "domain", weights)
    return Weights(
        autonomy=ladder,
        domain=weights,
        reasons={
            code: _words(source, f"[domain.{code}] reason", _entry(domains[code], "reason"))
            for code in Domain
        },
    )


def _table(
    source: Path, tables: Mapping[str, Any], name: str, codes: type[StrEnum]
) -> Mapping[str, Any]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise WeightsError(f"table [{name}] is missing", source, f"copy it from {DEFAULT}")
    known = [code.value for code in codes]
    for key in table:
        if key not in known:
            raise WeightsError(
                "the codebook has no such code",
                f"{source}: [{name}] {key}",
                f"remove it or use one of: {', '.join(known)}",
            )
    for code in known:
        if code not in table:
            where = f"{source}: [{name}] {code}"
            raise WeightsError("the code is missing", where, f"copy it from {DEFAULT}")
    return table


def _entry(table: object, key: str) -> object:
    return table.get(key) if isinstance(table, dict) else None


def _number(source: Path, where: str, value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise WeightsError(f"this is {value!r}", f"{source}: {where}", "give a number between 0 and 1")


def _words(source: Path, where: str, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise WeightsError(
        f"this is {value!r}", f"{source}: {where}", "say in a sentence why the weight is right"
    )


def _check_something_counts(
    source: Path, table: str, numbers: Mapping[Autonomy, float] | Mapping[Domain, float]
) -> None:
    if not any(numbers.values()):
        raise WeightsError(
            "every number is zero, so no power would count",
            f"{source}: [{table}]",
            "give at least one a number above 0",
        )


def _check_descent(source: Path, ladder: Mapping[Autonomy, float]) -> None:
    """Readings keep the strictest level by the codebook's order, so the values must follow it."""
    for freer, stricter in pairwise(Autonomy):
        if ladder[stricter] > ladder[freer]:
            raise WeightsError(
                f"{ladder[stricter]} is above {freer} with {ladder[freer]}",
                f"{source}: [autonomy] {stricter}",
                f"give it at most {ladder[freer]}",
            )
