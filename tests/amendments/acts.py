"""Small acts of our own, written out as the files that Bilik reads."""

from __future__ import annotations

from pipeline.amendments import Amendments, Instruction, read
from pipeline.parse import Parsed, parse

_HEAD = {
    "rus": "В Устав Союза внести следующие изменения и дополнения:",
    "kaz": "Одақ Жарғысына мынадай өзгерістер мен толықтырулар енгізілсін:",
}
_MATTER = "---\nact: {act}\nlanguage: {lang}\nversion_date: {day}\nnote: {note}\n---\n"


# The act's own title is no unit; the others should say where.
WITHOUT_UNIT = (
    "В заголовке слово «два» заменить словом «три».",
    "Дополнить словами «Он молчит.».",
    "Дополнить предложением следующего содержания: «Он молчит.».",
    "Дополнить абзацем первым следующего содержания: «Он молчит.».",
    "Второе предложение исключить.",
    "Второе предложение изложить в следующей редакции: «Он молчит.».",
    "В предложении втором слово «а» исключить.",
)


def file(act: str, lang: str, body: str, note: str = "whole text", day: str = "2001-01-01") -> str:
    """A Markdown file with its front matter."""
    return _MATTER.format(act=act, lang=lang, day=day, note=f"'{note}'") + body


def parsed(lang: str, body: str, note: str = "whole text", act: str = "charter") -> Parsed:
    """An act's text, parsed."""
    return parse(file(act, lang, body, note), "text/markdown", "charter.md")


def written(lang: str, body: str, head: bool = True) -> str:
    """An amending act's file; its one part stands under the usual head."""
    lines = f"I. {_HEAD[lang]}\n\n{body}" if head else body
    return file("amending", lang, f"# {_TITLE[lang]}\n\n{lines}\n")


def amending(lang: str, body: str, head: bool = True) -> Amendments:
    """What an amending act orders."""
    source = written(lang, body, head)
    return read(
        parse(source, "text/markdown", "amending.md"), source, "text/markdown", lambda _: "charter"
    )


_TITLE = {
    "rus": "О внесении изменений и дополнений в Устав Союза",
    "kaz": "Одақ Жарғысына өзгерістер мен толықтырулар енгізу туралы",
}


def told(lang: str, body: str) -> list[Instruction]:
    """The instructions of an act in which everything is read."""
    act = amending(lang, body)
    assert not act.unparsed
    return list(act.instructions)


def brief(one: Instruction) -> tuple[str, str, str, str]:
    """Kind, target, old words or anchor, new words."""
    return one.kind.value, one.target, one.old or one.anchor or one.to, one.new
