"""From bytes to the source text: the characters that every `start` and `end` counts.

For Markdown and plain text these are the characters of the decoded file (a byte-order mark
apart); for a PDF, those of the extracted text with a form feed between pages.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable

from pipeline.errors import InputError
from pipeline.vocabulary import Lang

MEDIA_TYPES = {
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
}
# Fewer letters than this in a whole file is no law: an empty page, a scan, a stub.
MIN_LETTERS = 40
MAX_BYTES = 64 * 2**20

_LETTER = re.compile(r"[^\W\d_]")
_KAZAKH_LETTER = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІiəƏ]")
_RUSSIAN_ONLY = re.compile("[вфцщэВФЦЩЭ]|ться|ого\\b|ния\\b")


def read_text(data: bytes, media_type: str, name: str) -> str:
    """The source text of a file's bytes.

    Raises:
        InputError: the file is empty, too large, not UTF-8, a broken PDF, a PDF without text, or
            of a form that Bilik does not read.
    """
    if not data.strip():
        raise InputError("the file is empty", name, "fetch it again from its source")
    if len(data) > MAX_BYTES:
        raise InputError(
            f"the file has {len(data) / 2**20:.0f} MiB, more than {MAX_BYTES / 2**20:.0f}",
            name,
            "split it by act",
        )
    reader = _READERS.get(media_type)
    if reader is None:
        raise InputError(
            f"files of type {media_type} are not read",
            name,
            "convert it to Markdown (.md), plain text (.txt) or PDF (.pdf)",
        )
    text = reader(data, name)
    if len(_LETTER.findall(text)) < MIN_LETTERS:
        remedy = (
            "run text recognition on it (for example with ocrmypdf) and ingest the result"
            if media_type == "application/pdf"
            else "fetch it again from its source"
        )
        raise InputError("there is no text in the file", name, remedy)
    return text


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = _guess_encoding(data)
        looks = f"; it looks like {guess}" if guess else ""
        raise InputError(
            f"the text is not UTF-8 (byte {error.start}{looks})",
            name,
            f"convert it: iconv -f {guess or 'ITS-ENCODING'} -t UTF-8 IN > OUT",
        ) from None


def _guess_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    for encoding in ("windows-1251", "koi8-r"):
        text = data.decode(encoding, errors="replace")
        # In running Russian or Kazakh text lower-case letters are by far the most.
        lower = len(re.findall("[а-яё]", text))
        if lower > len(text) / 3 and lower > 3 * len(re.findall("[А-ЯЁ]", text)):
            return encoding.upper()
    return ""


def _extract_pdf(data: bytes, name: str) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    remedy = "fetch it again, or open it and save it anew"
    if not data.startswith(b"%PDF-"):
        raise InputError("the file is named .pdf but is no PDF", name, remedy)
    if b"%%EOF" not in data[-2048:]:
        raise InputError("the PDF is cut off: its end is missing", name, remedy)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise InputError("the PDF is encrypted", name, "save it without a password")
        return "\f".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        # pypdf lets errors of many types through when the bytes are damaged.
        raise InputError(f"the PDF cannot be read ({error})", name, remedy) from error


_READERS: dict[str, Callable[[bytes, str], str]] = {
    "text/markdown": _decode,
    "text/plain": _decode,
    "application/pdf": _extract_pdf,
}


def check_language(text: str, lang: Lang, name: str) -> None:
    """Raise InputError when the text is plainly in the other language.

    Kazakh-only letters make up some 20% of Kazakh text and none of Russian text.
    """
    letters = len(_LETTER.findall(text))
    kazakh = len(_KAZAKH_LETTER.findall(text)) / max(letters, 1)
    russian = len(_RUSSIAN_ONLY.findall(text)) / max(letters, 1)
    looks = Lang.KAZ if kazakh > 0.08 else Lang.RUS if kazakh < 0.03 and russian > 0.03 else lang
    if looks is not lang:
        raise InputError(
            f"the text is named {lang.value} but reads as {looks.value}",
            name,
            f"name it {looks.value} in front matter and file name, or supply the right text",
        )
