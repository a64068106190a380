"""The nouns of Bilik as frozen, typed records.

A record holds facts and derives names from them; it reads no files and calls no engine. The
identifiers are paths that a person can read and cite:

    act            constitution-1995
    version_id     constitution-1995@1998-10-07.rus          (`.restated` follows for our own texts)
    provision_id   constitution-1995@1998-10-07.rus/art_44__sub_3
    clause_id      constitution-1995@1998-10-07.rus/art_44__sub_3/0
    power_id       constitution-1995@1998-10-07.rus/art_44__sub_3/0/1
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.vocabulary import (
    Action,
    Autonomy,
    ChangeKind,
    Choice,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Lang,
    Polarity,
    Shown,
    Status,
    TextState,
    Tier,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class EffectiveFor:
    """Units of one version that do not bind everyone from its first day."""

    version: date  # day of the version that brought them
    eids: tuple[str, ...]  # the units, with all below them
    condition: dict[str, str]  # kaz, rus, eng: whom they bind; empty where only `start` is said
    start: date | None = None  # first day on which they apply, where that is known
    until: date | None = None  # day of the version from which on this is no longer so
    said_in: str = ""  # unit of the same act that says so
    series: str = ""  # whose numbering of units this is, "" for both


@dataclass(frozen=True, slots=True)
class Act:
    """A legal work, as the registry `corpus/acts.toml` knows it."""

    key: str
    kind: str
    title: dict[str, str]  # kaz, rus, eng
    adopted: date
    number: str | None = None
    code: str | None = None  # code in Adilet, trailing `_` included
    databank: int | None = None  # number of the document in the official databank
    in_force: date | None = None
    ended: date | None = None  # first day on which the act is no longer in force
    amends: tuple[str, ...] = ()
    succeeds: str | None = None
    amended_on: tuple[date, ...] = ()  # days on which a changed text took effect, in order
    ended_by: str | None = None  # the act that took this one's place; one may take that of several
    amended_by: dict[date, str] = field(default_factory=dict)  # key or requisites by changed text
    commences: dict[str, str] = field(default_factory=dict)  # kaz, rus, eng: the event, if any
    expires: dict[str, str] = field(default_factory=dict)
    effective: tuple[EffectiveFor, ...] = ()
    indexed: bool = True  # False: its powers are read and compared, but take no part in the index


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Bytes received from a source, kept for ever under their hash."""

    sha256: str
    name: str  # as the source named it, never used as a path
    source: str
    media_type: str
    retrieved: str  # ISO 8601, UTC
    size: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """The text of an act in one language as in force from one date."""

    act: str
    date: date
    lang: Lang
    state: TextState
    sha256: str  # of the snapshot
    source: str = ""
    amended_by: str = ""
    rests_on: str = ""  # what a restated text was written from
    note: str = ""

    @property
    def restated(self) -> bool:
        return self.state is TextState.RESTATED

    @property
    def series(self) -> str:
        """Official and restated texts are never mixed in one series."""
        return "restated" if self.restated else "official"

    @property
    def version_id(self) -> str:
        suffix = ".restated" if self.restated else ""
        return f"{self.act}@{self.date.isoformat()}.{self.lang.value}{suffix}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a publisher says about a version, beside its words; "" and None: it does not say."""

    act: str  # key of the registry
    day: date  # first day of the version, as the publisher dates it
    lang: Lang
    source: str  # name of the source that was asked
    url: str  # where it is said: an address, or commit and path
    dated_by: str = ""  # history, version, meta, front_matter, commit, registry
    code: str = ""  # of the act in the official database, trailing `_` included
    kind: str = ""  # of the act, in the publisher's words or abbreviation
    title: str = ""
    adopted: date | None = None
    status: Status | None = None
    status_said: str = ""  # the publisher's own word, such as `upd`
    cause_code: str = ""  # of the act that made this version
    cause_title: str = ""
    cause_requisites: str = ""

    @property
    def version_id(self) -> str:
        return f"{self.act}@{self.day.isoformat()}.{self.lang.value}"


@dataclass(frozen=True, slots=True)
class FactDifference:
    """One fact on which a publisher's Russian and Kazakh record of a version disagree."""

    act: str
    rus: str  # version_id
    kaz: str
    field: str  # of `Facts`, or `day`
    rus_says: str
    kaz_says: str


@dataclass(frozen=True, slots=True)
class Remainder:
    """Characters of a source text that are no unit's and no note's, and what they are."""

    kind: str  # one of `parse.coverage.KINDS`
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note, kept apart from the law's own words."""

    eid: str  # the unit that it stands in, before or after; "" for the whole act
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest numbered unit, or an unnumbered paragraph of one.

    `start` and `end` count characters of the source text (see `pipeline.parse.sourcetext`).
    """

    eid: str
    kind: str  # article, point, subpoint, paragraph
    number: str
    parent: str  # eid, or "" at the top
    text: str  # the unit's own words as printed, without its number and its children
    start: int
    end: int
    heading: str = ""
    is_lead_in: bool = False
    lead_in: str = ""
    repealed: bool = False
    repealed_by: str = ""
    repealed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision's text cut at `;` and at sentence ends; the unit that is read for powers.

    `text` is as printed, white space apart; `start` and `end` count characters of the source.
    """

    act: str
    version: str  # ISO date
    lang: Lang
    eid: str
    n: int
    lead_in: str
    text: str
    start: int = 0
    end: int = 0
    restated: bool = False

    @property
    def version_id(self) -> str:
        suffix = ".restated" if self.restated else ""
        return f"{self.act}@{self.version}.{self.lang.value}{suffix}"

    @property
    def clause_id(self) -> str:
        return f"{self.version_id}/{self.eid}/{self.n}"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range of the words behind a field.

    `where` says which words are meant: those of the `clause`, of its `lead_in`, or of the clause
    `before` it.
    """

    start: int
    end: int
    where: str = "clause"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One limit on a power: its type, who is involved, how much."""

    type: ConstraintType
    actor: Holder | None = None
    value: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """Inside a clause, one action of one holder on one object.

    A unit repealed in place reads as one power whose fields are all None: the text no longer says
    what was removed.
    """

    holder: Holder | None
    action: Action | None
    object: str | None
    domain: Domain | None
    polarity: Polarity
    constraints: tuple[Constraint, ...] = ()
    autonomy: Autonomy = Autonomy.ALONE  # the strictest level that the constraints name
    lemma: str = ""  # of the verb or verbal noun, in the clause's language
    object_words: str = ""
    holder_span: Span | None = None
    action_span: Span | None = None
    object_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one clause."""

    clause: Clause
    label: Label
    proba: dict[Label, float]
    powers: tuple[Power, ...]
    needs_review: bool
    # The powers under labels that were not chosen, where the reader was asked for them.
    others: dict[Label, tuple[Power, ...]] = field(default_factory=dict)

    def with_each_power(self, change: Callable[[Power], Power]) -> Reading:
        """The same reading, each of its powers changed, under the other labels too."""
        powers = tuple(change(power) for power in self.powers)
        others = {label: tuple(map(change, told)) for label, told in self.others.items()}
        if (powers, others) == (self.powers, self.others):
            return self
        return replace(self, powers=powers, others=others)


@dataclass(frozen=True, slots=True)
class Divergence:
    """A place where the Russian and the Kazakh text of one version differ, or are read so."""

    act: str
    version: str  # ISO date
    series: str
    eid: str
    n: int | None  # clause of the Russian text, of the Kazakh one where it alone has it
    kind: str  # unit, repeal, clauses, number, bound, negation, modality, limit, holder, action ...
    severity: str  # high: who holds a power or how far it goes; medium; low
    cause: str  # texts: the words show it; reading: only the readings differ
    rus: str  # what the Russian side has, "" for nothing
    kaz: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that shows a change."""

    shown: Shown
    act: str  # the amending act: a key of the registry or, where it has none, its requisites
    ref: str  # provision_id, or the note's eid in the newer version


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in one power between a version and the next.

    `older` and `newer` are version_ids of one series and language: two texts of one act, the last
    one of an act and the first of its successor, or an amending act, whose own words show what was
    before, and the text that it made. `power_from` and `power_to` are power_ids, "" on the side
    where the power is not.
    """

    change_id: str
    kind: ChangeKind
    older: str
    newer: str
    date: date  # first day on which the power is changed, as far as the texts and notes tell
    exact: bool  # False: some day after the older text, and this one at the latest
    power: str  # identity of the power over time, see `pipeline.changes.lives`
    power_from: str
    power_to: str
    holder: Holder | None  # who holds it; of a transferred power, who held it before
    holder_to: Holder | None  # who holds a transferred power now
    action: Action | None
    object: str | None
    domain: Domain | None
    polarity: Polarity
    differs: tuple[str, ...]  # such as "+consent:maslikhat", "-trigger:parliament", "term:P5Y>P7Y"
    proofs: tuple[Proof, ...]
    other_language: str  # change_id of the same change in the other language, "" if not found there
    similarity: float  # of the two clauses, in [0, 1]; 0 where one side is missing
    partial: bool  # one of the texts is an excerpt, so the missing side may stand elsewhere
    effective_for: str = ""  # where it binds only some: "the president elected next"

    @property
    def series_and_lang(self) -> tuple[str, Lang]:
        """Those of both texts."""
        text = self.newer.removesuffix(".restated")
        series = "official" if text == self.newer else "restated"
        return series, Lang(text.rsplit(".", 1)[1])


@dataclass(frozen=True, slots=True)
class Step:
    """A power in one text."""

    version_id: str
    power_id: str


@dataclass(frozen=True, slots=True)
class Life:
    """One power over time: its identity, and its place in each text that has it, oldest first."""

    power: str
    series: str
    lang: Lang
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TierRule:
    """How the akims of one tier come to office and leave it, over a span of days."""

    series: str
    lang: Lang
    tier: Tier
    valid_from: date
    valid_to: date | None  # exclusive; None while it lasts
    choice: Choice
    release: tuple[Holder, ...]  # who may release them
    decentralisation: float | None  # in [0, 1] on the ordered scale; None where left to others
    everywhere: bool  # False where the text says: in some units, as an experiment
    act: str  # whose text says how
    powers: tuple[str, ...]  # power_ids that show it
    clauses: tuple[str, ...]  # clause_ids that show it without giving a power (direct election)


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What one series of texts says of a claim."""

    claim: str
    series: str
    verdict: Verdict
    why: str  # one sentence
    changes: tuple[str, ...]  # change_ids for and against
    clauses: tuple[str, ...]  # clause_ids
    missing: tuple[str, ...]  # texts that are not at hand, as act@date
