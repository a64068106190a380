"""What the sources of publishers' sites share: a site is gone through act by act, each in one
language after the other, and what it lists and shows is remembered beside the validators.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

import msgspec

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources import Item, Looked, Memory, Received
from pipeline.sources.settings import Settings
from pipeline.sources.web import Answer, Client
from pipeline.vocabulary import Lang, Status

# What the publishers' words for a status say; the other words are kept as they are.
STATUSES = {
    "new": Status.NEW,
    "upd": Status.AMENDED,
    "stop": Status.SUSPENDED,
    "temporaryRevoked": Status.SUSPENDED,
    "yts": Status.ENDED,
}
NO_DATE = date(2222, 2, 22)  # the publishers' sentinel
GIVE_UP = 3  # requests in a row that the site left unanswered

_DOTTED = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_NOT_MERGED = {"act", "day", "lang", "source", "url"}


def day_of(said: str) -> date | None:
    """The day that a publisher writes as dd.mm.yyyy or yyyy-mm-dd; None for no day.

    >>> day_of("21.05.2007"), day_of("2007-05-21"), day_of("22.02.2222")
    (datetime.date(2007, 5, 21), datetime.date(2007, 5, 21), None)
    """
    try:
        day = date.fromisoformat(_DOTTED.sub(r"\3-\2-\1", said.strip())[:10])
    except ValueError:
        return None
    return None if day == NO_DATE else day


def dotted(day: date) -> str:
    """A day as it stands in the publishers' addresses."""
    return f"{day:%d.%m.%Y}"


def completed(listed: Facts, shown: Facts) -> Facts:
    """What the list of versions says of one, with what only the version itself says."""
    missing = {
        each.name: getattr(shown, each.name)
        for each in fields(Facts)
        if each.name not in _NOT_MERGED and not getattr(listed, each.name)
    }
    return replace(listed, **missing)


def by_day(listed: Sequence[Facts]) -> tuple[Facts, ...]:
    """Versions in order of time; of a day that is listed for several causes, one with all."""
    days: dict[date, Facts] = {}
    for each in listed:
        before = days.setdefault(each.day, each)
        days[each.day] = replace(
            before,
            cause_code=_joined(before.cause_code, each.cause_code),
            cause_title=_joined(before.cause_title, each.cause_title),
            cause_requisites=_joined(before.cause_requisites, each.cause_requisites),
        )
    return tuple(days[day] for day in sorted(days))


def _joined(before: str, more: str) -> str:
    known = before.split("; ")
    return before if not more or more in known else f"{before}; {more}".removeprefix("; ")
