"""What one text says of akims, clause by clause: how they are chosen, by whom released, where.

The powers that were read come first. Where a clause holds no power of a state holder, as with
an election by citizens, its own words are looked at (`lexicon.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pipeline.records import Power, Reading
from pipeline.tiers.lexicon import pattern, plain, table
from pipeline.tiers.mentions import LOWER, Mention, mentions, units
from pipeline.tiers.scale import ELECTED
from pipeline.vocabulary import Action, Choice, ConstraintType, Holder, Polarity, Tier

ALL = frozenset(Tier)
OBJECTS: Mapping[str, frozenset[Tier]] = {
    "akim": frozenset(),
    "akim_region": frozenset({Tier.REGION}),
    "akim_district": frozenset({Tier.DISTRICT}),
    "akim_village": frozenset({Tier.VILLAGE}),
}
# Whom an unnamed akim means at the least, by who appoints or releases him.
BY_HOLDER: Mapping[Holder | None, frozenset[Tier]] = {Holder.PRESIDENT: ALL, Holder.AKIM: LOWER}
CONDITIONING = {Action.CONSENT, Action.NOMINATE, Action.PROPOSE}
RELEASING = {Action.DISMISS, Action.TERMINATE_EARLY}


class Mode(Enum):
    """When a statement holds."""

    ORDINARY = "ordinary"
    CASE = "case"  # only in a named case
    ELSEWHERE = "elsewhere"  # where no election is held
    KEPT = "kept"  # until an election is held


class Naming(Enum):
    """How a clause names a tier; a higher value is more specific."""

    SIDE = 0  # only a lesser kind of its units: a district in a city
    GENERAL = 1  # "the other akims", "the akim"
    UNITS = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """One way in which a clause says that the akims of a tier come to office."""

    tier: Tier
    choice: Choice
    naming: Naming
    mode: Mode
    clause_id: str
    powers: tuple[str, ...]  # power_ids; none where words alone show it
    leaves_to: str = ""  # of an open order: law, decree, resolution


@dataclass(frozen=True, slots=True)
class Said:
    """A power over akims beside that of choosing them: to release, to nominate, to consent."""

    tier: Tier
    power_id: str
    power: Power


@dataclass(frozen=True, slots=True)
class Mark:
    """Elections are held only somewhere (`partial`), or not before an event without a date."""

    kind: str  # partial, put_off
    tiers: frozenset[Tier]  # empty for all
    article: str  # "" for the whole text
    clause_id: str


@dataclass(slots=True)
class Spoken:
    """All that one text says of akims, in its order."""

    statements: list[Statement] = field(default_factory=list)
    releases: list[Said] = field(default_factory=list)
    conditions: list[Said] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def named(self, article: str | None = None) -> frozenset[Tier]:
        """The tiers whose choice was spoken of so far, in one article or in the whole text."""
        return frozenset(
            each.tier
            for each in self.statements
            if article is None or article_of(each.clause_id) == article
        )


def article_of(clause_id: str) -> str:
    """The article of a clause, "" in an act without articles.

    >>> article_of("law-2001@2001-01-23.rus/art_3__pt_1/0"), article_of("d-1@2001-06-23.rus/pt_2/0")
    ('art_3', '')
    """
    top = clause_id.split("/")[1].split("__")[0]
    return top if top.startswith("art_") else ""


def spoken(readings: Iterable[Reading]) -> Spoken:
    """Read the clauses of one text, in their order, for what they say of akims."""
    found = Spoken()
    for reading in readings:
        _Clause(reading, found).read()
    return found


class _Clause:
    """One clause being read."""

    def __init__(self, reading: Reading, found: Spoken) -> None:
        clause = reading.clause
        self.clause, self.found = clause, found
        self.low = plain(clause.text)
        self.akims = mentions(clause.text, clause.lang)
        self.where = "clause"
        if not self.akims and clause.lead_in:
            self.akims, self.where = mentions(clause.lead_in, clause.lang), "lead_in"
        self.powers = [
            (f"{clause.clause_id}/{n}", power)
            for n, power in enumerate(reading.powers)
            if power.polarity is Polarity.GIVES and power.object in OBJECTS
        ]
        self.mode = Mode.ELSEWHERE if self._has("scope", "elsewhere") else Mode.ORDINARY

    def read(self) -> None:
        """Add what the clause says to what was found before it."""
        self.found.marks += self._marks()
        found = [each for item in self.powers for each in self._of_power(*item)]
        self.found.statements += found or self._of_words()

    def _has(self, *path: str) -> bool:
        return bool(pattern(self.clause.lang, *path).search(self.low))

    # -- powers ---------------------------------------------------------------------------------

    def _of_power(self, power_id: str, power: Power) -> Iterator[Statement]:
        named = self._tiers(self._patient(power), power)
        choice = choice_of(power)
        if choice:
            case = any(each.type is ConstraintType.TRIGGER for each in power.constraints)
            mode = Mode.CASE if case and self.mode is Mode.ORDINARY else self.mode
            for tier, naming in named.items():
                if power.holder is not Holder.AKIM or tier is not Tier.REGION:
                    yield Statement(tier, choice, naming, mode, self.clause.clause_id, (power_id,))
        elif power.action in RELEASING:
            self.found.releases += [Said(tier, power_id, power) for tier in named]
        elif power.action in CONDITIONING and self._about_choice(power):
            self.found.conditions += [Said(tier, power_id, power) for tier in named]

    def _patient(self, power: Power | None = None) -> Mention | None:
        """The akim who is chosen or released."""
        akims = self.akims
        if power:
            doer, done_to = power.holder_span, power.object_span
            if doer and doer.where == self.where:
                akims = [a for a in akims if a.end <= doer.start or doer.end <= a.start]
            if done_to and done_to.where == self.where:
                for akim in akims:
                    if akim.start < done_to.end and done_to.start < akim.end:
                        return akim
        for role in ("object", "subject"):
            for akim in akims:
                if akim.role == role and not (role == "subject" and "higher" in akim.relations):
                    return akim
        return None

    def _tiers(self, akim: Mention | None, power: Power | None = None) -> dict[Tier, Naming]:
        """The tiers meant, and how they are named."""
        if akim and akim.tiers:
            return {t: Naming.SIDE if t in akim.side else Naming.UNITS for t in akim.tiers}
        meant = self._meant(akim.relations if akim else frozenset(), power)
        return {tier: Naming.GENERAL for tier in Tier if tier in meant}

    def _meant(self, relations: frozenset[str], power: Power | None) -> frozenset[Tier]:
        """The tiers of an akim without units: by the words beside him, else by what went before."""
        found, article = self.found, article_of(self.clause.clause_id)
        read = OBJECTS[power.object or "akim"] if power else frozenset()
        if "all" in relations:
            return ALL
        if relations & {"other", "lower"}:
            return LOWER - found.named(article) or LOWER
        if read:
            return read
        if "elected" in relations:
            return frozenset(each.tier for each in found.statements if each.choice in ELECTED)
        if "this" in relations and found.statements:
            last = found.statements[-1].clause_id
            return frozenset(each.tier for each in found.statements if each.clause_id == last)
        default = BY_HOLDER.get(power.holder, frozenset()) if power else frozenset()
        return self._listed() or found.named(article) or found.named() or default

    def _about_choice(self, power: Power) -> bool:
        """Whether a condition is one of coming to office: consent may be to a release."""
        return power.action is not Action.CONSENT or self._has("order", "told")

    # -- words ----------------------------------------------------------------------------------

    def _of_words(self) -> Iterator[Statement]:
        akim, choice, mode = self._patient(), self._elected(), self.mode
        if self._has("scope", "kept") and self._has("choice", "appoint"):
            akim, choice, mode = self._kept(), Choice.AKIM, Mode.KEPT
        leaves_to = "" if choice else self._leaves_to()
        if akim is None or not (choice or leaves_to):
            return
        powers = tuple(
            power_id
            for power_id, power in self.powers
            if leaves_to and power.action is Action.DETERMINE
        )
        for tier, naming in self._tiers(akim).items():
            yield Statement(
                tier,
                choice or Choice.OPEN,
                naming,
                mode,
                self.clause.clause_id,
                powers,
                leaves_to,
            )

    def _elected(self) -> Choice | None:
        """By whom; where the clause allows electors and citizens, the more central way counts."""
        if not self._has("choice", "elect"):
            return None
        if self._has("choice", "electors"):
            return Choice.MASLIKHAT if self._has("choice", "deputies") else Choice.ELECTORS
        if self._has("choice", "of_others"):
            return None
        if self._has("choice", "people") or self._has("choice", "direct"):
            return Choice.DIRECT
        return Choice.MASLIKHAT if self._has("choice", "maslikhat") else None

    def _kept(self) -> Mention | None:
        """The akims who stay, in a clause that names the akim who appointed them."""
        above = [akim for akim in self.akims if akim.tiers or "higher" in akim.relations]
        below = [akim for akim in self.akims if akim not in above[:1] and akim.role]
        return below[0] if above and below else None

    def _leaves_to(self) -> str:
        """The kind of act to which the text leaves the order, or ""."""
        lang = self.clause.lang
        order = pattern(lang, "order", "opens").search(self.low)
        settled = {Action.APPOINT} | CONDITIONING  # then the order is only that of the procedure
        if any(power.action in settled for _, power in self.powers):
            return ""
        if not order or not self._has("order", "told"):
            return ""
        kinds: dict[str, list[str]] = table(lang)["leaves"]
        return next(k for k, starts in kinds.items() if any(s in order.group() for s in starts))

    # -- where and when -------------------------------------------------------------------------

    def _marks(self) -> Iterator[Mark]:
        clause_id = self.clause.clause_id
        if not self._has("choice", "elect"):
            return
        akim = self._patient()
        article = "" if akim else article_of(clause_id)
        own = akim.tiers if akim and akim.role == "object" else frozenset()
        if self._has("scope", "partial") or self.mode is Mode.ELSEWHERE:
            yield Mark("partial", self._listed() or own, article, clause_id)
        if self._has("scope", "put_off"):
            yield Mark("put_off", own, article, clause_id)

    def _listed(self) -> frozenset[Tier]:
        """The tiers of the units that a list of places with elections holds."""
        lang = self.clause.lang
        partial = pattern(lang, "scope", "partial").search(self.low)
        return frozenset(units(partial["units"] or "", lang)) if partial else frozenset()


def choice_of(power: Power) -> Choice | None:
    """The way of choosing akims that a power of appointing or electing them is."""
    types = {each.type for each in power.constraints}
    if power.holder is Holder.MASLIKHAT and power.action in {Action.APPOINT, Action.ELECT}:
        return Choice.MASLIKHAT
    if power.action is not Action.APPOINT:
        return None
    if power.holder is Holder.AKIM:
        return Choice.AKIM_WITH_CONSENT if ConstraintType.CONSENT in types else Choice.AKIM
    if power.holder is not Holder.PRESIDENT:
        return None
    for kind, choice in (
        (ConstraintType.NOMINEE_LIST, Choice.PRESIDENT_WITH_VOTE),
        (ConstraintType.CONSENT, Choice.PRESIDENT_WITH_CONSENT),
        (ConstraintType.PROPOSAL, Choice.PRESIDENT_ON_NOMINATION),
    ):
        if kind in types:
            return choice
    return Choice.PRESIDENT_ALONE
