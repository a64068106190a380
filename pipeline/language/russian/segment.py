"""Cutting a Russian text into tokens and sentences.

What a lawyer reads as one mark stays one token: `44-1`, `10-1)`, `пп.`, `№ 254-III`, `2/3`, `т.д.`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Shortened words keep their full stop and end no sentence by themselves.
ABBREVIATIONS = (
    "и.о.", "ст.ст.", "ст.", "пп.", "подп.", "п.", "ч.", "абз.", "гл.", "разд.", "гг.", "г.",
    "вв.", "в.", "др.", "пр.", "см.", "ср.", "им.", "тг.", "руб.", "коп.", "долл.", "тыс.", "млн.",
    "млрд.", "трлн.", "обл.", "р-н.", "ул.", "просп.", "д.", "кв.", "стр.", "с.", "тел.", "проф.",
    "акад.", "доц.", "канд.", "докт.", "ок.", "напр.", "англ.", "лат.", "нем.", "фр.", "греч.",
    "род.", "ред.", "изд.", "рис.", "табл.", "мин.", "сек.", "час.", "км.", "кг.", "н.э.", "э.",
    "т.е.", "т.н.", "т.к.", "т.о.", "т.д.", "т.п.", "т.", "сокр.", "св.", "ген.", "зам.", "пос.",
    "дер.", "мес.", "экз.", "жит.", "чел.", "букв.", "урожд.", "ныне.",
)  # fmt: skip
# These may also end a sentence when a capital follows.
MAY_END = frozenset([
    "т.д.", "т.п.", "др.", "пр.", "г.", "гг.", "в.", "вв.", "руб.", "н.э.", "э.", "тг.", "млн.",
    "млрд.", "тыс.", "чел.",
])  # fmt: skip
# Words that are complete without a full stop: they are abbreviations only before a figure.
ONLY_BEFORE_FIGURE = frozenset(["с.", "д.", "в.", "стр.", "мин.", "сек.", "ныне."])

LETTER = r"(?:[^\W\d_]\u0301?)"
RULES = (
    ("link", r"(?:https?://|www\.)[^\s«»<>]+|[\w.+-]+@[\w-]+\.[\w.-]+\w"),
    ("act_number", r"(?:№|N)\s?\d+(?:-[\dIVXLC]+)*(?:-[А-ЯЁ]+)?(?!\w)"),  # № 254-III
    ("date", r"\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)"),
    ("list_number", rf"\d+(?:-\d+)*\)(?:-{LETTER}+)?"),  # 10-1)
    ("amount", r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)"),  # 600 000
    ("number", rf"\d+(?:[-./:,]\d+)*(?:-?{LETTER}+)*"),  # 44-1, 2/3, 3,5, 13:32, 14-го
    ("word", rf"[#@]?{LETTER}(?:{LETTER}|\d)*(?:['’]{LETTER}+)*(?:[-‑](?:{LETTER}|\d)+)*"),
    ("smile", r"[:;]-?[)(]+(?!\w)"),
    ("stops", r"[.!?…]{2,}|-{2,}"),
    ("mark", r"\S"),
    ("space", r"\s+"),
)
TOKEN = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in RULES))
SHORT = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(re.escape(a) for a in sorted(ABBREVIATIONS, key=len, reverse=True))
    + rf"|[А-ЯЁA-Z]\.(?:[-‑][А-ЯЁA-Z]\.)?(?=\s?[А-ЯЁA-Z]))(?!{LETTER})",
    re.IGNORECASE,
)

MONTHS = frozenset(
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
)
STOPS = frozenset(".!?…")
CLOSING = frozenset("»”\"')]")
OPENING = frozenset("«„“\"'([")
LIST_NUMBER = re.compile(r"^\d+(?:-\d+)*\)$")
NUMBER = re.compile(r"^(?:\d+(?:-\d+)*|[IVXLC]+)$")
ROMAN = re.compile(r"^[IVXLC]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A token: where it stands, and whether it is white space beyond a single space."""

    text: str
    start: int
    blank: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str) -> list[Piece]:
    """Cut a text into tokens; plain spaces between words are left out.

    >>> [piece.text for piece in tokens("Премьер-Министр, пп. 10-1), ст. 44-1.")]
    ['Премьер-Министр', ',', 'пп.', '10-1)', ',', 'ст.', '44-1', '.']
    """
    pieces: list[Piece] = []
    place = 0
    while place < len(text):
        match = _short(text, place) or TOKEN.match(text, place)
        if match is None:  # pragma: no cover - `mark` and `space` take every character
            break
        if match.lastgroup == "list_number" and _open_bracket(pieces):
            match = re.compile(r"\d+(?:-\d+)*").match(text, place) or match
        if match.lastgroup == "space":
            pieces += _blank(match.group(), place, bool(pieces))
        else:
            pieces.append(Piece(match.group(), place))
        place = match.end()
    return pieces


def _short(text: str, place: int) -> re.Match[str] | None:
    match = SHORT.match(text, place)
    if match and match.group().lower() in ONLY_BEFORE_FIGURE:
        after = text[match.end() : match.end() + 2].strip()
        return match if after[:1].isdigit() else None
    return match


def _open_bracket(pieces: Sequence[Piece]) -> bool:
    """Whether a bracket opened a little earlier is still open: `(статья 5)`."""
    depth = 0
    for piece in pieces[-40:]:
        depth += (piece.text == "(") - (piece.text == ")" and depth > 0)
    return depth > 0


def _blank(text: str, place: int, after_word: bool) -> list[Piece]:
    """White space beyond the one plain space that spaCy keeps with the token before."""
    if after_word and text[0] == " ":
        text, place = text[1:], place + 1
    return [Piece(text, place, blank=True)] if text else []


def sentence_starts(pieces: Sequence[Piece]) -> list[bool]:
    """For each token, whether a sentence starts with it."""
    starts = [False] * len(pieces)
    if pieces:
        starts[0] = True
    place = 0
    while place < len(pieces):
        if not _may_end(pieces, place):
            place += 1
            continue
        after = place + 1
        while after < len(pieces) and _closes(pieces, after):
            after += 1
        if after < len(pieces) and _may_start(pieces, place, after):
            starts[after] = True
        place = max(after, place + 1)
    return starts


def marker(words: Sequence[str]) -> int:
    """How many of a sentence's first words only number it: `10-1)`, `2.`, `1. 3)`."""
    count = 0
    while count < len(words) - 1:
        if LIST_NUMBER.match(words[count]):
            count += 1
        elif NUMBER.match(words[count]) and words[count + 1] == "." and count + 2 < len(words):
            count += 2
        else:
            break
    return count if count < len(words) else 0


def _closes(pieces: Sequence[Piece], place: int) -> bool:
    """Closing marks and further stops belong to the sentence that ended before them."""
    piece = pieces[place]
    if piece.blank:
        return True
    glued = pieces[place - 1].end == piece.start
    return glued and (piece.text in CLOSING or set(piece.text) <= STOPS)


def _may_end(pieces: Sequence[Piece], place: int) -> bool:
    piece = pieces[place]
    if piece.blank:
        return piece.text.count("\n") > 1
    return set(piece.text) <= STOPS or piece.text.lower() in MAY_END


def _may_start(pieces: Sequence[Piece], stop: int, after: int) -> bool:
    """Whether the words after a stop can begin a sentence."""
    if pieces[stop].blank:
        return True
    if pieces[after].start == pieces[after - 1].end and pieces[stop].text == ".":
        return False
    if after + 1 < len(pieces) and pieces[after].text in OPENING | {"—", "–", "-"}:
        if pieces[after].text in {"—", "–", "-"} and after > stop + 1:
            return False  # «...!» — сказал он
        after += 1
    first = pieces[after].text
    if pieces[stop].text.lower() in MAY_END:
        return first[:1].isupper() and not _named(pieces, stop)
    return not first[:1].islower() and first[:1] not in ",;:)" and not _enumerated(pieces, stop)


def _named(pieces: Sequence[Piece], stop: int) -> bool:
    """`в г. Алматы`, `20 мая 1995 г. Президент`: the stop after a town's sign or a date."""
    if pieces[stop].text.lower() not in {"г.", "гг.", "в."}:
        return False
    before = pieces[stop - 1].text if stop else ""
    dated = before[:1].isdigit() or bool(ROMAN.match(before))
    return not dated or _only_a_date(pieces, stop)


def _only_a_date(pieces: Sequence[Piece], stop: int) -> bool:
    """Whether a date is all that the sentence has so far: then the sentence goes on."""
    for place in range(stop - 1, max(-1, stop - 7), -1):
        text = pieces[place].text.lower()
        if set(text) <= STOPS or pieces[place].blank:
            return True
        if not (text[:1].isdigit() or text in MONTHS or text in {"с", "от", "до", "в", "на"}):
            return False
    return stop < 7


def _enumerated(pieces: Sequence[Piece], stop: int) -> bool:
    """`1. Президент`: the stop after a number that opens its line ends nothing."""
    if pieces[stop].text != "." or not stop:
        return False
    before = pieces[stop - 1]
    opens = stop == 1 or pieces[stop - 2].blank or set(pieces[stop - 2].text) <= STOPS
    return opens and (before.text[:1].isdigit() or bool(ROMAN.match(before.text)))
