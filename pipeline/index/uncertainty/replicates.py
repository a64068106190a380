"""Every score in every replicate, by source of doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from pipeline.index.uncertainty.bands import Tables, as_tables, drawn_tables
from pipeline.index.uncertainty.draws import Draws, Floats
from pipeline.index.uncertainty.pool import Pool
from pipeline.index.uncertainty.sheet import Sheet
from pipeline.index.uncertainty.values import Values, values
from pipeline.index.weights import Weights
from pipeline.records import Version
from pipeline.vocabulary import Doubt, Holder, Lang, Scheme

# What is drawn from for each source; language and weights are drawn apart from the readings.
READINGS = frozenset({Doubt.CLASSIFIER, Doubt.READER, Doubt.CUTTING})
Texts = tuple[str, ...]  # version_ids


class Replicates:
    """Scores of any texts in force, redrawn.

    Args:
        sheets: the possible powers of each text, by version_id.
        versions: the texts; the two languages of one text are two readings of one law.
        weights: the table of the published scores.
        draws: the random numbers.
    """

    def __init__(
        self,
        sheets: Mapping[str, Sheet],
        versions: Iterable[Version],
        weights: Weights,
        draws: Draws,
    ) -> None:
        self._sheets = sheets
        held = {(one.act, one.date, one.series, one.lang): one.version_id for one in versions}
        self._other = {
            version_id: held.get((act, day, series, _other(lang)), version_id)
            for (act, day, series, lang), version_id in held.items()
        }
        self._kazakh = draws.uniform("language", "") < 0.5
        self._published = as_tables([weights])
        self._drawn = drawn_tables(weights, draws)
        self._values = cache(self._values_of)

    def scores(self, texts: Texts, lang: Lang, doubt: Doubt) -> Values:
        """Each score of the texts of one language, redrawn from one source of doubt or from all."""
        drawn = READINGS & ({doubt} if doubt is not Doubt.ALL else READINGS)
        weighed = doubt in {Doubt.WEIGHTS, Doubt.ALL}
        own = self._values(texts, drawn, weighed)
        if doubt not in {Doubt.LANGUAGE, Doubt.ALL}:
            return own
        other = self._values(tuple(self._other[text] for text in texts), drawn, weighed)
        is_own = self._kazakh if lang is Lang.KAZ else ~self._kazakh
        return {key: _either(is_own, own.get(key), other.get(key)) for key in {**own, **other}}

    def _values_of(self, texts: Texts, doubts: frozenset[Doubt], weighed: bool) -> Values:
        return self.under(texts, self._drawn if weighed else self._published, doubts)

    def under(
        self, texts: Texts, tables: Tables, doubts: frozenset[Doubt] = frozenset()
    ) -> Values:
        """Each score under tables of weights; a column for each replicate or each table."""
        pool = self._pool(texts)
        return values(pool.counted(doubts, tables)) if pool.keys else {}

    @cache  # noqa: B019
    def _pool(self, texts: Texts) -> Pool:
        return Pool([self._sheets[text] for text in texts if text in self._sheets])


def _other(lang: Lang) -> Lang:
    return Lang.RUS if lang is Lang.KAZ else Lang.KAZ


def _either(is_own: np.ndarray, own: Floats | None, other: Floats | None) -> Floats:
    """Column by column one or the other; who has no power in a text has none of its score."""
    nothing = np.zeros(1)
    return np.where(is_own, nothing if own is None else own, nothing if other is None else other)
