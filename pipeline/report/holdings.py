"""What the President held in each domain, and what came and went with each change of the law."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.dataset import query
from pipeline.vocabulary import Domain

Held = tuple[str, str | None, str | None]  # domain, action, object


@dataclass(frozen=True, slots=True)
class Cell:
    """Powers of one domain from one date on: how many, and the gross change before it."""

    held: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """Cells by domain, a column for the first date and for each that changed anything."""

    dates: tuple[date, ...]
    by_domain: dict[Domain, tuple[Cell, ...]]
    total: tuple[Cell, ...]

    @property
    def most(self) -> int:
        return max((cell.held for cells in self.by_domain.values() for cell in cells), default=0)


def holdings(release: Path, series: str, lang: str) -> Holdings:
    """Count the President's powers as the index counts them.

    Powers of neighbouring dates are matched by domain, action and object, wherever they stand.
    """
    _, rows = query(
        release,
        """
        SELECT s.valid_from, p.domain, p.action, p.object
        FROM scores s JOIN score_components USING (score_id) JOIN powers p USING (power_id)
        WHERE s.scheme = 'volume' AND s.holder = 'president' AND s.series = ? AND s.lang = ?
        ORDER BY ALL
        """,
        parameters=[series, lang],
    )
    held: dict[date, Counter[Held]] = {}
    for day, *power in rows:
        held.setdefault(day, Counter())[tuple(power)] += 1
    held = _changing(held)
    domains = [domain for domain in Domain if any(domain == row[1] for row in rows)]
    return Holdings(
        dates=tuple(held),
        by_domain={domain: _cells(list(held.values()), domain) for domain in domains},
        total=_cells(list(held.values()), None),
    )


def _changing(held: dict[date, Counter[Held]]) -> dict[date, Counter[Held]]:
    kept: dict[date, Counter[Held]] = {}
    for day, powers in held.items():
        if not kept or powers != kept[max(kept)]:
            kept[day] = powers
    return kept


def _cells(held: list[Counter[Held]], domain: Domain | None) -> tuple[Cell, ...]:
    within = [
        Counter({power: n for power, n in each.items() if domain in (None, power[0])})
        for each in held
    ]
    return tuple(
        Cell(
            held=now.total(),
            gained=(now - before).total() if place else 0,
            lost=(before - now).total() if place else 0,
        )
        for place, (before, now) in enumerate(zip([Counter(), *within], within, strict=False))
    )
