"""Small records for the tests of the index: a registry, versions, and what was read in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipeline.index.counting import Statement
from pipeline.index.weights import load
from pipeline.records import Act, Power, Version
from pipeline.vocabulary import Action, Autonomy, Domain, Holder, Lang, Polarity, TextState

WEIGHTS = load()


def day(text: str) -> date:
    return date.fromisoformat(text)


def act(
    key: str,
    kind: str = "constitution",
    *,
    begins: str = "2000-01-01",
    ended: str = "",
    amended_on: Iterable[str] = (),
    amends: tuple[str, ...] = (),
) -> Act:
    return Act(
        key=key,
        kind=kind,
        title={},
        adopted=day(begins),
        in_force=day(begins),
        ended=day(ended) if ended else None,
        amends=amends,
        amended_on=tuple(day(text) for text in amended_on),
    )


def registry(*acts: Act) -> dict[str, Act]:
    return {each.key: each for each in acts}


def text(
    key: str,
    on: str = "2000-01-01",
    state: TextState = TextState.IN_FORCE,
    lang: Lang = Lang.RUS,
) -> Version:
    return Version(act=key, date=day(on), lang=lang, state=state, sha256="0" * 64)


def power(
    holder: Holder | None = Holder.PRESIDENT,
    action: Action = Action.APPOINT,
    thing: str | None = "minister",
    *,
    domain: Domain | None = Domain.GOVERNMENT_FORMATION,
    autonomy: Autonomy = Autonomy.ALONE,
    limits: bool = False,
) -> Power:
    return Power(
        holder=holder,
        action=action,
        object=thing,
        domain=domain,
        polarity=Polarity.LIMITS if limits else Polarity.GIVES,
        autonomy=autonomy,
    )


def stated(version: Version, powers: Iterable[Power]) -> list[Statement]:
    """One clause a power, in the order of the document."""
    found = []
    for n, each in enumerate(powers, 1):
        clause_id = f"{version.version_id}/art_1__pt_{n}/0"
        found.append((f"{clause_id}/0", clause_id, each))
    return found


def readings(texts: Mapping[Version, Sequence[Power]]) -> dict[str, list[Statement]]:
    return {version.version_id: stated(version, powers) for version, powers in texts.items()}
