"""Words found and changed in a unit's text, whatever the letters, quotes, dashes and spaces."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.amendments.records import Place
from pipeline.normalize import Mapped, repair_letters
from pipeline.parse.clauses import cut

Span = tuple[int, int]
_QUOTES = "\"'«»“”„‟"
_DASHES = "-–—−‑"
_MARKS = ".,;:"
_EDGES = f" {_MARKS}"


def find(text: str, words: str) -> list[Span]:
    """Where words stand in a text, as whole words.

    Words that end with a mark which the text has not there are sought without it, and words in
    other capitals where there are none in the same.

    >>> find("Премьер-Министр — глава.", "Премьер - Министр - глава;")
    [(0, 23)]
    """
    repaired = repair_letters(text)
    for wanted in dict.fromkeys((words, words.strip(_EDGES))):
        for flags in (re.NOFLAG, re.IGNORECASE):
            if wanted and (found := [m.span() for m in _pattern(wanted, flags).finditer(repaired)]):
                return found
    return []


def same(one: str, other: str) -> bool:
    """Whether two texts hold the same words and inner marks."""
    return _plain(one) == _plain(other)


def replaced(text: str, span: Span, new: str) -> str:
    """The text with other words in a place; a mark is not doubled at the seam."""
    left, right = text[: span[0]], text[span[1] :]
    if right.lstrip()[:1] and right.lstrip()[0] in ".;":
        new = new.rstrip(".;")
    return f"{left}{new}{right}"


def without(text: str, span: Span) -> str:
    """The text with the words of a place taken out, and the marks at the seam put right."""
    left, right = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    if not left:
        return right.lstrip(_EDGES)
    if not right:
        return left.rstrip(",")
    if right[0] in _MARKS:
        if left[-1] == ",":
            left = left[:-1]
        elif left[-1] in ".;:":
            right = right[1:].lstrip()
            return f"{left} {right}".rstrip()
        return left + right
    return f"{left} {right}"


def inserted(text: str, anchor: Span, new: str, place: Place) -> str:
    """The text with words put before or after others."""
    if place is Place.BEFORE:
        return f"{text[: anchor[0]]}{new} {text[anchor[0] :]}"
    return f"{text[: anchor[1]]}{_joined('', new)}{text[anchor[1] :]}"


def appended(text: str, new: str) -> str:
    """The text with words at its end, before its last mark; a sentence after the last sentence.

    >>> appended("созывает совет;", "и ведет его.")
    'созывает совет и ведет его;'
    >>> appended("Глава созывает совет.", "Он ведет его.")
    'Глава созывает совет. Он ведет его.'
    """
    if new[:1].isupper() and new.endswith("."):
        return with_sentence(text, new)
    body, mark = _ending(text)
    return _joined(body, new.rstrip(".;")) + mark


def with_sentence(text: str, new: str, before: int = 0) -> str:
    """The text with a sentence more: at the end, or before the one that has the number."""
    spans = sentences(text)
    if before and before <= len(spans):
        start = spans[before - 1][0]
        return f"{text[:start]}{new} {text[start:]}"
    body, mark = _ending(text)
    end = new.rstrip(".;") if mark == ";" else new
    stop = "" if not body or body.endswith((".", "!", "?", ":")) else "."
    return f"{body}{stop} {end}{mark if mark == ';' else ''}".strip()


def sentences(text: str) -> list[Span]:
    """The sentences of a text with their end marks; a semicolon ends none."""
    spans: list[Span] = []
    for piece in cut(Mapped.of(text)):
        end = piece.end + (len(text[piece.end :]) - len(text[piece.end :].lstrip(_EDGES)))
        end = piece.end + len(text[piece.end : end].rstrip())
        if spans and text[: spans[-1][1]].endswith(";"):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((piece.start, end))
    return spans


@lru_cache(maxsize=1024)
def _pattern(words: str, flags: re.RegexFlag) -> re.Pattern[str]:
    parts = []
    for character in re.findall(rf"\s*[{_DASHES}]\s*|\s+|.", repair_letters(words.strip())):
        if character.strip() and character.strip() in _DASHES:
            parts.append(rf"\s*[{_DASHES}]\s*")
        elif character.isspace():
            parts.append(r"\s+")
        elif character in _QUOTES:
            parts.append(f"[{_QUOTES}]")
        elif character in _MARKS:
            parts.append(rf"\s*{re.escape(character)}")
        else:
            parts.append("[её]" if character in "её" else re.escape(character))
    form = "".join(parts)
    left = r"(?<!\w)" if re.match(r"\w", words.strip()) else ""
    right = r"(?!\w)" if re.search(r"\w$", words.strip()) else ""
    return re.compile(f"{left}{form}{right}", flags)


def _plain(text: str) -> str:
    text = re.sub(rf"[{_QUOTES}]", "", repair_letters(text)).replace("ё", "е")
    text = re.sub(rf"\s*[{_DASHES}]\s*", "-", text)
    return re.sub(rf"\s+(?=[{_MARKS}])", "", " ".join(text.split())).strip(_EDGES)


def _ending(text: str) -> tuple[str, str]:
    """A text without the mark at its end, and that mark."""
    text = text.rstrip()
    return (text[:-1].rstrip(), text[-1]) if text[-1:] in (".", ";", ",") else (text, "")


def _joined(left: str, right: str) -> str:
    return f"{left}{right}" if right[:1] in (*_MARKS, ")") else f"{left} {right}"
