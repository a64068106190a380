"""Pairs of texts made for a test: units of a few clauses, read or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.divergences import divergences
from pipeline.records import Clause, Divergence, Power, Provision, Reading, Version
from pipeline.vocabulary import Action, Domain, Holder, Label, Lang, Polarity, TextState


def version(lang: Lang, on: str = "2000-01-01", state: TextState = TextState.IN_FORCE) -> Version:
    return Version(act="c", date=date.fromisoformat(on), lang=lang, state=state, sha256="0" * 64)


RUS, KAZ = version(Lang.RUS), version(Lang.KAZ)


def unit(eid: str, text: str = "", *, repealed: bool = False, lead_in: str = "") -> Provision:
    kind, number = eid.rsplit("__", 1)[-1].split("_")
    kinds = {"art": "article", "pt": "point", "sub": "subpoint"}
    parent = eid.rpartition("__")[0]
    head = text.endswith(":")
    return Provision(
        eid, kinds[kind], number, parent, text, 0, 0,
        is_lead_in=head, lead_in=lead_in, repealed=repealed,
    )  # fmt: skip


def reading(
    eid: str,
    n: int = 0,
    label: Label = Label.GRANT,
    *powers: tuple[Holder | None, Action | None],
    text: str = "",
) -> Reading:
    clause = Clause(
        act="c", version="2000-01-01", lang=Lang.RUS, eid=eid, n=n, lead_in="", text=text
    )
    read = tuple(
        Power(holder, action, None, Domain.APPOINTMENT, Polarity.GIVES) for holder, action in powers
    )
    return Reading(clause=clause, label=label, proba={}, powers=read, needs_review=False)


def compare(
    rus: Sequence[Provision],
    kaz: Sequence[Provision],
    rus_read: Sequence[Reading] | None = (),
    kaz_read: Sequence[Reading] | None = (),
) -> list[Divergence]:
    """What the two texts differ in; None for a text that was not read."""
    read = {RUS.version_id: rus_read, KAZ.version_id: kaz_read}
    return divergences(
        {RUS.version_id: rus, KAZ.version_id: kaz},
        {key: found for key, found in read.items() if found is not None},
        [RUS, KAZ],
    )


# An article without marks, by whose lengths the length of a translation is foretold.
PLAIN = (
    "Палата собирается на заседания, рассматривает вопросы своего ведения и ведет протокол",
    "Палата отырыстарға жиналады, өз қарауына жататын мәселелерді қарайды, хаттама жүргізеді",
)


def told(rus: str | Sequence[str], kaz: str | Sequence[str]) -> list[Divergence]:
    """What one article differs in, told in one clause or in several, without powers read."""
    plain = [{f"art_{n}": text for n in range(2, 10)} for text in PLAIN]
    return articles({"art_1": rus, **plain[0]}, {"art_1": kaz, **plain[1]})


def articles(
    rus: Mapping[str, str | Sequence[str]], kaz: Mapping[str, str | Sequence[str]]
) -> list[Divergence]:
    """What several units differ in; a unit whose text ends in a colon heads the list below it."""
    sides = [_side(texts) for texts in (rus, kaz)]
    return compare(sides[0][0], sides[1][0], sides[0][1], sides[1][1])


def _side(texts: Mapping[str, str | Sequence[str]]) -> tuple[list[Provision], list[Reading]]:
    units, readings = list[Provision](), list[Reading]()
    head = ""
    for eid, told_in in texts.items():
        clauses = [told_in] if isinstance(told_in, str) else list(told_in)
        units.append(unit(eid, "; ".join(clauses), lead_in=head))
        if clauses[0].endswith(":"):
            head = clauses[0]
            continue
        readings += [reading(eid, n, Label.NONE, text=clause) for n, clause in enumerate(clauses)]
    return units, readings


def short(found: Sequence[Divergence]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.rus, one.kaz) for one in found]
