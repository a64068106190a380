"""All changes between the texts at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.amendments import Amending
from pipeline.changes.comparison import Comparison
from pipeline.changes.instructed import instructed, proved
from pipeline.changes.languages import paired
from pipeline.changes.lives import lives
from pipeline.changes.matching import Matched, match
from pipeline.changes.pairs import Two, pairs
from pipeline.changes.proofs import amendments
from pipeline.changes.stated import stated
from pipeline.records import Act, Change, Life, Note, Provision, Reading, Version


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
    amending: Sequence[Amending] = (),
) -> Found:
    """Compare every version with the next, and every act's last text with its successor's first.

    Args:
        acts: the registry.
        versions: the texts to compare, of any series and language, in any order. Acts that amend
            others are instructions and no texts in force: they are passed over.
        provisions: the units of each version, by version_id.
        notes: the editors' notes of each version.
        readings: what was read in each version, one reading a clause.
        amending: amending acts with their instructions.

    Returns:
        Changes by series, language and day of the newer text, those that only an instruction shows
        last; and the lives of all powers that are in any text.
    """
    texts = [version for version in versions if not acts[version.act].amends]
    read = {text.version_id: stated(readings[text.version_id]) for text in texts}
    matched: list[tuple[Two, Matched]] = []
    for two in pairs(acts, texts):
        before = [one for version in two.older for one in read[version.version_id]]
        matched.append((two, match(before, read[two.newer.version_id])))
    born = lives(texts, read, [found for _, found in matched])
    power = {step.power_id: life.power for life in born for step in life.steps}
    made, told = [], _notes_by_edition(texts, notes)
    for two, found in matched:
        known = {older.act: amendments(acts, older, two.newer) for older in two.older}
        comparison = Comparison(acts, two, known, told[_edition(two.newer)], power)
        made += comparison.changes(found, provisions)
    made = proved(made, amending)
    compared = {two.newer for two, _ in matched}
    for one in amending:
        if one.newer not in compared:
            made += instructed(acts, one, readings, power)
    return Found(tuple(paired(made)), tuple(born))


def _edition(version: Version) -> tuple[str, date, str]:
    return version.act, version.date, version.series


def _notes_by_edition(
    versions: Iterable[Version], notes: Mapping[str, Sequence[Note]]
) -> dict[tuple[str, date, str], dict[str, Sequence[Note]]]:
    """The notes of each text in both languages: one edition often has none."""
    found: dict[tuple[str, date, str], dict[str, Sequence[Note]]] = {}
    for version in versions:
        version_id = version.version_id
        found.setdefault(_edition(version), {})[version_id] = notes.get(version_id, ())
    return found
