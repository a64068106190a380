"""Codes told in words: what differs in a change, where a clause stands, what a text has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from pipeline.vocabulary import Action, ConstraintType, Holder, label

_DURATION = re.compile(r"P(T?)(\d+)([YMWDH])")
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*|P[T\d][\dYMWDH]*")
_NUMBERED = re.compile(r"(art|pt|sub|par|sec)_(.+)")
_QUOTED = re.compile(r".*__ins_\d+__(?:old|new|before)__")
_KINDS: tuple[type[StrEnum], ...] = (Holder, Action, ConstraintType)


@cache
def _said() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "told.toml").read_text(encoding="utf8"))


def place(eid: str, language: str) -> str:
    """Where a unit stands, in words.

    >>> place("art_44__sub_3", "eng"), place("art_44__sub_3", "kaz")
    ('Article 44, item 3', '44-бап, 3) тармақша')
    """
    parts = []
    for part in _QUOTED.sub("", eid).split("__"):
        if found := _NUMBERED.fullmatch(part):
            unit, number = found.groups()
            parts.append(_said()[f"place_{unit}"][language].format(n=number))
        elif f"place_{part}" in _said():
            parts.append(_said()[f"place_{part}"][language])
        else:
            parts.append(part)
    return ", ".join(filter(None, parts))


def difference(code: str, language: str) -> str:
    """One item of a change's `differs`, in words.

    >>> difference("+consent:maslikhat", "eng")
    'new limit: consent (maslikhat)'
    >>> difference("term:P5Y>P7Y", "eng")
    'term of office: 5 years → 7 years'
    >>> difference("consent:mazhilis>consent", "eng")
    'consent: mazhilis → none'
    """
    said = _said()
    if code[0] in "+-":
        return said["limit_new" if code[0] == "+" else "limit_gone"][language].format(
            limit=limit(code[1:], language)
        )
    before, _, after = code.partition(">")
    kind, *parts = before.split(":")
    # Both sides are limits, or only their last part differs.
    whole = after == kind or after.startswith(f"{kind}:")
    shared, old = ([], parts) if whole else (parts[:-1], parts[-1:])
    new = after.split(":")[1:] if whole else [after]
    name = (
        said["extent"][language] if kind == "extent" else limit(":".join([kind, *shared]), language)
    )
    return f"{name}: {_side(old, language)} → {_side(new, language)}"


def limit(code: str, language: str) -> str:
    """A limit on a power, `type:actor:value`, in words.

    >>> limit("majority::two_thirds", "eng")
    'majority (two thirds)'
    """
    kind, *rest = code.split(":")
    name = label(ConstraintType(kind), language) if kind in list(ConstraintType) else kind
    told = ", ".join(value(part, language) for part in rest if part)
    return _lower(name) + (f" ({told})" if told else "")


def value(code: str, language: str) -> str:
    """An actor, a majority, a number or a duration, in words.

    >>> value("P1M", "eng"), value("P1Y", "rus"), value("PT48H", "rus"), value("akim", "rus")
    ('1 month', '1 г.', '48 ч', 'аким')
    """
    if found := _DURATION.fullmatch(code):
        clock, number, unit = found.groups()
        one = "one" if number == "1" else "many"
        return _said()[f"duration_{clock}{unit}_{one}"][language].format(n=number)
    if f"value_{code}" in _said():
        return _said()[f"value_{code}"][language]
    for kind in _KINDS:
        if code in list(kind):
            return _lower(label(kind(code), language))
    return code.replace("_", " ")


def side(words: str | None, language: str) -> str:
    """What one text has where two differ: its codes in words, its own words as they are.

    >>> side("president:nominate, consent:akim", "eng")
    'president: nominate, consent: akim'
    """
    if not words:
        return "–"
    told = _CODE.sub(lambda code: value(code[0], language), words)
    return re.sub(r"(?<=[^\W\d]):(?=\S)", ": ", told)


def _side(parts: Sequence[str], language: str) -> str:
    """The actor and the value on one side of a changed limit; `-` stands for none."""
    told = [value(part, language) for part in parts if part not in ("", "-")]
    return ", ".join(told) or _said()["nothing"][language]


def _lower(words: str) -> str:
    """A label inside a sentence; names that are always capital stay so."""
    first, _, rest = words.partition(" ")
    return words if first[1:] != first[1:].lower() else first.lower() + (f" {rest}" if rest else "")
