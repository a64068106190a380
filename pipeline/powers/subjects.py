"""The scene of a clause, and its subject: who stands in the nominative with an active verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.powers.holders import Mention, coordinated
from pipeline.powers.lexicon import Match
from pipeline.powers.predicates import Predicate
from pipeline.powers.words import Passage
from pipeline.vocabulary import Holder, Lang

QUOTES = frozenset(['"', "«", "»", "“", "”", "„"])
PERSONS = {Holder.PRESIDENT, Holder.VICE_PRESIDENT, Holder.PRIME_MINISTER, Holder.MINISTER,
           Holder.AKIM, Holder.PARLIAMENT_CHAIR, Holder.PROSECUTOR_GENERAL}  # fmt: skip
STATE_NAME = frozenset(
    ["қазақстан", "республикасының", "республиканың", "республика", "қазақ", "кср"]
)
# Forms that close a Kazakh sentence, so that its subject is theirs.
MAIN_VERBS = {"finite_verb", "permitted_noun"}
# What may stand between joined verbs, and what says that they are about an office.
OFFICE_WORDS = {"должность", "должности", "должностей"}
JOINING_VERBS = {"и", "или", "либо", ",", "на", "от", "с", "со", *OFFICE_WORDS}
# Who opens a sentence is its subject, though no body stands beside him.
HEADS = {"председатель", "руководитель", "секретарь", "заместитель"}
OFFICIAL = {"лицо", "тұлға", "адам"}
# Who acts in a Kazakh participle without being a state holder.
PEOPLE = ("халық", "азамат", "сайлаушы", "тұрғын", "таңдаушы")


@dataclass(frozen=True, slots=True)
class Scene:
    """All that may tell who acts: the clause, its lead-in, the clause before it."""

    passage: Passage
    mentions: tuple[Mention, ...]
    taken: frozenset[int]  # places that belong to constraints
    votes: tuple[Match, ...]  # majorities
    quotas: tuple[Match, ...]  # shares of deputies who may start an act
    side: frozenset[int]  # places inside subordinate clauses
    given: tuple[Match, ...]  # "право принадлежит", "құқығы берілсін"
    continues: bool  # the clause leans on the one before
    lead: Passage | None = None
    lead_mentions: tuple[Mention, ...] = ()
    before: tuple[Mention, ...] = ()
    issuer: Holder | None = None

    @property
    def free(self) -> list[Mention]:
        """Mentions that no constraint uses."""
        return [m for m in self.mentions if m.start not in self.taken]


@dataclass(frozen=True, slots=True)
class Actor:
    """A holder, the words that name it if any, and the rule that chose it."""

    holder: Holder
    mention: Mention | None
    rule: str


# "Парламент және оның палаталары"
ITS = {("және", "оның"), ("және", "олардың")}


def ahead(scene: Scene, mentions: Sequence[Mention], first: Mention | None) -> list[Mention]:
    """The first mention and those joined to it."""
    return coordinated(scene.passage, mentions, first) if first else []


def subject(scene: Scene, predicate: Predicate) -> list[Mention]:
    """The subject of an active verb: "Сенат созывает", "Президент тағайындайды"."""
    if predicate.passive and predicate.rule != "predicate_adjective":
        return []
    if predicate.manner == "named":
        return []
    if predicate.rule == "relative_act":  # "которых назначает Сенат": not who stands before
        near = [m for m in scene.free if predicate.end <= m.start <= predicate.end + 1]
        return [m for m in near if m.case in {"Nom", "Acc"}]
    inside = predicate.anchor in scene.side
    subjects = [
        m
        for m in scene.free
        if m.case == "Nom"
        and (m.start in scene.side) is inside
        and not _of_side_act(scene, m, predicate)
    ]
    earlier = _without_apposition(scene, [m for m in subjects if m.start < predicate.anchor])
    if predicate.rule == "attributive_vote":
        return _adjacent(scene, predicate)
    if scene.passage.lang is Lang.KAZ and scene.lead_mentions:
        earlier = [m for m in earlier if scene.passage.lows(m.end, m.end + 1) != (",",)]
    follower = [m for m in subjects if predicate.end <= m.start <= predicate.end + 1]
    inverted = (
        follower
        and set(follower[0].codes) & PERSONS
        and not set(earlier[-1].codes if earlier else ()) & PERSONS
    )
    if inverted and scene.passage.lang is Lang.RUS:
        return ahead(scene, subjects, follower[0])
    if earlier:
        return ahead(scene, earlier, earlier[-1])
    if scene.lead_mentions:
        return []
    if scene.passage.lang is Lang.KAZ:
        return _opening(scene, predicate)
    later = [
        m for m in subjects if predicate.anchor < m.start <= _end_of_verbs(scene, predicate) + 3
    ]
    return ahead(scene, subjects, later[0]) if later else _inverted(scene, predicate)


def _without_apposition(scene: Scene, subjects: list[Mention]) -> list[Mention]:
    """An official without a name says who one is: "Президент, высшее должностное лицо, ..."."""
    words = scene.passage.words
    if not subjects or words[subjects[0].end].low != ",":
        return subjects
    return [subjects[0], *(m for m in subjects[1:] if words[m.end - 1].low not in OFFICIAL)]


def _opening(scene: Scene, predicate: Predicate) -> list[Mention]:
    """A name that opens a Kazakh sentence is its subject if no other is found.

    "Сенат қарсылығы еңсерілген заңды қайта қарайды": the next noun could own the bare name.
    "Комиссия төмен тұрған органдарға басшылық жасайды": the participle could be its own verb.
    """
    if predicate.passive or predicate.rule not in MAIN_VERBS:
        return []
    first = [m for m in scene.free if m.case in {"Nom", "Gen"} and m.end <= predicate.start]
    bare = [m for m in first if scene.passage.words[m.end - 1].case in {"", "Nom"}]
    words = scene.passage.words
    opening = [
        m
        for m in bare
        if (m.case == "Nom" and words[m.end].form != "Part") or _at_head(scene.passage, m)
    ]
    return ahead(scene, opening, opening[0]) if opening else []


def _at_head(passage: Passage, mention: Mention) -> bool:
    """Whether nothing but the state's name stands before: "Республиканың Президенті ..."."""
    return STATE_NAME.issuperset(passage.lows(0, mention.start))


def _end_of_verbs(scene: Scene, predicate: Predicate) -> int:
    """Where joined verbs end that share a later subject: "назначает и освобождает ... аким"."""
    words = scene.passage.words
    end = place = max(predicate.end, predicate.anchor + 1)
    while place < len(words) and (
        words[place].low in JOINING_VERBS or words[place].form == "Fin" or place in scene.taken
    ):
        place += 1
        if words[place - 1].form == "Fin" or (end < place and words[place - 1].low in OFFICE_WORDS):
            end = place
    return end


def _inverted(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Object first, subject last: "Такое решение может отменить суд".

    The subject looks like an accusative there; a noun before the verb shows the order.
    """
    words = scene.passage.words
    nouns = [word for word in words[: predicate.anchor] if word.pos == "NOUN"]
    if predicate.passive or not nouns or nouns[0].low in HEADS:
        return []
    later = [
        m
        for m in scene.free
        if m.case == "Acc" and predicate.end <= m.start <= _end_of_verbs(scene, predicate) + 1
        and all(words[i].low == words[i].lemma or words[i].case != "Acc" or _plural(words[i].low)
                for i in range(m.start, m.end))
    ]  # fmt: skip
    found = later[:1]
    if not found:
        return []
    return [m for m in scene.free if m in _coordinated_any(scene, found[0])]


def _coordinated_any(scene: Scene, first: Mention) -> list[Mention]:
    """The mention and those joined to it, a nominative and its look-alike taken as one case."""
    alike = [
        replace(m, case="Acc") if m.case == "Nom" else m for m in scene.free
    ]  # fmt: skip
    places = {m.start for m in coordinated(scene.passage, alike, first)}
    return [m for m in scene.free if m.start in places]


def _plural(low: str) -> bool:
    return low.endswith(("ы", "и", "е"))


def _adjacent(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Who stands right before a Kazakh participle: "Сенат пен Мәжіліс сайлаған төраға"."""
    nearest = [m for m in scene.free if m.case == "Nom" and m.end == predicate.start]
    if not nearest:
        return []
    joined = [
        m
        for m in scene.free
        if m.end < nearest[0].start
        and scene.passage.lows(m.end, nearest[0].start) in {("пен",), ("мен",), ("бен",), ("және",)}
        and scene.passage.lows(m.start - 1, m.start) != (",",)  # the last of a longer list
    ]
    return [*joined, *nearest]


def _of_side_act(scene: Scene, mention: Mention, predicate: Predicate) -> bool:
    """Whether a Kazakh bare noun is the subject of a participle: "Парламент қабылдаған заң"."""
    if scene.passage.lang is Lang.RUS:
        return False
    words = scene.passage.words
    others = [m for m in scene.mentions if m.case == "Nom" and m.start > mention.start]
    between = scene.passage.lows(mention.end, others[0].start) if others else ()
    if between in ITS:
        return _of_side_act(
            scene, others[0], predicate
        )  # "Парламент және оның палаталары қабылдаған"
    limit = others[0].start if others else len(words)
    named = {place for m in scene.mentions for place in range(m.start, m.end)}
    for place in range(mention.end, min(limit, predicate.anchor + 1)):
        if place in named or predicate.start <= place < predicate.anchor:
            continue
        if words[place].low in {"ол", "олар"} or words[place].low.startswith(PEOPLE):
            return False  # "халық сайлайтын": the participle has its own subject
        acting = words[place].form == "Part" and words[place].voice != "Pass"
        previous = words[place - 1]
        if acting and place > mention.end and previous.owned and previous.case == "Nom":
            continue  # "қорытындысы болғанда": so has this one
        if acting or words[place].mood == "Cnd":
            later = scene.passage.lows(place, predicate.anchor)
            return place != predicate.anchor and not {"ол", "олар"} & set(later)
        if place == predicate.anchor:
            return False
    return False
