"""A small hand-made dataset: three dates, two languages, powers with limits, scores with a gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.dataset import Contents, VersionRow, power_ids
from pipeline.records import (
    Act,
    Clause,
    Constraint,
    Divergence,
    Note,
    Power,
    Provision,
    Reading,
    Snapshot,
    Span,
    Version,
)
from pipeline.records_index import Score, ScoreComponent
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Lang,
    Polarity,
    TextState,
)

INPUTS = "0a1b2c3d4e5f60718293"
DAYS = (date(1993, 1, 28), date(1995, 9, 5), date(1998, 10, 7))

# (from which version on, Russian clause, Kazakh clause, words of holder, action, object, power)
Words = tuple[str, str, str]
SENTENCES: tuple[tuple[int, tuple[str, Words], tuple[str, Words], Power], ...] = (
    (
        0,
        (
            "Президент с согласия Парламента назначает Премьер-Министра",
            ("Президент", "назначает", "Премьер-Министра"),
        ),
        (
            "Президент Парламенттің келісімімен Премьер-Министрді тағайындайды",
            ("Президент", "тағайындайды", "Премьер-Министрді"),
        ),
        Power(
            holder=Holder.PRESIDENT,
            action=Action.APPOINT,
            object="prime_minister",
            domain=Domain.GOVERNMENT_FORMATION,
            polarity=Polarity.GIVES,
            constraints=(Constraint(ConstraintType.CONSENT, Holder.PARLIAMENT),),
            autonomy=Autonomy.CONSENT,
        ),
    ),
    (
        1,
        ("Президент вправе распустить Парламент", ("Президент", "распустить", "Парламент")),
        ("Президент Парламентті таратуға құқылы", ("Президент", "таратуға", "Парламентті")),
        Power(
            holder=Holder.PRESIDENT,
            action=Action.DISSOLVE,
            object="parliament",
            domain=Domain.DISSOLUTION,
            polarity=Polarity.GIVES,
        ),
    ),
    (
        2,
        ("Сенат толкует законы", ("Сенат", "толкует", "законы")),
        ("Сенат заңдарға түсінік береді", ("Сенат", "түсінік береді", "заңдарға")),
        Power(
            holder=Holder.SENATE,
            action=Action.INTERPRET,
            object="law",
            domain=Domain.LEGISLATION,
            polarity=Polarity.GIVES,
        ),
    ),
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def reading(clause: Clause, label: Label, powers: Sequence[Power] = ()) -> Reading:
    proba = {other: 0.94 if other is label else 0.02 for other in Label}
    return Reading(clause, label, proba, tuple(powers), needs_review=False)


def placed(power: Power, text: str, words: Words) -> Power:
    """The power with the spans of its words in the text."""
    holder, action, thing = (span(text, word) for word in words)
    limits = tuple(
        Constraint(limit.type, limit.actor, limit.value, Span(0, 9, "lead_in"))
        for limit in power.constraints
    )
    return Power(
        holder=power.holder,
        action=power.action,
        object=power.object,
        domain=power.domain,
        polarity=power.polarity,
        constraints=limits,
        autonomy=power.autonomy,
        lemma=words[1],
        object_words=words[2],
        holder_span=holder,
        action_span=action,
        object_span=thing,
    )


def act_of(number: int) -> str:
    return "constitution-1993" if number == 0 else "constitution-1995"


def version(number: int, lang: Lang, state: TextState = TextState.RESTATED) -> Version:
    return Version(act_of(number), DAYS[number], lang, state, f"{number}{lang.value}" * 16)


def readings_of(version: Version, number: int) -> tuple[Reading, ...]:
    russian = version.lang is Lang.RUS
    found = []
    for k, (since, rus, kaz, power) in enumerate(SENTENCES):
        text, words = rus if russian else kaz
        if since <= number:
            clause = Clause(
                act=version.act,
                version=version.date.isoformat(),
                lang=version.lang,
                eid=f"art_{k + 1}",
                n=0,
                lead_in="Президент Республики:",
                text=text,
                start=100 * k,
                end=100 * k + len(text),
                restated=version.restated,
            )
            found.append(reading(clause, Label.GRANT, [placed(power, text, words)]))
    return tuple(found)


def provisions_of(readings: Sequence[Reading]) -> tuple[Provision, ...]:
    return tuple(
        Provision(
            eid=each.clause.eid,
            kind="article",
            number=each.clause.eid.removeprefix("art_"),
            parent="",
            text=each.clause.text,
            start=each.clause.start,
            end=each.clause.end,
        )
        for each in readings
    )


def scores_of(lang: Lang, readings: Sequence[Sequence[Reading]]) -> list[tuple[Score, list[str]]]:
    """Volume, strength and share of the President, 1993-1994, then from 1995 on."""
    spans = (
        (DAYS[0], date(1994, 7, 1), True),
        (DAYS[1], DAYS[2], False),
        (DAYS[2], None, False),
    )
    values = {"volume": (1.0, 2.0, 2.0), "strength": (0.4, 1.4, 1.4), "share": (0.5, 0.9, 0.75)}
    found = []
    for number, (start, end, partial) in enumerate(spans):
        ids = [
            power_id
            for each in readings[number]
            for power_id, power in zip(power_ids(each), each.powers, strict=True)
            if power.holder is Holder.PRESIDENT
        ]
        for scheme, numbers in values.items():
            score = Score(
                scheme, "restated", lang, Holder.PRESIDENT, numbers[number], start, end, partial
            )
            found.append((score, ids))
    return found


NEWEST = ("constitution-1995", "1998-10-07", "restated")


def sample_contents() -> Contents:
    versions = {lang: [version(number, lang) for number in range(3)] for lang in Lang}
    readings = {
        each.version_id: readings_of(each, number)
        for lang in Lang
        for number, each in enumerate(versions[lang])
    }
    scores = [
        scored
        for lang in Lang
        for scored in scores_of(lang, [readings[each.version_id] for each in versions[lang]])
    ]
    every = [each for lang in Lang for each in versions[lang]]
    ends = {DAYS[0]: DAYS[1], DAYS[1]: DAYS[2], DAYS[2]: None}
    return Contents(
        acts=[
            _act("constitution-1995", "Конституция 1995 года", "constitution-1993"),
            _act("constitution-1993", "Конституция 1993 года"),
        ],
        snapshots=[
            Snapshot(each.sha256, f"{each.version_id}.md", "embedded", "text/markdown", "", 100)
            for each in every
        ],
        versions=[VersionRow(each, each.date, ends[each.date]) for each in every],
        provisions={key: provisions_of(found) for key, found in readings.items()},
        notes={every[0].version_id: [Note("", "Сноска.", 0, 7)]},
        readings=readings,
        scores=[score for score, _ in scores],
        components=[
            ScoreComponent(score.score_id, power_id, score.value / len(ids))
            for score, ids in scores
            for power_id in ids
        ],
        divergences=[
            Divergence(*NEWEST, "art_2", 0, "number", "high", "texts", "two days", "two months"),
            Divergence(*NEWEST, "art_3", None, "unit", "medium", "texts", "", "<b>"),
            Divergence(*NEWEST, "art_3", 0, "label", "low", "reading", "grant", "none"),
        ],
    )


def _act(key: str, title: str, succeeds: str | None = None) -> Act:
    year = int(key[-4:])
    english = f"Constitution of {year}"
    return Act(
        key=key,
        kind="constitution",
        title={"rus": title, "kaz": f"{year} жылғы Конституция", "eng": english},
        adopted=date(year, 1, 28),
        in_force=next(day for day in DAYS if day.year == year),
        succeeds=succeeds,
    )
