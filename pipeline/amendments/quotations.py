"""Quotations inside an instruction: where each begins and ends, nested ones inside the outer."""

from __future__ import annotations

import re

_CLOSING = {"«": "»", "“": "”", "„": "“"}
FILLER = "\ue000"  # stands for every character of a quotation in a skeleton
_ASIDE = re.compile(r"\([^()]{3,}\)")


def quotations(text: str, follows: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans of the outermost quotations, marks included, in order.

    Args:
        text: any text; straight and angled marks may be mixed and nested.
        follows: what may stand after a quotation that closes with one mark where two are due.

    >>> text = 'слова "о "Заре" и" исключить'
    >>> [text[start:end] for start, end in quotations(text, re.compile("исключить"))]
    ['"о "Заре" и"']
    """
    found, position = [], 0
    while position < len(text):
        if _opens(text, position) and (end := _end(text, position, follows)):
            found.append((position, end))
            position = end
        else:
            position += 1
    return found


def unclosed(text: str, follows: re.Pattern[str]) -> bool:
    """Whether a quotation begins that does not end in this text."""
    bare = skeleton(text, quotations(text, follows))
    return any(_opens(bare, n) for n in range(len(bare)))


def skeleton(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with its quotations as filler and asides in brackets as spaces; of equal length."""
    for start, end in spans:
        text = text[:start] + FILLER * (end - start) + text[end:]
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), text)


def _opens(text: str, position: int) -> bool:
    mark = text[position]
    if mark != '"':
        return mark in _CLOSING
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return (not before or before.isspace() or before in '(["«-') and bool(after.strip())


def _end(text: str, start: int, follows: re.Pattern[str]) -> int:
    """The position after the mark that closes the quotation, 0 where none does."""
    mark = text[start]
    closing = _CLOSING.get(mark, mark)
    depth, closings = 0, list[int]()
    for position in range(start, len(text)):
        if text[position] == mark and _opens(text, position):
            depth += 1
        elif text[position] == closing:
            depth -= 1
            closings.append(position + 1)
            if depth == 0:
                return position + 1
    # One mark closes a quotation and the one inside it: «Закон «О выборах».
    return next((end for end in closings if follows.match(text, end)), 0)
