"""Every score in every replicate, by source of doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.index.uncertainty.bands import Bands, Tables, as_tables, drawn_tables
from pipeline.index.uncertainty.draws import Draws, Flags, Floats
from pipeline.index.uncertainty.listed import FEW, Listed
from pipeline.index.uncertainty.pool import Pool
from pipeline.index.uncertainty.sheet import Sheet
from pipeline.index.uncertainty.values import Values, values
from pipeline.index.weights import Weights
from pipeline.records import Version
from pipeline.vocabulary import Doubt, Lang

READINGS = frozenset({Doubt.CLASSIFIER, Doubt.READER, Doubt.CUTTING})  # what a sheet draws from
Texts = tuple[str, ...]  # version_ids
KEPT = 40  # texts in force whose scores are kept, some megabytes each; others are drawn again


@dataclass(frozen=True, slots=True)
class _Known:
    """The possible powers of texts in force, and their scores as far as they were drawn."""

    pool: Pool
    values: dict[tuple[bool, frozenset[Doubt], bool], Values] = field(default_factory=dict)


class Replicates:
    """Scores of any texts in force, drawn again and again.

    Args:
        sheets: the possible powers of each text, by version_id.
        versions: the texts; the two languages of one are two readings of one law.
        weights: the table of the published scores.
        bands: how far other tables may go from it.
        draws: the random numbers.
    """

    def __init__(
        self,
        sheets: Mapping[str, Sheet],
        versions: Iterable[Version],
        weights: Weights,
        bands: Bands,
        draws: Draws,
    ) -> None:
        self._sheets = sheets
        self._other = _translations(versions)
        self._in_kazakh = draws.uniform("language", "") < 0.5
        self._published = as_tables([weights])
        self._drawn = drawn_tables(weights, bands, draws)
        self._known: dict[Texts, _Known] = {}  # what was asked last stands last
        self._listed = Listed(draws.replicates)
        few = range(min(FEW, draws.replicates))
        self._tables = {False: [weights], True: [self._drawn.weights(column) for column in few]}

    def scores(self, texts: Texts, lang: Lang, whole: bool, doubt: Doubt) -> Values:
        """Each score of texts in one language, drawn from one source of doubt or from all."""
        drawn = READINGS if doubt is Doubt.ALL else READINGS & {doubt}
        weighed = doubt in {Doubt.WEIGHTS, Doubt.ALL}
        own = self._values(texts, whole, drawn, weighed)
        if doubt not in {Doubt.LANGUAGE, Doubt.ALL}:
            return own
        translated = tuple(self._other[text] for text in texts)
        other = self._values(translated, whole, drawn, weighed)
        is_own = self._in_kazakh if lang is Lang.KAZ else ~self._in_kazakh
        return {key: _either(is_own, row, other.get(key)) for key, row in own.items()}

    def under(self, texts: Texts, tables: Tables) -> Values:
        """Each score as read, a column for each table of weights."""
        pool = self._of(texts).pool
        return values(pool.counted(frozenset(), tables)) if pool.keys else {}

    def _values(self, texts: Texts, whole: bool, drawn: frozenset[Doubt], weighed: bool) -> Values:
        known, key = self._of(texts), (whole, drawn, weighed)
        if key not in known.values:
            pool = known.pool
            tables = self._drawn if weighed else self._published
            known.values[key] = (
                {
                    **values(pool.counted(drawn, tables)),
                    **self._listed.values(pool, drawn, self._tables[weighed], whole),
                }
                if pool.keys
                else {}
            )
        return known.values[key]

    def _of(self, texts: Texts) -> _Known:
        known = self._known.pop(texts, None)
        if known is None:
            known = _Known(Pool([self._sheets[text] for text in texts]))
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
        self._known[texts] = known
        return known


def _translations(versions: Iterable[Version]) -> dict[str, str]:
    """For each text the same text in the other language; itself where there is none."""
    held = {(one.act, one.date, one.series, one.lang): one.version_id for one in versions}
    other = {Lang.KAZ: Lang.RUS, Lang.RUS: Lang.KAZ}
    return {
        version_id: held.get((act, day, series, other[lang]), version_id)
        for (act, day, series, lang), version_id in held.items()
    }


def _either(is_own: Flags, own: Floats, other: Floats | None) -> Floats:
    """Column by column one or the other; a holder whom a text gives nothing has 0 there."""
    return np.where(is_own, own, 0.0 if other is None else other)
