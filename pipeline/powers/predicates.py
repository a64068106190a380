"""Which verbs and verbal nouns of a clause stand for an act of power.

A verb in the lexicon is only a candidate; its form, and what stands around it, say whether the
clause asserts it, permits it, forbids it, or merely mentions it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.powers.forms import KAZAKH_RULES, RUSSIAN_RULES, Setting, carried_on
from pipeline.powers.lexicon import Match, lexicon
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

NO_ACT = "-"  # rows that keep a shorter pattern from matching: "Сенат образуют депутаты"
OPENERS = frozenset(["если", "когда", "чтобы", "что", "где", "пока", "хотя"])
DEPONENT = {"собираться", "являться", "обращаться", "соглашаться", "согласиться",
            "отчитываться", "пользоваться", "распоряжаться"}  # fmt: skip
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
        word = passage.words[match.anchor]
        for rule in rules:
            manner = rule(setting, match, word)
            if manner:
                found.append(_predicate(setting, match, word, manner, rule.__name__))
                break
    return found


def unlisted_act(passage: Passage) -> list[Predicate]:
    """The first finite verb where no list knows any: an act that has no name of its own yet.

    "Сенат опекает музеи", "Сенат мұражайларды қамқорлайды"; a verb of state is no act.
    """
    side = side_clauses(passage)
    stative = {match.start for match in cues(passage, "stative")}
    known = lexicon("actions", "action", passage.lang).longest(passage)
    stative |= {place for match in known for place in match.places}
    under = _under_modal(passage, side | stative)
    if under is not None:
        row = {"code": "other", "name": UNLISTED, "takes": ["*"]}
        return [Predicate("other", row, under, under + 1, under, "permitted", "unlisted_right")]
    for place, word in enumerate(passage.words):
        present = word.tense in {"Pres", "Aor"} and word.form == "Fin" and not word.negative
        present = present or (passage.lang is Lang.KAZ and carried_on(passage.words, place))
        idle = place in side or place in stative or word.voice in {"Mid", "Pass"}
        if present and not idle:
            row = {"code": "other", "name": UNLISTED, "takes": ["*"]}
            return [Predicate("other", row, place, place + 1, place, "asserted", "unlisted_verb")]
    return []


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
        right = word.form == "Vnoun" and word.case == "Dat" and not word.owned
        if passage.lang is Lang.KAZ and right and place < modals[-1]:
            return place
    return None


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
        nominal=lead is not None and bool(cues(lead, "competence")),
        permits=lead is not None and bool(cues(lead, "modal")),
        side=side_clauses(passage),
    )


def _predicate(setting: Setting, match: Match, word: Word, manner: str, rule: str) -> Predicate:
    row = match.entry.data
    passive = word.voice == "Pass" or (word.voice == "Mid" and word.form == "Fin")
    passive = passive or rule == "short_passive" or bool(row.get("passive"))
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
            inside = any(w.low in OPENERS or w.low.startswith("котор") for w in ahead[:2])
            inside = inside or (len(ahead) == 3 and ahead[2].low.startswith("котор"))
        if inside:
            side.add(place)
    return frozenset(side)


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
