"""All changes between the texts at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes.common import granted, removed
from pipeline.changes.comparing import compare, told
from pipeline.changes.languages import paired
from pipeline.changes.lives import lives
from pipeline.changes.matching import Matched, Pair, match
from pipeline.changes.pairs import Two, pairs
from pipeline.changes.proofs import Amendment, amendments, noted, proofs
from pipeline.changes.stated import Stated, stated
from pipeline.records import Act, Change, Life, Note, Provision, Reading, Version
from pipeline.timeline import effective_for
from pipeline.vocabulary import ChangeKind, Polarity, TextState


@dataclass(frozen=True, slots=True)
class Found:
    """Every change, and every power's life."""

    changes: tuple[Change, ...]
    lives: tuple[Life, ...]


def changes(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    provisions: Mapping[str, Sequence[Provision]],
    notes: Mapping[str, Sequence[Note]],
    readings: Mapping[str, Sequence[Reading]],
) -> Found:
    """Compare every version with the next, and every act's last text with its successor's first.

    Args:
        acts: the registry.
        versions: the texts to compare, of any series and language, in any order.
        provisions: the units of each version, by version_id.
        notes: the editors' notes of each version.
        readings: what was read in each version, one reading a clause.

    Returns:
        Changes by series, language, day and place in the newer text (removed powers by their place
        in the older one), and the lives of all powers that are in any text.
    """
    versions = list(versions)
    read = {version.version_id: stated(readings[version.version_id]) for version in versions}
    matched: list[tuple[Two, Matched]] = []
    for two in pairs(acts, versions):
        before = [one for version in two.older for one in read[version.version_id]]
        matched.append((two, match(before, read[two.newer.version_id])))
    born = lives(versions, read, [found for _, found in matched])
    power = {step.power_id: life.power for life in born for step in life.steps}
    made = []
    for two, found in matched:
        known = amendments(acts, two)
        comparison = _Comparison(acts, two, known, _notes_of(two.newer, versions, notes), power)
        made += comparison.changes(found, provisions)
    return Found(tuple(paired(made)), tuple(born))


def _notes_of(
    newer: Version, versions: Iterable[Version], notes: Mapping[str, Sequence[Note]]
) -> dict[str, Sequence[Note]]:
    """The notes of a text in both languages: one edition often has none."""
    key = (newer.act, newer.date, newer.series)
    return {
        version.version_id: notes.get(version.version_id, ())
        for version in versions
        if (version.act, version.date, version.series) == key
    }


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two texts, and what is known of the time between them."""

    acts: Mapping[str, Act]
    two: Two
    known: list[Amendment]
    notes: Mapping[str, Sequence[Note]]
    power: Mapping[str, str]  # identity by power_id

    def changes(
        self, found: Matched, provisions: Mapping[str, Sequence[Provision]]
    ) -> list[Change]:
        mine, theirs = ([pair.older for pair in found.pairs], [pair.newer for pair in found.pairs])
        older, newer = self.two.older[0].version_id, self.two.newer.version_id
        before = [*mine, *found.gone]
        new = granted(self.acts, self.two, provisions[older], before, theirs, found.new)
        gone = removed(self.two, provisions[newer], mine, found.gone)
        made = [change for pair in found.pairs if (change := self._of_pair(pair))]
        made += [self._alone(one, granted=True) for one in new]
        made += [self._alone(one, granted=False) for one in gone]
        return made

    def _of_pair(self, pair: Pair) -> Change | None:
        kind, differs = compare(pair.older, pair.newer)
        return self._change(kind, pair.older, pair.newer, differs, pair.likeness) if kind else None

    def _alone(self, one: Stated, granted: bool) -> Change:
        """A power came or went; a limit that came or went moves the power that it limits."""
        if one.power.polarity is Polarity.LIMITS:
            kind = ChangeKind.WEAKENED if granted else ChangeKind.STRENGTHENED
        else:
            kind = ChangeKind.GRANTED if granted else ChangeKind.REMOVED
        sign = "+" if granted else "-"
        differs = tuple(
            f"{sign}{told((c.type, c.actor, c.value))}"
            for c in one.power.constraints
            if one.power.polarity is Polarity.LIMITS
        )
        before, after = (None, one) if granted else (one, None)
        return self._change(kind, before, after, differs, 0.0)

    def _change(
        self,
        kind: ChangeKind,
        before: Stated | None,
        after: Stated | None,
        differs: tuple[str, ...],
        likeness: float,
    ) -> Change:
        newer = self.two.newer
        older = next(v for v in self.two.older if not before or v.act == before.clause.act)
        here = after or before
        assert here is not None  # one of the two sides is always there
        power = here.power
        place = ("" if after else "was/") + here.power_id.split("/", 1)[1]
        named = noted(self.known, self.notes, here.clause.eid) if after or self.two.within else []
        dated = named if len(named) == 1 else []
        known = self.known if not dated else [dated[0][0]]
        moved = kind is ChangeKind.TRANSFERRED
        return Change(
            change_id=f"{older.act}@{older.date}..{newer.version_id}/{kind}/{place}",
            kind=kind,
            older=older.version_id,
            newer=newer.version_id,
            date=known[0].day if len(known) == 1 else newer.date,
            exact=len(known) == 1,
            power=self.power[here.power_id],
            power_from=before.power_id if before else "",
            power_to=after.power_id if after else "",
            holder=before.power.holder if before else power.holder,
            holder_to=power.holder if moved else None,
            action=power.action,
            object=power.object,
            domain=power.domain,
            polarity=power.polarity,
            differs=differs,
            proofs=proofs(known, named, here.clause.clause_id.rsplit("/", 1)[0]),
            other_language="",
            similarity=round(likeness, 3),
            effective_for=effective_for(
                self.acts, newer.act, newer.date, here.clause.eid, newer.series
            )
            if after
            else "",
            partial=TextState.EXCERPT in {older.state, newer.state},
        )
