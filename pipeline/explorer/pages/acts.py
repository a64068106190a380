"""The acts that a series has texts of, each with its texts by day and language."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Response

from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find import acts as find
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.official import official_pages
from pipeline.explorer.params import Reader, Series
from pipeline.index.timeline import FORCE

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get("/{reader}/{series}/acts")
def acts(asked: Page, reader: Reader, series: Series) -> Response:
    """Acts by kind, the highest first; those without texts after them."""
    del reader
    known = find.acts(asked.lookup, series)
    texts: dict[str, list[Row]] = {}
    for text in find.versions(asked.lookup, series=series):
        texts.setdefault(text["act"], []).append(text)
    told = {act["act"]: _told(asked, act, known, texts.get(act["act"], [])) for act in known}
    return asked.page(
        "acts.html.j2",
        kinds=_by_kind([one for one in told.values() if one["days"]]),
        without=_by_kind([one for one in told.values() if not one["days"]]),
        acts=len(texts),
        texts=sum(map(len, texts.values())),
    )


def _told(asked: Asked, act: Row, known: list[Row], texts: list[Row]) -> dict[str, Any]:
    """An act with its texts by day, and the acts around it."""
    lang = "kaz" if asked.language == "kaz" else "rus"
    kind = act["kind"] if act["kind"] in FORCE else "other"
    return {
        **act,
        "title": asked.title(act["act"]),
        "kind": kind,
        "days": [
            (day, {text["lang"]: text for text in held})
            for day, held in groupby(texts, lambda text: text["version_date"])
        ],
        "succeeded_by": [one["act"] for one in known if one["succeeds"] == act["act"]],
        "official": official_pages(act["code"], lang, date.fromisoformat(act["adopted"])),
        "amends": json.loads(act["amends"]),
    }


def _by_kind(told: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    kinds = [*FORCE, "other"]
    ordered = sorted(told, key=lambda act: (kinds.index(act["kind"]), act["adopted"]))
    return [(kind, list(held)) for kind, held in groupby(ordered, lambda act: str(act["kind"]))]
