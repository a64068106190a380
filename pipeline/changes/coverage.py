"""What a text can be expected to hold, where it is known not to be the whole.

A power that stands in one text alone was granted or removed only if the other would hold it.

- An excerpt of the same act is known for its own articles.
- Between two acts, whose numbers have nothing in common, an excerpt covers an article of the other
  when it has at least half of what the article states, and more than one power.
- A law whose place a text of another force took is known for the holder it says most of: a law on
  the President tells nothing of courts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from pipeline.changes.pairs import Two
from pipeline.changes.stated import Stated
from pipeline.records import Act, Provision
from pipeline.vocabulary import TextState

HALF = 0.5


def granted(
    acts: Mapping[str, Act], two: Two, units: Collection[Provision], before: Sequence[Stated],
    matched: Sequence[Stated], new: Sequence[Stated],
) -> list[Stated]:  # fmt: skip
    """Of the statements that only the newer text has, those that the older would have held.

    Args:
        acts: the registry.
        two: the texts.
        units: the provisions of the older text, or of the first of several.
        before: all statements of the older text or texts.
        matched: the statements of the newer text that the older has too.
        new: those that it has not.
    """
    if acts[two.older[0].act].kind != acts[two.newer.act].kind:
        counts = Counter(one.power.holder for one in before)
        main = max(counts, key=lambda holder: counts[holder], default=None)
        return [one for one in new if one.power.holder is main]
    if two.older[0].state is TextState.EXCERPT:
        return _covered(two.older[0].act, units, matched, new)
    return list(new)


def removed(
    two: Two, units: Collection[Provision], matched: Sequence[Stated], gone: Sequence[Stated]
) -> list[Stated]:
    """Of the statements that only the older text has, those that the newer would have kept.

    Args:
        two: the texts.
        units: the provisions of the newer text.
        matched: the statements of the older text that the newer has too.
        gone: those that it has not.
    """
    if two.newer.state is TextState.EXCERPT:
        return _covered(two.newer.act, units, matched, gone)
    return list(gone)


def _covered(
    act: str, units: Collection[Provision], matched: Sequence[Stated], alone: Sequence[Stated]
) -> list[Stated]:
    """Those of `alone` that an excerpt of an act, which has these units, would hold."""
    articles = {unit.eid.split("__")[0] for unit in units}
    found = Counter(_unit(one) for one in matched)
    missed = Counter(_unit(one) for one in alone)

    def is_covered(one: Stated) -> bool:
        if one.clause.act == act:
            return bool(articles & {one.article, _base(one.article)})
        here = found[_unit(one)]
        return here > 1 and here >= HALF * (here + missed[_unit(one)])

    return [one for one in alone if is_covered(one)]


def _unit(one: Stated) -> tuple[str, str]:
    return one.clause.act, one.article


def _base(article: str) -> str:
    """The article that an inserted one follows: `art_55` of `art_55-1`."""
    return article.split("-")[0]
