"""Random edits said as instructions, read and applied: every unit must come out as edited."""

from __future__ import annotations

import copy
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.amendments import Outcome, apply, texts_of, undo, verify
from tests.amendments import render
from tests.amendments.acts import amending, parsed
from tests.amendments.model import Unit, text
from tests.amendments.render import Style

_SYLLABLES = {
    "rus": (
        ("ба", "вет", "гор", "ди", "жур", "зо", "кар", "лю", "мед", "но", "прос", "ряд",
         "сел", "тур", "хор", "шим", "фу", "ле", "нап", "дор"),
        ("вание", "цевик", "щик", "фон", "ствие", "ность", "ющий", "эль", "ация", "ина", "ык"),
    ),
    "kaz": (
        ("ба", "қо", "сө", "ті", "жү", "ке", "ша", "мә", "да", "ғы", "нұ", "үр",
         "оқ", "же", "сы", "құ", "бө", "тө", "ыл", "мо"),
        ("лық", "шы", "гер", "ма", "тас", "қан", "дік", "рұл", "сана", "тіл", "бек", "хат"),
    ),
}  # fmt: skip
Edit = tuple[list[Unit], str]  # path of the unit, and what the instruction says of it


class Vocabulary:
    """Words of which none comes twice, so that every place can be named."""

    def __init__(self, draw: st.DrawFn, lang: str) -> None:
        first, second = _SYLLABLES[lang]
        pool = [a + b for a in first for b in second]
        self._words = draw(st.permutations(pool))
        self._draw = draw

    def some(self, least: int = 2, most: int = 4) -> list[str]:
        words = [self._words.pop() for _ in range(self._draw(st.integers(least, most)))]
        if len(words) > 2 and self._draw(st.booleans()):
            words[1] = f"«{words[1]}»"  # a quotation inside the text
        return words

    def sentence(self) -> list[str]:
        words = self.some(4, 5)
        return [words[0].capitalize(), *words[1:]]


def _act(draw: st.DrawFn, words: Vocabulary) -> list[Unit]:
    articles = []
    for number in ("5", "6", "44-1")[: draw(st.integers(1, 3))]:
        points = [
            Unit("point", str(n), words.sentence(), _subpoints(draw, words))
            for n in range(1, draw(st.integers(2, 4)))
        ]
        if draw(st.booleans()):
            article = Unit("article", number, heading=words.some(2, 2), children=points)
        else:
            article = Unit("article", number, words.sentence(), _subpoints(draw, words, 2))
        articles.append(article)
    return articles


def _subpoints(draw: st.DrawFn, words: Vocabulary, least: int = 0) -> list[Unit]:
    count = draw(st.sampled_from((0, 2, 3)))
    return [Unit("subpoint", str(n + 1), words.some(3, 4)) for n in range(max(count, least))]


def _leaves(units: list[Unit], above: tuple[Unit, ...] = ()) -> list[list[Unit]]:
    found = []
    for unit in units:
        path = (*above, unit)
        found += _leaves(unit.children, path) if unit.children else [list(path)]
    return found


class Edits:
    """One edit for one unit; each changes the tree and tells how it is said."""

    def __init__(self, draw: st.DrawFn, words: Vocabulary, lang: str, style: Style) -> None:
        self.draw, self.words, self.lang, self.style = draw, words, lang, style

    def of(self, names: tuple[str, ...]) -> Callable[[list[Unit]], tuple[str, str]]:
        """One of the edits that are named."""
        edit: Callable[[list[Unit]], tuple[str, str]] = getattr(
            self, self.draw(st.sampled_from(names))
        )
        return edit

    def _place(self, unit: Unit) -> tuple[int, int]:
        start = self.draw(st.integers(1, len(unit.words) - 1))
        return start, self.draw(st.integers(start + 1, len(unit.words)))

    def replace(self, path: list[Unit]) -> tuple[str, str]:
        unit = path[-1]
        start, stop = self._place(unit)
        old, new = unit.words[start:stop], self.words.some(1, 3)
        unit.words[start:stop] = new
        return "place", render.replace(self.lang, self.style, " ".join(old), " ".join(new))

    def exclude(self, path: list[Unit]) -> tuple[str, str]:
        unit = path[-1]
        start, stop = self._place(unit)
        old = " ".join(unit.words[start:stop])
        del unit.words[start:stop]
        return "place", render.exclude(self.lang, self.style, old)

    def both(self, path: list[Unit]) -> tuple[str, str]:
        """Two edits in one sentence, the second of which names no unit."""
        unit = path[-1]
        old, new, gone = unit.words[1], self.words.some(1, 2), unit.words[2]
        unit.words[1:3] = new
        first = render.replace(self.lang, self.style, old, " ".join(new))
        return "place", f"{first}, {render.exclude(self.lang, self.style, gone)}"

    def add(self, path: list[Unit]) -> tuple[str, str]:
        unit, new = path[-1], self.words.some(1, 3)
        start, stop = self._place(unit)
        anchor = " ".join(unit.words[start:stop])
        unit.words[stop:stop] = new
        return "object", render.add(self.lang, self.style, " ".join(new), anchor)

    def append(self, path: list[Unit]) -> tuple[str, str]:
        unit, new = path[-1], self.words.some(1, 3)
        unit.words += new
        return "object", render.add(self.lang, self.style, " ".join(new))

    def sentence(self, path: list[Unit]) -> tuple[str, str]:
        unit, new = path[-1], self.words.sentence()
        unit.more.append(new)
        return "object", render.add_sentence(self.lang, self.style, " ".join(new) + ".")

    def end(self, path: list[Unit]) -> tuple[str, str]:
        path[-1].repealed = True
        return "object", render.exclude_unit(self.lang)

    def restate(self, path: list[Unit]) -> tuple[str, str]:
        unit = path[-1]
        unit.words = self.words.sentence()
        if unit.kind == "point":
            unit.children = _subpoints(self.draw, self.words)
        return "object", render.restate(self.lang, self.style, list(unit.lines(self.lang)))


def _grown(draw: st.DrawFn, edits: Edits, article: Unit) -> list[str]:
    """A point that comes before others, which get new numbers; or a subpoint at the end."""
    lang, style = edits.lang, edits.style
    kind = article.children[0].kind
    if kind == "subpoint":
        unit = Unit(kind, str(len(article.children) + 1), edits.words.some(3, 4))
        article.children.append(unit)
        return [render.add_unit(lang, style, unit)]
    at = draw(st.integers(0, len(article.children)))
    moved = article.children[at:]
    unit = Unit(kind, str(at + 1), edits.words.sentence(), _subpoints(draw, edits.words))
    old = [point.number for point in moved]
    for point in moved:
        point.number = str(int(point.number) + 1)
    article.children.insert(at, unit)
    said = [render.renumber(lang, old, [p.number for p in moved])] if moved else []
    return [*said, render.add_unit(lang, style, unit)]


ALL = ("replace", "exclude", "both", "add", "append", "sentence", "end", "restate")


@st.composite
def amended(
    draw: st.DrawFn, names: tuple[str, ...] = ALL, grows: bool = True
) -> tuple[str, str, str, str]:
    """Language, an act, an amending act, and the act as amended."""
    lang = draw(st.sampled_from(("rus", "kaz")))
    words = Vocabulary(draw, lang)
    act = _act(draw, words)
    before = text(lang, act)
    edits = Edits(draw, words, lang, Style(draw(st.sampled_from(("«»", '""')))))
    chapters = []
    for article in act:
        leaves = [path for path in _leaves([article]) if draw(st.booleans())]
        lines = []
        for path in leaves:
            named = copy.deepcopy(path[1:])  # an instruction names the numbers as they were
            case, says = edits.of(names)(path)
            place = render.name(lang, named, case) if named else ""
            lines.append(f"{place} {says}".strip())
        if grows and draw(st.booleans()) and not any(unit.repealed for unit in article.children):
            lines += _grown(draw, edits, article)
        if lines:
            chapters.append(_chapter(lang, article, lines))
    numbered = [f"{n}. {chapter}" for n, chapter in enumerate(chapters, 1)]
    return lang, before, "\n\n".join(numbered), text(lang, act)


def _chapter(lang: str, article: Unit, lines: list[str]) -> str:
    head = render.name(lang, [article], "place")
    return f"{head[0].upper()}{head[1:]}:\n\n" + ";\n\n".join(lines) + "."


@settings(max_examples=150, deadline=None)
@given(amended())
def test_an_act_comes_out_as_edited(case: tuple[str, str, str, str]) -> None:
    lang, before, instructions, after = case
    act = amending(lang, instructions) if instructions else None
    if act is None:
        assert before == after
        return
    assert not act.unparsed
    done = apply(act.instructions, parsed(lang, before))
    assert [r for r in done.results if r.outcome is not Outcome.APPLIED] == []
    expected = parsed(lang, after)
    assert done.units == texts_of(expected)
    assert [r for r in verify(act.instructions, expected) if r.outcome is not Outcome.OK] == []


@settings(max_examples=60, deadline=None)
@given(amended(names=("replace", "add", "append"), grows=False))
def test_words_that_were_put_in_can_be_turned_back(case: tuple[str, str, str, str]) -> None:
    lang, before, instructions, after = case
    older, newer = (texts_of(parsed(lang, body)) for body in (before, after))
    for one in amending(lang, instructions).instructions if instructions else ():
        assert undo(one, newer[one.target].text) == older[one.target].text
