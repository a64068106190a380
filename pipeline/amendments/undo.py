"""What a unit said before an instruction, from the amending act and the newer text alone."""

from __future__ import annotations

from pipeline.amendments import words
from pipeline.amendments.places import beside
from pipeline.amendments.records import Instruction, Kind

_LOST = {
    Kind.RESTATE_UNIT: "the act does not quote the older wording",
    Kind.EXCLUDE_UNIT: "the act does not quote what it excludes",
    Kind.ADD_UNIT: "the unit was not there",
    Kind.RENUMBER_UNIT: "only the number changed",
    Kind.REPEAL_ACT: "the act does not quote what it repeals",
    Kind.REPLACE_THROUGHOUT: "the new words may have stood in the text before",
    Kind.EXCLUDE_WORDS: "the act does not say where the excluded words stood",
}


class UndoError(Exception):
    """An instruction cannot be turned back; the message says why."""


def undo(instruction: Instruction, text: str) -> str:
    """The older text of a unit, or of its heading, from the newer one.

    Raises:
        UndoError: the instruction does not tell enough, or the text does not show it once.
    """
    if why := _LOST.get(instruction.kind):
        raise UndoError(why)
    spans = words.find(text, instruction.new)
    if instruction.anchor:
        spans = [span for span in spans if _at_anchor(instruction, text, span)]
    if not spans:
        raise UndoError("the text does not hold the new words")
    if len(spans) > 1:
        raise UndoError(f"the text holds the new words {len(spans)} times")
    if not instruction.old:
        return words.without(text, spans[0])
    start, end = spans[0]
    sentence_ends = text[end - 1] == "." and not text[end:].lstrip()[:1].islower()
    if sentence_ends and not instruction.old.endswith("."):
        end -= 1  # the mark ended the older sentence as well
    return words.replaced(text, (start, end), instruction.old)


def _at_anchor(instruction: Instruction, text: str, span: words.Span) -> bool:
    """Whether words stand where the instruction puts them."""
    return any(
        beside(text, anchor, span, instruction.place)
        for anchor in words.find(text, instruction.anchor)
    )
