"""What is seen of a word: its letters, its shape, and its readings with the lexicon's word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.language.kazakh.lexicon import Entry, Lexicon
from pipeline.language.kazakh.morphology import VOWELS, readings

ROOT = ("<root>",)
VERBAL = frozenset({"VERB", "AUX"})
HAS_VOWEL = re.compile(f"[{VOWELS}]")
LONGEST = 40  # letters; no word is longer, so such a token is not read
PREFIXES, SUFFIXES = range(2, 6), range(1, 7)


def features(
    forms: Sequence[str], lexicon: Lexicon, without: Mapping[Entry, int] | None = None
) -> list[list[str]]:
    """Feature names of each word of a sentence."""
    return [
        of_word(form, capital(forms, place), lexicon, without) for place, form in enumerate(forms)
    ]


def of_word(
    form: str, capital: str, lexicon: Lexicon, without: Mapping[Entry, int] | None = None
) -> list[str]:
    """Feature names of a word: its own, and what its place says of its capital."""
    own = _letters(form) + _readings(form, lexicon, without) + _shape(form)
    return [*own, capital] if capital else own


def capital(forms: Sequence[str], place: int) -> str:
    """What a word's capital says: nothing where it has none, less at the start of a sentence."""
    if not forms[place][:1].isupper():
        return ""
    first = place == 0 or (place < 3 and not any(c.isalnum() for c in forms[place - 1]))
    return "cap.first" if first else "cap"


def _letters(form: str) -> list[str]:
    low = re.sub(r"\d", "0", form.lower())
    found = [f"w={low}"]
    found += [f"s={low[-n:]}" for n in SUFFIXES if n < len(low)]
    found += [f"p={low[:n]}" for n in PREFIXES if n < len(low)]
    if "-" in low.strip("-"):
        found += ["-in", f"-s={low.rpartition('-')[2]}"]
    return found


def _shape(form: str) -> list[str]:
    shape = re.sub(
        r"(.)\1+",
        r"\1",
        re.sub(
            r"\d", "0", re.sub(r"[^\W\d_]", lambda m: "X" if m.group().isupper() else "x", form)
        ),
    )
    return [f"shape={shape[:6]}", f"len={min(len(form), 9)}"]


def _readings(form: str, lexicon: Lexicon, without: Mapping[Entry, int] | None) -> list[str]:
    low = form.lower()
    if len(low) > LONGEST:
        return []
    found: set[str] = set()
    known = _known(low, lexicon, without)
    if not known:
        found.add("k=none")
    for rank, (part, chain) in enumerate(known[:5]):
        found |= {f"k={part}:{chain}", f"kp={part}", f"kc={chain}"}
        if not rank:
            found |= {f"k0={part}:{chain}", f"kp0={part}"}
    for rank, guess in enumerate(_guesses(low)[:4]):
        found.add(f"g={guess}")
        if not rank:
            found.add(f"g0={guess}")
    return sorted(found)


def _known(
    low: str, lexicon: Lexicon, without: Mapping[Entry, int] | None
) -> list[tuple[str, str]]:
    """Part of speech and suffix chain of the readings whose stem is listed, long stems first."""
    found = {
        (-len(reading.stem), f"{part}:{'.'.join(reading.chain)}")
        for reading in readings(low)
        for _, part in lexicon.entries(reading.stem, without)
        if (part in VERBAL) == (reading.kind == "V")
    }
    pairs = [name.partition(":") for _, name in sorted(found)]
    return [(part, chain) for part, _, chain in pairs]


@lru_cache(maxsize=100_000)
def _guesses(low: str) -> list[str]:
    """Kind and suffix chain of all readings, short stems (long chains) first."""
    found = {
        (len(reading.stem), f"{reading.kind}:{'.'.join(reading.chain)}")
        for reading in readings(low)
        if reading.chain and HAS_VOWEL.search(reading.stem)
    }
    return [name for _, name in sorted(found)]
