"""Two wordings told as one text: what went stands before what came in its place."""

from __future__ import annotations

from functools import lru_cache

from pipeline.explorer.marks import Piece, differences

_TRIFLE = 2  # letters that two changes may have between them and still be one
_ALIKE = 0.4  # share of the words that must stay, else one text simply stands for the other


@lru_cache(maxsize=4096)
def rewording(older: str, newer: str) -> tuple[Piece, ...]:
    """The two texts as one, with what went ("del") and what came ("ins") marked.

    >>> [(p.text, p.kinds) for p in rewording("He alone may appoint akims", "He may appoint akims")]
    [('He', ()), (' alone', ('del',)), (' may appoint akims', ())]
    """
    runs = _merged(_runs(older, newer))
    kept = sum(len(new) for _, new, same in runs if same)
    if kept < _ALIKE * max(len(older), len(newer)):
        runs = [(older, newer, False)]
    found = []
    for old, new, same in runs:
        sides = [(new, ())] if same else [(old, ("del",)), (new, ("ins",))]
        found += [Piece(text, kinds) for text, kinds in sides if text]
    return tuple(found)


Run = tuple[str, str, bool]  # older words, newer words, whether they are the same


def _runs(older: str, newer: str) -> list[Run]:
    left, right = (list(side) for side in differences(older, newer))
    found: list[Run] = []
    while left or right:
        gone = left.pop(0).text if left and left[0].kinds else ""
        come = right.pop(0).text if right and right[0].kinds else ""
        if gone or come:
            found.append((gone, come, False))
        else:
            found.append((left.pop(0).text, right.pop(0).text, True))
    return found


def _merged(runs: list[Run]) -> list[Run]:
    """Changes with next to nothing between them as one, so that phrases can be read."""
    found: list[Run] = []
    for n, (old, new, same) in enumerate(runs):
        between = same and 0 < n < len(runs) - 1 and len(new.strip()) <= _TRIFLE
        if found and not found[-1][2] and (not same or between):
            old, new = found[-1][0] + old, found[-1][1] + new
            found[-1] = (old, new, False)
        else:
            found.append((old, new, same))
    return found
