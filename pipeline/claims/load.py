"""Reads a file of claims; the head of `corpus/claims.toml` explains its fields."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
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
_Table = Mapping[str, Any]


class _FieldError(Exception):
    """What is wrong and how to mend it; the place is added where it is known."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy


def load(path: Path, acts: Mapping[str, Act]) -> tuple[Claim, ...]:
    """The claims of a file, in its order.

    Raises:
        InputError: the file is missing or no TOML, a field is missing, unknown or of the wrong
            type, a code or an act is unknown, or two claims have one id.
    """
    document = _document(path)
    with _at(str(path)):
        sources = _typed(document, "sources", dict)
        tables = _tables(document, "claim")
    claims: dict[str, Claim] = {}
    for n, table in enumerate(tables, 1):
        where = f"{path}, claim {table.get('id', f'number {n}')}"
        with _at(where):
            claim = _claim(table, sources, acts, where)
            if claim.claim_id in claims:
                raise _FieldError("another claim has the same id", "give each an id of its own")
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


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise InputError(
            f"the claims cannot be read ({error.strerror})", path, "name another with --claims"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the claims are no TOML ({error})", path, "mend that line") from None


def _claim(table: _Table, sources: _Table, acts: Mapping[str, Act], where: str) -> Claim:
    _known_fields(table, _CLAIM)
    source = _typed(table, "source", str)
    if source not in sources:
        raise _FieldError(f"there is no source '{source}'", f"add {source} to [sources]")
    act, day = _act(table, acts), _typed(table, "date", date)
    expects = []
    for n, expected in enumerate(_tables(table, "expects"), 1):
        with _at(f"{where}, expects {n}"):
            what = _what(expected)
            on_act = _act(expected, acts) if "act" in expected else act
            on_day = _typed(expected, "date", date) if "date" in expected else day
            expects.append(Expectation(what, on_act, on_day))
            if on_act == ANY_ACT and _is_change(what):
                raise _FieldError("a change is one of an act", f"name the act, not {ANY_ACT}")
    return Claim(
        claim_id=_typed(table, "id", str),
        source=_typed(sources, source, str),
        act=act,
        date=day,
        sign=_one_of(table, "sign", _SIGNS),
        text=_words(table, "text"),
        expects=tuple(expects),
        untested=_words(table, "untested") if "untested" in table else {},
    )


def _is_change(what: object) -> bool:
    return isinstance(what, PowerExpectation) and what.change is not Expected.HELD


def _what(table: _Table) -> PowerExpectation | TierExpectation | ScoreExpectation:
    """One expectation, told apart by the field that each kind must have."""
    for field, known, kind in (
        ("change", _POWER, _power),
        ("tier", _TIER, _tier),
        ("score", _SCORE, _score),
    ):
        if field in table:
            _known_fields(table, known | _ON)
            return kind(table)
    raise _FieldError(
        "nothing is expected of a power, tier or score", "give `change`, `tier` or `score`"
    )


def _power(table: _Table) -> PowerExpectation:
    change, holder = _code(table, "change", Expected), _code(table, "holder", Holder)
    before = after = None
    moved = dict.fromkeys(("from", "to"))
    if change is Expected.TRANSFERRED:
        if ("from" in table) == ("to" in table):
            raise _FieldError("a power is transferred from or to its holder", "give `from` or `to`")
        before = _code(table, "from", Holder) if "from" in table else holder
        after = _code(table, "to", Holder) if "to" in table else holder
    else:
        moved = {side: _optional(table, side, str) for side in moved}
    values = ("actor", "value", "from", "to") if change is not Expected.TRANSFERRED else ("actor",)
    if "constraint" not in table and any(field in table for field in values):
        raise _FieldError("a limit's actor or value is told, but no limit", "add `constraint`")
    return PowerExpectation(
        change=change,
        holder=holder,
        actions=tuple(_coded(one, "action", Action) for one in _several(table, "action")),
        objects=tuple(_several(table, "object")),
        domain=_code(table, "domain", Domain) if "domain" in table else None,
        constraint=_code(table, "constraint", ConstraintType) if "constraint" in table else None,
        actor=_code(table, "actor", Holder) if "actor" in table else None,
        value=_optional(table, "value", str),
        value_from=moved["from"],
        value_to=moved["to"],
        before=before,
        after=after,
    )


def _tier(table: _Table) -> TierExpectation:
    return TierExpectation(
        tier=_code(table, "tier", Tier),
        method=_code(table, "method", Choice) if "method" in table else None,
        everywhere=_optional(table, "everywhere", bool),
    )


def _score(table: _Table) -> ScoreExpectation:
    trend = _code(table, "trend", Trend)
    first, last = _typed(table, "from", date), _typed(table, "to", date)
    if first >= last:
        raise _FieldError(f"{first} is not before {last}", "give the earlier day in `from`")
    return ScoreExpectation(
        scheme=_one_of(table, "score", _SCHEMES),
        holder=_code(table, "holder", Holder),
        trend=trend,
        first=first,
        last=last,
        domain=_code(table, "domain", Domain) if "domain" in table else None,
        peak=_typed(table, "peak", date) if trend is Trend.PEAKS else None,
        at_least=_typed(table, "at_least", float) if trend is Trend.KEEPS else None,
    )


def _act(table: _Table, acts: Mapping[str, Act]) -> str:
    key: str = _typed(table, "act", str)
    if key != ANY_ACT and key not in acts:
        raise _FieldError(
            f"there is no act '{key}'",
            f"use a key of the registry, or {ANY_ACT} for no one act",
        )
    return key


def _words(table: _Table, field: str) -> dict[str, str]:
    words = _typed(table, field, dict)
    _known_fields(words, set(LABEL_LANGUAGES))
    return {language: _typed(words, language, str) for language in LABEL_LANGUAGES}


def _tables(table: _Table, field: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _typed(table, field, list)
    if not all(isinstance(one, dict) for one in found):
        raise _FieldError(f"`{field}` is no list of tables", "write at least one")
    return found


def _several(table: _Table, field: str) -> list[str]:
    """The words of a field that takes one or a list, none where it is left out."""
    found = table.get(field, [])
    words = found if isinstance(found, list) else [found]
    if not all(isinstance(word, str) and word for word in words):
        raise _FieldError(
            f"`{field}` is {found!r}, neither a word nor a list of words", "correct it"
        )
    return words


def _code(table: _Table, field: str, codes: type[_Code]) -> _Code:
    return _coded(_typed(table, field, str), field, codes)


def _coded(word: str, field: str, codes: type[_Code]) -> _Code:
    if word not in list(codes):
        raise _FieldError(
            f"`{field}` is '{word}', which is no code", f"use one of {', '.join(codes)}"
        )
    return codes(word)


def _one_of(table: _Table, field: str, words: Collection[str]) -> str:
    word: str = _typed(table, field, str)
    if word not in words:
        raise _FieldError(f"`{field}` is '{word}'", f"use one of {', '.join(words)}")
    return word


def _typed(table: _Table, field: str, kind: type) -> Any:
    if field not in table:
        raise _FieldError(f"the field `{field}` is missing", "add it")
    if type(table[field]) is not kind or table[field] in ("", []):
        raise _FieldError(
            f"`{field}` is {table[field]!r}, not a {kind.__name__}", "correct the value"
        )
    return table[field]


def _optional(table: _Table, field: str, kind: type) -> Any:
    return _typed(table, field, kind) if field in table else None


def _known_fields(table: _Table, known: Collection[str]) -> None:
    for field in table:
        if field not in known:
            raise _FieldError(
                f"there is no field `{field}` here", f"use {', '.join(sorted(known))} alone"
            )


@contextmanager
def _at(where: str) -> Iterator[None]:
    try:
        yield
    except _FieldError as fault:
        raise InputError(fault.what, where, fault.remedy) from None
