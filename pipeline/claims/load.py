"""Reads a file of claims; the head of `corpus/claims.toml` explains its fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pipeline.claims.claim import (
    ANY_ACT,
    Claim,
    Expectation,
    Expected,
    PowerExpectation,
    ScoreExpectation,
    TierExpectation,
    Trend,
)
from pipeline.errors import InputError
from pipeline.fields import FieldError, Table, at, listed, read_toml, typed
from pipeline.records import Act
from pipeline.vocabulary import (
    LABEL_LANGUAGES,
    Action,
    Choice,
    ConstraintType,
    Domain,
    Holder,
    Tier,
)

DEFAULT = Path(__file__).parents[2] / "corpus" / "claims.toml"
_SIGNS = ("+", "-", "0")
_SCHEMES = ("volume", "strength", "share", "share_volume")
_CLAIM = {"id", "source", "act", "date", "sign", "text", "untested", "expects"}
_ON = {"act", "date"}  # of an expectation on another day or act than its claim's
_POWER = {
    "change", "holder", "action", "object", "domain", "constraint", "actor", "value", "from", "to",
}  # fmt: skip
_TIER = {"tier", "method", "everywhere"}
_SCORE = {"score", "holder", "domain", "trend", "from", "to", "peak", "at_least"}
_Code = TypeVar("_Code", bound=StrEnum)


def load(path: Path, acts: Mapping[str, Act]) -> tuple[Claim, ...]:
    """The claims of a file, in its order.

    Raises:
        InputError: the file is missing or no TOML, a field is missing, unknown or of the wrong
            type, a code or an act is unknown, or two claims have one id.
    """
    document = read_toml(path, "--claims")
    with at(str(path)):
        sources = _said(document, "sources", dict)
        tables = _tables(document, "claim")
    claims: dict[str, Claim] = {}
    for n, table in enumerate(tables, 1):
        where = f"{path}, claim {table.get('id', f'number {n}')}"
        with at(where):
            claim = _claim(table, sources, acts, where)
            if claim.claim_id in claims:
                raise FieldError("another claim has the same id", "give each an id of its own")
            claims[claim.claim_id] = claim
    return tuple(claims.values())


def find(claims: Iterable[Claim], claim_id: str, path: Path) -> Claim:
    """The claim of that id.

    Raises:
        InputError: there is none.
    """
    known = {claim.claim_id: claim for claim in claims}
    if claim_id not in known:
        raise InputError(f"there is no claim '{claim_id}'", path, f"use one of {', '.join(known)}")
    return known[claim_id]


def _claim(table: Table, sources: Table, acts: Mapping[str, Act], where: str) -> Claim:
    _known_fields(table, _CLAIM)
    source = _said(table, "source", str)
    if source not in sources:
        raise FieldError(f"there is no source '{source}'", f"add {source} to [sources]")
    act, day = _act(table, acts), _said(table, "date", date)
    expects = []
    for n, expected in enumerate(_tables(table, "expects"), 1):
        with at(f"{where}, expects {n}"):
            what = _what(expected)
            on_act = _act(expected, acts) if "act" in expected else act
            on_day = _said(expected, "date", date) if "date" in expected else day
            expects.append(Expectation(what, on_act, on_day))
            if on_act == ANY_ACT and _is_change(what):
                raise FieldError("a change is one of an act", f"name the act, not {ANY_ACT}")
    return Claim(
        claim_id=_said(table, "id", str),
        source=_said(sources, source, str),
        act=act,
        date=day,
        sign=_one_of(table, "sign", _SIGNS),
        text=_words(table, "text"),
        expects=tuple(expects),
        untested=_words(table, "untested") if "untested" in table else {},
    )


def _is_change(what: object) -> bool:
    return isinstance(what, PowerExpectation) and what.change is not Expected.HELD


def _what(table: Table) -> PowerExpectation | TierExpectation | ScoreExpectation:
    """One expectation, told apart by the field that each kind must have."""
    for field, known, kind in (
        ("change", _POWER, _power),
        ("tier", _TIER, _tier),
        ("score", _SCORE, _score),
    ):
        if field in table:
            _known_fields(table, known | _ON)
            return kind(table)
    raise FieldError(
        "nothing is expected of a power, tier or score", "give `change`, `tier` or `score`"
    )


def _power(table: Table) -> PowerExpectation:
    change, holder = _code(table, "change", Expected), _code(table, "holder", Holder)
    before = after = None
    moved = dict.fromkeys(("from", "to"))
    if change is Expected.TRANSFERRED:
        if ("from" in table) == ("to" in table):
            raise FieldError("a power is transferred from or to its holder", "give `from` or `to`")
        before = _if_coded(table, "from", Holder) or holder
        after = _if_coded(table, "to", Holder) or holder
    else:
        moved = {side: _if_said(table, side, str) for side in moved}
    values = ("actor", "value", "from", "to") if change is not Expected.TRANSFERRED else ("actor",)
    if "constraint" not in table and any(field in table for field in values):
        raise FieldError("a limit's actor or value is told, but no limit", "add `constraint`")
    return PowerExpectation(
        change=change,
        holder=holder,
        actions=tuple(_coded(one, "action", Action) for one in _several(table, "action")),
        objects=tuple(_several(table, "object")),
        domain=_if_coded(table, "domain", Domain),
        constraint=_if_coded(table, "constraint", ConstraintType),
        actor=_if_coded(table, "actor", Holder),
        value=_if_said(table, "value", str),
        value_from=moved["from"],
        value_to=moved["to"],
        before=before,
        after=after,
    )


def _tier(table: Table) -> TierExpectation:
    return TierExpectation(
        tier=_code(table, "tier", Tier),
        method=_if_coded(table, "method", Choice),
        everywhere=_if_said(table, "everywhere", bool),
    )


def _score(table: Table) -> ScoreExpectation:
    trend = _code(table, "trend", Trend)
    first, last = _said(table, "from", date), _said(table, "to", date)
    if first >= last:
        raise FieldError(f"{first} is not before {last}", "give the earlier day in `from`")
    return ScoreExpectation(
        scheme=_one_of(table, "score", _SCHEMES),
        holder=_code(table, "holder", Holder),
        trend=trend,
        first=first,
        last=last,
        domain=_if_coded(table, "domain", Domain),
        peak=_said(table, "peak", date) if trend is Trend.PEAKS else None,
        at_least=_said(table, "at_least", float) if trend is Trend.KEEPS else None,
    )


def _act(table: Table, acts: Mapping[str, Act]) -> str:
    key: str = _said(table, "act", str)
    if key != ANY_ACT and key not in acts:
        raise FieldError(
            f"there is no act '{key}'",
            f"use a key of the registry, or {ANY_ACT} for no one act",
        )
    return key


def _words(table: Table, field: str) -> dict[str, str]:
    words = _said(table, field, dict)
    _known_fields(words, set(LABEL_LANGUAGES))
    return {language: _said(words, language, str) for language in LABEL_LANGUAGES}


def _tables(table: Table, field: str) -> tuple[Table, ...]:
    _said(table, field, list)
    return listed(table, field, dict)


def _several(table: Table, field: str) -> list[str]:
    """The words of a field that takes one or a list, none where it is left out."""
    found = table.get(field, [])
    words = found if isinstance(found, list) else [found]
    if not all(isinstance(word, str) and word for word in words):
        raise FieldError(
            f"`{field}` is {found!r}, neither a word nor a list of words", "correct it"
        )
    return words


def _code(table: Table, field: str, codes: type[_Code]) -> _Code:
    return _coded(_said(table, field, str), field, codes)


def _if_coded(table: Table, field: str, codes: type[_Code]) -> _Code | None:
    return _code(table, field, codes) if field in table else None


def _coded(word: str, field: str, codes: type[_Code]) -> _Code:
    if word not in list(codes):
        raise FieldError(
            f"`{field}` is '{word}', which is no code", f"use one of {', '.join(codes)}"
        )
    return codes(word)


def _one_of(table: Table, field: str, words: Collection[str]) -> str:
    word: str = _said(table, field, str)
    if word not in words:
        raise FieldError(f"`{field}` is '{word}'", f"use one of {', '.join(words)}")
    return word


def _said(table: Table, field: str, kind: type) -> Any:
    """The value of a field; an empty one says nothing."""
    value = typed(table, field, kind)
    if value in ("", [], {}):
        raise FieldError(f"`{field}` is empty", "write what it says")
    return value


def _if_said(table: Table, field: str, kind: type) -> Any:
    return _said(table, field, kind) if field in table else None


def _known_fields(table: Table, known: Collection[str]) -> None:
    for field in table:
        if field not in known:
            raise FieldError(
                f"there is no field `{field}` here", f"use {', '.join(sorted(known))} alone"
            )
