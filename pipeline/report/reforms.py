"""Reforms: the days on which powers changed, what that did to the share, who gained and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.dataset import query
from pipeline.report.ledger import Entry, gives, takes
from pipeline.report.table import IndexRow
from pipeline.vocabulary import ChangeKind, Holder

OFFICE = Holder.PRESIDENT


@dataclass(frozen=True, slots=True)
class Move:
    """What a day did to the President's share in one language's texts."""

    lang: str
    day: date
    before: float
    after: float
    whole: bool  # nothing is missing on either side, so that the two may be compared
    low: float | None = None  # 95% interval of the difference
    high: float | None = None
    p_rise: float | None = None  # part of the replicates in which the share rises
    p_fall: float | None = None

    @property
    def value(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Reform:
    """A day with changes of powers."""

    day: date
    acts: tuple[str, ...]  # whose text changed or began
    given: dict[str, int]  # to the President, by language: granted, strengthened, passed on
    taken: dict[str, int]
    changes: int  # of all holders, words alone left out
    moves: tuple[Move, ...]

    @property
    def doubts(self) -> list[tuple[float, float, float]]:
        """Interval of the share's step and P(rise), once where the languages have one together."""
        told = [
            (move.low, move.high, move.p_rise)
            for move in self.moves
            if move.whole
            and move.low is not None
            and move.high is not None
            and move.p_rise is not None
        ]
        return list(dict.fromkeys(told))


Doubt = tuple[float | None, float | None, float | None, float | None]
Doubts = Mapping[tuple[str, date], Doubt]  # low, high, p_rise, p_fall by language and day


def moves(release: Path, series: str, rows: Iterable[IndexRow]) -> list[Move]:
    """Every step of the President's share, see `moves_of`."""
    return moves_of(rows, _doubts(release, series))


def moves_of(rows: Iterable[IndexRow], doubts: Doubts) -> list[Move]:
    """Every step of a share, in order of language and time; a gap is no step."""
    found = []
    before: IndexRow | None = None
    for row in rows:
        if (
            before
            and (before.lang, before.valid_to) == (row.lang, row.valid_from)
            and before.share is not None
            and row.share is not None
        ):
            found.append(
                Move(
                    row.lang,
                    row.valid_from,
                    before.share,
                    row.share,
                    not (before.partial or row.partial),
                    *doubts.get((row.lang, row.valid_from), ()),
                )
            )
        before = row
    return found


def reforms(entries: Sequence[Entry], steps: Sequence[Move], acts_of: Acts) -> list[Reform]:
    """The days on which one series' ledger has changes, first to last.

    Args:
        entries: the ledger of one series.
        steps: of the share, see `moves`.
        acts_of: the acts whose texts begin on a day, constitutions first.
    """
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry.kind != ChangeKind.REWORDED:
            by_day.setdefault(entry.date, []).append(entry)
    return [
        Reform(
            day,
            acts_of.get(day, ()),
            _by_language(filter(given, found)),
            _by_language(filter(taken, found)),
            len(found),
            tuple(step for step in steps if step.day == day),
        )
        for day, found in sorted(by_day.items())
    ]


Acts = dict[date, tuple[str, ...]]


def acts_by_day(release: Path, series: str) -> Acts:
    """The acts whose texts begin on a day, constitutions first."""
    _, rows = query(
        release,
        """
        SELECT DISTINCT v.valid_from, a.kind <> 'constitution', v.act
        FROM versions v JOIN acts a USING (act)
        WHERE v.series = ? AND v.valid_from IS NOT NULL ORDER BY ALL
        """,
        parameters=[series],
    )
    found: dict[date, tuple[str, ...]] = {}
    for day, _, act in rows:
        found[day] = (*found.get(day, ()), act)
    return found


def _by_language(entries: Iterable[Entry]) -> dict[str, int]:
    return dict(Counter(lang for entry in entries for lang in entry.sides))


def given(entry: Entry) -> bool:
    """Whether a change gives the President something."""
    return gives(entry.kind, entry.holder, entry.holder_to, OFFICE)


def taken(entry: Entry) -> bool:
    """Whether a change takes something from the President."""
    return takes(entry.kind, entry.holder, entry.holder_to, OFFICE)


def _doubts(release: Path, series: str) -> dict[tuple[str, date], Doubt]:
    _, rows = query(
        release,
        """
        SELECT s.lang, s.valid_from, d.low, d.high, d.p_rise, d.p_fall
        FROM score_differences d JOIN scores s ON s.score_id = d.after
        WHERE s.scheme = 'share' AND s.holder = ? AND s.series = ? AND NOT d.gap
        """,
        parameters=[OFFICE.value, series],
    )
    return {(lang, day): (low, high, rise, fall) for lang, day, low, high, rise, fall in rows}
