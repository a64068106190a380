"""Tables of weights as arrays: one, several that have names, or one drawn for each replicate."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.index.uncertainty.draws import Draws, Floats
from pipeline.index.weights import DEFAULT, Weights, load
from pipeline.vocabulary import Autonomy, Domain

_BANDS = Path(__file__).with_name("bands.toml")
_NAMED = Path(__file__).parents[1] / "tables"


@dataclass(frozen=True, slots=True)
class Bands:
    """How far another table of weights may go; bands.toml says what the numbers mean."""

    domain: float
    ladder: float


@cache
def usual_bands() -> Bands:
    """Those of bands.toml."""
    return Bands(**tomllib.loads(_BANDS.read_text(encoding="utf8")))


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of weights, one a column; rows in the codebook's order."""

    domain: Floats  # (domains, tables)
    ladder: Floats  # (levels of autonomy, tables)

    def value(self, domain: NDArray[np.intp], level: NDArray[np.uint8]) -> Floats:
        """Autonomy times weight of powers; `level` has a column for each replicate or one."""
        columns = max(level.shape[1], self.ladder.shape[1])
        if self.ladder.shape[1] == 1:
            return np.asarray(self.ladder[:, 0][level] * self.domain[domain])
        wide = np.broadcast_to(level, (len(level), columns)).astype(np.intp)
        return np.asarray(np.take_along_axis(self.ladder, wide, axis=0) * self.domain[domain])

    def weights(self, column: int) -> Weights:
        """One of the tables."""
        return Weights(
            autonomy=dict(zip(Autonomy, self.ladder[:, column].tolist(), strict=True)),
            domain=dict(zip(Domain, self.domain[:, column].tolist(), strict=True)),
            reasons={},
        )


@cache
def named_tables() -> Mapping[str, Weights]:
    """The tables that are published beside the one of a build, by name."""
    files = {file.stem: file for file in sorted(_NAMED.glob("*.toml"))}
    return {"default": load(DEFAULT), **{name: load(file) for name, file in files.items()}}


def as_tables(weights: Sequence[Weights]) -> Tables:
    """One column for each table."""
    return Tables(
        domain=np.array([[table.domain[code] for table in weights] for code in Domain]),
        ladder=np.array([[table.autonomy[code] for table in weights] for code in Autonomy]),
    )


def drawn_tables(weights: Weights, bands: Bands, draws: Draws) -> Tables:
    """A random table near `weights` for each replicate."""
    domain = [
        _between(weight - bands.domain, weight + bands.domain, draws, code)
        if (weight := weights.domain[code])
        else np.zeros(draws.replicates)
        for code in Domain
    ]
    steps = sorted(set(weights.autonomy.values()))
    reach = bands.ladder
    moved = {
        step: _between(step - reach * (step - lower), step + reach * (higher - step), draws, str(n))
        for n, (lower, step, higher) in enumerate(
            zip([0.0, *steps[:-1]], steps, [*steps[1:], 1.0], strict=True)
        )
    }
    ladder = [moved[weights.autonomy[code]] for code in Autonomy]
    return Tables(np.array(domain), np.array(ladder))


def _between(low: float, high: float, draws: Draws, key: str) -> Floats:
    low, high = max(low, 0.0), min(high, 1.0)
    return low + (high - low) * draws.uniform("weight", key)
