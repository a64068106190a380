"""Which verbs and verbal nouns of a clause stand for an act of power.

A verb in the lexicon is only a candidate; its form, and what stands around it, say whether the
clause asserts it, permits it, forbids it, or merely mentions it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.powers.forms import (
    KAZAKH_RULES,
    RUSSIAN_RULES,
    Setting,
    carried_on,
    carrier,
    with_helper,
)
from pipeline.powers.lexicon import Match, lexicon
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

NO_ACT = "-"  # rows that keep a shorter pattern from matching: "Сенат образуют депутаты"
OPENERS = frozenset(["если", "когда", "чтобы", "что", "где", "пока", "хотя"])
DEPONENT = {"собираться", "являться", "обращаться", "соглашаться", "согласиться",
            "отчитываться", "пользоваться", "распоряжаться", "заботиться", "обратиться",
            "консультироваться"}  # fmt: skip
VERBAL_ENDINGS = ("ние", "тие", "ство", "ция", "зор", "роль", "вод", "ча", "ка", "иск", "учет",
                  "прием", "запрос", "анализ", "защита", "охрана", "вие", "помощь",
                  "отказ")  # fmt: skip
UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A candidate act: its base action, its words, and how it is meant."""

    base: str
    row: dict[str, Any]
    start: int
    end: int
    anchor: int
    manner: str  # asserted, permitted, named, condition
    rule: str
    passive: bool = False
    forbidden: bool = False
    said: tuple[int, int] = (0, 0)  # the words that tell the act, where they are not `start:end`
    where: str = "clause"


def find_predicates(passage: Passage, lead: Passage | None = None) -> list[Predicate]:
    """The acts that a clause asserts, permits, forbids or names, in order."""
    setting = _setting(passage, lead)
    rules = RUSSIAN_RULES if passage.lang is Lang.RUS else KAZAKH_RULES
    found = []
    for match in lexicon("actions", "action", passage.lang).longest(passage):
        if match.entry.data["code"] == NO_ACT:
            continue
        match = with_helper(passage, match)
        word = passage.words[match.anchor]
        for rule in rules:
            manner = rule(setting, match, word)
            if manner:
                found.append(_predicate(setting, match, word, manner, rule.__name__))
                break
    return without_carriers(found)


def without_carriers(found: list[Predicate]) -> list[Predicate]:
    """A verb that only carries a named act is none: "тағайындауды ... жүзеге асырады"."""
    if any(one.rule == "noun_done" for one in found):
        found = [one for one in found if one.row.get("name") != "works_out"]
    carriers = {one.anchor for one in found if one.rule == "carried_out"}
    return [one for one in found if one.rule == "carried_out" or one.anchor not in carriers]


def unlisted_act(passage: Passage, lead: Passage | None = None) -> list[Predicate]:
    """The first finite verb where no list knows any: an act that has no name of its own yet.

    "Сенат опекает музеи", "Сенат мұражайларды қамқорлайды"; a verb of state is no act. In a list
    of competence the noun that opens an item is one: "К ведению Сената относятся: опека музеев".
    """
    side = side_clauses(passage)
    stative = {place for match in cues(passage, "stative") for place in match.places}
    known = lexicon("actions", "action", passage.lang).longest(passage)
    stative |= {place for match in known for place in match.places}
    under = _under_modal(passage, side | stative)
    opens = bool(passage.words) and passage.words[0].form == "Inf" and 0 not in stative
    if opens and lead is not None and cues(lead, "modal") and not cues(lead, "forbidden"):
        under = 0
    if under is not None:
        row = {"code": "other", "name": UNLISTED, "takes": ["*"]}
        return [Predicate("other", row, under, under + 1, under, "permitted", "unlisted_right")]
    for place, word in enumerate(passage.words):
        present = word.tense in {"Pres", "Aor"} and word.form == "Fin" and not word.negative
        present = present or (passage.lang is Lang.KAZ and carried_on(passage.words, place))
        idle = place in side or place in stative or word.voice in {"Mid", "Pass"}
        idle = idle or (place > 0 and carried_on(passage.words, place - 1))
        if present and not idle:
            row = {"code": "other", "name": UNLISTED, "takes": ["*"]}
            return [Predicate("other", row, place, place + 1, place, "asserted", "unlisted_verb")]
    return _unlisted_in_russian(passage, lead, side | stative)


def _unlisted_in_russian(
    passage: Passage, lead: Passage | None, idle: set[int] | frozenset[int]
) -> list[Predicate]:
    """As in "Музеи опекаются Сенатом", "распоряжается землями", and nouns of a competence list."""
    if passage.lang is not Lang.RUS:
        return _unlisted_item(passage, lead)
    row = {"code": "other", "name": UNLISTED, "takes": ["*"]}
    for place, word in enumerate(passage.words):
        finite = word.form == "Fin" and word.tense == "Pres" and not word.negative
        if not finite or place in idle or word.voice not in {"Mid", "Pass"}:
            continue
        own = word.lemma in DEPONENT
        if not own and not _instrumental_holder(passage):
            continue
        rule = "unlisted_verb" if own else "unlisted_passive"
        return [Predicate("other", row, place, place + 1, place, "asserted", rule, not own)]
    if lead is None or not cues(lead, "competence") or any(w.form == "Fin" for w in passage.words):
        return []
    for place, word in enumerate(passage.words):
        if word.pos == "NOUN":
            told = word.case in {"Nom", "Acc"} and word.low.endswith(VERBAL_ENDINGS)
            act = Predicate("other", row, place, place + 1, place, "named", "unlisted_noun")
            return [act] if told else []
        if word.pos not in {"ADJ", "ADV", "NUM", "CCONJ", "PART"}:
            break
    return []


def _unlisted_item(passage: Passage, lead: Passage | None) -> list[Predicate]:
    """The verbal noun that ends a Kazakh item of a competence list: "аумақты абаттандыру"."""
    words = [word for word in passage.words if word.pos != "PUNCT"]
    if lead is None or not words or not (cues(lead, "competence") or _headed(passage, lead)):
        return []
    last = words[-1]
    if last.form != "Vnoun" or last.case != "Nom" or last.owned or len(words) == 1:
        return []
    place = passage.words.index(last)
    row = {"code": "other", "name": UNLISTED, "takes": ["*"]}
    return [Predicate("other", row, place, place + 1, place, "named", "unlisted_noun")]


def _instrumental_holder(passage: Passage) -> bool:
    """Whether a state holder may be the agent of a passive: "опекаются Сенатом"."""
    named = lexicon("holders", "holder", passage.lang).longest(passage)
    return any(passage.words[match.start].case == "Ins" for match in named)


def _under_modal(passage: Passage, idle: set[int] | frozenset[int]) -> int | None:
    """The act that someone has a right to: "имеет право присутствовать", "қатысуға құқылы"."""
    modals = [match.start for match in cues(passage, "modal")]
    if not modals or cues(passage, "forbidden"):
        return None
    for place, word in enumerate(passage.words):
        if place in idle:
            continue
        if passage.lang is Lang.RUS and word.form == "Inf" and modals[0] < place:
            return place
        if passage.lang is Lang.KAZ and place < modals[-1] and _open_to(passage, place):
            return place
    return None


def _open_to(passage: Passage, place: int) -> bool:
    """As in "қатысуға құқылы", "қатыса алады", "қатысуы мүмкін", "қатысу құқығы бар"."""
    word, ahead = passage.words[place], passage.lows(place + 1, place + 2)
    if word.form == "Vnoun" and word.case == "Dat":
        return not word.owned
    if word.form == "Conv":
        return ahead in {("алады",), ("ала",)} and not word.low.endswith("п")
    if word.form != "Vnoun" or word.case != "Nom":
        return False
    return ahead == (("мүмкін",) if word.owned else ("құқығы",))


def telling_words(passage: Passage) -> tuple[int, int]:
    """The words that tell a clause's act where no list names it: its verb, else all of it."""
    words = passage.words
    for fits in (_finite, _verbal):
        place = next((at for at, word in enumerate(words) if fits(word)), None)
        if place is not None:
            return place, place + 1
    return 0, len(words)


def _finite(word: Word) -> bool:
    return word.form == "Fin" or word.short


def _verbal(word: Word) -> bool:
    return word.pos == "VERB"


def cues(passage: Passage, section: str) -> list[Match]:
    """Matches of one section of cues.toml."""
    found = lexicon("cues", section, passage.lang).longest(passage)
    return [match for match in found if _stands_right(passage, match)]


def _stands_right(passage: Passage, match: Match) -> bool:
    """Whether a cue that asks for the form of the word before it finds that form."""
    wanted = match.entry.data.get("after_form")
    return wanted is None or (match.start > 0 and passage.words[match.start - 1].form == wanted)


def _setting(passage: Passage, lead: Passage | None) -> Setting:
    return Setting(
        passage,
        tuple(cues(passage, "modal")),
        tuple(cues(passage, "forbidden")),
        nominal=bool(lead is not None and cues(lead, "competence"))
        or bool(cues(passage, "competence_said")),
        permits=lead is not None and bool(cues(lead, "modal")),
        side=side_clauses(passage),
        headed=_headed(passage, lead),
    )


def _headed(passage: Passage, lead: Passage | None) -> bool:
    """Items of a head with a holder: "Сенат: Прокурорды тағайындауға келісім беру"."""
    if passage.lang is Lang.RUS or lead is None or cues(lead, "scope"):
        return False
    last = next((word for word in reversed(passage.words) if word.pos != "PUNCT"), None)
    if last is None or last.form != "Vnoun" or last.case != "Nom" or cues(lead, "duty"):
        return False
    named = lexicon("holders", "holder", lead.lang).longest(lead)
    return any(match.entry.data["code"] != NO_ACT for match in named)


def _predicate(setting: Setting, match: Match, word: Word, manner: str, rule: str) -> Predicate:
    row = match.entry.data
    if rule == "carried_out":  # the verb tells the voice: "жүзеге асырылады"
        match = replace(match, anchor=carrier(setting.passage, match.anchor))
        word = setting.passage.words[match.anchor]
    passive = word.voice == "Pass" or (word.voice == "Mid" and word.form in {"Fin", "Inf"})
    passive = passive or rule in {"short_passive", "noun_done"} or bool(row.get("passive"))
    passive = (passive or rule == "noun_of_decision") and not row.get("active")
    passive = passive and word.lemma not in DEPONENT
    if row.get("code") == "other" and row.get("name") == "other_powers":
        passive = passive and word.voice != "Mid"
    return Predicate(
        row["code"], row, match.start, match.end, match.anchor, manner, rule,
        passive=passive, forbidden=_forbidden(setting, match, word),
    )  # fmt: skip


def side_clauses(passage: Passage) -> frozenset[int]:
    """Places inside a Russian subordinate clause: "если ...," and "который ...,"."""
    if passage.lang is Lang.KAZ:
        return frozenset()
    side: set[int] = set()
    inside = False
    for place in range(len(passage.words)):
        boundary = place == 0 or passage.words[place - 1].low in ",;:"
        if boundary:
            ahead = passage.words[place : place + 3]
            goes_on = inside and _past_alone(passage, place)
            inside = any(w.low in OPENERS or w.low.startswith("котор") for w in ahead[:2])
            inside = (
                inside
                or goes_on
                or (len(ahead) == 3 and ahead[1].low != "," and ahead[2].low.startswith("котор"))
            )
        if inside:
            side.add(place)
    return frozenset(side)


def _past_alone(passage: Passage, start: int) -> bool:
    """A part without a subject in the past tense: "если он отверг закон, дважды отказал ..."."""
    part = []
    for word in passage.words[start:]:
        if word.low in ",;:":
            break
        part.append(word)
    verbs = [word for word in part if word.form == "Fin"]
    if not verbs or verbs[0].tense != "Past":
        return False
    return all(word.case != "Nom" for word in part[: part.index(verbs[0])])


def _forbidden(setting: Setting, match: Match, word: Word) -> bool:
    """As in "не вправе распустить", "таратуға болмайды": the act is ruled out."""
    if match.entry.data.get("negates"):
        return False
    if word.negative or any(match.start <= ban.start < match.end for ban in setting.bans):
        return True
    words = setting.passage.words
    if setting.passage.lang is Lang.KAZ:
        return any(ban.start >= match.anchor for ban in setting.bans)
    if match.start and words[match.start - 1].low == "не":
        return True
    inside = match.start in setting.side  # "если он не может их принять, они переходят"
    before = [
        m
        for m in (*setting.modals, *setting.bans)
        if m.start < match.start and (m.start in setting.side) is inside
    ]
    last = max(before, key=lambda m: (m.end, m.length), default=None)
    return last is not None and last in setting.bans
