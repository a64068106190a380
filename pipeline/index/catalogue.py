"""The schemes: which there are, how each is told, what its scores are made of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.vocabulary import LABEL_LANGUAGES, Domain, Holder, Scheme, label

_HERE = Path(__file__).parent
LISTS = _HERE / "lists"  # one file a scheme that has items of its own


@dataclass(frozen=True, slots=True)
class Component:
    """A part that scores of a scheme have, with its names in Kazakh, Russian and English."""

    code: str
    names: tuple[str, str, str]
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A scheme as tables and pages tell it."""

    code: Scheme
    unit: str
    minimum: float
    maximum: float | None
    formula: str
    source: str
    components: tuple[Component, ...]


@cache
def catalogue() -> tuple[Facts, ...]:
    """All schemes, in the order of `schemes.toml`."""
    tables = tomllib.loads((_HERE / "schemes.toml").read_text(encoding="utf8"))
    return tuple(_facts(Scheme(code), told) for code, told in tables.items())


def scheme_named(name: str) -> Scheme:
    """The scheme with a code.

    Raises:
        InputError: there is none.
    """
    if name not in list(Scheme):
        raise InputError(f"there is no scheme '{name}'", "--scheme", f"use one of {_all()}")
    return Scheme(name)


def items(scheme: Scheme) -> list[dict[str, Any]]:
    """The items of a scheme's own list, as its file has them."""
    file = LISTS / f"{scheme}.toml"
    found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf8"))["item"]
    return found


def _all() -> str:
    return ", ".join(Scheme)


def _facts(scheme: Scheme, told: dict[str, Any]) -> Facts:
    return Facts(
        code=scheme,
        unit=told["unit"],
        minimum=told["minimum"],
        maximum=told.get("maximum"),
        formula=told["formula"],
        source=told["source"],
        components=tuple(_components(scheme, told["components"])),
    )


def _components(scheme: Scheme, which: str) -> list[Component]:
    if which == "items":
        return [
            Component(
                item["code"],
                (item["kaz"], item["rus"], item["eng"]),
                item.get("maximum"),
            )
            for item in items(scheme)
        ]
    if which == "all":
        return [Component("all", ("Барлығы", "Все", "All"))]
    codes: dict[str, list[Domain] | list[Holder]] = {
        "domains": list(Domain),
        "holders": list(Holder),
    }
    return [Component(code, _names(code)) for code in codes[which]]


def _names(code: Domain | Holder) -> tuple[str, str, str]:
    kaz, rus, eng = (label(code, language) for language in LABEL_LANGUAGES)
    return kaz, rus, eng
