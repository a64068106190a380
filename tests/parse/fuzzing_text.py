"""Damage to words and to bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random as Rng

LENGTH = 2500  # characters of a text that a file is made of
_DEEP = (50, 300, 2000)

# Odd characters: right-to-left marks, combining marks, control characters, line and paragraph
# separators, digits of other scripts, letters whose capitals are longer, characters beyond 16 bits.
ODD = (
    *"\x00\x01\x07\x0b\x0c\r\x1c\x85\u2028\u2029\u00a0\u00ad\u200b\u200f\u202e\ufeff\u0301\u0483\u3000",
    *"٣²½Ⅻßİǆ中𝟙😀\ufffd\ud800\udc00",
)
MARKS = (
    *("1) ", "1. ", "1-1. ", "а) ", "- ", "I. ", "ІІ. ", "> ", "# ", "### ", "**", "*", "<*>", "|"),
    *('"', "«", "»", "“", "(", ")", "[", ":", ";", ".", ",", "-", "\n", "\n\n", "\f", "      "),
    *("Статья 1\n\n", "### 5-бап\n\n", "Раздел I\n\n", "II бөлім\n\n", "---\n", "<a ", "</a>"),
    *("Сноска. ", "Ескерту. ", "исключен", "алып тасталды ", "Законом РК от 1.1.2001 N 1 "),
)
NESTED = (
    *("1) а:\n\n", "а) б:\n\n", "1. а:\n\n", ":\n\n«", '"', "«", "(", "[", "> ", "#", "*", "|"),
    *("<a ", "<a x>", "- ", "1-", "1", "X", "Статья 1\n\n", "### 5-бап\n\n", "Раздел I\n\nаб\n\n"),
    *("а-\n", "а\n", "а\n\n", "слово ", "А. ", "; ", "    ", "\u00a0", "\f", "Сноска. ", "Закон"),
    *("<*>", "1) «а:\n\n", "а", "\u0301", "I. а\n\n", "1 - ", "жылғы 1 "),
)


def excerpt(rng: Rng, text: str) -> str:
    """Some whole paragraphs of a text."""
    paragraphs = re.split(r"(?<=\n)\n", text)
    first = rng.randrange(max(1, len(paragraphs) - 8))
    return "\n".join(paragraphs[first:])[:LENGTH]


def damage_text(rng: Rng, text: str, other: str) -> str:
    """A text with some faults, and parts of another text."""
    for _ in range(rng.randint(1, 5)):
        text = rng.choice(_FAULTS)(rng, text, other)
    return text[: 8 * LENGTH]


def damage_bytes(rng: Rng, data: bytes) -> bytes:
    """Bytes flipped, lost, doubled, cut off, or written in another encoding."""
    place, end = _part(rng, data)
    fault = rng.randrange(6)
    if fault == 0:
        flipped = bytearray(data)
        for _ in range(rng.randint(1, 5)):
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        return bytes(flipped)
    if fault == 1:
        return data[:place] + data[end:]
    if fault == 2:
        return data[:end] + data[place:]
    if fault == 3:
        return data[: rng.randrange(1, len(data) + 1)]
    if fault == 4:
        return data[:place] + rng.randbytes(rng.randint(1, 20)) + data[place:]
    encoding = rng.choice(("windows-1251", "utf-16", "koi8-r", "utf-8-sig", "utf-7"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def _part(rng: Rng, text: str | bytes) -> tuple[int, int]:
    if not text:
        return 0, 0
    start = rng.randrange(len(text))
    return start, min(len(text), start + rng.choice((1, 3, 30, 300)))


def _odd(rng: Rng, text: str, other: str) -> str:
    for _ in range(rng.randint(1, 8)):
        at, end = _part(rng, text)
        text = text[:at] + rng.choice(ODD) + text[end if rng.random() < 0.3 else at :]
    return text


def _mark(rng: Rng, text: str, other: str) -> str:
    for _ in range(rng.randint(1, 8)):
        at, _end = _part(rng, text)
        text = text[:at] + rng.choice(MARKS) + text[at:]
    return text


def _delete(rng: Rng, text: str, other: str) -> str:
    at, end = _part(rng, text)
    return text[:at] + text[end:]


def _double(rng: Rng, text: str, other: str) -> str:
    at, end = _part(rng, text)
    return text[:end] + text[at:end] * rng.randint(1, 4) + text[end:]


def _cut_off(rng: Rng, text: str, other: str) -> str:
    return text[: _part(rng, text)[1]]


def _splice(rng: Rng, text: str, other: str) -> str:
    return text[: _part(rng, text)[0]] + other[_part(rng, other)[0] :]


def _swap_lines(rng: Rng, text: str, other: str) -> str:
    lines = text.split("\n")
    for _ in range(rng.randint(1, 5)):
        one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _nest(rng: Rng, text: str, other: str) -> str:
    at, _end = _part(rng, text)
    return text[:at] + rng.choice(NESTED) * rng.choice(_DEEP) + text[at:]


def _number(rng: Rng, text: str, other: str) -> str:
    numbers = [match.span() for match in re.finditer(r"\d+", text)] or [(0, 0)]
    at, end = rng.choice(numbers)
    digits = "9" * rng.choice((1, 5, 12, 5000))
    return (
        text[:at] + rng.choice((digits, "XVIII" * len(digits), "0", "1-2-3-4-5-6-7")) + text[end:]
    )


def _letter_case(rng: Rng, text: str, other: str) -> str:
    at, end = _part(rng, text)
    changed = rng.choice((str.upper, str.lower, str.title, str.swapcase))(text[at:end])
    return text[:at] + changed + text[end:]


def _replace_all(rng: Rng, text: str, other: str) -> str:
    old = rng.choice(("\n", "\n\n", ". ", ";", ":", " ", ")", "### ", "> ", "а", '"'))
    return text.replace(old, rng.choice(("", " ", "\n", *MARKS, *ODD)), rng.choice((1, 10, -1)))


_FAULTS: tuple[Callable[[Rng, str, str], str], ...] = (
    *(_odd, _mark, _delete, _double, _cut_off, _splice, _swap_lines, _nest, _number),
    *(_letter_case, _replace_all),
)
