"""Who is named in a passage, and in what grammatical part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.powers.lexicon import Match, lexicon, table
from pipeline.powers.territory import names_territory
from pipeline.powers.words import Passage
from pipeline.vocabulary import Holder, Lang

NOT_A_HOLDER = "-"
GOVERNED = "Prep"
JOINERS = frozenset(table("holders")["joiners"])


# Words that look owned but belong to the verb, not to the noun before: "Үкімет орнынан түседі".
# Heads of names that say who of a body is meant.
OFFICERS = ("председател", "член", "судь", "судей", "депутат", "төраға", "мүше", "судья")
OWN_PHRASES = {"орнынан", "құқығы", "тағы", "мерзімінен"}
MADE = {"етіп", "қылып"}  # "әкім етіп тағайындайды": what someone becomes
LINKS = frozenset(table("holders")["links"])
# What opens another part of the sentence: "Сенат пен Мәжіліс өз төрағаларын сайлайды".
OWN_NOUN = {"өз", "өзінің", "әр", "әрбір", "бірлескен", "оның", "олардың"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A holder's words: places `start` to `end`, their case, and the row that named them."""

    codes: tuple[Holder, ...]
    start: int
    end: int
    case: str
    name: str
    where: str = "clause"
    headed: bool = False  # an officer of it is meant, who is named beside another body


def find_holders(passage: Passage) -> list[Mention]:
    """All holders named in a passage, in order.

    "Президент" and "Президенті" are one holder; "Служба охраны Президента" names none.
    """
    found = []
    for match in lexicon("holders", "holder", passage.lang).longest(passage):
        row = match.entry.data
        if row["code"] == NOT_A_HOLDER:
            continue
        codes = [Holder(row["code"])] + ([Holder(row["also"])] if "also" in row else [])
        case = row.get("as") or _case(passage, match)
        found.append(
            Mention(tuple(codes), match.start, match.end, case, match.entry.name, passage.where)
        )
    if passage.lang is Lang.RUS:
        return _sharing_head(passage, found)
    return _sharing_owned_head(passage, _sharing_case(passage, _of_all(passage, found)))


def _of_all(passage: Passage, found: list[Mention]) -> list[Mention]:
    """After a subject, deputies are but counted: "Сенат Палата депутаттары жалпы санының ..."."""
    for place in range(1, len(found)):
        counted = passage.lows(found[place].end, found[place].end + 1) == ("жалпы",)
        if counted and any(mention.case == "Nom" for mention in found[:place]):
            found[place] = replace(found[place], case="Gen")
    return found


def _sharing_head(passage: Passage, found: list[Mention]) -> list[Mention]:
    """Bodies that share one head: "председатели и члены Счетного комитета и Национального Банка".

    The first name has the head, and its case is that of all.
    """
    for place in range(1, len(found)):
        one, following = found[place - 1], found[place]
        headed = _has_owner(passage, one) and one.case not in {"Gen", GOVERNED}
        if not headed or following.case != "Gen" or _has_head(passage, following):
            continue
        if linked(passage.lows(one.end, following.start)):
            found[place] = replace(following, case=one.case, headed=True)
    return found


def _sharing_owned_head(passage: Passage, found: list[Mention]) -> list[Mention]:
    """The same in Kazakh, where the head comes last: "Кеңестің және Комитеттің төрағалары"."""
    for place in range(len(found) - 2, -1, -1):
        one, following = found[place], found[place + 1]
        headed = following.headed or _has_owner(passage, following)
        if not headed or one.case != "Gen" or following.case == "Gen":
            continue
        if linked(passage.lows(one.end, following.start)):
            found[place] = replace(one, case=following.case, headed=True)
    return found


def _has_owner(passage: Passage, mention: Mention) -> bool:
    """Whether a name is an officer's and holds his body's: "члены Комитета", "Кеңес мүшелері"."""
    words = passage.words[mention.start : mention.end]
    if mention.headed:
        return True
    if passage.lang is Lang.RUS:
        return _has_head(passage, mention) and any(word.case == "Gen" for word in words[1:])
    return len(words) > 1 and words[-1].low.startswith(OFFICERS)


def _has_head(passage: Passage, mention: Mention) -> bool:
    return passage.words[mention.start].low.startswith(OFFICERS)


def _sharing_case(passage: Passage, found: list[Mention]) -> list[Mention]:
    """Kazakh names joined to an owner are owners too: "Үкімет, министрлік және әкім актілері"."""
    for place in range(len(found) - 2, -1, -1):
        one, following = found[place], found[place + 1]
        if one.case != "Nom" or following.case != "Gen":
            continue
        between = passage.lows(one.end, following.start)
        if linked(tuple(low for low in between if not names_territory(passage.lang, low))):
            found[place] = replace(one, case="Gen")
    return found


def _case(passage: Passage, match: Match) -> str:
    """Russian: the case of the first word; Kazakh: of the last, a bare one before its owner Gen.

    "членов Правительства" is Acc, "Үкімет мүшелерін" Acc, "Үкімет" in "Үкімет құрылымы" Gen.
    """
    words = passage.words[match.start : match.end]
    if passage.lang is Lang.RUS:
        case = next((word.case for word in words if word.case), "Nom")
        if case == "Gen" and match.start == 0 and words[0].low.endswith(("и", "ы")):
            case = "Nom"  # "Судьи рассматривают": no clause opens with an owner
        return GOVERNED if case == "Nom" and _after_preposition(passage, match.start) else case
    last = words[-1]
    case = last.case or "Nom"
    if passage.lows(match.end, match.end + 1) == ("өзі",):
        return "Nom"  # "Президенттің өзі тағайындайды"
    if case != "Nom":
        return case
    following = passage.words[match.end : match.end + 1]
    if following and following[0].low in MADE:
        return GOVERNED
    if following and following[0].low in {"мен", "бен", "пен"}:
        return _shared_case(passage, match.end + 1)
    if following and following[0].low in OWN_PHRASES:
        return case
    voting = bool(following) and following[0].low.startswith("сайлауы")  # "Президент сайлауын"
    if following and following[0].owned and (not following[0].form or voting):
        attributive = not last.owned or following[0].case == "Gen"
        return "Gen" if attributive else "Nom"
    return case


def _after_preposition(passage: Passage, start: int) -> bool:
    """As in "в акимы": a form that looks like a nominative but hangs on a preposition."""
    place = start - 1
    while place >= 0 and passage.words[place].pos in {"ADJ", "NUM"}:
        place -= 1
    return place >= 0 and passage.words[place].pos == "ADP"


def _shared_case(passage: Passage, start: int) -> str:
    """The case that the last of joined nouns carries for all: "Үкімет пен әкімдердің" is Gen."""
    for place, word in enumerate(passage.words[start : start + 6]):
        if word.pos == "VERB" or word.low == "," or (place and word.low in OWN_NOUN):
            break
        if word.case not in {"", "Nom"}:
            return word.case
    return "Nom"


def linked(between: Sequence[str], allowed: frozenset[str] = JOINERS) -> bool:
    """Whether the words between two mentions join them: "и", ", екі мүшесін", "әрі"."""
    return bool(LINKS & set(between)) and allowed.issuperset(between)


def coordinated(passage: Passage, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """The mention and those joined to it: "Сенат и Мажилис", "Сенат пен Мәжіліс"."""
    ordered = sorted(mentions, key=lambda m: m.start)
    place = ordered.index(first)
    group = [first]
    for step, order in ((1, range(place + 1, len(ordered))), (-1, range(place - 1, -1, -1))):
        last = first
        for index in order:
            other = ordered[index]
            near, far = (last, other) if step == 1 else (other, last)
            between = passage.lows(near.end, far.start)
            if other.case != first.case or not linked(between):
                break
            group.append(other)
            last = other
    return sorted(group, key=lambda m: m.start)
