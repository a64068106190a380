"""The reference of the API: every operation, told from its OpenAPI document."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Response

from pipeline import vocabulary
from pipeline.explorer.api.told import Operation, operations
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.files import downloads
from pipeline.explorer.params import Reader
from pipeline.vocabulary import label

ROUTER = APIRouter(include_in_schema=False)
_FILES = ("bilik.duckdb", "datapackage.json", "CODEBOOK.md", "SHA256SUMS")
_UNTOLD = ("page", "size", "series")  # parameters that no example needs

# Something of the release for each identifier, so that every example works: the power that is told
# of most often, the last change, the longest text.
_REAL = {
    "power_id": "SELECT power_id FROM lives WHERE n > 0 ORDER BY rowid LIMIT 1",
    "life": "SELECT power FROM lives WHERE series = :series ORDER BY n DESC, rowid LIMIT 1",
    "change_id": "SELECT change_id FROM changes ORDER BY rowid DESC LIMIT 1",
    "version_id": "SELECT version_id FROM provisions GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
}


@ROUTER.get("/{reader}/api")
def reference(asked: Page, reader: Reader) -> Response:
    """How to ask the API."""
    del reader
    groups = [(tag, list(found)) for tag, found in groupby(operations(), lambda one: one.tag)]
    return asked.page(
        "reference.html.j2",
        groups=groups,
        examples={one.name: example(asked, one) for one in operations()},
        called=_called,
        files=[name for name in _FILES if name in downloads(asked.served.path)],
    )


def example(asked: Asked, operation: Operation) -> str:
    """An address under /api that has an answer in the release that is shown."""
    path, query = operation.path, {}
    for parameter in operation.parameters:
        if parameter.required:
            real = asked.lookup.value(_REAL[parameter.name], {"series": asked.series})
            real = real or parameter.example  # of a release that has none
            path = path.replace(f"{{{parameter.name}}}", quote(real, safe="/@:~.-_"))
        elif parameter.name == "size":
            query["size"] = "2"
        elif parameter.name not in _UNTOLD and not query and not operation.path.endswith("}"):
            query[parameter.name] = parameter.example
    return f"{asked.urls.root}{path}" + (f"?{urlencode(query)}" if query else "")


def _called(name: str, code: str, language: str) -> str:
    """What a code of a list of the vocabulary is called."""
    return label(getattr(vocabulary, name)(code), language)
