"""Where the official text of an act can be read: pages of its publishers, for people to open.

The shapes of the addresses are those of docs/operations.md; no page of them was seen live. The
publishers' anchors inside a page name no article, so a link leads to the act as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_ADILET = "https://adilet.zan.kz"
_DATABANK = "https://zan.gov.kz/client/#!/doc"
_CODE = re.compile(r"[A-Z][0-9][0-9_]{4,14}")
_DATABANK_SAID = re.compile(rf"(?:{re.escape(_DATABANK)}/|zan\.gov\.kz doc )(\d{{1,9}})\b")


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """An address, and what it leads to: "current", "archive" or "databank"."""

    kind: str
    url: str


def official_pages(
    code: str | None, lang: str, day: date, source: str | None = None
) -> list[OfficialPage]:
    """The pages of a text; none where neither its act's code nor its number is known.

    Args:
        code: the act's code, such as K950001000_.
        lang: of the text: rus or kaz.
        day: from which the text is in force.
        source: where the release says that the text was published.

    >>> official_pages("K950001000_", "kaz", date(2007, 5, 21))[1].url
    'https://adilet.zan.kz/kaz/archive/docs/K950001000_/21.05.2007'
    """
    found = []
    if code and _CODE.fullmatch(code):
        found = [
            OfficialPage("current", f"{_ADILET}/{lang}/docs/{code}"),
            OfficialPage("archive", f"{_ADILET}/{lang}/archive/docs/{code}/{day:%d.%m.%Y}"),
        ]
    if number := _DATABANK_SAID.match(source or ""):
        found.append(OfficialPage("databank", f"{_DATABANK}/{number[1]}/{lang}"))
    return found
