"""Which act of the registry an amending act means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from pipeline.normalize import repair_letters
from pipeline.records import Act, Version

_WORD = re.compile(r"\w{4,}")
_STEM = 5  # letters of a word that its endings leave alone
_ENOUGH = 0.7  # share of a title's words that must be found


def amended_act(acts: Mapping[str, Act], amending: str, lang: str) -> Callable[[str], str]:
    """A function from the words that name an act to its key, "" where no act fits.

    Where the registry says that the amending act amends one act, that is the one; else the one
    whose title the words repeat best.

    Args:
        acts: the registry.
        amending: key of the amending act.
        lang: language of the words.
    """
    known = acts[amending].amends if amending in acts else ()
    if len(known) == 1:
        return lambda _: known[0]
    titles = {key: _stems(acts[key].title[lang]) for key in known or acts if key != amending}

    def named(words: str) -> str:
        said = _stems(words)
        shares = {key: len(stems & said) / len(stems) for key, stems in titles.items() if stems}
        best = max(shares, key=lambda key: (shares[key], len(titles[key])), default="")
        return best if best and shares[best] >= _ENOUGH else ""

    return named


def made_by(
    acts: Mapping[str, Act], amending: Version, versions: Iterable[Version]
) -> Version | None:
    """The text that an amending act's text made, by the registry; None where it is not at hand."""
    for version in versions:
        act = acts[version.act]
        same = (version.series, version.lang) == (amending.series, amending.lang)
        if same and act.amended_by.get(version.date) == amending.act:
            return version
    return None


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(repair_letters(words).lower())}
