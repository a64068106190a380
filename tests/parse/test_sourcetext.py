"""From bytes to text, and what is said of bytes that are no text."""

from __future__ import annotations

import re

import pytest

from pipeline.errors import InputError
from pipeline.parse import sourcetext
from pipeline.parse.sourcetext import MEDIA_TYPES, check_language, read_text
from pipeline.vocabulary import Lang
from tests.parse.pdf_maker import pdf

RUSSIAN = "Совет Союза ведёт дела народа, судит споры палат и хранит казну города."
KAZAKH = "Одақ кеңесі халық ісін жүргізеді, палаталардың дауын шешеді, қазынаны сақтайды."
PDF = MEDIA_TYPES[".pdf"]


@pytest.mark.parametrize("media_type", ["text/markdown", "text/plain"])
@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH])
def test_text_is_read_as_it_is(text: str, media_type: str) -> None:
    assert read_text(text.encode(), media_type, "x") == text
    assert read_text(text.encode("utf-8-sig"), media_type, "x") == text  # byte-order mark
    crlf = f"{text}\r\n\r\n{text}\r\n"
    assert read_text(crlf.encode(), media_type, "x") == crlf  # positions count every character


def test_pages_of_a_pdf_are_parted_by_form_feeds() -> None:
    assert read_text(pdf([RUSSIAN], [KAZAKH]), PDF, "x.pdf") == f"{RUSSIAN}\f{KAZAKH}"


@pytest.mark.parametrize(
    ("data", "media_type", "wrong", "remedy"),
    [
        pytest.param(b"", "text/markdown", "the file is empty", "fetch it again", id="empty"),
        pytest.param(b" \n\t\n", "text/plain", "the file is empty", "fetch it again", id="blank"),
        pytest.param(
            "1. Мир.".encode(), "text/plain", "no text in the file", "fetch it again", id="a stub"
        ),
        pytest.param(
            RUSSIAN.encode("windows-1251"),
            "text/markdown",
            "not UTF-8 (byte 0; it looks like WINDOWS-1251)",
            "iconv -f WINDOWS-1251 -t UTF-8",
            id="windows-1251",
        ),
        pytest.param(
            RUSSIAN.encode("koi8-r"),
            "text/markdown",
            "it looks like KOI8-R",
            "iconv -f KOI8-R -t UTF-8",
            id="koi8-r",
        ),
        pytest.param(
            KAZAKH.encode("utf-16"),
            "text/plain",
            "it looks like UTF-16",
            "iconv -f UTF-16 -t UTF-8",
            id="utf-16",
        ),
        pytest.param(
            b"\x80\x81\x82 " * 40,
            "text/plain",
            "not UTF-8 (byte 0)",
            "iconv -f ITS-ENCODING",
            id="no known encoding",
        ),
        pytest.param(
            pdf([RUSSIAN])[:-40], PDF, "the PDF is cut off", "fetch it again", id="truncated pdf"
        ),
        pytest.param(
            RUSSIAN.encode(), PDF, "named .pdf but is no PDF", "fetch it again", id="no pdf"
        ),
        pytest.param(
            b"%PDF-1.4\nno objects at all\n%%EOF\n",
            PDF,
            "the PDF cannot be read",
            "fetch it again",
            id="damaged pdf",
        ),
        pytest.param(pdf([]), PDF, "no text in the file", "ocrmypdf", id="pdf without text"),
        pytest.param(pdf(), PDF, "no text in the file", "ocrmypdf", id="pdf without pages"),
        pytest.param(
            RUSSIAN.encode(),
            "unknown (.docx)",
            "type unknown (.docx) are not read",
            "convert it to Markdown (.md), plain text (.txt) or PDF (.pdf)",
            id="unknown type",
        ),
    ],
)
def test_bytes_that_are_no_text(data: bytes, media_type: str, wrong: str, remedy: str) -> None:
    with pytest.raises(InputError, match=re.escape(wrong)) as error:
        read_text(data, media_type, "charter/2001-02-03.rus.md")
    assert error.value.where == "charter/2001-02-03.rus.md"
    assert remedy in error.value.remedy


def test_a_file_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sourcetext, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="more than 0") as error:
        read_text(RUSSIAN.encode(), "text/plain", "x.txt")
    assert error.value.remedy == "split it by act"


def test_an_encrypted_pdf() -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([RUSSIAN]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="encrypted"):
        read_text(out.getvalue(), PDF, "x.pdf")


# -- language ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named", "reads"),
    [
        (KAZAKH, Lang.RUS, "kaz"),  # Kazakh named Russian
        (RUSSIAN, Lang.KAZ, "rus"),  # and the reverse
        (KAZAKH.replace("і", "i").replace("ә", "ə"), Lang.RUS, "kaz"),  # typed with Latin letters
        (KAZAKH.upper(), Lang.RUS, "kaz"),
    ],
)
def test_a_text_in_the_other_language_is_refused(text: str, named: Lang, reads: str) -> None:
    with pytest.raises(InputError, match=f"named {named.value} but reads as {reads}") as error:
        check_language(text, named, "x.md")
    assert f"name it {reads}" in error.value.remedy


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (RUSSIAN, Lang.RUS),
        (KAZAKH, Lang.KAZ),
        (f"{RUSSIAN} Акима города Қызылорда зовут Әділ.", Lang.RUS),  # names in the other
        (f"{KAZAKH} (на русском языке: совет)", Lang.KAZ),
        ("1. 2. 3.", Lang.KAZ),  # nothing to judge by
        ("", Lang.RUS),
    ],
)
def test_a_text_in_its_language_is_taken(text: str, lang: Lang) -> None:
    check_language(text, lang, "x.md")
