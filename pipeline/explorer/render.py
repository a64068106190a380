"""Templates, and what they may call."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from pipeline import vocabulary
from pipeline.explorer.words import READERS, Said
from pipeline.report import told
from pipeline.vocabulary import label

if TYPE_CHECKING:
    from pipeline.explorer.asked import Asked

_HERE = Path(__file__).parent


def page(template: str, asked: Asked, **context: Any) -> str:
    """A template filled in."""
    return _environment().get_template(template).render(
        asked=asked, w=asked.words, L=asked.language, **context
    )  # fmt: skip


def bare(template: str, **context: Any) -> str:
    """A template of what stands around an export; `said` has the words of each language."""
    said = {code: Said(language) for code, language in READERS.items()}
    return _environment().get_template(template).render(said=said, **context)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.globals |= {
        "name_of": name_of,
        "limits_of": limits_of,
        "place": told.place,
        "difference": told.difference,
        "side": told.side,
    }
    environment.filters["day"] = as_date
    return environment


def name_of(kind: str, code: str | None, language: str) -> str:
    """The label of a code: `name_of("Holder", "akim", "eng")`; a dash for none.

    >>> name_of("Holder", "akim", "eng"), name_of("Domain", None, "eng")
    ('Akim', '–')
    """
    if not code:
        return "–"
    return label(getattr(vocabulary, kind)(code), language)


def limits_of(limits: str, language: str) -> list[str]:
    """The constraints of a power, as the lookup writes them, in words.

    >>> limits_of("|consent:senate:|", "eng")
    ['consent (senate)']
    """
    return [told.limit(one, language) for one in limits.split("|") if one]


def as_date(day: str | None) -> date | None:
    """A day of the lookup, ISO text, as `Words.day` wants it."""
    return date.fromisoformat(day) if day else None
