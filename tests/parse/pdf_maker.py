"""The smallest real PDF that holds given lines: Cyrillic by a ToUnicode map, no font embedded."""

from __future__ import annotations

from collections.abc import Iterable

_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Same def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfrange <0020> <052F> <0020> <2010> <21FF> <2010> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
    " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_GLYPHS = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
_PAGE = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
_FIRST_PAGE = 6  # number of the first page's object; its content follows it


def pdf(*pages: Iterable[str]) -> bytes:
    """A PDF of pages, each a list of lines; a line keeps its leading spaces.

    >>> pdf(["Статья 1"]).startswith(b"%PDF-")
    True
    """
    numbers = range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _FONT,
        _GLYPHS,
        _stream(_TO_UNICODE),
    ]
    for number, lines in zip(numbers, pages, strict=True):
        objects.append(f"<< {_PAGE} /Contents {number + 1} 0 R >>")
        objects.append(_stream("\n".join(_shown(line, row) for row, line in enumerate(lines))))
    return _file(objects)


def _shown(line: str, row: int) -> str:
    codes = line.encode("utf-16-be").hex()
    return f"BT /F1 12 Tf 1 0 0 1 60 {780 - 16 * row} Tm <{codes}> Tj ET"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    text = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    ).encode("ascii")
