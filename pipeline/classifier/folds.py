"""Folds that never let a clause be tested on what it was learned from.

An article goes whole into one fold, with all its versions, both languages, official and restated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.classifier.annotations import Annotation

FOLDS = 5


def folds(annotations: Sequence[Annotation], number: int = FOLDS) -> list[int]:
    """The fold of each annotation: the largest articles first, each to the emptiest fold."""
    sizes = Counter(one.article for one in annotations)
    filled = [0] * number
    place: dict[tuple[str, str], int] = {}
    for article, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        emptiest = filled.index(min(filled))
        place[article] = emptiest
        filled[emptiest] += size
    return [place[one.article] for one in annotations]
