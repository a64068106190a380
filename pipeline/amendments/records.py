"""What an amending act says, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.normalize import Mapped
from pipeline.parse.identity import Identity
from pipeline.vocabulary import Lang

NOTHING = Mapped("", ())


class Kind(StrEnum):
    """What an instruction does to its target."""

    REPLACE_WORDS = "replace_words"
    REPLACE_THROUGHOUT = "replace_throughout"
    ADD_WORDS = "add_words"
    ADD_SENTENCE = "add_sentence"
    EXCLUDE_WORDS = "exclude_words"
    RESTATE_UNIT = "restate_unit"
    ADD_UNIT = "add_unit"
    EXCLUDE_UNIT = "exclude_unit"
    RENUMBER_UNIT = "renumber_unit"
    REPEAL_ACT = "repeal_act"


# Edits that may be meant for the whole act; each other one needs a unit.
_ANYWHERE = {Kind.REPLACE_WORDS, Kind.REPLACE_THROUGHOUT, Kind.EXCLUDE_WORDS, Kind.REPEAL_ACT}


class Part(StrEnum):
    """Which words of the target are meant."""

    TEXT = "text"  # with all units below
    OWN = "own"  # its own first paragraph alone
    HEADING = "heading"


class Place(StrEnum):
    """Where added words go."""

    END = "end"
    AFTER = "after"  # the anchor
    BEFORE = "before"  # the anchor


class Outcome(StrEnum):
    """What became of an instruction, applied or verified."""

    APPLIED = "applied"
    ALREADY = "already"  # the text says so before the instruction is applied
    REPEATED = "repeated"  # the same instruction came before
    CONTRADICTED = "contradicted"
    NO_UNIT = "unit not there"
    UNIT_THERE = "unit already there"
    NO_WORDS = "words not there"
    MANY_WORDS = "words there more than once"
    OK = "ok"  # verified
    FAILED = "failed"
    NOT_AT_HAND = "not at hand"


@dataclass(frozen=True, slots=True)
class NewUnit:
    """One unit of quoted new text, under its eid in the amended act.

    `body` is the text in its place in the amending act's source.
    """

    eid: str
    kind: str
    text: str
    heading: str = ""
    is_lead_in: bool = False
    lead_in: str = ""
    body: Mapped = field(default=NOTHING, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One edit that an amending act orders.

    `start` and `end` count characters of the amending act's source text, and `words` are those
    characters, white space apart. `target` is an eid of the amended act, "" for the whole act. A
    `sentence` counts from 1 inside the target; 0 means all of it.
    """

    version_id: str  # of the amending act's text
    lang: Lang
    eid: str  # provision of the amending act
    n: int  # counts the instructions of that provision, from 1
    start: int
    end: int
    words: str
    act: str  # key of the amended act, "" where it is not known
    act_words: str  # how the amending act names it
    kind: Kind
    target: str
    part: Part = Part.TEXT
    sentence: int = 0
    old: str = ""
    new: str = ""
    anchor: str = ""
    place: Place = Place.END
    to: str = ""  # eid after renumbering
    units: tuple[NewUnit, ...] = ()  # quoted new text of a unit, cut
    unread: tuple[str, ...] = ()  # words of the instruction that the grammar does not know
    inferred: bool = False  # the act leaves the verb out, and the kind follows from the rest
    # `old` and `new` in their places in the source text.
    old_words: Mapped = field(default=NOTHING, compare=False, repr=False)
    new_words: Mapped = field(default=NOTHING, compare=False, repr=False)

    @property
    def wording(self) -> str:
        """The new text of the target itself, without its number and the units below."""
        return self.units[0].text if self.units else self.new

    @property
    def lacks_unit(self) -> bool:
        """Whether it names no unit where one is needed, as when it changes the act's own title."""
        may_be_anywhere = self.kind in _ANYWHERE or (self.kind is Kind.ADD_WORDS and self.anchor)
        whole = self.part is Part.TEXT and not self.sentence
        return not self.target and not (may_be_anywhere and whole)

    @property
    def instruction_id(self) -> str:
        return f"{self.version_id}/{self.eid}__ins_{self.n}"


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A place of an amending act that seems to order an edit which could not be read."""

    eid: str
    start: int
    end: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Amendments:
    """All that one amending act orders, in document order; nothing of the act is lost.

    `rest` names the provisions that order no edit: commencement, signature, rules of its own.
    """

    identity: Identity
    instructions: tuple[Instruction, ...]
    unparsed: tuple[Unparsed, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one instruction, and why."""

    instruction: Instruction
    outcome: Outcome
    why: str = ""
