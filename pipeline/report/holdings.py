"""What the President held in each domain, and what came and went with each change of the law."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
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

    Powers of neighbouring dates are matched by domain, action and object, wherever they stand. Over
    a gap, and beside texts that are incomplete, nothing is told to be gained or lost.
    """
    _, rows = query(
        release,
        """
        SELECT s.valid_from, s.valid_to, s.partial, p.domain, p.action, p.object
        FROM scores s JOIN score_components USING (score_id) JOIN powers p USING (power_id)
        WHERE s.scheme = 'volume' AND s.holder = 'president' AND s.series = ? AND s.lang = ?
        ORDER BY ALL
        """,
        parameters=[series, lang],
    )
    held: dict[date, Counter[Held]] = {}
    whole_until: dict[date, date | None] = {}  # of the spans that rest on whole texts
    for day, until, partial, *power in rows:
        held.setdefault(day, Counter())[tuple(power)] += 1
        if not partial:
            whole_until[day] = until
    follows = {
        later
        for earlier, later in pairwise(held)
        if whole_until.get(earlier) == later and later in whole_until
    }
    held = _changing(held)
    told = [day in follows for day in held]
    domains = [domain for domain in Domain if any(domain == row[3] for row in rows)]
    return Holdings(
        dates=tuple(held),
        by_domain={domain: _cells(list(held.values()), told, domain) for domain in domains},
        total=_cells(list(held.values()), told, None),
    )


def _changing(held: dict[date, Counter[Held]]) -> dict[date, Counter[Held]]:
    kept: dict[date, Counter[Held]] = {}
    for day, powers in held.items():
        if not kept or powers != kept[max(kept)]:
            kept[day] = powers
    return kept


def _cells(held: list[Counter[Held]], told: list[bool], domain: Domain | None) -> tuple[Cell, ...]:
    within = [
        Counter({power: n for power, n in each.items() if domain in (None, power[0])})
        for each in held
    ]
    return tuple(
        Cell(
            held=now.total(),
            gained=(now - before).total() if comparable else 0,
            lost=(before - now).total() if comparable else 0,
        )
        for comparable, before, now in zip(told, [Counter(), *within], within, strict=False)
    )
