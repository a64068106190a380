"""What the dependency tree says of an act's subject: a second witness beside the rules of order.

Word order, case and list heads find the subject of legal sentences more often than a parser trained
on news does, so the tree never overrules them; where the two differ a reading is less sure.
"""

from __future__ import annotations

from pipeline.powers.holders import Mention, find_holders
from pipeline.powers.lexicon import lexicon
from pipeline.powers.predicates import Predicate
from pipeline.powers.subjects import Scene
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

# Relations through which a verb shares the subject of its head: "вправе распустить", "шығаруға
# құқығы бар", joined verbs, light verbs.
SHARING = {"conj", "xcomp", "ccomp", "csubj", "advcl", "compound", "fixed", "aux", "obj", "obl"}
FAR = 6  # steps up a tree; a longer way proves nothing


def witness(scene: Scene, predicate: Predicate, mention: Mention | None) -> str:
    """Whether the tree has the same subject as the rules.

    Returns:
        `agrees`, `differs`, `silent` where the tree gives the act no holder, or `none` where there
        is no tree or no words to look at.
    """
    words = scene.passage.words
    if predicate.where != "clause" or not words or not scene.mentions:
        return "none"
    if not words[predicate.anchor].dep:
        return "none"
    found = subjects(scene, predicate)
    if not found:
        return "silent"
    return "agrees" if mention in found else "differs"


def worth_a_tree(passage: Passage) -> bool:
    """Whether a clause names both a holder and an act; of others nothing is asked of the tree."""
    if not find_holders(passage):
        return False
    named = lexicon("actions", "action", passage.lang).matches(passage)
    return next(named, None) is not None or any(word.form for word in passage.words)


def subjects(scene: Scene, predicate: Predicate) -> list[Mention]:
    """The holders that the tree makes subject, or agent of the passive, of an act."""
    words = scene.passage.words
    above = _heads_sharing(words, predicate)
    return [m for m in scene.free if _governor(scene.passage, m, predicate.passive) in above]


def _heads_sharing(words: tuple[Word, ...], predicate: Predicate) -> set[int]:
    """The act's own words and the verbs above it whose subject is also its own."""
    above = set(range(predicate.start, predicate.end))
    place = predicate.anchor
    for _ in range(FAR):
        above.add(place)
        if words[place].dep.split(":")[0] not in SHARING or words[place].head < 0:
            break
        place = words[place].head
    return above


def _governor(passage: Passage, mention: Mention, passive: bool) -> int | None:
    """Of which word a mention is subject or, with a passive, agent; through joined names."""
    words = passage.words
    inside = range(mention.start, mention.end)
    place = next((at for at in inside if words[at].head not in inside), mention.start)
    for _ in range(FAR):
        if words[place].dep != "conj" or words[place].head < 0:
            break
        place = words[place].head
    relation = words[place].dep
    if relation.startswith(("nsubj", "csubj")) and not passive:
        return words[place].head
    agent = relation == "obl:agent" or (passage.lang is Lang.RUS and words[place].case == "Ins")
    if passive and (agent or passage.lang is Lang.KAZ) and relation.startswith(("obl", "nsubj")):
        return words[place].head
    return None
