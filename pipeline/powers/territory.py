"""At which level an akim stands: "аким города районного значения", "ауданның әкімі"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.powers.lexicon import table
from pipeline.powers.objects import Thing
from pipeline.powers.words import Passage
from pipeline.vocabulary import Lang

# "қаладағы аудан": where the territory lies, not which it is.
PLACES = ("дағы", "дегі", "тағы", "тегі")


def with_levels(passage: Passage, things: Sequence[Thing], subject: str = "") -> list[Thing]:
    """The things, each akim named by the first territory of the words that belong to him.

    Args:
        passage: the words of a clause.
        things: its objects.
        subject: the akim whom the act is about, for one who has no territory beside him.
    """
    return [
        replace(thing, codes=(_level(passage, thing) or subject or "akim",))
        if _is_akim(thing)
        else thing
        for thing in things
    ]


def level_named(things: Sequence[Thing]) -> str:
    """The first akim of a known level among things, or ""."""
    codes = (thing.codes[0] for thing in things if _is_akim(thing))
    return next((code for code in codes if code != "akim"), "")


def names_territory(lang: Lang, low: str) -> bool:
    """Whether a word belongs to the name of a territory: "областей", "маңызы"."""
    lexicon = table("territory")[lang.value]
    nouns = [start for starts in lexicon["nouns"].values() for start in starts]
    return low.startswith((*lexicon["words"], *nouns))


def _is_akim(thing: Thing) -> bool:
    return thing.kind in {"office", "election"} and thing.codes[0].startswith("akim")


def _level(passage: Passage, thing: Thing) -> str:
    """The level of the first noun of the run of territory words beside him, or inside his name."""
    lexicon = table("territory")[passage.lang.value]
    marks = set(lexicon["marks"])

    def belongs(place: int) -> bool:
        low = passage.words[place].low
        return low in marks or names_territory(passage.lang, low)

    size = len(passage.words)
    if passage.lang is Lang.RUS:
        end = thing.end
        while end < size and belongs(end):
            end += 1
        run = list(range(thing.start, end))
    else:
        start = thing.start
        while start and belongs(start - 1):
            start -= 1
        run = list(range(start, thing.end))
    return _of_run(passage, run, lexicon["nouns"])


def _of_run(passage: Passage, run: Sequence[int], nouns: dict[str, list[str]]) -> str:
    lows = [passage.words[place].low for place in run]
    adjectives = tuple(table("territory")["adjectives"])
    for index, low in enumerate(lows):
        if low.startswith(adjectives) or low.endswith(PLACES):
            continue
        level = next((name for name, starts in nouns.items() if low.startswith(tuple(starts))), "")
        if level == "town":
            around = lows[index + 1 : index + 3] if passage.lang is Lang.RUS else lows[:index]
            return _of_town(around)
        if level:
            return f"akim_{level}"
    return ""


def _of_town(around: Sequence[str]) -> str:
    """A town by its importance: of the republic, of a region, of a district."""
    for low in around:
        if low.startswith(("республик", "столиц")):
            return "akim_region"
        if low.startswith(("районн", "аудан")):
            return "akim_village"
    return "akim_district"
