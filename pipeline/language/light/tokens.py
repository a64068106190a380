"""One tokenizer for both languages: what a lawyer reads as one mark stays one token.

Whole tokens: `Премьер-Министр`, `44-1`, `10-1)`, `53-бабының`, `4)-тармақшасында`, `№ 254-III`,
dates, and the abbreviations listed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Shortened words keep their full stop: "ст. 5", "т.б."
ABBREVIATIONS = (
    "т.б.", "т.с.с.", "т.е.", "т.д.", "т.п.", "и.о.", "ст.", "пп.", "п.", "гг.", "г.", "жж.",
    "ж.", "б.", "др.", "см.", "им.", "тг.", "млн.", "млрд.", "тыс.",
)  # fmt: skip

LETTER = r"[^\W\d_]"
RULES = (
    ("act_number", r"(?:№|N)\s?\d+(?:-[\dIVXLC]+)*(?:-[А-ЯЁӘІҢҒҮҰҚӨҺ]+)?"),  # № 254-III
    ("abbreviation", "|".join(re.escape(item) for item in ABBREVIATIONS)),
    ("date", r"\d{1,2}\.\d{1,2}\.\d{2,4}"),
    ("list_number", rf"\d+(?:-\d+)*\)(?:-{LETTER}+)?"),  # 10-1), 4)-тармақшасында
    ("number", rf"\d+(?:[-–]\d+)*(?:-{LETTER}+)?"),  # 44-1, 53-бабының
    ("word", rf"{LETTER}+(?:[-‑]{LETTER}+)*"),
    ("ellipsis", r"\.\.\."),
    ("mark", r"\S"),
    ("space", r"\s+"),
)
TOKEN = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in RULES), re.IGNORECASE)
INSIDE_WORD = re.compile(LETTER)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text and whether one plain space follows it."""

    text: str
    space: bool
    blank: bool = False  # the token itself is white space beyond that one space


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens; joining them with their spaces gives the text back.

    >>> [token.text for token in tokenize("Премьер-Министр, 10-1) тармақша.")]
    ['Премьер-Министр', ',', '10-1)', 'тармақша', '.']
    """
    pieces: list[tuple[str, bool]] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:  # pragma: no cover - `mark` and `space` take every character
            break
        if match.lastgroup == "abbreviation" and _inside_word(text, match):
            match = re.compile(rf"{LETTER}+").match(text, position) or match
        pieces.append((match.group(), match.lastgroup == "space"))
        position = match.end()
    return _with_spaces(pieces)


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Whether an abbreviation is only the tail or the head of a longer word."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return bool(INSIDE_WORD.match(before) or INSIDE_WORD.match(after))


def _with_spaces(pieces: list[tuple[str, bool]]) -> list[Token]:
    """Turn one plain space into a flag of the token before it, as spaCy keeps it."""
    tokens: list[Token] = []
    for text, blank in pieces:
        if not blank:
            tokens.append(Token(text, False))
            continue
        rest = text
        if rest.startswith(" ") and tokens:
            last = tokens[-1]
            tokens[-1] = Token(last.text, True, last.blank)
            rest = rest[1:]
        if rest:
            tokens.append(Token(rest, False, True))
    return tokens
