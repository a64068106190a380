"""A published country-year series, read from a CSV file."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

Row = tuple[int, Mapping[str, str]]  # number of the line, cells by column
ByYear = Mapping[int, float]

_NO_YEAR = 9999  # the calendar's last, which no first of January follows


@dataclass(frozen=True, slots=True)
class Published:
    """The measurements of one file for one country."""

    told: str  # what the comment above the header says: source and licence
    columns: Mapping[str, ByYear]
    bounds: Mapping[str, Mapping[int, tuple[float, float]]]  # of the columns that have them


def load(
    path: Path,
    year: str = "year",
    columns: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    missing: Iterable[str] = (),
) -> Published:
    """Read a file: lines that start with `#`, a header, a row a year.

    Args:
        path: comma-, semicolon- or tab-separated, UTF-8.
        year: the column of years.
        columns: the columns of values; none for every numeric one that is no identifier, interval
            or error.
        where: keep only the rows that have these values in these columns.
        missing: further values that stand for nothing, such as -88.

    Raises:
        InputError: the file cannot be used; the message says which line and what to do.
    """
    told, header, rows = _table(path)
    rows = _kept(path, header, rows, where or {})
    if year not in header:
        raise InputError(
            f"there is no column '{year}'",
            path,
            f"name the column of years with --year; there are {', '.join(header)}",
        )
    by_year = _by_year(path, header, rows, year)
    empty = {*_names()["missing"], *missing}
    found = {
        column: values
        for column in header
        if column != year and column.casefold() not in _names()["country"]
        for values in [_numbers(by_year, column, empty)]
        if values
    }
    pairs = _bounds(found)
    ends = {end for pair in pairs.values() for end in pair}
    measured = [column for column in found if column not in ends and not _is_spread(column)]
    for column in columns:
        if column not in found:
            raise InputError(
                f"there is no numeric column '{column}'",
                path,
                f"use one of {', '.join(measured) or 'another file'}",
            )
    chosen = list(dict.fromkeys(columns)) or measured
    if not chosen:
        raise InputError("no column holds numbers", path, "check the file's delimiter and header")
    if "" in pairs:
        pairs = {measured[0]: pairs[""], **pairs} if len(measured) == 1 else pairs
    return Published(
        told,
        {column: found[column] for column in chosen},
        {
            column: {
                year: (found[low][year], found[high][year])
                for year in sorted(found[low].keys() & found[high].keys())
            }
            for column, (low, high) in pairs.items()
            if column in chosen
        },
    )


@cache
def _names() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf8"))


def _table(path: Path) -> tuple[str, list[str], list[Row]]:
    """The comment above the header, the header, and the rows below it."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"it cannot be read ({error.strerror})", path, "check the path") from None
    except UnicodeDecodeError:
        raise InputError("this is not UTF-8", path, "save it as CSV in UTF-8") from None
    above = 0
    while above < len(lines) and (lines[above].startswith("#") or not lines[above].strip()):
        above += 1
    if len(lines) < above + 2:
        raise InputError("there are no rows below a header", path, "give a CSV with a row a year")
    delimiter = max(",;\t", key=lines[above].count)
    reader = csv.reader(lines[above:], delimiter=delimiter)
    header = [cell.strip() for cell in next(reader)]
    rows: list[Row] = []
    for cells in reader:
        line = above + reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise InputError(
                f"{len(cells)} cells under a header of {len(header)}",
                f"{path}: line {line}",
                "give every row a cell for every column",
            )
        rows.append((line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    told = " ".join(line.lstrip("# ").strip() for line in lines[:above])
    return told.strip(), header, rows


def _kept(
    path: Path, header: Collection[str], rows: list[Row], where: Mapping[str, str]
) -> list[Row]:
    for column, value in where.items():
        if column not in header:
            raise InputError(
                f"there is no column '{column}'",
                f"{path}: --where",
                f"use one of {', '.join(header)}",
            )
        values = sorted({cells[column] for _, cells in rows})
        rows = [row for row in rows if row[1][column] == value]
        if not rows:
            raise InputError(
                f"no row has '{value}' in {column}",
                f"{path}: --where",
                f"use one of {', '.join(values[:10])}",
            )
    return rows


def _by_year(
    path: Path, header: Sequence[str], rows: Iterable[Row], column: str
) -> dict[int, Mapping[str, str]]:
    rows = list(rows)
    for name in header:
        several = sorted({cells[name] for _, cells in rows})
        if name.casefold() in _names()["country"] and len(several) > 1:
            raise InputError(
                f"there are several countries: {', '.join(several[:5])}",
                f"{path}: {name}",
                f"choose one with --where {name}=VALUE",
            )
    found: dict[int, Mapping[str, str]] = {}
    for line, cells in rows:
        year = _number(cells[column])
        if year is None or not year.is_integer() or not 0 < year < _NO_YEAR:
            raise InputError(
                f"'{cells[column]}' is no year",
                f"{path}: line {line}",
                "give every row a whole year such as 1995",
            )
        if int(year) in found:
            raise InputError(
                f"the year {int(year)} stands twice",
                f"{path}: line {line}",
                "choose the rows of one series with --where COLUMN=VALUE",
            )
        found[int(year)] = cells
    return dict(sorted(found.items()))


def _numbers(
    rows: Mapping[int, Mapping[str, str]], column: str, missing: Collection[str]
) -> ByYear:
    """The column's numbers; nothing where a cell is neither a number nor missing."""
    found = {}
    for year, cells in rows.items():
        cell = cells[column]
        if cell.casefold() in missing:
            continue
        number = _number(cell)
        if number is None:
            return {}
        found[year] = number
    return found


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _is_spread(column: str) -> bool:
    name = column.casefold()
    names = _names()
    return name.endswith(tuple(names["spread_ends"])) or name.startswith(
        tuple(names["spread_begins"])
    )


def _bounds(columns: Collection[str]) -> dict[str, tuple[str, str]]:
    """The columns with the lower and the upper end of each column's interval."""
    found = {}
    for pair in _names()["bounds"]:
        for low in columns:
            stem = low.removesuffix(pair["low"])
            high = stem + pair["high"]
            if stem != low and high in columns:
                found[stem.rstrip("_.")] = (low, high)
    return found
