"""The nouns of the index: scores, what they are made of, how far they may be off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary import Check, Doubt, Holder, Lang, Scheme


@dataclass(frozen=True, slots=True)
class Score:
    """One number of the index: a scheme's value for a holder over a span of days."""

    scheme: Scheme
    series: str  # "official" or "restated"
    lang: Lang
    holder: Holder | None  # None: a figure of all holders together
    value: float | None  # None: the texts at hand cannot tell
    valid_from: date
    valid_to: date | None  # exclusive; None while it lasts
    partial: bool  # some text in force in those days is an excerpt or missing
    low: float | None = None  # 95% interval from all sources of doubt together
    high: float | None = None

    @property
    def score_id(self) -> str:
        holder = self.holder or "all"
        return f"{self.scheme}/{self.series}/{self.lang}/{holder}/{self.valid_from}"


@dataclass(frozen=True, slots=True)
class ScoreComponent:
    """What one power adds to one component of one score.

    A component that no power decides has one row without a power: 0 where the texts are silent,
    None where the texts at hand cannot tell.
    """

    score_id: str
    power_id: str  # "" where no power decides
    contribution: float | None
    component: str = ""  # a domain, a dimension, an item of a list, a holder: by the scheme
    rule: str = ""  # the named rule that decided, of a scheme that has such rules


@dataclass(frozen=True, slots=True)
class ScoreInterval:
    """How far a score may lie from its value, for one source of doubt or for all of them."""

    score_id: str
    doubt: Doubt
    low: float  # 2.5th percentile over the replicates
    high: float  # 97.5th


@dataclass(frozen=True, slots=True)
class ScoreByWeights:
    """A score under a table of weights that has a name."""

    score_id: str
    weights: str  # "default", or a file of `pipeline/index/tables`
    value: float


@dataclass(frozen=True, slots=True)
class ScoreDifference:
    """What a change of the texts in force did to a score."""

    before: str  # score_id
    after: str  # score_id of the next span of the same scheme, series, language and holder
    value: float  # after minus before
    low: float  # 95% interval, all sources of doubt together
    high: float
    p_rise: float  # part of the replicates in which the score rises, in [0, 1]
    p_fall: float
    gap: bool  # days without a text lie between the two
    acts: tuple[str, ...]  # whose texts begin or end there


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """How far a score differs between two texts of a constitution, or of one and a later one.

    Each text stands for the first span of days on which it is in force.
    """

    older: str  # version_id
    newer: str  # version_id
    before: str  # score_id
    after: str  # score_id
    value: float  # after minus before
    low: float  # 95% interval, all sources of doubt together
    high: float
    p_rise: float  # part of the replicates in which the newer has more, in [0, 1]
    p_fall: float


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of the index found in one series and language."""

    check: Check
    series: str
    lang: Lang
    subject: str  # whose scores: "president", "government", "parliament", "all"
    scheme: Scheme | None  # None: all schemes
    value: float | None  # what the check measures; None: the texts at hand cannot tell
    threshold: float | None  # the greatest value that passes; None: nothing is demanded
    passed: bool | None  # None: nothing is demanded, or the texts at hand cannot tell
    cases: int  # how many steps, trials or texts the value rests on
    told: str  # one sentence
