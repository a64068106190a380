"""The timeline of an act: what happened to it, when, by which act, and whom its words bind since.

Facts come from the registry; which texts are at hand comes from the workspace's version ids. A day
that is not known is left empty, its condition is told instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.errors import InputError
from pipeline.records import Act, EffectiveFor
from pipeline.registry import successions

MISSING = "missing"
_FROM = {"eng": "from {}", "rus": "с {}", "kaz": "{} бастап"}
_VERSION_ID = re.compile(r"(?P<act>.+)@(?P<day>[\d-]+)\.(?P<lang>\w+?)(?P<restated>\.restated)?")


class Happening(StrEnum):
    """What an event of a timeline is, in the order in which a day's events are told."""

    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    VERSION = "version"  # a text at hand of a day on which the registry knows of no change
    EFFECTIVE = "effective_for"
    AMENDS = "amends"
    ENDED = "ended"
    SUCCEEDED = "succeeded_by"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline."""

    act: str
    event: Happening
    day: date | None  # None where none is known
    other_act: str = ""  # who amended or ended it, whom it amends, who takes its place
    version: date | None = None  # day of the text that brought the words
    units: tuple[str, ...] = ()  # eids that bind only some
    condition: str = ""  # on what the day depends, or whom the units bind
    until: date | None = None  # day of the text that set `condition` aside for the units
    said_in: str = ""  # eid that says so
    text: str = ""  # the texts at hand, or `missing`


def timeline(
    acts: Mapping[str, Act], key: str, version_ids: Iterable[str] = (), lang: str = "eng"
) -> list[Event]:
    """The events of an act in order of time; an event without a day stands where it belongs.

    Args:
        acts: the registry.
        key: the act.
        version_ids: the texts at hand, of this act or any other.
        lang: language of the conditions: eng, rus or kaz.

    Raises:
        InputError: the registry has no such act.
    """
    if key not in acts:
        raise InputError(f"there is no act '{key}'", "--act", f"use one of {', '.join(acts)}")
    act = acts[key]
    texts = _at_hand(key, version_ids)
    first = {act.adopted, act.in_force or act.adopted}
    events = [
        Event(key, Happening.ADOPTED, act.adopted),
        Event(
            key,
            Happening.IN_FORCE,
            act.in_force,
            condition=act.commences.get(lang, ""),
            text=_told(text for day in sorted(first) for text in texts.get(day, ())),
        ),
        *(_amended(acts, act, day, texts, lang) for day in act.amended_on),
        *(
            Event(key, Happening.VERSION, day, version=day, text=_told(texts[day]))
            for day in texts
            if day not in first and day not in act.amended_on
        ),
        *(_effective(key, rule, lang) for rule in act.effective),
        *_of_others(acts, key),
    ]
    if act.ended or act.expires:
        expires = act.expires.get(lang, "")
        events.append(Event(key, Happening.ENDED, act.ended, act.ended_by or "", condition=expires))
    events += [
        Event(key, Happening.SUCCEEDED, act.ended, newer)
        for older, newer in successions(acts)
        if older == key
    ]
    return sorted(events, key=lambda event: _order(act, event))


def effective_for(
    acts: Mapping[str, Act],
    act_key: str,
    version_date: date,
    eid: str,
    series: str = "",
    lang: str = "eng",
) -> str:
    """Whom a unit of a version binds, or from when, where that is not everyone from its first day.

    A rule of an earlier version holds until it is set aside or another for the same unit comes. A
    day that has come by the version's date is nothing to tell. Neither is anything told of the very
    unit that makes the exception.

    Args:
        acts: the registry.
        act_key: key of the act; one that the registry does not have has no such rules.
        version_date: day of the version whose words they are.
        eid: the unit.
        series: "official" or "restated"; "" takes rules for the numbering of either.
        lang: eng, rus or kaz.

    Returns:
        Words such as "the President elected next", or "".
    """
    rules = [
        rule
        for rule in (acts[act_key].effective if act_key in acts else ())
        if rule.version <= version_date
        and series in ("", rule.series or series)
        and any(_within(eid, unit) for unit in rule.eids)
    ]
    if not rules:
        return ""
    rule = max(rules, key=lambda each: each.version)
    over = rule.until is not None and rule.until <= version_date
    if over or (rule.said_in and _within(eid, rule.said_in)):
        return ""
    if rule.condition:
        return rule.condition[lang]
    return _from(rule.start if rule.start and rule.start > version_date else None, lang)


def _from(day: date | None, lang: str) -> str:
    return _FROM[lang].format(day) if day else ""


def _within(eid: str, unit: str) -> bool:
    return f"{eid}__".startswith(f"{unit}__")


def _amended(
    acts: Mapping[str, Act], act: Act, day: date, texts: Mapping[date, list[str]], lang: str
) -> Event:
    by = act.amended_by.get(day, "")
    condition = ""
    if maker := acts.get(by):
        later = maker.in_force if maker.in_force and maker.in_force > day else None
        condition = maker.commences.get(lang, "") or _from(later, lang)
    text = _told(texts.get(day, ()))
    return Event(act.key, Happening.AMENDED, day, by, day, condition=condition, text=text)


def _effective(key: str, rule: EffectiveFor, lang: str) -> Event:
    return Event(
        key,
        Happening.EFFECTIVE,
        rule.start,
        version=rule.version,
        units=rule.eids,
        condition=rule.condition.get(lang, ""),
        until=rule.until,
        said_in=rule.said_in,
    )


def _of_others(acts: Mapping[str, Act], key: str) -> list[Event]:
    """What an act changes in others, on the days that their own entries give."""
    return [
        Event(key, Happening.AMENDS, day, other.key, version=day)
        for other in acts.values()
        for day, by in other.amended_by.items()
        if by == key
    ]


def _order(act: Act, event: Event) -> tuple[date, int, str]:
    ends = event.event in (Happening.ENDED, Happening.SUCCEEDED)
    day = event.day
    if event.event is Happening.EFFECTIVE and event.version:  # with the text that brought it
        day = max(event.version, act.in_force or act.adopted)
    return (
        day or (date.max if ends else act.adopted),
        list(Happening).index(event.event),
        event.other_act or ",".join(event.units),
    )


def _at_hand(key: str, version_ids: Iterable[str]) -> dict[date, list[str]]:
    """The texts of an act by day, each as `official rus`."""
    found: dict[date, list[str]] = {}
    for version_id in sorted(version_ids):
        match = _VERSION_ID.fullmatch(version_id)
        if match and match["act"] == key:
            series = "restated" if match["restated"] else "official"
            found.setdefault(date.fromisoformat(match["day"]), []).append(
                f"{series} {match['lang']}"
            )
    return found


def _told(texts: Iterable[str]) -> str:
    return ", ".join(sorted(set(texts))) or MISSING
