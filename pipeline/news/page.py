"""News as one Markdown page: a section in Kazakh, in Russian and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.news.records import News
from pipeline.news.told import Line, say, tell
from pipeline.vocabulary import LABEL_LANGUAGES

_SPECIAL = re.compile(r"([\\`*\[\]<>#|])")


def page(news: News) -> str:
    """The page."""
    return "\n".join(line for language in LABEL_LANGUAGES for line in section(news, language))


def section(news: News, language: str) -> Iterator[str]:
    """The page in one language, line by line."""
    since = news.since or say("none_before", language)
    yield f"# {say('title', language)}"
    yield ""
    yield say("release", language, release=f"`{news.release}`", since=f"`{since}`")
    yield ""
    if not news.items:
        yield say("nothing", language)
        yield ""
    for item in news.items:
        told = tell(item, news.release, language)
        yield f"## {_escaped(told.title)}"
        yield ""
        yield _escaped(told.intro)
        yield ""
        for line in told.lines:
            yield from _line(line)
        if told.lines:
            yield ""
        if told.more:
            yield _escaped(told.more)
            yield ""


def _line(line: Line) -> Iterator[str]:
    yield f"- **{_escaped(line.head)}** {_escaped(line.text)}"
    if line.words:
        yield f"  > {_escaped(line.words)}"
        yield ""
    yield f"  {' '.join(f'`{name}`' for name in line.ids)}"


def _escaped(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _SPECIAL.sub(r"\\\1", words)
