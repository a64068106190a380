"""Whether a text has a trace of any holder: what is asked of every text before it is parsed.

A text whose words name no holder gives nobody a power, and many texts of a whole databank are of
that kind. One regular expression, made of the holders' lexicon, answers; RE2 runs it over the texts
in one pass, whatever they say. It may find a trace where the reader then finds nobody. It never
misses one where a pattern of the lexicon fits, for it looks for words without which the pattern
cannot fit: in any form and case, with the look-alike letters that `normalize` repairs, and broken
at a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline.normalize import INVISIBLE, LOOK_ALIKES, STRAY_CYRILLIC
from pipeline.powers.lexicon import SOFT, Item, compile_pattern, spell_out, table
from pipeline.vocabulary import Lang

NOBODY = "-"
_CYRILLIC = r"[\x{400}-\x{4ff}]"  # RE2 is slow with all the letters of the world
_BEGIN = r"(?:^|[^\x{400}-\x{4ff}A-Za-z\d])"  # of a word
_ENDING = rf"{_CYRILLIC}{{0,3}}(?:[^\x{{400}}-\x{{4ff}}]|$)"  # of a Russian noun
_SPACE = r"\S*[\s\pZ]+"  # the rest of a word, and what parts it from the next
_BROKEN = re.compile(r"-[^\S\n]*\n\s*")  # a word at a line's end
_MARKUP = re.compile(r"\*{1,2}|<a\s[^<>]*>|</a>")  # emphasis and anchors, also inside a name
_FALLS_OFF = "аеиоуыэюяьй"  # of a Russian noun, when another ending comes


def have_trace(texts: Sequence[str], lang: Lang) -> list[bool]:
    """Of each text of a language whether it has words that may name a holder.

    Many at once: the expression takes some milliseconds to compile, each time it is used.
    """
    import pyarrow as pa
    from pyarrow import compute

    clean = [_whole_words(text) for text in texts]
    found = compute.match_substring_regex(
        pa.array(clean, pa.large_string()), expression(lang), ignore_case=True
    )
    return [bool(one) for one in found.to_pylist()]


def _whole_words(text: str) -> str:
    """A text without what nobody sees; words broken at a line's end follow it once more, mended."""
    for character in INVISIBLE:
        if character in text:
            text = text.replace(character, "")
    if "*" in text or "<" in text:
        text = _MARKUP.sub("", text)
    return f"{text}\n{_BROKEN.sub('', text)}" if _BROKEN.search(text) else text


@cache
def expression(lang: Lang) -> str:
    """Words of which one stands wherever a holder is named, in RE2's syntax."""
    rows = [row for row in table("holders")["holder"] if row["code"] != NOBODY]
    patterns = [
        compile_pattern(spelled, lang)
        for row in (*rows, table("holders")["implying"])
        for pattern in row[lang.value]
        for spelled in spell_out(pattern, lang)
    ]
    alone = {pattern[0] for pattern in patterns if len(pattern) == 1}
    known = tuple(stem for item in alone for stem in item.starts if stem != "\0")
    words = {_word(item, lang, _ENDING) for item in alone}
    for pattern in patterns:
        if len(pattern) > 1 and not any(_named(item, known) for item in pattern):
            words.add(_SPACE.join(_word(item, lang) for item in _telling(pattern)))
    return f"{_BEGIN}(?:{'|'.join(sorted(words))})"


def _forms(item: Item) -> list[str]:
    """The letters with which a word for an item may begin; none where there need be no word."""
    forms = [*sorted(item.exact), *(stem for stem in item.starts if stem != "\0")]
    return [] if item.optional else [form for form in forms if form[0].isalpha()]


def _named(item: Item, known: tuple[str, ...]) -> bool:
    """Whether every word for an item is looked for already."""
    forms = _forms(item)
    return bool(forms) and all(form.startswith(known) for form in forms)


def _telling(pattern: Sequence[Item]) -> Sequence[Item]:
    """Of a pattern's words the two beside each other that say most, else the one."""
    words = [list(pair) for pair in pairwise(pattern) if all(map(_forms, pair))]
    words = words or [[item] for item in pattern if _forms(item)]
    return max(words, key=lambda run: sum(len(min(_forms(item), key=len)) for item in run))


def _word(item: Item, lang: Lang, ending: str = "") -> str:
    """A word for an item as an expression; a form of a lexicon stands for all its forms."""
    found = [_letters(stem) for stem in item.starts if stem != "\0"]
    for form in sorted(item.exact):
        if lang is Lang.RUS:
            found.append(_letters(form.rstrip(_FALLS_OFF) or form) + ending)
        else:
            found += [_letters(form), _letters(form[:-1] + SOFT.get(form[-1], form[-1]))]
    return f"(?:{'|'.join(dict.fromkeys(found))})"


def _letters(word: str) -> str:
    return "".join(map(_letter, word))


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
