"""Amending acts: their instructions read, applied, verified and turned back.

`read` makes instructions of an amending act, `apply` carries them out on a version, `verify` asks
a newer version whether it shows them, `undo` tells what a unit said before, `attribute` finds the
instructions that concern a unit, and `clauses_of` cuts what they quote so that it can be read.
"""

from pipeline.amendments.amended import amended_act, made_by
from pipeline.amendments.apply import apply
from pipeline.amendments.attribution import attribute
from pipeline.amendments.clauses import NEW, OLD, clauses_before_and_after, clauses_of
from pipeline.amendments.evidence import Amending, evidence, taken_away
from pipeline.amendments.reader import read
from pipeline.amendments.records import Amendments, Instruction, Outcome, Result
from pipeline.amendments.texts import texts_of
from pipeline.amendments.undo import UndoError, undo
from pipeline.amendments.verify import verify

__all__ = [
    "NEW",
    "OLD",
    "Amending",
    "Amendments",
    "Instruction",
    "Outcome",
    "Result",
    "UndoError",
    "amended_act",
    "apply",
    "attribute",
    "clauses_before_and_after",
    "clauses_of",
    "evidence",
    "made_by",
    "read",
    "taken_away",
    "texts_of",
    "undo",
    "verify",
]
