"""What publishers say of versions: held against each other, and against the registry.

A publisher keeps two records of an act, one a language, and they may differ on its type, its status
or its dates. Both are kept as they are told; here they are held against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from pipeline.records import Act, FactDifference, Facts
from pipeline.vocabulary import Lang

# What both records say of one version. Titles and addresses are another in each language.
FIELDS = ("code", "kind", "adopted", "status", "status_said", "cause_code")
DAY = "day"  # the first day of the version that one amending act made


def fact_differences(facts: Iterable[Facts]) -> list[FactDifference]:
    """The facts on which the two languages' records disagree, where both say something.

    Records are paired by act, source and day. Two versions of other days that one act is said to
    have made are paired by it, and then the day itself is what they disagree on.

    Returns:
        Sorted by act, versions and field.
    """
    sides: dict[Lang, list[Facts]] = {lang: [] for lang in Lang}
    for one in facts:
        sides[one.lang].append(one)
    found = {difference for pair in _pairs(sides) for difference in _compared(*pair)}
    return sorted(found, key=lambda one: (one.act, one.rus, one.kaz, one.field))


def _pairs(sides: dict[Lang, list[Facts]]) -> Iterator[tuple[Facts, Facts]]:
    by_day = {(one.act, one.source, one.day): one for one in sides[Lang.KAZ]}
    by_cause = {(one.act, one.source, one.cause_code): one for one in sides[Lang.KAZ]}
    for rus in sides[Lang.RUS]:
        kaz = by_day.get((rus.act, rus.source, rus.day))
        if kaz is None and rus.cause_code:
            kaz = by_cause.get((rus.act, rus.source, rus.cause_code))
        if kaz is not None:
            yield rus, kaz


def _compared(rus: Facts, kaz: Facts) -> Iterator[FactDifference]:
    fields = FIELDS if rus.day == kaz.day else (DAY, *FIELDS)
    for field in fields:
        said = getattr(rus, field), getattr(kaz, field)
        if all(said) and said[0] != said[1]:
            yield FactDifference(rus.act, rus.version_id, kaz.version_id, field, *map(str, said))


def day_in_registry(day: date, act: Act, listed: Collection[date] = ()) -> date:
    """The day of a text, or the next one where that is a day of the act and the text's is not.

    Some versions are dated to the day before the law that made them. No text can be older than
    that law, and the registry knows its day.
    """
    known = {act.adopted, act.in_force, *act.amended_on} - {None}
    eves = {each - timedelta(days=1): each for each in known if each}
    following = eves.get(day, day)
    return day if day in known or following in listed else following
