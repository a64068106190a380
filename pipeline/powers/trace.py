"""Whether a text has a trace of any holder: what is asked of every text before it is parsed.

A text whose words name no holder gives nobody a power, and many texts of a whole databank are of
that kind. One regular expression, made of the holders' lexicon, answers; RE2 runs it over the text
in one pass, whatever the text. It may find a trace where the reader then finds nobody. It never
misses one where a pattern of the lexicon fits, for it looks for words without which the pattern
cannot fit: in any form and case, with the look-alike letters that `normalize` repairs, and broken
at a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.normalize import INVISIBLE, LOOK_ALIKES, STRAY_CYRILLIC
from pipeline.powers.lexicon import SOFT, Item, compile_pattern, spell_out, table
from pipeline.vocabulary import Lang

NOBODY = "-"
_BEGIN = r"(?:^|[^\pL\d])"  # of a word
_BREAK = rf"(?:[{INVISIBLE}]|-?[ \t\r]*\n\s*)?"  # what may stand between two letters of a word
_ENDING = rf"(?:{_BREAK}\pL){{0,3}}(?:\PL|$)"  # of a Russian noun
_SPACE = r"\S*\s+"  # the rest of a word, and what parts it from the next
_FALLS_OFF = "аеиоуыэюяьй"  # of a Russian noun, when another ending comes


def has_trace(text: str, lang: Lang) -> bool:
    """Whether a text of a language has words that may name a holder."""
    import pyarrow as pa
    from pyarrow import compute

    found = compute.match_substring_regex(pa.array([text]), expression(lang), ignore_case=True)
    return bool(found[0].as_py())


@cache
def expression(lang: Lang) -> str:
    """The words of which one stands wherever a holder is named, in RE2's syntax."""
    patterns = [
        [item for item in compile_pattern(spelled, lang) if not item.optional]
        for row in table("holders")["holder"]
        if row["code"] != NOBODY
        for pattern in row[lang.value]
        for spelled in spell_out(pattern, lang)
    ]
    alone = {pattern[0] for pattern in patterns if len(pattern) == 1}
    known = tuple(stem for item in alone for stem in item.starts if stem != "\0")
    words = {_word(item, lang) for item in alone}
    for pattern in patterns:
        if not any(_named(item, known) for item in pattern):
            words.add(_SPACE.join(_word(item, lang) for item in _telling(pattern)))
    return f"{_BEGIN}(?:{'|'.join(sorted(words))})"


def _named(item: Item, known: tuple[str, ...]) -> bool:
    """Whether whatever fits an item begins with a word that is looked for already."""
    return all(form.startswith(known) for form in _forms(item)) and bool(_forms(item))


def _telling(pattern: Sequence[Item]) -> list[Item]:
    """Of a pattern's words the two beside each other that say most, else the one."""
    runs = [list(run) for run in (*zip(pattern, pattern[1:], strict=False), *zip(pattern))]
    runs = [run for run in runs if all(_forms(item) for item in run)]
    return max(runs, key=lambda run: (len(run), sum(map(_least, run))))


def _least(item: Item) -> int:
    return min(len(form) for form in _forms(item))


def _forms(item: Item) -> list[str]:
    return sorted(item.exact) + [stem for stem in item.starts if stem != "\0"]


def _word(item: Item, lang: Lang) -> str:
    """An item as an expression, from its first letter on; a form stands for its whole paradigm."""
    return "(?:" + "|".join(dict.fromkeys(_spelled(item, lang))) + ")"


def _spelled(item: Item, lang: Lang) -> Iterator[str]:
    for stem in item.starts:
        if stem != "\0":
            yield _letters(stem)
    for form in sorted(item.exact):
        if lang is Lang.RUS and form.isalpha():
            yield _letters(form.rstrip(_FALLS_OFF) or form) + _ENDING
        else:
            yield _letters(form)
            if form[-1] in SOFT:
                yield _letters(form[:-1] + SOFT[form[-1]])


def _letters(word: str) -> str:
    return _BREAK.join(_letter(letter) for letter in word)


def _letter(letter: str) -> str:
    alike = _alike().get(letter, "")
    return f"[{letter}{alike}]" if alike else re.escape(letter)


@cache
def _alike() -> dict[str, str]:
    """The letters that stand in place of each, in lower case."""
    found: dict[str, str] = {}
    for table_of_letters in (LOOK_ALIKES, STRAY_CYRILLIC):
        for wrong, right in table_of_letters.items():
            key, letter = chr(int(right)).lower(), chr(wrong).lower()
            if letter not in found.get(key, ""):
                found[key] = found.get(key, "") + letter
    return found
