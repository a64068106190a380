"""Whether a release is what was published: its files, its tables, and what its numbers say.

A release is judged by its own description. The checks of files are here, those of tables and
numbers in `verify_tables` and `verify_numbers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.checksums import SUMS, digest_of, file_names, read_checksums
from pipeline.dataset.jsonfiles import REMEDY, read_object
from pipeline.dataset.layout import check_layout, layout_of
from pipeline.errors import ReleaseError

OK, FAILED, NONE = "ok", "FAILED", "none"
_SHOWN = 5  # names of files in one message


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check: ok, FAILED, or none where there was nothing to check."""

    name: str
    state: str
    told: str


def verify(release: Path) -> Iterator[Check]:
    """Check a release, one outcome after the other.

    Raises:
        ReleaseError: it has another layout than ours, so that it cannot be judged.
    """
    layout = _run("layout", lambda: _layout(release))
    if layout.state != FAILED:
        check_layout(release)
    yield layout
    yield _run("files", lambda: _files(release))
    yield _run("checksums", lambda: _checksums(release))
    yield _run("JSON", lambda: _json(release))
    yield _run("description", lambda: _description(release))
    yield from _of_tables(release)


def _of_tables(release: Path) -> Iterator[Check]:
    from pipeline.dataset import verify_numbers, verify_tables

    try:
        opened = verify_tables.load(release)
    except ReleaseError as error:
        yield Check("tables", FAILED, f"{error.where}: {error.what}")
        return
    with opened.db:
        for name, check in (verify_tables.CHECKS | verify_numbers.CHECKS).items():
            yield _run(name, lambda check=check: check(opened))  # type: ignore[misc]


def _run(name: str, check: Callable[[], tuple[int, str]]) -> Check:
    """The outcome of a check that gives how many of what it found whole."""
    import duckdb
    import pyarrow as pa

    try:
        count, what = check()
    except ReleaseError as error:
        return Check(name, FAILED, f"{error.where}: {error.what}")
    except (duckdb.Error, pa.ArrowException, RuntimeError) as error:  # columns gone, bytes broken
        first = " ".join(str(error).split("\n\n")[0].split())
        return Check(name, FAILED, f"cannot be checked ({first})")
    return Check(name, OK if count else NONE, f"{count:,} {what}")


def _layout(release: Path) -> tuple[int, str]:
    return layout_of(release), "is the layout that this version of Bilik reads"


def _files(release: Path) -> tuple[int, str]:
    told, there = set(read_checksums(release)), set(file_names(release))
    if missing := told - there:
        raise _damage(release, f"missing: {_some(missing)}")
    if foreign := there - told:
        raise _damage(release, f"foreign: {_some(foreign)}")
    return len(told), "files, none missing, none foreign"


def _checksums(release: Path) -> tuple[int, str]:
    told = read_checksums(release)
    wrong = {
        name
        for name, digest in told.items()
        if (release / name).is_file() and digest_of(release / name) != digest
    }
    if wrong:
        raise _damage(release, f"not the bytes that were published: {_some(wrong)}")
    return len(told), f"files as {SUMS} says"


def _json(release: Path) -> tuple[int, str]:
    names = [name for name in file_names(release) if name.endswith(".json")]
    found = {name: read_object(release / name) for name in names}
    for name in ("datapackage.json", "codebook.json", "log.json"):
        if name not in found:
            raise _damage(release / name, "is not there")
    if found["log.json"].get("release") != found["datapackage.json"].get("version"):
        raise _damage(release, "log.json and datapackage.json name different releases")
    return len(names), "JSON files can be read"


def _description(release: Path) -> tuple[int, str]:
    from frictionless import Package

    package = read_object(release / "datapackage.json")
    if faults := list(Package.metadata_validate(package)):
        raise _damage(release / "datapackage.json", f"Frictionless refuses it ({faults[0].note})")
    for resource in package["resources"]:
        path = release / resource["path"]
        if path.is_file() and path.stat().st_size != resource.get("bytes"):
            raise _damage(path, "has not the number of bytes that datapackage.json tells")
    return len(package["resources"]), "resources, which Frictionless accepts"


def _damage(where: Path, what: str) -> ReleaseError:
    return ReleaseError(what, where, REMEDY)


def _some(names: set[str]) -> str:
    first = sorted(names)[:_SHOWN]
    more = f" and {len(names) - len(first)} more" if len(names) > len(first) else ""
    return ", ".join(first) + more
