"""Small texts about akims: clauses with the powers that a reader would find in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.records import Act, Clause, Constraint, Power, Reading, Span, Version
from pipeline.vocabulary import (
    Action,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Lang,
    Polarity,
    TextState,
)

RUS, KAZ = Lang.RUS, Lang.KAZ


def power(
    holder: Holder,
    action: Action,
    thing: str | None = "akim",
    *limits: ConstraintType | tuple[ConstraintType, Holder],
    by: Span | None = None,
    whom: Span | None = None,
    polarity: Polarity = Polarity.GIVES,
) -> Power:
    """A power over akims; `by` and `whom` are where holder and object stand."""
    constraints = (limit if isinstance(limit, tuple) else (limit, None) for limit in limits)
    return Power(
        holder=holder,
        action=action,
        object=thing,
        domain=Domain.LOCAL_GOVERNMENT,
        polarity=polarity,
        constraints=tuple(Constraint(kind, actor) for kind, actor in constraints),
        holder_span=by,
        object_span=whom,
    )


def at(text: str, words: str, where: str = "clause") -> Span:
    """Where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words), where)


def text_of(
    *said: str | tuple[str, Sequence[Power]] | tuple[str, Sequence[Power], str],
    lang: Lang = RUS,
    key: str = "decree",
    on: str = "2000-01-01",
) -> list[Reading]:
    """The readings of a text: its clauses, each with its powers and its eid.

    Without an eid, a clause is a point of an act without articles.
    """
    readings = []
    for n, each in enumerate(said, 1):
        words, powers, eid = (each, (), "") if isinstance(each, str) else (*each, "")[:3]
        clause = Clause(key, on, lang, eid or f"pt_{n}", 0, "", words)
        readings.append(Reading(clause, Label.GRANT, {}, tuple(powers), False))
    return readings


def act(
    key: str,
    kind: str,
    begins: str,
    ended: str = "",
    amended_on: Iterable[str] = (),
    amends: tuple[str, ...] = (),
) -> Act:
    return Act(
        key=key,
        kind=kind,
        title={},
        adopted=date.fromisoformat(begins),
        in_force=date.fromisoformat(begins),
        ended=date.fromisoformat(ended) if ended else None,
        amended_on=tuple(map(date.fromisoformat, amended_on)),
        amends=amends,
    )


def version(key: str, on: str, lang: Lang = RUS, state: TextState = TextState.IN_FORCE) -> Version:
    return Version(key, date.fromisoformat(on), lang, state, "0" * 64)
