"""The same change in the other language's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import Change
from pipeline.vocabulary import Lang


def paired(changes: Iterable[Change]) -> list[Change]:
    """The changes, each naming its counterpart: the same texts, place, kind, holder and action.

    A place is the provision in the newer text, or in the older one for a power that is gone. Where
    several changes agree in all this, the one with the same object is taken first.
    """
    known = list(changes)
    waiting: dict[tuple[object, ...], list[Change]] = {}
    for change in known:
        waiting.setdefault(_key(change), []).append(change)
    partner: dict[str, str] = {}
    for same in waiting.values():
        rus = [one for one in same if one.series_and_lang[1] == Lang.RUS]
        kaz = [one for one in same if one.series_and_lang[1] == Lang.KAZ]
        for exact in (True, False):
            for one in [each for each in rus if each.change_id not in partner]:
                free = [each for each in kaz if each.change_id not in partner]
                other = next((e for e in free if not exact or e.object == one.object), None)
                if other:
                    partner |= {one.change_id: other.change_id, other.change_id: one.change_id}
    return [replace(one, other_language=partner.get(one.change_id, "")) for one in known]


def _key(change: Change) -> tuple[object, ...]:
    lang = change.series_and_lang[1]
    older, newer = (text.replace(f".{lang}", "") for text in (change.older, change.newer))
    place = (change.power_to or change.power_from).split("/")[1]
    return (
        older, newer, place, change.kind, change.holder, change.holder_to, change.action,
        change.polarity,
    )  # fmt: skip
