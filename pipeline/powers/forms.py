"""In which form an act is told: named rules for each language, the first that speaks decides.

Each rule answers with a manner - asserted, permitted, named, condition, mentioned - or with "".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.powers.lexicon import Match, lexicon
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

GOVERNING_NOUNS = ("неспособност", "отказ", "невозможност", "необходимост", "намерени")
DOING = ("осуществля", "производ", "провод")  # verbs that only carry a named act
DECISIONS = {"решение", "отклонение", "голосование", "обеспечение"}
RIGHTS = ("құқ", "хақ", "хұқ", "ерікті")  # what a Kazakh dative verbal noun depends on
# How short passives end that the dictionary takes for adjectives: "отрешен", "избрана".
SHORT_PASSIVES = ("ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны")
AUXILIARIES = ("отыр", "тұр", "жатыр", "жүр", "келеді", "береді", "қояды", "тастайды", "шығады")
MENTIONED = "mentioned"
# Verbs that only tell how another goes, after its converb: "шақырып алу", "қайтарып жіберу".
HELPERS = ("жібер", "таста", "қой", "қою", "қоя", "ал", "кел", "шық", "сал", "өт", "отыр", "тұр")
BANNED = ("болмайды", "жол")  # bans on a dative: "шектеуге жол берілмейді"
LISTS = {("мен",), ("бен",), ("пен",), ("және",), (",",)}
PERSONNEL = {"appoint", "dismiss", "elect"}  # acts named by a noun: "назначение производит"
CARRYING = {"works_out", "other", "control", "elect"}  # wide acts, told by the verb itself
COMPETENCES = ("құзыретіне", "қарауына", "құзырына", "өкілеттігіне", "өкілеттіктеріне", "міндетіне")
FALLING = {(noun, verb) for noun in COMPETENCES for verb in ("жатады", "кіреді")}
KAZAKH_LINKS = frozenset([",", ";", ".", "және", "мен", "бен", "пен", "не", "немесе", "әрі"])


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words around a predicate say: cue places, list mode, places inside side clauses."""

    passage: Passage
    modals: tuple[Match, ...]
    bans: tuple[Match, ...]
    nominal: bool
    permits: bool
    side: frozenset[int]
    headed: bool = False  # a Kazakh item without a verb under a head that names a holder


# --- Russian forms -------------------------------------------------------------------------


def condition_act(setting: Setting, match: Match, word: Word) -> str:
    """An act told in a condition: "Если Мажилис одобрит проект", kaz "Мәжіліс мақұлдаса"."""
    if setting.passage.lang is Lang.KAZ:
        return "condition" if word.mood == "Cnd" else ""
    if match.anchor not in setting.side or word.form != "Fin":
        return ""
    goes_on = "где" in setting.passage.lows(match.anchor - 4, match.anchor)
    return "asserted" if goes_on else "condition"


def finite_verb(setting: Setting, match: Match, word: Word) -> str:
    """A finite verb asserts: "назначает", kaz "тағайындайды"."""
    if word.form != "Fin" or word.mood == "Cnd" or match.anchor in setting.side:
        return ""
    if setting.passage.lang is Lang.KAZ and word.tense == "Past":
        return ""
    return "asserted"


def permitted_infinitive(setting: Setting, match: Match, word: Word) -> str:
    """An infinitive under a modal: "вправе распустить", "право издавать"."""
    if word.form != "Inf" or match.anchor in setting.side:
        return ""
    cues = [m.start for m in (*setting.modals, *setting.bans) if m.start not in setting.side]
    earlier = [start for start in cues if start < match.anchor]
    before = setting.passage.words[match.start - 1] if match.start else None
    if before and before.low.startswith(GOVERNING_NOUNS):
        return ""  # "неспособности осуществлять", "отказа дать": the noun governs it
    if earlier:  # a colon ends what a modal governs: "может распустить ... в случаях: ..."
        return "" if ":" in setting.passage.lows(max(earlier), match.anchor) else "permitted"
    return "permitted" if setting.permits else ""


def decreed_infinitive(_setting: Setting, match: Match, word: Word) -> str:
    """An infinitive that opens a clause orders: "Образовать комиссию"."""
    if match.entry.data.get("name") == "charged":
        return "asserted"
    return "asserted" if word.form == "Inf" and match.anchor <= 2 else ""


def short_passive(setting: Setting, match: Match, word: Word) -> str:
    """A short passive: "может быть распущен", "полномочия возложены"."""
    told = word.form == "Part" or word.low.endswith(SHORT_PASSIVES)
    if not (word.short and told) or match.anchor in setting.side:
        return ""
    if match.entry.data["code"] == "immunity" and word.form != "Part":
        return ""
    return "permitted"


def subject_to(_setting: Setting, match: Match, _word: Word) -> str:
    """An act that must be done by someone: "подлежит рассмотрению Сенатом"."""
    return "asserted" if match.entry.name == "subject_to" else ""


def predicate_adjective(setting: Setting, match: Match, word: Word) -> str:
    """A status told by a short adjective: "неприкосновенны", "самостоятельны"."""
    if match.anchor in setting.side:
        return ""
    return "asserted" if word.short or match.entry.data["code"] == "immunity" else ""


def right_to_noun(setting: Setting, match: Match, word: Word) -> str:
    """A right to an act named by a noun: "право законодательной инициативы"."""
    if word.low == "право" or (word.form == "Fin" and word.low == "принадлежит"):
        return "permitted"
    before = setting.passage.words[match.start - 1].low if match.start else ""
    return "permitted" if word.pos == "NOUN" and before in {"право", "права"} else ""


def listed_noun(setting: Setting, match: Match, word: Word) -> str:
    """A verbal noun in a list of competence: "избрание и освобождение", "утверждение"."""
    if word.pos != "NOUN" or not setting.nominal or word.case not in {"Nom", "Acc"}:
        return ""
    words = setting.passage.words
    place = match.start - 1
    while place >= 0 and words[place].pos in {"ADJ", "NUM"}:
        place -= 1
    return "" if place >= 0 and words[place].pos == "ADP" else "named"


def noun_done(setting: Setting, match: Match, word: Word) -> str:
    """An act named and done by someone: "Назначение послов производится Президентом"."""
    words = setting.passage.words
    if word.pos != "NOUN" or word.case != "Nom" or match.anchor in setting.side:
        return ""
    ahead = [w for w in words[match.anchor + 1 :] if w.form == "Fin"]
    if not ahead or not ahead[0].low.startswith(DOING) or ahead[0].voice not in {"Mid", "Pass"}:
        return ""
    named = lexicon("holders", "holder", setting.passage.lang).longest(setting.passage)
    return "asserted" if any(words[found.start].case == "Ins" for found in named) else ""


def passive_of_draft(setting: Setting, match: Match, word: Word) -> str:
    """A participle that tells a chamber's vote: "одобренный большинством Мажилиса проект"."""
    if word.form != "Part" or word.voice != "Pass" or word.short:
        return ""
    ahead = setting.passage.lows(match.anchor, match.anchor + 12)
    votes = any(low.startswith(("большинств", "третями", "четвертями")) for low in ahead)
    settled = match.entry.data["code"] in {"appoint", "elect", "determine", "call_referendum"}
    return "condition" if votes or settled else ""


def relative_act(setting: Setting, match: Match, word: Word) -> str:
    """What a participle would tell too: "Председатель, которого назначает Президент"."""
    settled = match.entry.data["code"] in {"appoint", "elect", "call_referendum"}
    if not settled or word.form != "Fin" or word.tense != "Pres":
        return ""
    chosen = ("которого", "которую", "которых") if word.voice == "Act" else ("которы", "котора")
    told = setting.passage.lows(match.start - 1, match.start)
    return "condition" if told and told[0].startswith(chosen) else ""


def acting_participle(setting: Setting, match: Match, word: Word) -> str:
    """What a body is by its acts: "орган, осуществляющий законодательные функции"."""
    if word.form != "Part" or word.voice != "Act" or match.anchor in setting.side:
        return ""
    return "asserted" if match.entry.data["code"] in {"determine", "represent", "adopt"} else ""


def included_noun(setting: Setting, match: Match, word: Word) -> str:
    """An act among those meant: "включая введение положения", "енгізуді қоса алғанда"."""
    words = setting.passage.words
    if setting.passage.lang is Lang.RUS:
        before = any(low == "включая" for low in setting.passage.lows(0, match.start))
        return "asserted" if word.pos == "NOUN" and before and word.case in {"Acc", "Nom"} else ""
    ahead = [w.low for w in words[match.anchor + 1 : match.anchor + 12]]
    return "asserted" if word.form == "Vnoun" and word.case == "Acc" and "қоса" in ahead else ""


def mentioned(_setting: Setting, _match: Match, word: Word) -> str:
    """An act only spoken of: "по вопросам внесения изменений", "енгізу мәселелері бойынша"."""
    return MENTIONED if word.pos in {"NOUN", "VERB"} else ""


def noun_of_decision(setting: Setting, match: Match, word: Word) -> str:
    """A decision that is the subject of a passive: "Решение о выдвижении обвинения принимается"."""
    sentence = any(w.form == "Fin" or w.short for w in setting.passage.words)
    if not sentence or word.low not in DECISIONS:
        return ""
    return "asserted" if word.case == "Nom" and match.length > 1 else ""


def carried_on(words: Sequence[Word], place: int) -> bool:
    """A Kazakh converb whose auxiliary only tells how it goes: "қорғап отырады"."""
    following = words[place + 1] if place + 1 < len(words) else None
    return (
        words[place].form == "Conv"
        and following is not None
        and following.form == "Fin"
        and following.low.startswith(AUXILIARIES)
    )


# --- Kazakh forms --------------------------------------------------------------------------


def with_helper(passage: Passage, match: Match) -> Match:
    """A Kazakh verb's helper bears its form: "қайтарып жіберуге", "қабылдамай тастай"."""
    words, place = passage.words, match.anchor
    if passage.lang is Lang.RUS or words[place].form != "Conv" or place + 1 >= len(words):
        return match
    following = words[place + 1]
    helps = following.low.startswith(HELPERS) and following.form in {"Vnoun", "Conv"}
    joined = words[place].low.endswith(("п", "й"))
    return replace(match, anchor=place + 1, end=place + 2) if helps and joined else match


def carrier(passage: Passage, place: int) -> int:
    """Where the verb stands that carries out a named act: "жүзеге асырады"; -1 for none."""
    words = passage.words
    if passage.lang is Lang.RUS:  # beside the noun, or the next verb: "Назначение ... производит"
        beside = [at for at in (place - 1,) if at >= 0 and words[at].form == "Fin"]
        ahead = range(place + 1, len(words))
        found = beside or [
            at for at in ahead if words[at].form == "Fin" and words[at].tense != "Past"
        ]
        found = found[:1]
        return next((at for at in found if words[at].low.startswith(DOING)), -1)
    for at in range(place + 1, len(words)):
        if words[at].low.startswith("асыр") and words[at - 1].low == "жүзеге":
            return at if words[at].form == "Fin" else -1
        if words[at].form in {"Fin", "Conv"} or words[at].mood == "Cnd":
            return -1
        if words[at].form in {"Vnoun", "Part"} and passage.lows(place + 1, place + 2) not in LISTS:
            return -1
    return -1


def carried_out(setting: Setting, match: Match, word: Word) -> str:
    """An act named and carried out: "тағайындауды Президент жүзеге асырады", "Назначение ..."."""
    data = match.entry.data
    if setting.passage.lang is Lang.RUS:
        at = carrier(setting.passage, match.anchor)
        named = word.pos == "NOUN" and word.case in {"Nom", "Acc"} and data["code"] in PERSONNEL
        active = at >= 0 and setting.passage.words[at].voice == "Act"
        return "asserted" if named and active and match.anchor not in setting.side else ""
    if word.form != "Vnoun" or data["code"] in CARRYING or match.end > match.anchor + 1:
        return ""
    at = carrier(setting.passage, match.anchor)
    if at < 0:
        return ""
    listed = setting.passage.lows(match.anchor + 1, match.anchor + 2) in LISTS
    listed = listed and data["code"] in PERSONNEL  # "тағайындау мен босатуды"
    told = listed or bool(setting.passage.words[at].voice)
    named = word.case == "Acc" or (word.case == "Nom" and told)
    return "asserted" if named else ""


def in_competence(setting: Setting, match: Match, word: Word) -> str:
    """An act named as someone's affair: "тағайындау Президенттің құзыретіне жатады"."""
    ahead = setting.passage.lows(match.anchor, match.anchor + 12)
    falls = any(pair in FALLING for pair in pairwise(ahead))
    return "named" if word.form == "Vnoun" and word.case == "Nom" and falls else ""


def joined_converb(setting: Setting, match: Match, word: Word) -> str:
    """A converb joined to a later verb: "шақырып, оларға төрағалық етеді"; "тарата алады"."""
    words = setting.passage.words
    following = words[match.anchor + 1].low if match.anchor + 1 < len(words) else ""
    if word.form != "Conv":
        return ""
    if following in {"алады", "ала"}:
        return "permitted"
    if following.startswith("алмай"):
        return "asserted"
    if carried_on(words, match.anchor):
        return "asserted"
    tail = any(w.form == "Fin" and w.mood != "Cnd" for w in words[match.anchor + 1 :])
    return "asserted" if following == "," and tail else ""


def permitted_noun(setting: Setting, match: Match, word: Word) -> str:
    """A verbal noun under a modal: "таратуға құқылы", "жоюы мүмкін", "шығару құқығы берілсін"."""
    if word.form != "Vnoun":
        return ""
    words = setting.passage.words
    ahead = [
        m
        for m in setting.modals
        if m.start > match.anchor and words[m.start].low.startswith(RIGHTS)
    ]
    bans = [
        m
        for m in setting.bans
        if m.start > match.anchor and words[m.start].low.startswith((*RIGHTS, *BANNED))
    ]
    following = words[match.anchor + 1].low if match.anchor + 1 < len(words) else ""
    if word.case == "Dat" and following.startswith("келісім"):
        return ""  # "тағайындауға келісім беру": what is agreed to
    if word.case == "Dat" and not word.owned and (ahead or bans or setting.permits):
        return "permitted"
    if word.case == "Dat" and word.negative and following == "тиіс":
        return "permitted"  # "шектелмеуге тиіс": the act that must not be done
    denied = setting.passage.lows(match.anchor + 2, match.anchor + 3)
    if following == "мүмкін" and denied and denied[0].startswith("болма"):
        return ""
    if following.startswith(("мүмкін", "құқығы")):
        return "permitted"
    later = [m for m in ahead if words[m.start].low == "құқығы"]
    return "permitted" if following == "," and later and word.case == "Nom" else ""


def listed_verbal_noun(setting: Setting, match: Match, word: Word) -> str:
    """A verbal noun in a list of competence: "сайлау мен қызметтен босату"."""
    listed = setting.nominal or setting.headed
    if word.form != "Vnoun" or not listed or word.case != "Nom" or word.owned:
        return ""
    words = setting.passage.words
    following = words[match.anchor + 1].low if match.anchor + 1 < len(words) else "."
    return "named" if following in KAZAKH_LINKS else ""


def attributive_vote(setting: Setting, match: Match, word: Word) -> str:
    """A participle that tells a chamber's vote: "көпшілік даусымен мақұлданған заң жобасы"."""
    if word.form != "Part" or word.case != "Nom":
        return ""  # with a case of its own it is a fact, not an attribute: "мақұлданғанын"
    before = setting.passage.lows(match.start - 6, match.start)
    if before and before[-1] in {"оны", "оларды"}:
        return ""  # "оны тағайындаған әкім": which one is meant
    votes = any(low.startswith(("дау", "көпшіл")) for low in before)
    code = match.entry.data["code"]
    agents = code in {"appoint", "elect", "determine", "call_referendum"}
    return "condition" if votes or (agents and not setting.nominal) else ""


def acting_attribute(setting: Setting, match: Match, word: Word) -> str:
    """What a body is by its acts: "бағыттарын айқындайтын тұлға", "жүзеге асыратын орган"."""
    acts = match.entry.data["code"] in {"determine", "represent", "adopt"}
    hyphen = any(low in "-–—" for low in setting.passage.lows(0, match.start))
    attribute = word.form == "Part" or word.low == "жүзеге"
    return "asserted" if acts and attribute and hyphen else ""


def fixed_phrase(_setting: Setting, match: Match, word: Word) -> str:
    """A phrase that asserts without a verb of its own: "тиісуіне болмайды", "құқығына ие"."""
    code = match.entry.data["code"]
    return "asserted" if code in {"immunity", "command"} or word.low in {"ие", "құқығы"} else ""


Rule = Callable[[Setting, Match, Word], str]

RUSSIAN_RULES: tuple[Rule, ...] = (
    relative_act, condition_act, subject_to, noun_of_decision, finite_verb, permitted_infinitive,
    decreed_infinitive, right_to_noun, short_passive, predicate_adjective, listed_noun, noun_done,
    carried_out, passive_of_draft, acting_participle, included_noun, mentioned,
)  # fmt: skip
KAZAKH_RULES: tuple[Rule, ...] = (
    condition_act, subject_to, fixed_phrase, finite_verb, joined_converb, permitted_noun,
    carried_out, in_competence, listed_verbal_noun, acting_attribute, attributive_vote,
    included_noun, mentioned,
)  # fmt: skip
