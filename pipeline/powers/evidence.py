"""What the rules of the label look at: acts with their holders, limits, cues; and their verdict."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.powers.constraints import Limit
from pipeline.powers.predicates import Predicate, cues
from pipeline.powers.subjects import Actor
from pipeline.powers.words import Passage
from pipeline.vocabulary import ConstraintType, Label


@dataclass(frozen=True, slots=True)
class Act:
    """A predicate with its holders: what a grant is made of."""

    predicate: Predicate
    actors: tuple[Actor, ...]
    objects: tuple[str, ...] = ()
    implied: bool = False  # the holder follows from the act alone

    @property
    def gives(self) -> bool:
        """Whether the act, taken alone, is a power given to someone."""
        return bool(self.actors) and not self.predicate.forbidden


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the label rules look at."""

    passage: Passage
    acts: tuple[Act, ...]
    limits: tuple[Limit, ...]
    duty: bool
    named: bool = True  # a state holder is named
    bound_by_lead: bool = False  # the list's head puts a duty or a ban on a holder

    def limited(self, *types: ConstraintType) -> bool:
        return any(limit.type in types for limit in self.limits)

    def said(self, section: str) -> set[str]:
        """Names of the cues of a section that stand in the clause."""
        return {match.entry.name for match in cues(self.passage, section)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label, how sure the rule behind it is, and the rule's name."""

    label: Label
    sure: float
    rule: str
