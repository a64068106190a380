"""Reading figures back: their specs, layers and data."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from pipeline.report.figures import Figure


def specs(figure: Figure) -> Iterator[dict[str, Any]]:
    for forms in (figure.spec, figure.spec_narrow or {}):
        yield from forms.values()


def layers(figure: Figure, language: str = "eng") -> list[tuple[dict[str, Any], list[Any]]]:
    """The layers of a figure with their data."""
    spec = figure.spec[language]
    return [(layer, spec["datasets"][layer["data"]["name"]]) for layer in spec["layer"]]


def data(figure: Figure, mark: str, *fields: str, language: str = "eng") -> list[Any]:
    """The data of the first layer with such a mark whose data have the fields."""
    for layer, values in layers(figure, language):
        if layer["mark"]["type"] == mark and values and set(fields) <= set(values[0]):
            return values
    raise AssertionError(f"{figure.name} has no {mark} with {fields}")


def seen(layer: dict[str, Any], datum: dict[str, Any]) -> dict[str, Any]:
    """A datum with the constants and identifiers that its layer adds."""
    found = dict(datum)
    for transform in layer.get("transform", ()):
        if transform.get("as") in ("series", "scheme", "score_id", "domain"):
            code = transform["calculate"]
            found[transform["as"]] = eval(code, {}, {"datum": _Datum(**found)})
    return found


class _Datum(SimpleNamespace):
    """Words of an expression that Vega and Python read alike."""
