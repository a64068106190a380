"""Edits said in the words of an amending act, in Russian and in Kazakh.

Nothing here looks into the grammar that is tested.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.amendments.model import Unit

# Of a unit, in Russian: nominative and accusative, genitive, prepositional, instrumental.
_RUS = {
    "article": ("статья", "статью", "статьи", "статье", "статьей"),
    "point": ("пункт", "пункт", "пункта", "пункте", "пунктом"),
    "subpoint": ("подпункт", "подпункт", "подпункта", "подпункте", "подпунктом"),
}
# In Kazakh: bare, with a possessive ending, genitive and locative of both, instrumental.
_KAZ = {
    "article": ("бап", "бабы", "баптың", "бабының", "бапта", "бабында", "баппен"),
    "point": (
        "тармақ", "тармағы", "тармақтың", "тармағының", "тармақта", "тармағында", "тармақпен",
    ),
    "subpoint": (
        "тармақша", "тармақшасы", "тармақшаның", "тармақшасының", "тармақшада", "тармақшасында",
        "тармақшамен",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How an act is written: its quotation marks."""

    marks: str = "«»"

    def quote(self, words: str) -> str:
        return f"{self.marks[0]}{words}{self.marks[-1]}"


def _number(unit: Unit) -> str:
    return f"{unit.number})" if unit.kind == "subpoint" else unit.number


def name(lang: str, path: list[Unit], case: str) -> str:
    """A unit with those above it, in the `subject`, `place`, `object` or `with` case."""
    if lang == "rus":
        column = {"subject": 0, "object": 1, "place": 3, "with": 4}[case]
        inner, *outer = path[::-1]
        parts = [f"{_RUS[inner.kind][column]} {_number(inner)}"]
        parts += [f"{_RUS[unit.kind][2]} {_number(unit)}" for unit in outer]
        return ("в " if case == "place" else "") + " ".join(parts)
    parts = []
    for n, unit in enumerate(path):
        last, owned = n == len(path) - 1, int(n > 0)
        column = {"subject": owned, "object": owned, "place": 4 + owned, "with": 6}[case]
        noun = _KAZ[unit.kind][column if last else 2 + owned]
        parts.append(f"{_number(unit)}{' ' if unit.kind == 'subpoint' else '-'}{noun}")
    return " ".join(parts)


def _words(lang: str, count: int, case: str) -> str:
    rus = {"old": ("слово", "слова"), "new": ("словом", "словами"), "after": ("слова", "слов")}
    kaz = {
        "old": ("деген сөз", "деген сөздер"),
        "new": ("деген сөзбен", "деген сөздермен"),
        "after": ("деген сөзден кейін", "деген сөздерден кейін"),
    }
    return (rus if lang == "rus" else kaz)[case][count > 1]


def _quoted(lang: str, style: Style, words: str, case: str) -> str:
    mark = _words(lang, len(words.split()), case)
    quoted = style.quote(words)
    if lang == "kaz":
        return f"{quoted} {mark}"
    return f"{'после ' if case == 'after' else ''}{mark} {quoted}"


def replace(lang: str, style: Style, old: str, new: str) -> str:
    verb = "ауыстырылсын" if lang == "kaz" else "заменить"
    olds, news = _quoted(lang, style, old, "old"), _quoted(lang, style, new, "new")
    return f"{olds} {news} {verb}" if lang == "kaz" else f"{olds} {verb} {news}"


def exclude(lang: str, style: Style, old: str) -> str:
    return (
        f"{_quoted(lang, style, old, 'old')} {'алып тасталсын' if lang == 'kaz' else 'исключить'}"
    )


def add(lang: str, style: Style, new: str, anchor: str = "") -> str:
    after = _quoted(lang, style, anchor, "after") + " " if anchor else ""
    news = _quoted(lang, style, new, "new")
    return f"{after}{news} толықтырылсын" if lang == "kaz" else f"{after}дополнить {news}"


def add_sentence(lang: str, style: Style, new: str) -> str:
    if lang == "kaz":
        return f"мынадай мазмұндағы сөйлеммен толықтырылсын: {style.quote(new)}"
    return f"дополнить предложением следующего содержания: {style.quote(new)}"


def exclude_unit(lang: str) -> str:
    return "алып тасталсын" if lang == "kaz" else "исключить"


def restate(lang: str, style: Style, lines: list[str]) -> str:
    wording = "мынадай редакцияда жазылсын" if lang == "kaz" else "изложить в следующей редакции"
    return wording + ":\n\n" + style.quote("\n\n".join(lines))


def add_unit(lang: str, style: Style, unit: Unit) -> str:
    new = name(lang, [unit], "with")
    quoted = style.quote("\n\n".join(unit.lines(lang)))
    if lang == "kaz":
        return f"мынадай мазмұндағы {new} толықтырылсын:\n\n{quoted}"
    return f"дополнить {new} следующего содержания:\n\n{quoted}"


def renumber(lang: str, old: list[str], new: list[str]) -> str:
    """Points that get other numbers: "3, 4 and 5 become 4, 5 and 6 respectively"."""
    joined = [_list(lang, numbers) for numbers in (old, new)]
    if lang == "kaz":
        noun = "тармақтар" if len(old) > 1 else "тармақ"
        how = "тиісінше " if len(old) > 1 else ""
        return f"{joined[0]}-{noun} {how}{joined[1]}-{noun} деп есептелсін"
    if len(old) > 1:
        return f"пункты {joined[0]} считать соответственно пунктами {joined[1]}"
    return f"пункт {joined[0]} считать пунктом {joined[1]}"


def _list(lang: str, numbers: list[str]) -> str:
    if len(numbers) == 1:
        return numbers[0]
    return ", ".join(numbers[:-1]) + (" және " if lang == "kaz" else " и ") + numbers[-1]
