"""From bytes to the source text: the characters that every `start` and `end` counts.

For Markdown and plain text these are the characters of the decoded file (a byte-order mark
apart); for a PDF, those of the extracted text with a form feed between pages; for a page or a
document of a publisher, those of the Markdown form that it is rendered into (see `rendered`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from pipeline.errors import InputError
from pipeline.parse import databank, html, pdftext
from pipeline.parse.encoding import decode
from pipeline.vocabulary import Lang

MEDIA_TYPES = {
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
}
# Fewer letters than this in a whole file is no law: an empty page, a scan, a stub.
MIN_LETTERS = 40
MAX_BYTES = 64 * 2**20

_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІiəƏ]+")
_RUSSIAN_ONLY = re.compile("[вфцщэВФЦЩЭ]|ться|ого\\b|ния\\b")


def read_text(data: bytes, media_type: str, name: str) -> str:
    """The source text of a file's bytes.

    Args:
        data: the file.
        media_type: one of `MEDIA_TYPES`; `; charset=...` may follow. Text is UTF-8 where nothing
            else is said.
        name: what errors name.

    Raises:
        InputError: the file is empty, too large, damaged or cut off, in another encoding than it
            is said to be, without text, or of a form that Bilik does not read.
    """
    if not data.strip():
        raise InputError("the file is empty", name, "fetch it again from its source")
    if len(data) > MAX_BYTES:
        raise InputError(
            f"the file has {len(data) / 2**20:.0f} MiB, more than {MAX_BYTES / 2**20:.0f}",
            name,
            "split it by act",
        )
    form, charset = form_of(media_type)
    reader = _READERS.get(form)
    if reader is None:
        raise InputError(
            f"files of type {media_type} are not read",
            name,
            "convert it to Markdown (.md), plain text (.txt) or PDF (.pdf)",
        )
    text = reader(data, name, charset)
    if len(list(islice(_LETTER.finditer(text), MIN_LETTERS))) < MIN_LETTERS:
        remedy = (
            "run text recognition on it (for example with ocrmypdf) and ingest the result"
            if form == "application/pdf"
            else "fetch it again from its source"
        )
        raise InputError("there is no text in the file", name, remedy)
    return text


def form_of(media_type: str) -> tuple[str, str]:
    """A media type without its parameters, and its charset, "" where it names none.

    >>> form_of('text/html; charset="windows-1251"')
    ('text/html', 'windows-1251')
    """
    form, *parameters = media_type.split(";")
    named = (parameter.strip().partition("=") for parameter in parameters)
    charsets = (value.strip("\"' ") for name, _, value in named if name.lower() == "charset")
    return form.strip().lower(), next(charsets, "")


_READERS: dict[str, Callable[[bytes, str, str], str]] = {
    "text/markdown": decode,
    "text/plain": decode,
    "text/html": html.read,
    "application/json": databank.read,
    "application/pdf": pdftext.read,
}


def check_language(text: str, lang: Lang, name: str) -> None:
    """Raise InputError when the text is plainly in the other language.

    Kazakh-only letters make up some 20% of Kazakh text and none of Russian text.
    """
    letters = _count(_LETTERS, text)
    kazakh = _count(_KAZAKH_LETTERS, text) / max(letters, 1)
    russian = len(_RUSSIAN_ONLY.findall(text)) / max(letters, 1)
    looks = Lang.KAZ if kazakh > 0.08 else Lang.RUS if kazakh < 0.03 and russian > 0.03 else lang
    if looks is not lang:
        raise InputError(
            f"the text is named {lang.value} but reads as {looks.value}",
            name,
            f"name it {looks.value} in front matter and file name, or supply the right text",
        )


def _count(characters: re.Pattern[str], text: str) -> int:
    return sum(map(len, characters.findall(text)))
