"""Acts known by their author: "акты Кабинета Министров", "әкім шешімдері".

A noun such as "акт", "решение", "қаулы" says little by itself; whose act it is tells the object.
Russian authors follow in the genitive, Kazakh ones stand before, and several authors give several
objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.powers.holders import JOINERS, Mention, linked
from pipeline.powers.lexicon import table
from pipeline.powers.objects import Thing
from pipeline.powers.territory import names_territory
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Holder, Lang

KINDS = {"decree": "decree", "order": "order", "resolution": "resolution", "ruling": "ruling"}
REACH = 6  # words that may stand between a Kazakh author and his act: "заңға қайшы келетін"


def code_by(author: Holder, thing: Thing) -> str:
    """The object that an author's act is."""
    if thing.codes[0] == "order" and author is not Holder.AKIM:
        return "order"
    codes: dict[str, str] = table("authors")["author"]
    return codes.get(author.value, thing.codes[0])


def local_name(holder: Holder, code: str | None) -> str | None:
    """What a thing is called where a local holder acts on it: "программы развития" are local."""
    local = table("authors")["local"]
    return local["codes"].get(code, code) if holder.value in local["holders"] else code


def with_authors(
    passage: Passage, things: Sequence[Thing], mentions: Sequence[Mention]
) -> list[Thing]:
    """The things, those that only an author can name resolved where one stands beside them."""
    taken: set[int] = set()
    told = []
    for thing in things:
        authors = _authors(passage, thing, mentions) if thing.authored else []
        taken.update(place for author in authors for place in range(author.start, author.end))
        told.append(_resolved(thing, authors))
    return [thing for thing in told if thing.start not in taken]  # an author is no object himself


def _resolved(thing: Thing, authors: Sequence[Mention]) -> Thing:
    codes = tuple(dict.fromkeys(
        code_by(code, thing) for mention in authors for code in mention.codes
    ))  # fmt: skip
    if not codes:
        return thing
    return replace(thing, codes=codes, kind=KINDS.get(codes[0], "act"), authored=False)


def _links(passage: Passage, between: Sequence[Word]) -> tuple[str, ...]:
    """The words between two authors, without those that only say where an author acts."""
    told = [w.low for w in between if not names_territory(passage.lang, w.low) and w.pos != "ADJ"]
    return tuple(dict.fromkeys(told))


def _authors(passage: Passage, thing: Thing, mentions: Sequence[Mention]) -> list[Mention]:
    if passage.lang is Lang.RUS:
        ahead = [m for m in mentions if m.start >= thing.end and m.case == "Gen"]
        group: list[Mention] = []
        place = thing.end
        for mention in sorted(ahead, key=lambda m: m.start):
            between = passage.words[place : mention.start]
            near = len(between) < 3 and all(word.pos in {"ADJ", "NUM"} for word in between)
            lows = _links(passage, between)
            if not (near if not group else linked(lows, JOINERS)):
                break
            group.append(mention)
            place = mention.end
        return group
    back = sorted((m for m in mentions if m.end <= thing.start), key=lambda m: -m.start)
    group = []
    place = thing.start
    for mention in back:
        between = passage.words[mention.end : place]
        lows = _links(passage, between)
        owned = mention.case == "Gen" and len(between) <= REACH
        near = owned and not any(w.form == "Fin" or w.low == "," for w in between)
        if not (near if not group else linked(lows, JOINERS)):
            break
        group.append(mention)
        place = mention.start
    return group[::-1]
