"""What a scheme is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.index.counting import CountedPower
from pipeline.index.weights import Weights
from pipeline.vocabulary import Holder


@dataclass(frozen=True, slots=True)
class State:
    """The powers in force in one segment of one series and language, as every scheme sees them.

    `whole` says that silence means absence, for the segment is not partial. Otherwise what the
    texts do not state may stand elsewhere.
    """

    powers: tuple[CountedPower, ...]
    weights: Weights
    whole: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What a power adds to a component of a score, see `records_index.ScoreComponent`."""

    holder: Holder | None  # None: of a figure of all holders together
    component: str
    contribution: float | None  # None: the texts at hand cannot tell
    power_id: str = ""
    rule: str = ""
