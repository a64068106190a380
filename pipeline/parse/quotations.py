"""Where quotations of whole paragraphs end, for all blocks in one pass.

A block opens as many quotations as it has `«` and `“` more than `»` and `”`; with `"`, which opens
and closes alike, only odd and even can be told. A quotation ends with the block after which none
is open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


def ends_of_quotations(texts: Sequence[str]) -> list[int]:
    """For each block the position behind the last block of a quotation that begins with it.

    0 stands where the quotation is never closed.

    >>> ends_of_quotations(["«Мир.", "Хлеб.»", "«Соль."])
    [2, 2, 0]
    """
    straight = [text.count('"') for text in texts]
    curved = (sum(map(text.count, "«“")) - sum(map(text.count, "»”")) for text in texts)
    depth = list(accumulate(curved, initial=0))  # curved marks open before each block
    # Later blocks, the nearest last, of which each is followed by a smaller depth than any nearer.
    places: list[int] = []
    depths: list[int] = []
    marked, behind = -1, 0  # the next block with `"`; where what it leaves open ends

    def end(place: int, opened: int) -> int:
        """The end of a quotation, of which `opened` marks are open before a block."""
        if count := bisect_right(depths, depth[place] - opened):
            return places[count - 1] + 1
        if marked < 0:
            return 0
        open_there = opened + depth[marked + 1] - depth[place] + straight[marked]
        return behind if open_there % 2 else marked + 1

    ends = [0] * len(texts)
    for place in range(len(texts) - 1, -1, -1):
        if straight[place]:
            behind = end(place + 1, 1)
            marked = place
            places, depths = [], []
        else:
            while depths and depths[-1] >= depth[place + 1]:
                places.pop()
                depths.pop()
            places.append(place)
            depths.append(depth[place + 1])
        ends[place] = end(place, 0)
    return ends
