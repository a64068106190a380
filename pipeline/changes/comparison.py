"""What became of the powers of one text in another: matched powers to changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes.coverage import granted, removed
from pipeline.changes.matching import Matched, Pair
from pipeline.changes.pairs import Two
from pipeline.changes.proofs import Amendment, noted, proofs
from pipeline.changes.stated import Stated
from pipeline.changes.weighing import compare, told
from pipeline.records import Act, Change, Note, Provision
from pipeline.timeline import effective_for
from pipeline.vocabulary import ChangeKind, Polarity, TextState


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts, and what is known of the time between them."""

    acts: Mapping[str, Act]
    two: Two
    known: Mapping[str, list[Amendment]]  # what lies between, by act of the older text
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
        made = [change for pair in found.pairs if (change := self.of_pair(pair))]
        made += [self.alone(one, granted=True) for one in new]
        made += [self.alone(one, granted=False) for one in gone]
        return made

    def of_pair(self, pair: Pair) -> Change | None:
        kind, differs = compare(pair.older, pair.newer)
        return self._change(kind, pair.older, pair.newer, differs, pair.likeness) if kind else None

    def alone(self, one: Stated, granted: bool) -> Change:
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
        between = self.known[older.act]
        here = after or before
        assert here is not None  # one of the two sides is always there
        power = here.power
        place = ("" if after else "was/") + here.power_id.split("/", 1)[1]
        has_notes = here.clause.act == newer.act
        named = noted(between, self.notes, here.clause.eid) if has_notes else []
        known = [named[0][0]] if len(named) == 1 else between
        moved = kind is ChangeKind.TRANSFERRED
        return Change(
            change_id=f"{older.act}@{older.date}..{newer.version_id}/{kind}/{place}",
            kind=kind,
            older=older.version_id,
            newer=newer.version_id,
            date=known[0].day if len(known) == 1 else max([newer.date, *(a.day for a in between)]),
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
