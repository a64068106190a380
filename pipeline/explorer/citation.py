"""How to cite one power: as BibTeX, RIS and CSL-JSON; in plain words see `words/power.toml`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

_LINE = re.compile(r"^(?:  - )?(title|version|date-released|license|name): (.+)$", re.MULTILINE)
_TEX = {
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_LANGUAGES = {"eng": "en", "rus": "ru", "kaz": "kk"}


@dataclass(frozen=True, slots=True)
class Work:
    """The release that is cited, as its CITATION.cff says."""

    title: str
    version: str
    author: str
    released: date
    licence: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One power in a release."""

    work: Work
    power_id: str
    title: str  # the power and where it stands, in the reader's language
    language: str  # of the title: eng, rus, kaz
    address: str  # of its page; "" for none


@lru_cache(maxsize=8)
def work_of(release: Path) -> Work:
    """What a release says of itself."""
    said = dict(_LINE.findall((release / "CITATION.cff").read_text(encoding="utf8")))
    plain = {name: json.loads(value) if value[0] == '"' else value for name, value in said.items()}
    return Work(
        plain["title"], plain["version"], plain["name"],
        date.fromisoformat(plain["date-released"]), plain["license"],
    )  # fmt: skip


def bibtex(cited: Cited) -> str:
    """An entry for BibTeX and biblatex; the address is a line of its own."""
    work = cited.work
    fields = {
        "author": f"{{{_tex(work.author)}}}",  # in braces of its own: no first and last name
        "title": f"{{{_tex(cited.title)}}}",
        "howpublished": f"Dataset: {_tex(work.title)}",
        "version": _tex(work.version),
        "year": str(work.released.year),
        "note": _tex(f"Power {cited.power_id}"),
        "url": cited.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9]+", "-", cited.power_id)
    return "\n".join([f"@misc{{bilik-{key},", *lines, "}"])


def ris(cited: Cited) -> str:
    """A record of reference managers; the address is a line of its own."""
    work = cited.work
    fields = [
        ("TY", "DATA"),
        ("AU", work.author),
        ("TI", cited.title),
        ("T2", work.title),
        ("ET", work.version),
        ("PY", str(work.released.year)),
        ("DA", f"{work.released:%Y/%m/%d}"),
        ("LA", _LANGUAGES[cited.language]),
        ("AN", cited.power_id),
        ("UR", cited.address),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])


def csl(cited: Cited) -> str:
    """An item of CSL-JSON; the address is a line of its own."""
    work = cited.work
    item: dict[str, Any] = {
        "id": cited.power_id,
        "type": "dataset",
        "title": cited.title,
        "container-title": work.title,
        "author": [{"literal": work.author}],
        "version": work.version,
        "language": _LANGUAGES[cited.language],
        "URL": cited.address,
        "issued": {"date-parts": [[work.released.year, work.released.month, work.released.day]]},
    }
    lines = [
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in item.items()
        if value
    ]
    return "[{\n" + ",\n".join(lines) + "\n}]"


def _tex(words: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(words.split()))
