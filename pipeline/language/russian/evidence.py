"""What the tagger sees of a word: the columns of its embedding."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from pipeline.language.russian.dictionary import LATIN, WORD, looked_up, parses
from pipeline.language.russian.mapping import DIGIT, living

DASHES = re.compile(r"^[-–—]+$")
QUOTES = {"„": "«", "“": "«", "”": "»", "’": "»", "‘": "«"}


@lru_cache(maxsize=40_000)
def evidence(form: str) -> tuple[str, ...]:
    """What the tagger sees of a word: the columns of its embedding.

    Form, ending, shape, the likeliest lemma, and three signatures of the dictionary's parses: all
    of them, their cases and numbers, and the first alone.
    """
    lower = form.lower().replace("ё", "е").replace("\u0301", "")
    if DIGIT.match(form):
        lower = lower.lstrip("№#n ").rstrip(")")  # № 254, 10-1): treebanks cut the marks off
    if DASHES.match(form):
        lower = "—"
    lower = QUOTES.get(lower, lower)
    ending = lower[-3:]
    shape = _shape(form)
    if DIGIT.match(form):
        figure = re.sub(r"\d", "d", lower)
        return (figure[:6], figure[-4:], shape, figure, "NUMB", "NUMB", _figure(form))
    if LATIN.match(form) or not WORD.search(form):
        kind = "LATN" if LATIN.match(form) else "PNCT"
        return (lower, ending, shape, lower if kind == "PNCT" else "latin", kind, kind, kind)
    found = parses(looked_up(form))
    if not found:
        return (lower, ending, shape, lower, "UNKN", "UNKN", "UNKN")
    known = "" if found[0].is_known else "?"
    brief = sorted({_brief(parse.tag) for parse in found})
    cases = sorted({_case_number(parse.tag) for parse in found})
    first = found[0]
    return (
        lower,
        ending,
        shape,
        first.normal_form.replace("ё", "е"),
        known + ",".join(brief),
        ",".join(cases),
        known + str(first.tag),
    )


@cache
def _brief(tag: Any) -> str:
    part = str(tag.POS or tag)
    if part in {"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"}:
        pro = "p" if "Apro" in tag else ""
        return f"{part}{pro}.{tag.case}.{tag.number}.{tag.gender}.{living(tag)}"
    if part == "VERB":
        return f"{part}.{tag.number}.{tag.person}.{tag.tense}.{tag.transitivity}"
    return part


@cache
def _case_number(tag: Any) -> str:
    return f"{tag.case}{tag.number}"


def _shape(form: str) -> str:
    if form.islower() or not WORD.search(form):
        return "l" if WORD.search(form) else f"p{form[:3]}"
    if form.isupper():
        return "U" if len(form) > 1 else "u"
    return "Tt" if form[0].isupper() else "m"


def _figure(form: str) -> str:
    """Figures that look like years differ from other figures."""
    digits = form.strip("№# ")
    if digits.isdecimal():
        year = len(digits) == 4 and digits[:2] in {"17", "18", "19", "20"}
        return "year" if year else f"n{min(len(digits), 5)}{'s' if int(digits) < 32 else ''}"
    return "mixed"
