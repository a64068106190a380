"""What a clause leaves for the next one: who acted, on what, and the power it told last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.powers.assemble import Draft
from pipeline.powers.holders import Mention
from pipeline.powers.objects import Thing
from pipeline.powers.territory import level_named
from pipeline.powers.words import Passage
from pipeline.vocabulary import Holder, Label


@dataclass(frozen=True, slots=True)
class Memory:
    """What the clause before left for pronouns: who acted, and on what."""

    article: str = ""
    mentions: tuple[Mention, ...] = ()
    things: tuple[Thing, ...] = ()
    passage: Passage | None = None
    last: Draft | None = None
    eid: str = ""
    label: Label | None = None
    akim: str = ""  # the one whom an act without articles is about

    def label_in(self, eid: str) -> Label | None:
        """The label of the clause before, if it stands in the same provision."""
        return self.label if self.eid == eid else None


def remember(
    article: str, words: Passage, made: Sequence[Draft], things: Sequence[Sequence[Thing]],
    before: Memory, subjects: Sequence[Mention] = (),
) -> Memory:  # fmt: skip
    """What the next clause may point back to."""
    mentions = []
    for one in made:
        if one.actor.holder is Holder.STATE_BODY:
            continue
        mention = one.actor.mention
        if mention is None or mention.where != "clause":
            mention = Mention((one.actor.holder,), 0, 0, "Nom", "", where="")
        mentions.append(replace(mention, where="before" if mention.where else "", case="Nom"))
    if not mentions:
        mentions = [replace(m, where="before") for m in subjects[:1]]
    objects = [
        replace(t, where="before")
        for found in things
        for t in found
        if t.kind != "pronoun" and t.where == "clause"
    ]
    unique = {mention.codes: mention for mention in reversed(mentions)}
    named = level_named([thing for found in things for thing in found])
    return Memory(
        article,
        tuple(reversed(unique.values())) or tuple(replace(m, where="") for m in before.mentions),
        tuple(dict.fromkeys(objects)) or tuple(replace(t, where="") for t in before.things),
        Passage(words.words, words.lang, "before"),
        _aged(made[0], "before") if made else before.last and _aged(before.last, ""),
        akim=before.akim or (named if article.endswith("/") else ""),
    )


def _aged(one: Draft, where: str) -> Draft:
    """A draft as the next clause sees it: its words stand there no longer."""
    mention = one.actor.mention
    seen = where if mention and mention.where == "clause" else ""
    return replace(
        one, thing=None, actor=replace(one.actor, mention=mention and replace(mention, where=seen))
    )
