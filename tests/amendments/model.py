"""Small acts as trees of words, and edits on them that know nothing of instructions.

`Unit` is an article, a point or a subpoint. An edit changes the tree by itself; `render` says the
same edit in the words of an amending act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

REPEALED = {"rus": "Исключен Законом РК от 01.01.2001 № 1", "kaz": "алып тасталды"}
_NAME = {"rus": "Статья {}", "kaz": "{}-бап"}
_MARK = {"article": ".", "point": ".", "subpoint": ";"}


@dataclass
class Unit:
    """A numbered unit: its own words, then the units below it."""

    kind: str
    number: str
    words: list[str] = field(default_factory=list)
    children: list[Unit] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    more: list[list[str]] = field(default_factory=list)  # further sentences
    repealed: bool = False

    @property
    def text(self) -> str:
        if not self.words:
            return ""
        if self.children:
            return " ".join(self.words) + ":"
        sentences = [" ".join(words) for words in (self.words, *self.more)]
        return ". ".join(sentences) + _MARK[self.kind]

    def lines(self, lang: str) -> Iterator[str]:
        """The unit as an act prints it."""
        text = REPEALED[lang] if self.repealed else self.text
        if self.kind == "article":
            name = _NAME[lang].format(self.number)
            yield f"{name}. {' '.join(self.heading)}" if self.heading else name
            if text:
                yield text
        else:
            yield f"{self.number}{'.' if self.kind == 'point' else ')'} {text}"
        for child in [] if self.repealed else self.children:
            yield from child.lines(lang)


def text(lang: str, articles: list[Unit]) -> str:
    """An act as a file's body."""
    return "\n\n".join(line for article in articles for line in article.lines(lang)) + "\n"
