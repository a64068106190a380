"""Numbers in words to codes: fractions, counts, ISO 8601 durations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.powers.lexicon import table

PASSED_OVER = {"рабочих", "календарных", "жұмыс", "күнтізбелік"}
FRACTIONS = {
    (2, 3): "two_thirds", (3, 4): "three_quarters", (4, 5): "four_fifths", (1, 5): "one_fifth",
    (1, 3): "one_third", (1, 4): "one_quarter", (3, 5): "three_fifths", (1, 2): "absolute",
}  # fmt: skip


@cache
def _numbers() -> dict[str, list[tuple[str, str]]]:
    """Beginnings of number words by group, the longest first."""
    groups = {}
    for group, rows in table("numbers").items():
        pairs = [(start, str(value)) for value, starts in rows.items() for start in starts]
        groups[group] = sorted(pairs, key=lambda pair: -len(pair[0]))
    return groups


def _look(group: str, low: str) -> str:
    return next((value for start, value in _numbers()[group] if low.startswith(start)), "")


def number(lows: Sequence[str]) -> int | None:
    """The first number named: digits, or words that add up ("сорок восемь", "он бес")."""
    total: int | None = None
    for low in lows:
        value = int(low) if low.isdecimal() and len(low) < 6 else None
        if value is None:
            found = _look("cardinal", low)
            value = int(found) if found else None
        if value is None:
            if total is not None:
                break
            continue
        total = value if total is None else total + value
    return total


def duration(lows: Sequence[str], since: int = 0) -> str | None:
    """A length of time: "пять лет" and "бес жыл" are P5Y, "месячный" is P1M.

    Units before the place `since` are passed over; their numbers are not.

    >>> duration(("сорок", "восемь", "часов"))
    'PT48H'
    """
    for place, low in enumerate(lows):
        if place < since:
            continue
        joined = _joined(low)
        if joined:
            return joined
        unit = _look("unit", low)
        if unit:
            return _iso(_amount_before(lows, place), unit)
    return None


def _amount_before(lows: Sequence[str], place: int) -> int:
    """The number words right before a unit: "екі мүшесін | бес жыл" is five, bare "месяца" one."""
    start = place
    while start and (number([lows[start - 1]]) is not None or lows[start - 1] in PASSED_OVER):
        start -= 1
    amount = number(lows[start:place])
    return 1 if amount is None else amount


def _joined(low: str) -> str | None:
    """A number and its unit in one word: "пятилетний", "десятидневный"."""
    for part, unit in _numbers()["unit_inside"]:
        head, found, _ = low.partition(part)
        if found and head:
            amount = _look("joined", head)
            if amount:
                return _iso(int(amount), unit)
    return "P1M" if low.startswith("месячн") else None


def _iso(amount: int, unit: str) -> str:
    return f"PT{amount}H" if unit == "H" else f"P{amount}{unit}"


def fraction(lows: Sequence[str]) -> str | None:
    """A share: "двух третей" and "үштен екісі" are two_thirds.

    >>> fraction(("бестен", "бірінің"))
    'one_fifth'
    """
    for place, low in enumerate(lows[:-1]):
        following = lows[place + 1]
        above, below = _look("above", low), _look("below", following)
        if above and below:
            return FRACTIONS.get((int(above), int(below)))
        below, above = _look("below_kaz", low), _look("above_kaz", following)
        if above and below:
            return FRACTIONS.get((int(above), int(below)))
    return None


def count(lows: Sequence[str]) -> str | None:
    """A number of times or of nominees, in figures."""
    found = number(lows)
    return None if found is None else str(found)
