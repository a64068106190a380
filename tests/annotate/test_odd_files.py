"""Whatever a file says, the answer is a result or an error with its place, and no traceback."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import doccano, label_studio
from pipeline.annotate.incoming import take
from pipeline.errors import InputError
from tests.annotate.making import (
    APPOINTS,
    exported_by_doccano,
    exported_by_label_studio,
    task,
)

LABEL_STUDIO = exported_by_label_studio(label_studio.write([task(APPOINTS)], "test"))
DOCCANO = [row for row, _ in exported_by_doccano(doccano.write([task(APPOINTS)]))]
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 1.5, "", "x", [], {}, [None], ["x", "y"], [[]], {"a": 1}]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, part in inside:
        found.append((*path, key))
        if isinstance(part, dict | list):
            found += places(part, (*path, key))
    return found


def with_one_changed(rows: list[Any]) -> st.SearchStrategy[list[Any]]:
    def change(path: tuple[Any, ...], value: Any) -> list[Any]:
        changed = copy.deepcopy(rows)
        part: Any = changed
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        return changed

    return st.builds(change, st.sampled_from(places(rows)), VALUES)


def assert_no_traceback(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(text, encoding="utf8")
        errors = told(path)
        assert all(str(path) in error.where for error in errors)


def told(path: Path) -> list[InputError]:
    try:
        return take([path], path.with_name("a.jsonl")).errors
    except InputError as error:
        return [error]


@given(rows=with_one_changed(LABEL_STUDIO))
def test_label_studio(rows: list[Any]) -> None:
    assert_no_traceback(json.dumps(rows))


@given(rows=with_one_changed(DOCCANO))
def test_doccano(rows: list[Any]) -> None:
    assert_no_traceback("\n".join(map(json.dumps, rows)))
