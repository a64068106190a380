"""A hand-made release with something for every figure: three dates, a gap, a partial text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.dataset import Contents
from pipeline.index.catalogue import catalogue
from pipeline.records import Change, TierRule
from pipeline.records_index import Score, ScoreComponent, ScoreInterval
from pipeline.vocabulary import (
    Action,
    ChangeKind,
    Choice,
    Domain,
    Doubt,
    Holder,
    Lang,
    Polarity,
    Scheme,
    Tier,
)
from tests.dataset.sample import DAYS, sample_contents

# The text of 1993 is partial, and none is at hand from July 1994 to September 1995.
SPANS = ((DAYS[0], date(1994, 7, 1), True), (DAYS[1], DAYS[2], False), (DAYS[2], None, False))
SHARES = {
    (Holder.PRESIDENT, Lang.RUS): (0.5, 0.6, 0.75),
    (Holder.PRESIDENT, Lang.KAZ): (0.4, 0.6, 0.7),
    (Holder.SENATE, Lang.RUS): (0.3, 0.3, 0.2),
    (Holder.SENATE, Lang.KAZ): (0.3, 0.3, 0.2),
    (Holder.COURT, Lang.RUS): (0.2, 0.1, 0.05),
    (Holder.COURT, Lang.KAZ): (0.3, 0.1, 0.1),
}
STRENGTH = {Domain.GOVERNMENT_FORMATION: (0.4, 0.4, 1.4), Domain.DISSOLUTION: (0.0, 2.0, 2.0)}
VETO = {Lang.RUS: (None, 2.0, 2.0), Lang.KAZ: (None, 1.0, 2.0)}  # the first item's values


def figure_contents() -> Contents:
    """The sample with scores of every scheme that has a figure, changes and tiers."""
    scores: list[Score] = []
    parts: list[ScoreComponent] = []

    def add(scheme: Scheme, lang: Lang, holder: Holder | None, n: int, values: dict[str, Any]):
        known = [value for value in values.values() if value is not None]
        total = sum(known) if len(known) == len(values) else None
        start, end, partial = SPANS[n]
        score = Score(scheme, "restated", lang, holder, total, start, end, partial)
        if scheme is Scheme.SHARE and total is not None:
            score = replace(score, low=total - 0.04, high=total + 0.03)
        scores.append(score)
        parts.extend(ScoreComponent(score.score_id, "", v, c) for c, v in values.items())

    for n in range(3):
        for (holder, lang), shares in SHARES.items():
            add(Scheme.SHARE, lang, holder, n, {"decree": shares[n]})
        for lang in Lang:
            strength = {str(domain): values[n] for domain, values in STRENGTH.items()}
            add(Scheme.STRENGTH, lang, Holder.PRESIDENT, n, strength)
            add(Scheme.VOLUME, lang, Holder.PRESIDENT, n, {"decree": n + 1.0})
            add(Scheme.EFFECTIVE_HOLDERS, lang, None, n, {"all": 2.5 - n / 2})
            for scheme in (Scheme.LEGISLATIVE, Scheme.NON_LEGISLATIVE, Scheme.EXECUTIVE_LAWMAKING):
                items = dict.fromkeys(components_of(scheme), 1.0)
                items[next(iter(items))] = VETO[lang][n]
                add(scheme, lang, Holder.PRESIDENT, n, items)
            add(Scheme.FRYE, lang, Holder.PRESIDENT, n, {"decree": 10.0 + n})
            ways = dict.fromkeys(components_of(Scheme.LOCAL), 0.1)
            add(Scheme.LOCAL, lang, Holder.PRESIDENT, n, ways)
            add(Scheme.OFFICE_AND_PERSON, lang, Holder.PRESIDENT, n, {"office": 2.0, "person": n})
    last = [s for s in scores if s.scheme is Scheme.SHARE and s.holder is Holder.PRESIDENT][-2:]
    return replace(
        sample_contents(),
        scores=scores,
        components=parts,
        intervals=[
            ScoreInterval(one.score_id, doubt, 0.5, 0.8)
            for one in last
            for doubt in (Doubt.WEIGHTS, Doubt.ALL)
        ],
        changes=changes(),
        tiers=[*tiers(Lang.RUS), *tiers(Lang.KAZ)],
    )


def components_of(scheme: Scheme) -> list[str]:
    """Codes of a scheme's components, in its order."""
    return next([c.code for c in facts.components] for facts in catalogue() if facts.code == scheme)


def changes() -> list[Change]:
    """In 1998: two powers granted, one of them in the Russian text alone; one passed on."""
    found = []
    for lang in Lang:
        for n, kind in enumerate((ChangeKind.GRANTED, ChangeKind.GRANTED, ChangeKind.TRANSFERRED)):
            if n == 1 and lang is Lang.KAZ:
                continue
            twin = {Lang.RUS: Lang.KAZ, Lang.KAZ: Lang.RUS}[lang]
            found.append(
                Change(
                    change_id=f"change/{lang}/{n}",
                    kind=kind,
                    older=f"constitution-1995@1995-09-05.{lang}.restated",
                    newer=f"constitution-1995@1998-10-07.{lang}.restated",
                    date=DAYS[2],
                    exact=True,
                    power=f"president/appoint/{n}",
                    power_from="",
                    power_to="",
                    holder=Holder.PRESIDENT,
                    holder_to=Holder.SENATE if kind is ChangeKind.TRANSFERRED else None,
                    action=Action.APPOINT,
                    object=None,
                    domain=Domain.APPOINTMENT,
                    polarity=Polarity.GIVES,
                    differs=(),
                    proofs=(),
                    other_language="" if n == 1 else f"change/{twin}/{n}",
                    similarity=1.0,
                    partial=False,
                )
            )
    return found


def tiers(lang: Lang) -> list[TierRule]:
    """Akims of villages: appointed, then elected in some places as an experiment."""
    return [
        TierRule(
            "restated", lang, Tier.VILLAGE, start, end, choice, (), None, everywhere, act, (), ()
        )
        for start, end, choice, everywhere, act in (
            (DAYS[0], DAYS[1], Choice.AKIM, True, "constitution-1993"),
            (DAYS[1], None, Choice.DIRECT, False, "constitution-1995"),
        )
    ]
