"""Floors on the gold clauses, which are read where they lie and never copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.classifier.examples import gold_examples
from pipeline.classifier.measures import judged, scores
from pipeline.powers import Reader

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"

pytestmark = [
    pytest.mark.official,
    pytest.mark.skipif(not GOLD.is_dir(), reason="gold clauses not found at ../shared/gold"),
]

FLOORS = {
    "macro-F1": 0.94, "holder": 0.92, "holder+action": 0.89, "domain": 0.80, "constraint": 0.85,
    "object": 0.82,
}  # fmt: skip


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_floors(lang: str) -> None:
    wanted = [one for one in gold_examples(GOLD) if one.clause.lang == lang]
    readings = Reader().read(one.clause for one in wanted)
    rows = [
        judged(reading, one.annotation.label, one.annotation.powers)
        for reading, one in zip(readings, wanted, strict=True)
        if one.annotation
    ]
    found = scores(rows)
    assert found["clauses"] > 500
    assert {name: found[name] for name in FLOORS if found[name] < FLOORS[name]} == {}
