"""What this is, how its numbers are made and how good they are; downloads, citation, codebook."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Response

from pipeline.dataset import read_json
from pipeline.dataset.listing import release_names
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.citation import work_of
from pipeline.explorer.files import downloads
from pipeline.explorer.lookup.open import Lookup
from pipeline.explorer.params import Reader, Series

ROUTER = APIRouter(include_in_schema=False)

_COUNTS = """
SELECT (SELECT count(DISTINCT act) FROM versions WHERE series = :series) AS acts,
    (SELECT count(*) FROM versions WHERE series = :series) AS versions,
    (SELECT min(version_date) FROM versions WHERE series = :series) AS first,
    (SELECT max(version_date) FROM versions WHERE series = :series) AS last,
    (SELECT count(*) FROM clauses JOIN versions USING (version_id) WHERE series = :series)
        AS clauses,
    (SELECT count(*) FROM powers WHERE series = :series) AS powers
"""
_MEASURES = (
    "accuracy", "macro-F1", "holder", "holder+action", "holder+action+object", "domain",
    "constraint", "ECE",
)  # fmt: skip
_TAGGED = ("upos", "feats", "lemma", "las")
_DOCUMENTS = (
    "README.md", "CODEBOOK.md", "codebook.json", "datapackage.json", "bilik.duckdb", "acts.toml",
    "weights.toml", "claims.toml", "log.json", "CITATION.cff", "SHA256SUMS",
)  # fmt: skip


@ROUTER.get("/{reader}/{series}/about")
def about(asked: Page, reader: Reader, series: Series) -> Response:
    """What this is."""
    del reader, series
    release = asked.served.path
    others = [name for name in release_names(release.parent) if name != release.name]
    return asked.page(
        "about.html.j2",
        counts=asked.lookup.row(_COUNTS, {"series": asked.series}),
        readers=_readers(asked.lookup),
        taggers=_taggers(asked.lookup),
        tables=_tables(asked),
        documents=_documents(asked),
        work=work_of(release),
        others=others[-10:],
    )


@ROUTER.get("/{reader}/{series}/codebook")
def codebook(asked: Page, reader: Reader, series: Series) -> Response:
    """Every closed list with its codes in three languages."""
    del reader, series
    lists = read_json(asked.served.path, "codebook.json")
    return asked.page("codebook.html.j2", lists=lists)


def _readers(lookup: Lookup) -> list[dict[str, Any]]:
    """How well clauses are read, by measure: a figure for each language, and for people."""
    found = []
    for model in lookup.rows("SELECT * FROM models WHERE kind = 'classifier' ORDER BY model"):
        scores = _scores(model["scores"])
        measures = [
            {
                "name": name,
                **{lang: scores.get(f"{lang}/reader/{name}") for lang in ("rus", "kaz")},
                **{
                    f"{lang}_people": scores.get(f"{lang}/people/{name}") for lang in ("rus", "kaz")
                },
            }
            for name in _MEASURES
        ]
        clauses = {lang: int(scores.get(f"{lang}/reader/clauses", 0)) for lang in ("rus", "kaz")}
        found.append({**model, "measures": measures, "clauses": clauses})
    return found


def _taggers(lookup: Lookup) -> list[dict[str, Any]]:
    """How well words are tagged, by model."""
    return [
        {
            **model,
            "langs": json.loads(model["langs"]),
            "figures": {name: _scores(model["scores"]).get(name) for name in _TAGGED},
        }
        for model in lookup.rows("SELECT * FROM models WHERE kind = 'tagger' ORDER BY model")
    ]


def _scores(told: str) -> dict[str, float]:
    """Figures of a model's card, as the release writes them."""
    parts = (one.rpartition("=") for one in json.loads(told))
    return {name: float(value) for name, _, value in parts}


def _tables(asked: Asked) -> list[dict[str, Any]]:
    """The tables with the size of each form, in the order of the data package."""
    found: dict[str, dict[str, Any]] = {}
    for resource in read_json(asked.served.path, "datapackage.json")["resources"]:
        name = resource["name"].removesuffix("-csv")
        form = "csv" if resource["name"].endswith("-csv") else "parquet"
        table = found.setdefault(name, {"name": name, "told": resource.get("description", "")})
        table[form] = {"path": resource["path"], "bytes": resource["bytes"]}
    return list(found.values())


def _documents(asked: Asked) -> list[dict[str, Any]]:
    """The other files of the release, with their sizes."""
    release = asked.served.path
    there = set(downloads(release))
    cards = sorted(name for name in there if name.startswith("models/"))
    return [
        {"path": name, "bytes": (release / name).stat().st_size, "card": name in cards}
        for name in (*_DOCUMENTS, *cards)
        if name in there
    ]
