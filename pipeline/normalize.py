"""Repair of real text, with a way back to every original character.

Two kinds of repair are kept apart. *Layout* (white space, soft hyphens, broken lines) changes the
length of a text, so it works on a `Mapped`, which knows the source position of each character.
*Letters* (Latin look-alikes inside Cyrillic words) keep the length, so offsets stay valid and the
words as printed can always be shown beside the repaired ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Latin letters that typists and scanners put in place of Cyrillic ones.
LOOK_ALIKES = str.maketrans("aAəƏBcCeEhHiIkKMoOpPTxXyY", "аАәӘВсСеЕһНіІкКМоОрРТхХуУ")
# Old or foreign Cyrillic letters met in Kazakh texts in place of Kazakh ones.
STRAY_CYRILLIC = str.maketrans("ѳѲӊӉ", "өӨңҢ")

_LATIN = "A-Za-zəƏ"
_CYRILLIC = "\u0400-\u04ff"
_MIXED_WORD = re.compile(
    rf"(?<![{_LATIN}{_CYRILLIC}])"  # once a word, or a long one would be read from every letter
    rf"(?=[{_LATIN}]*[{_CYRILLIC}])(?=[{_CYRILLIC}]*[{_LATIN}])[{_LATIN}{_CYRILLIC}]+"
)
# One-letter words (с, о, а, у, к) typed in Latin before a Cyrillic word.
_LONE_LETTER = re.compile(rf"(?<![\w-])[acoyk](?= [{_CYRILLIC}])")
INVISIBLE = "\u00ad\u200b\u200c\u200d\ufeff"  # characters inside words that nobody sees


def repair_letters(text: str) -> str:
    """Put Cyrillic letters where Latin look-alikes stand inside Cyrillic words.

    The result has the same length as `text`. A word is repaired only when each of its Latin
    letters has a Cyrillic twin, so real Latin words, Roman numerals and `N` before numbers stay.

    >>> repair_letters("Пpезидентi издает жаpлық N 284-I")
    'Президенті издает жарлық N 284-I'
    """

    def repair(match: re.Match[str]) -> str:
        repaired = match.group().translate(LOOK_ALIKES)
        return match.group() if re.search(f"[{_LATIN}]", repaired) else repaired

    text = _MIXED_WORD.sub(repair, text.translate(STRAY_CYRILLIC))
    return _LONE_LETTER.sub(repair, text)


def text_hash(text: str) -> str:
    """SHA-256 of the text with letters repaired and white space folded: what annotations name."""
    return hashlib.sha256(" ".join(repair_letters(text).split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text whose every character knows its position in the source."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Mapped:
        """The part of `source` from `start` to `end`, unchanged."""
        end = len(source) if end is None else end
        return cls(source[start:end], range(start, end))

    @classmethod
    def join(cls, parts: Iterable[Mapped], separator: str = " ") -> Mapped:
        """The parts in one; a separator stands at the position where its left part ends."""
        text, at = "", list[int]()
        for part in parts:
            if text and part.text:
                text += separator
                at += [at[-1]] * len(separator)
            text += part.text
            at += part.at
        return cls(text, at)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Mapped:
        return Mapped(self.text[part], self.at[part])

    @property
    def start(self) -> int:
        return self.at[0] if len(self.at) else 0

    @property
    def end(self) -> int:
        return self.at[-1] + 1 if len(self.at) else 0

    def strip(self, characters: str | None = None) -> Mapped:
        left = len(self.text) - len(self.text.lstrip(characters))
        return self[left : max(left, len(self.text.rstrip(characters)))]

    def without(self, pattern: re.Pattern[str]) -> Mapped:
        """Cut out everything that the pattern matches."""
        kept, last = [], 0
        for match in pattern.finditer(self.text):
            kept.append(self[last : match.start()])
            last = match.end()
        return Mapped.join([*kept, self[last:]], "") if kept else self

    def tidy(self) -> Mapped:
        """Fold white space to single spaces, drop invisible characters, strip the ends."""
        text, at = list[str](), list[int]()
        for character, position in zip(self.text, self.at, strict=True):
            if character in INVISIBLE:
                continue
            if character.isspace():
                if text and text[-1] != " ":
                    text.append(" ")
                    at.append(position)
            else:
                text.append(character)
                at.append(position)
        return Mapped("".join(text), at).strip()
