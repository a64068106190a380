"""Floors on the gold clauses, which are read where they lie and never copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.read_gold import gold, measure
from pipeline.powers import Reader

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"

pytestmark = [
    pytest.mark.official,
    pytest.mark.skipif(not GOLD.is_dir(), reason="gold clauses not found at ../shared/gold"),
]

FLOORS = {"macro-F1": 0.93, "F1 holder": 0.9, "F1 holder+action": 0.87, "F1 domain": 0.77}


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_floors(lang: str) -> None:
    wanted = [pair for pair in gold(GOLD) if pair[1]["lang"] == lang]
    readings = Reader().read(clause for clause, _ in wanted)
    scores = measure(zip(readings, (row for _, row in wanted), strict=True))
    assert {name: scores[name] >= floor for name, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    )
