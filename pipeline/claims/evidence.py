"""What claims are checked against: the records of a build or of a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.index.counting import Statement
from pipeline.index.timeline import EARLY_FRAME, FRAME, Presence, presences
from pipeline.records import Act, Change, TierRule, Version
from pipeline.records_index import Score, ScoreComponent
from pipeline.registry import successions
from pipeline.vocabulary import Lang, Shown, TextState


@dataclass(frozen=True, slots=True)
class Evidence:
    """All records that a verdict may rest on.

    `powers` has what was read in each version, by version_id: power_id, clause_id and power.
    """

    acts: Mapping[str, Act]
    versions: Sequence[Version]
    powers: Mapping[str, Sequence[Statement]]
    changes: Sequence[Change] = ()
    tiers: Sequence[TierRule] = ()
    scores: Sequence[Score] = ()
    components: Sequence[ScoreComponent] = ()

    def slices(self) -> dict[tuple[str, Lang], Slice]:
        """The records of each series and language that has a text."""
        keys = sorted({(version.series, version.lang) for version in self.versions})
        return {key: self._slice(*key) for key in keys}

    def _slice(self, series: str, lang: Lang) -> Slice:
        versions = {
            version.version_id: version
            for version in self.versions
            if (version.series, version.lang) == (series, lang)
        }
        scores = [one for one in self.scores if (one.series, one.lang) == (series, lang)]
        own = {one.score_id for one in scores}
        return Slice(
            series=series,
            lang=lang,
            acts=self.acts,
            versions=versions,
            powers={key: self.powers.get(key, ()) for key in versions},
            changes=[change for change in self.changes if change.newer in versions],
            tiers=[rule for rule in self.tiers if (rule.series, rule.lang) == (series, lang)],
            scores=scores,
            components=[part for part in self.components if part.score_id in own],
        )


@dataclass(frozen=True)
class Slice:
    """The records of one series in one language."""

    series: str
    lang: Lang
    acts: Mapping[str, Act]
    versions: Mapping[str, Version]
    powers: Mapping[str, Sequence[Statement]]
    changes: Sequence[Change]
    tiers: Sequence[TierRule]
    scores: Sequence[Score]
    components: Sequence[ScoreComponent]

    @cached_property
    def power(self) -> dict[str, Statement]:
        """Every power by its id."""
        return {found[0]: found for powers in self.powers.values() for found in powers}

    def text_of(self, key: str, day: date) -> Version | None:
        """The text that an act's change of that day made, or the act's own first text.

        It may be dated later than the adoption, but not later than the next change known. Of an act
        that the registry does not know there is none.
        """
        if key not in self.acts:
            return None
        later = [known for known in self.acts[key].amended_on if known > day]
        return min(
            (
                version
                for version in self._of(key)
                if day <= version.date and not (later and later[0] <= version.date)
            ),
            key=lambda version: version.date,
            default=None,
        )

    def texts_before(self, key: str, day: date) -> dict[str, Version | None]:
        """The text that stood before that day, by its name, and None where it is not at hand.

        For an act's first text these are the last ones of the acts whose place it took; nothing
        where there are none, or where the registry does not know the act.
        """
        if key not in self.acts:
            return {}
        act = self.acts[key]
        known = [one for one in (act.adopted, *act.amended_on) if one < day]
        if not known:
            older = [before for before, after in successions(self.acts) if after == key]
            return {n: text for one in older for n, text in self.texts_before(one, day).items()}
        held = [version for version in self._of(key) if known[-1] <= version.date < day]
        return {name(key, known[-1]): max(held, key=lambda version: version.date, default=None)}

    def between(self, older: Iterable[Version], newer: Version) -> list[Change]:
        """The changes that made one text of others."""
        before = {version.version_id for version in older}
        return [one for one in self._into[newer.version_id] if one.older in before]

    def over(self, key: str, day: date) -> list[Change]:
        """The changes of an act between two texts, with that day somewhere between.

        Those that the amending act of that day shows by its own instructions are among them.
        """
        return [
            change
            for version in self._of(key)
            if day <= version.date
            for change in self._into[version.version_id]
            if self.versions[change.older].date < day or (is_ordered(change) and change.date == day)
        ]

    def standing(self, day: date) -> list[Version]:
        """The texts at hand that are in force on a day, the highest first."""
        return [
            presence.version
            for presence in self._presences
            if presence.valid_from <= day and (presence.valid_to is None or day < presence.valid_to)
        ]

    def in_force(self, day: date) -> list[Version]:
        """The same, and nothing where the text that frames the state is not among them."""
        found = self.standing(day)
        return found if {version.act for version in found} & set(self._frame(day)) else []

    def frame_missing(self, day: date) -> tuple[str, ...]:
        """The names of the texts that framed the state on a day."""
        return tuple(
            name(key, max(one for one in (act.adopted, *act.amended_on) if one <= day))
            for key, act in self._frame(day).items()
        )

    def _frame(self, day: date) -> dict[str, Act]:
        """By the registry: the constitution of that day, or before the first one the laws."""
        there = {
            key: act
            for key, act in self.acts.items()
            if not act.amends
            and max(act.adopted, act.in_force or act.adopted) <= day
            and (act.ended is None or day < act.ended)
        }
        frame = {key: act for key, act in there.items() if act.kind in FRAME}
        return frame or {key: act for key, act in there.items() if act.kind in EARLY_FRAME}

    @cached_property
    def _into(self) -> dict[str, list[Change]]:
        """Changes by the text that they led to."""
        found: dict[str, list[Change]] = {version_id: [] for version_id in self.versions}
        for change in self.changes:
            found[change.newer].append(change)
        return found

    @cached_property
    def _presences(self) -> list[Presence]:
        return presences(self.acts, self.versions.values())

    def _of(self, key: str) -> Iterable[Version]:
        return (version for version in self.versions.values() if version.act == key)


def is_ordered(change: Change) -> bool:
    """Whether an amending act's instruction alone shows a change."""
    return {proof.shown for proof in change.proofs} == {Shown.INSTRUCTION}


def name(key: str, day: date) -> str:
    """How a text is named, whether or not it is at hand."""
    return f"{key}@{day.isoformat()}"


def is_excerpt(version: Version) -> bool:
    """Whether what the text lacks may stand in its left out parts."""
    return version.state is TextState.EXCERPT
