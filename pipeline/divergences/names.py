"""Which holders a text names, by the words of `pipeline/powers/holders.toml`.

Both languages' names of one holder stand there side by side, so a holder whom the reader found in
one text only can be looked for in the words of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.divergences.words import AT_HAND, words_of
from pipeline.powers.lexicon import Match, lexicon
from pipeline.vocabulary import Holder, Lang

# Named by common nouns too ("body", "representative", "court"), which one text may leave out.
GENERIC = frozenset(
    {Holder.STATE_BODY, Holder.COURT, Holder.MASLIKHAT, Holder.LOCAL_SOVIET, Holder.PEOPLE,
     Holder.AKIMAT, Holder.MINISTER}
)  # fmt: skip


@lru_cache(AT_HAND)
def surely_named(text: str, lang: Lang) -> frozenset[Holder]:
    """The holders whose names stand in a text, of overlapping names the longest."""
    return _holders(lexicon("holders", "holder", lang).longest(words_of(text, lang)))


@lru_cache(AT_HAND)
def may_be_named(text: str, lang: Lang) -> frozenset[Holder]:
    """Those, and the holders whose names stand inside a longer one."""
    return _holders(lexicon("holders", "holder", lang).matches(words_of(text, lang)))


def _holders(matches: Iterable[Match]) -> frozenset[Holder]:
    rows = (match.entry.data for match in matches)
    codes = (code for row in rows for code in (row["code"], row.get("also", "-")))
    return frozenset(Holder(code) for code in codes if code != "-")
