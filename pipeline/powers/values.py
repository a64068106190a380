"""Numbers in words to codes: fractions, counts, ISO 8601 durations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.powers.lexicon import table

PASSED_OVER = {"рабочих", "рабочего", "календарных", "жұмыс", "күнтізбелік"}
FRACTIONS = {
    (2, 3): "two_thirds", (3, 4): "three_quarters", (4, 5): "four_fifths", (1, 5): "one_fifth",
    (1, 3): "one_third", (1, 4): "one_quarter", (3, 5): "three_fifths", (1, 2): "absolute",
    (1, 6): "one_sixth", (1, 10): "one_tenth",
}  # fmt: skip
# What may follow a Kazakh number: a possessive, a case, or both ("үштен", "екісінің"); no ordinal.
ENDING = re.compile(
    r"(?:с?[ыі](?:н[ыі]ң|н[ае]н|н[ае]|н)?|[ндт][ае]н|[ғкгқ][ае]|[ндт][ыі]ң|[ндт][ыі])?$"
)
NO_NUMBERS = {"оны", "оның", "онда", "оған", "бірге", "үшін"}  # "his", "there", "together", "for"
FROM = {"со", "с"}  # "со дня": a moment and no length
LONGEST = 150  # years; what is longer is a date: "2024 года"


@cache
def _numbers() -> dict[str, list[tuple[str, str]]]:
    """Word forms and beginnings by group, the longest first."""
    groups = {}
    for group, rows in table("numbers").items():
        pairs = [(start, str(value)) for value, starts in rows.items() for start in starts]
        groups[group] = sorted(pairs, key=lambda pair: -len(pair[0]))
    return groups


def _look(group: str, low: str) -> str:
    for form, value in _numbers()[group]:
        if low == form or (form.endswith("*") and low.startswith(form[:-1])):
            return value
    return ""


@cache
def _number_word(low: str) -> int | None:
    """The number that one word says: "двадцати", "екісінің", "15"."""
    if low.isdecimal() and len(low) < 6:
        return int(low)
    found = _look("cardinal", low)
    if found:
        return int(found)
    if low in NO_NUMBERS:
        return None
    stems = _numbers()["kazakh"]
    return next(
        (int(v) for stem, v in stems if low.startswith(stem) and ENDING.fullmatch(low, len(stem))),
        None,
    )


def number(lows: Sequence[str]) -> int | None:
    """The first number named: digits, or words that add up ("сорок восемь", "он бес")."""
    total: int | None = None
    for low in lows:
        value = _number_word(low)
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
        following = lows[place + 1] if place + 1 < len(lows) else ""
        joined = _joined(low) or ("" if _look("unit", following) else _look("whole", low))
        if joined:
            return joined
        unit = _look("unit", low)
        amount = _amount_before(lows, place) if unit else None
        if amount is not None and not (unit == "Y" and amount > LONGEST):
            return _iso(amount, unit)
    return None


def _amount_before(lows: Sequence[str], place: int) -> int | None:
    """The number words right before a unit: "екі мүшесін | бес жыл" is five, bare "месяца" one.

    A number told twice, "10 (десяти) дней", counts once; "со дня" has none.
    """
    told: list[str] = []
    inside = False
    for low in reversed(lows[:place]):
        if low in {"(", ")"}:
            inside = low == ")"
        elif inside or low in PASSED_OVER:
            continue
        elif _number_word(low) is None:
            break
        else:
            told.insert(0, low)
    if not told and place and lows[place - 1] in FROM:
        return None
    return number(told) or 1


def _joined(low: str) -> str | None:
    """A number and its unit in one word: "пятилетний", "десятидневный"."""
    for part, unit in _numbers()["unit_inside"]:
        head, found, _ = low.partition(part)
        if found and head:
            amount = _look("joined", head)
            if amount:
                return _iso(int(amount), unit)
    return None


def _iso(amount: int, unit: str) -> str:
    return f"PT{amount}H" if unit == "H" else f"P{amount}{unit}"


def fraction(lows: Sequence[str]) -> str | None:
    """A share: "двух третей", "үштен екісі" and "2/3" are two_thirds.

    >>> fraction(("бестен", "бірінің"))
    'one_fifth'
    """
    for place, low in enumerate(lows):
        above, bar, below = low.partition("/")
        if bar and above.isdecimal() and below.isdecimal():
            return FRACTIONS.get((int(above), int(below)))
        following = lows[place + 1] if place + 1 < len(lows) else ""
        above, below = _look("above", low), _look("below", following)
        if not (above and below):
            below, above = _look("below_kaz", low), _look("above_kaz", following)
        if above and below:
            return FRACTIONS.get((int(above), int(below)))
    shares = [found for low in lows if (found := _look("share", low))]
    return FRACTIONS[1, int(shares[0])] if shares else None


def count(lows: Sequence[str]) -> str | None:
    """A number of times or of nominees, in figures."""
    found = number(lows)
    return None if found is None else str(found)


def rate(lows: Sequence[str], since: int = 0) -> str | None:
    """How often: "раз в год" is P1Y, "не реже двух раз в год" the number 2.

    >>> rate(("один", "раз", "в", "три", "года"))
    'P3Y'
    """
    place = next((at for at, low in enumerate(lows) if low.startswith(("раз", "рет"))), 0)
    told = _number_word(lows[place - 1]) if place else None
    return str(told) if told and told > 1 else duration(lows, since)
