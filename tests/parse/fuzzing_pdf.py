"""Damage to PDFs: their bytes, numbers, references and streams, and files made to unfold."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache

from pypdf import PdfReader, PdfWriter

from tests.parse.fuzzing_text import Rng
from tests.parse.pdf_maker import pdf

_LINES = 40  # a page
_INDENT = " " * 6
_NUMBERS = (b"0", b"-1", b"1", b"99999999999", b"4294967296", b"1e9", b"/X", b"null", b"(", b"<<")
_CONTENT = (
    *(
        "q ",
        "[",
        "<<",
        "(",
        "BT ",
        "/F1 12 Tf ",
        "[(",
        "1 0 0 1 0 0 cm ",
        "BI ID EI ",
        "/X Do ",
        "Tj ",
    ),
    *("<00", "0 0 0 ", "' ", "/a BDC ", "1 Tr ", "T* ", "EMC ", "\\", "%", "-", "."),
)
_BOMB = 12_000_000


def damage(rng: Rng, lines: Sequence[str]) -> bytes:
    """A PDF of these lines, with some faults."""
    shown = [line if line.startswith("#") else _INDENT + line for line in lines if line.strip()]
    shown = [line.lstrip("#* ") if line.startswith("#") else line for line in shown]
    pages = [shown[at : at + _LINES] for at in range(0, len(shown), _LINES)]
    data = pdf(*pages)
    if rng.random() < 0.3:
        data = compressed(data)
    for _ in range(rng.randint(1, 2)):
        data = rng.choice(_FAULTS)(rng, data)
    return data


def compressed(data: bytes) -> bytes:
    """The same PDF with its streams compressed."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _flip(rng: Rng, data: bytes) -> bytes:
    flipped = bytearray(data)
    for _ in range(rng.choice((1, 10, 100))):
        flipped[rng.randrange(len(flipped))] = rng.randrange(256)
    return bytes(flipped)


def _lose(rng: Rng, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.choice((1, 20, 400)) :]


def _cut_off(rng: Rng, data: bytes) -> bytes:
    tail = data[data.rfind(b"startxref") :] if rng.random() < 0.7 else b"\n%%EOF\n"
    return data[: rng.randrange(len(data))] + tail


def _double(rng: Rng, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    end = at + rng.choice((1, 20, 400))
    return data[:end] + data[at:]


def _number(rng: Rng, data: bytes) -> bytes:
    """A count, length or reference that is not what it was."""
    found = list(re.finditer(rb"(?<=[ \[])\d+(?=[ \]\r\n>])", data))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    said = rng.choice((*_NUMBERS, other.group(), other.group()))
    return data[: one.start()] + said + data[one.end() :]


def _reference(rng: Rng, data: bytes) -> bytes:
    """An object in place of another: loops, a page that is a font."""
    found = list(re.finditer(rb"\d+ 0 R", data))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    times = rng.choice((1, 1, 1, 50, 20_000))
    return data[: one.start()] + b" ".join([other.group()] * times) + data[one.end() :]


def _stream(rng: Rng, data: bytes) -> bytes:
    """Another stream in place of one: nested marks, rubbish, or one that unfolds to much more."""
    found = list(
        re.finditer(rb"<<[^<>]*/Length \d+[^<>]*>>\s*stream\r?\n.*?endstream", data, re.DOTALL)
    )
    if not found:
        return data
    one = rng.choice(found)
    content = (rng.choice(_CONTENT) * rng.choice((10, 3000, 50_000))).encode()
    packed = zlib.compress(content)
    fault = rng.randrange(8)
    if fault == 0:
        packed = _bomb(rng.choice((b"q ", b"\x00", b"(a) Tj ")))
    elif fault == 1:
        packed = packed[: len(packed) // 2]
    elif fault == 2:
        packed = zlib.compress(packed)
    names = rng.choice(
        ("/FlateDecode", "[/FlateDecode /FlateDecode]", "[" + "/FlateDecode " * 99 + "]")
    )
    head = f"<< /Length {len(packed)} /Filter {names} >>\nstream\n".encode()
    return data[: one.start()] + head + packed + b"\nendstream" + data[one.end() :]


@cache
def _bomb(content: bytes) -> bytes:
    return zlib.compress(content * (_BOMB // len(content)))


def _name(rng: Rng, data: bytes) -> bytes:
    found = list(re.finditer(rb"/[A-Z]\w+", data))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    said = rng.choice((other.group(), b"/Prev 9", b"/Contents [[[", b"/X#00"))
    return data[: one.start()] + said + data[one.end() :]


_FAULTS: tuple[Callable[[Rng, bytes], bytes], ...] = (
    *(_flip, _lose, _cut_off, _double, _number, _number, _reference, _reference, _stream, _name),
)
