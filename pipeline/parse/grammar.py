"""The words and marks by which a legal text shows its structure, in both languages.

Every pattern is tried on text whose letters are repaired (`normalize.repair_letters`); a Roman
numeral may still be typed in Cyrillic or mixed letters (`І`, `Х`).
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.normalize import repair_letters

# No unit has a longer number; a longer row of digits is no number of a unit.
NUMBER = r"\d{1,9}[⁰¹²³⁴-⁹]{0,4}(?:-\d{1,4}){0,4}(?!\d)"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ROMAN = r"[IVXLІХ]+"
CYRILLIC_ROMAN = str.maketrans("ІХ", "IX")

# Статья 44-1. / 44-1-бап.
ARTICLE = re.compile(
    rf"(?:Статья\s+(?P<rus>{NUMBER})|(?P<kaz>{NUMBER})\s*[-–]\s*бап(?![\w-]))\.?\s*(?P<rest>.*)$",
    re.DOTALL | re.IGNORECASE,
)
# Раздел III. / III бөлім; Глава 2 / 2-тарау
SECTION = re.compile(
    rf"(?:(?:Раздел|РАЗДЕЛ|Подраздел|Глава|ГЛАВА|Параграф)\s+(?:{_ROMAN}|{NUMBER})(?![\w)])"
    rf"|(?:{_ROMAN}|{NUMBER})\s*-?\s*(?:бөлім|БӨЛІМ|кіші бөлім|тарау|ТАРАУ|параграф)(?!\w))"
)
# I. Внести ...: a numbered part of an amending act
PART = re.compile(rf"(?P<number>{_ROMAN})\.\s+(?P<rest>\S.*)$", re.DOTALL)
POINT = re.compile(rf"(?P<number>{NUMBER})\.(?:\s+|(?=[^\W\d]))(?P<rest>.*)$", re.DOTALL)
# 10-1) or а); but not "1) тармақшада", which speaks of another text's sub-point
SUBPOINT = re.compile(
    rf"(?P<number>{NUMBER}|[а-яәғқңөұүһі])\)(?!\s*тармақша)\s*(?P<rest>.*)$", re.DOTALL
)
ITEM = re.compile(r"[-–—•]\s+(?P<rest>.*)$", re.DOTALL)
NOTE = re.compile(r"\(?(?:Сноска|Примечание|Ескерту|Ескертпе)\s*[.:]", re.IGNORECASE)
# A note that starts in the middle of a paragraph, after the law's own words.
INNER_NOTE = re.compile(r"(?<=[.;)>:])\s+(?=(?:Сноска|Примечание|Ескерту|Ескертпе)\s*[.:])")
# Статья 2 с изменениями, внесенными ...: a note without its usual first word.
NOTE_ABOUT_ARTICLE = re.compile(r"[-–]?\s*(?:с изменени|в редакции|дополнен)", re.IGNORECASE)
EDITORS_MARK = re.compile(r"\s*<\*>")

_LAW_RUS = (
    r"(?:Закон\w{0,9}|Указ\w{0,9})\s+(?:РК|Республики Казахстан|Президента\s+\w+(?:\s+\w+)?)?\s*"
    r"от\s+\d+(?:\.\d+)*(?:\s+[а-я]+\s+\d{4}\s*(?:года|г\.?))?(?:\s*(?:№|N)\s*[\w-]+)?"
)
_LAW_KAZ = (
    r"(?:ҚР|Қазақстан Республикасының)?\s*"
    r"(?:\d{4}\.\d\d\.\d\d\.?|\d\d\.\d\d\.\d{4}|\d{4}\s*жылғы\s+\d+\s+[а-яәғқңөұүһі]+)"
    r"(?:\s*(?:№|N)\s*[\w-]+)?\s*(?:Заңымен|Жарлығымен)"
)
_REPEALED_RUS = re.compile(
    rf"\(?\s*(?:(?:пункт|подпункт|статья|часть|абзац)\s*(?:{NUMBER}\)?\.?)?\s*)?"
    r"(?:исключен[аоы]?|утратил[аои]?\s+силу|отменен[аоы]?)(?!\w|\s+из\b)",
    re.IGNORECASE,
)
_REPEALED_KAZ = re.compile(
    rf"\(?\s*(?:{NUMBER}\s*-?\s*(?:бап|тармақ|тармақша)\w*\s*)?(?:[-–]\s*)?(?:{_LAW_KAZ})?\s*[-–]?\s*"
    r"(?:алып тасталды|алынып тасталды|алып тасталған|күші жойылды|күшін жойды)(?!\w)",
    re.IGNORECASE,
)
_LAW = re.compile(rf"{_LAW_RUS}|{_LAW_KAZ}", re.IGNORECASE)
_DATES = (
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{4})\.(\d{2})\.(\d{2})"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\s+([а-я]+)\s+(\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{4})\s*жылғы\s+(\d{1,2})\s+([а-яәғқңөұүһі]+)"), (1, 3, 2)),
)
# First letters that tell the months apart, in order; Russian, Kazakh.
_MONTHS = (
    ("январ", "қаңтар"),
    ("феврал", "ақпан"),
    ("март", "наурыз"),
    ("апрел", "сәуір"),
    ("мая", "мамыр"),
    ("июн", "маусым"),
    ("июл", "шілде"),
    ("август", "тамыз"),
    ("сентябр", "қыркүйек"),
    ("октябр", "қазан"),
    ("ноябр", "қараша"),
    ("декабр", "желтоқсан"),
)
# No repeal in place is longer: what is longer says something more.
_LONGEST_REPEAL = 300


def plain_number(number: str) -> str:
    """A unit's number as the codebook writes it.

    >>> plain_number("5¹"), plain_number("44-1")
    ('5-1', '44-1')
    """
    return re.sub("[⁰¹²³⁴-⁹]+", lambda raised: f"-{raised[0].translate(_RAISED)}", number)


def opens_unit(text: str) -> bool:
    """Whether a line starts a unit, a section or a note."""
    text = repair_letters(text)
    return any(
        pattern.match(text) for pattern in (ARTICLE, SECTION, PART, POINT, SUBPOINT, ITEM, NOTE)
    )


def is_article_heading(text: str) -> bool:
    """Whether a line holds an article's number, alone or with a full stop and a title."""
    text = repair_letters(text.strip())
    match = ARTICLE.match(text)
    if not match or text[0].islower():
        return False
    rest = match["rest"]
    return not rest or (text[: match.start("rest")].rstrip().endswith(".") and rest[0].isupper())


def is_section(text: str) -> bool:
    """Whether a line is the heading of a section or chapter, and no sentence that names one."""
    text = text.strip()
    return bool(SECTION.match(repair_letters(text))) and not text.endswith((";", ":", ","))


def is_repeal(text: str) -> bool:
    """Whether a unit says only that it was repealed.

    >>> is_repeal("(пункт исключен - Законом РК от 7 октября 1998 года N 284)")
    True
    >>> is_repeal("ҚР 2007.05.21 N 254 Заңымен алып тасталды")
    True
    """
    text = repair_letters(text.strip())
    return len(text) < _LONGEST_REPEAL and bool(
        _REPEALED_RUS.match(text) or _REPEALED_KAZ.match(text)
    )


def repealing_law(text: str) -> tuple[str, date | None]:
    """The law that a repeal names, as printed, and that law's date; empty where it names none."""
    repaired = repair_letters(text)
    law = _LAW.search(repaired)
    where = law.group() if law else repaired
    return (text[law.start() : law.end()].strip() if law else ""), find_date(where)


def find_date(text: str) -> date | None:
    """The first date in a text, in any of the forms that the editors use."""
    for pattern, (year, month, day) in _DATES:
        match = pattern.search(text)
        if match:
            number = _month(match[month])
            try:
                return date(int(match[year]), number, int(match[day]))
            except ValueError:
                return None
    return None


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next((n for n, names in enumerate(_MONTHS, 1) if word.lower().startswith(names)), 0)
