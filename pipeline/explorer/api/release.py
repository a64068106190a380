"""The release itself: what it holds, how to cite it, and its codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from pipeline.dataset import read_json
from pipeline.dataset.documents import code_lists
from pipeline.dataset.tables import TABLES
from pipeline.explorer.api.records import RELEASE, columns, field, record
from pipeline.explorer.asked import Page
from pipeline.explorer.citation import work_of
from pipeline.explorer.files import downloads
from pipeline.explorer.lookup import schema
from pipeline.explorer.lookup.open import Row
from pipeline.vocabulary import LABEL_LANGUAGES, label

ROUTER = APIRouter(prefix="/api", tags=["Release"])

_KEPT = (*schema.COPIED, "powers")  # tables of a release that the lookup has


class Licence(BaseModel):
    """Terms under which the data may be used."""

    name: str = Field(description="Its SPDX name.")
    title: str = Field(description="Its title.")
    path: str = Field(description="Where its words are.")


class Citation(BaseModel):
    """How to cite the release."""

    title: str = Field(description="The title, with the name of the release.")
    author: str = Field(description="Who made it.")
    released: date = Field(description="Day on which it was published.")
    file: str = Field(description="Path of its CITATION.cff.")


class SeriesTold(BaseModel):
    """How much there is of a series."""

    series: str = Field(description="official or restated.")
    texts: int = Field(description="Versions of acts, each language apart.")
    first: date = Field(description="Day of the oldest text.")
    last: date = Field(description="Day of the newest text.")


class TableTold(BaseModel):
    """A table of the release."""

    table: str = Field(description="Its name.")
    told: str = Field(description="What a row of it is.")
    rows: int = Field(description="How many rows it has.")


class Download(BaseModel):
    """A file of the release."""

    path: str = Field(description="Its path in the release.")
    url: str = Field(description="Path from which to download it.")
    size: int = Field(description="How many bytes it has.")


class Code(BaseModel):
    """A code, and what it is called."""

    code: str = Field(description="The code, as tables and filters have it.")
    kaz: str = Field(description="In Kazakh.")
    rus: str = Field(description="In Russian.")
    eng: str = Field(description="In English.")


class CodeList(BaseModel):
    """A closed list of codes."""

    name: str = Field(description="Name of the list.")
    told: str = Field(description="What a code of it says.")
    columns: list[str] = Field(description="The columns that hold it, as table.column.")
    codes: list[Code] = Field(description="The codes, in the list's own order.")


_Build = record(
    "Build",
    "What the release was made from and with.",
    columns("runs", "inputs_hash", "bilik", "readers", "packages"),
)
_Release = record(
    "Release",
    "The release that is shown: the newest one.",
    {"release": RELEASE},
    title=field(str, "Its title."),
    description=field(str, "What it holds, in a sentence."),
    layout=field(int, "Number of the layout of its tables and files."),
    series=field(list[SeriesTold], "Its series, which are never mixed."),
    tables=field(list[TableTold], "Its tables that can be asked for here."),
    files=field(list[Download], "Its files, to download."),
    build=field(_Build, "What it was made from and with."),
    licences=field(list[Licence], "Terms of the data."),
    cite=field(Citation, "How to cite it."),
)
_Codes = record(
    "Codes",
    "The codebook's closed lists.",
    {"release": RELEASE},
    lists=field(list[CodeList], "The lists, by name."),
)


@ROUTER.get("/release", response_model=_Release)
def read_release(asked: Page) -> Any:
    """The release: its name, what it holds, its files, its licence, and how to cite it."""
    path = asked.served.path
    package, work = read_json(path, "datapackage.json"), work_of(path)
    return {
        "release": asked.served.name,
        "title": package["title"],
        "description": package["description"],
        "layout": package["bilik:layout"],
        "series": asked.lookup.rows(
            "SELECT series, count(*) AS texts, min(version_date) AS first,"
            " max(version_date) AS last FROM versions GROUP BY series ORDER BY texts DESC, series"
        ),
        "tables": [_counted(asked, name) for name in _KEPT],
        "files": [
            {"path": name, "url": asked.urls.file(name), "size": (path / name).stat().st_size}
            for name in downloads(path)
        ],
        "build": asked.lookup.row("SELECT * FROM runs WHERE kind = 'build'"),
        "licences": package["licenses"],
        "cite": {
            "title": work.title,
            "author": work.author,
            "released": work.released,
            "file": asked.urls.file("CITATION.cff"),
        },
    }


@ROUTER.get("/codes", response_model=_Codes)
def list_codes(asked: Page) -> Any:
    """The codes: every closed list, with what each code is called in three languages."""
    return {
        "release": asked.served.name,
        "lists": [
            {
                "name": name,
                "told": (codes.__doc__ or "").split("\n")[0],
                "columns": [
                    f"{table.name}.{column.name}"
                    for table in TABLES
                    for column in table.columns
                    if column.codes is codes
                ],
                "codes": [
                    {"code": code.value, **{lang: label(code, lang) for lang in LABEL_LANGUAGES}}
                    for code in codes
                ],
            }
            for name, codes in code_lists().items()
        ],
    }


def _counted(asked: Page, name: str) -> Row:
    told = next(table.description for table in TABLES if table.name == name)
    rows = asked.lookup.value(f'SELECT count(*) FROM "{name}"')
    return {"table": name, "told": told, "rows": rows}
