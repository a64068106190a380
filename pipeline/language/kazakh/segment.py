"""Tokens and sentence bounds of Kazakh, by named rules; what a lawyer reads as one stays one."""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTER = r"[^\W\d_]"
# Shortened words keep their full stop, and a sentence may go on behind it.
ABBREVIATIONS = (
    "т.б.",
    "т.с.с.",
    "т.т.",
    "б.з.б.",
    "б.з.д.",
    "б.з.",
    "ж.ж.",
    "жж.",
    "ж.",
    "ғғ.",
    "ғ.",
    "млн.",
    "млрд.",
    "трлн.",
    "мың.",
    "долл.",
    "тг.",
    "теңг.",
    "мыс.",
    "мөлш.",
    "реж.",
    "драм.",
    "проф.",
    "акад.",
    "доц.",
    "қ.",
    "обл.",
    "ауд.",
    "көш.",
    "ст.",
    "пп.",
    "п.",
    "тарм.",
    "б.",
    "бет.",
    "қар.",
    "шам.",
    "т.",
    "см.",
    "км.",
    "м.",
    "кг.",
    "ш.",
    "и.о.",
    "м.а.",
    "ред.",
    "шығ.",
)
# Abbreviations that close a list or a phrase: a capital behind them starts a sentence.
CLOSING = frozenset({"т.б.", "т.с.с.", "т.т.", "тг.", "м."})
CAPITAL = "А-ЯЁӘІҢҒҮҰҚӨҺ"
# Words for parts of an act stay with their number (53-бабының), a case or ordinal ending too.
UNIT = r"(?:ба[пб]|бөлі[мгк]|тара[уб]|тарма[қғ]|абзац|қосымша|сөйлем|параграф|кіші)"
ENDING = r"(?:[ыі]?нш[ыі]|ш[ыі]|с[ыі]н|[ыі]н|[нд][ыі][ңн]|[дтн][ае]|[ғгқк][ае])"
TAIL = rf"(?:[-‑](?:{UNIT}{LETTER}*|{ENDING}{LETTER}*|{LETTER}{{1,3}}(?!{LETTER})))"
RULES = (
    # № 254-III, N 89-НҚ
    ("act_number", rf"(?-i:(?:№|\bN)\s?\d+(?:[-–][\dIVXLCІ]+)*(?:-[{CAPITAL}]+)?(?![-\w]))"),
    ("initials", rf"(?-i:(?<![^\W_])[{CAPITAL}A-Z]\.(?=\s?[{CAPITAL}A-Z]))"),  # Р. Хомейни
    ("abbreviation", rf"(?<![^\W_])(?:{'|'.join(map(re.escape, ABBREVIATIONS))})(?!{LETTER})"),
    ("date", r"\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)"),  # 10.12.1993
    # 10-1), 4)-тармақшасында; not the end of a bracket: (1979)
    ("list_number", rf"\d{{1,3}}(?:-\d+)*\){TAIL}?"),
    ("fraction", r"\d+/\d+"),  # 2/3
    # 44-1, 53-бабының, 2,3, 90%-ға, 19,4°С-қа; but 2008-2009 are two
    ("number", rf"\d+(?:[-–‑]\d{{1,3}}(?!\d)|[.,]\d+)*(?:°[СC]?|%)?{TAIL}?"),
    ("word", rf"{LETTER}+(?:[-‑’']{LETTER}+)*"),  # Премьер-Министр
    ("ellipsis", r"(?<![?!.])\.{3,}|…"),
    ("mark", r"\S"),
)
TOKEN = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in RULES), re.IGNORECASE)
NUMBERED = re.compile(rf"\d+(?:[-–‑]\d+)*\)?[-‑](?={UNIT})", re.IGNORECASE)
END, OPENING = re.compile(r"[.!?…]+|[?!]+\.+"), re.compile(r"[«“\"(—–-]")
CLOSERS = frozenset('»”")’')


@dataclass(frozen=True, slots=True)
class Token:
    """A span of the text and the rule that made it."""

    text: str
    start: int
    end: int
    rule: str


def read_as(token: str) -> str:
    """The word that carries a token's endings: бабының of 53-бабының."""
    return NUMBERED.sub("", token, count=1)


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens; white space belongs to none.

    >>> [token.text for token in tokenize("Премьер-Министр, 10-1) тармақша, № 254-III.")]
    ['Премьер-Министр', ',', '10-1)', 'тармақша', ',', '№ 254-III', '.']
    """
    tokens: list[Token] = []
    position, depth = 0, 0
    while match := TOKEN.search(text, position):
        rule, end = match.lastgroup or "mark", match.end()
        if rule == "list_number" and depth > 0:  # the bracket closes an earlier one
            rule, end = "number", text.index(")", match.start())
        token = Token(text[match.start() : end], match.start(), end, rule)
        depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        tokens.append(token)
        position = end
    return tokens


def sentences(text: str) -> list[list[Token]]:
    """The tokens of a text, sentence by sentence."""
    result: list[list[Token]] = [[]]
    tokens = tokenize(text)
    for place, token in enumerate(tokens):
        result[-1].append(token)
        if place + 1 < len(tokens) and _ends(text, tokens, place):
            result.append([])
    return [sentence for sentence in result if sentence]


def _ends(text: str, tokens: list[Token], place: int) -> bool:
    """Whether a sentence ends behind a token; a gap of lines always ends one."""
    token, after = tokens[place], tokens[place + 1]
    gap = text[token.end : after.start]
    if gap.count("\n") > 1:
        return True
    if not gap or (after.text in CLOSERS and after.text != '"'):
        return False
    last = _before_closers(tokens, place)
    if last.rule == "initials":
        return False
    if last.rule == "abbreviation":
        stops = last.text.lower() in CLOSING
    else:
        stops = END.fullmatch(last.text) is not None
    return stops and _starts(tokens, place + 1)


def _before_closers(tokens: list[Token], place: int) -> Token:
    """The token that closing quotes and brackets stand directly behind."""
    while place and tokens[place].text in CLOSERS and tokens[place - 1].end == tokens[place].start:
        place -= 1
    return tokens[place]


def _starts(tokens: list[Token], place: int) -> bool:
    """Whether a sentence may start here: a capital or a number, behind quotes or a dash."""
    while place < len(tokens) and OPENING.fullmatch(tokens[place].text):
        place += 1
    if place == len(tokens):
        return False
    first = tokens[place].text[0]
    return first.isupper() or first.isdigit() or first == "№"
