"""Where quotations of whole paragraphs end: read once for all blocks, whatever opens and closes.

A block opens as many quotations as it has `«` and `“` more than `»` and `”`; with `"`, which opens
and closes alike, only odd and even count. A quotation ends with the block after which none is open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def ends_of_quotations(texts: Sequence[str]) -> list[int]:
    """For each block the position after the last block of a quotation that begins with it.

    0 stands where the quotation is never closed.

    >>> ends_of_quotations(["«Мир.", "Хлеб.»", "«Соль."])
    [2, 2, 0]
    """
    curved = [_count(text, "«“") - _count(text, "»”") for text in texts]
    ends = [0] * len(texts)
    level = 0  # curved marks open before a block, counted from the last block backwards
    levels: list[int] = []  # after later blocks, as far as one can be the first so low: rising
    places: list[int] = []  # those blocks
    straight, level_there, open_behind = -1, 0, 0  # the next block with `"`
    for place in range(len(texts) - 1, -1, -1):
        marks = texts[place].count('"')
        if marks:
            still_open = (curved[place] + marks) % 2
            ends[place] = open_behind_or(place) if still_open else place + 1
    return ends
