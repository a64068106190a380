"""The few turns of Vega-Lite that every figure uses, as plain dictionaries.

Specs are written directly: building them through Altair takes some twenty times as long. The tests
hold every spec against Altair's copy of the schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Spec = dict[str, Any]
Datum = dict[str, Any]


def layer(values: Sequence[Datum], mark: Spec, encoding: Spec, **more: Any) -> Spec:
    """One layer with data of its own."""
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding, **more}


def chart(layers: Sequence[Spec], height: int) -> Spec:
    """A figure of one view, as wide as its container."""
    return _shared({"width": "container", "height": height, "layer": list(layers)})


def number(field: str, **more: Any) -> Spec:
    """An encoding by a number."""
    return {"field": field, "type": "quantitative", **more}


def name(field: str, **more: Any) -> Spec:
    """An encoding by a code or by words."""
    return {"field": field, "type": "nominal", **more}


def tips(titles: Mapping[str, str]) -> list[Spec]:
    """A tooltip's lines: title by field."""
    return [name(field, title=title) for field, title in titles.items()]


def expression(code: str) -> Spec:
    """A value that Vega computes when it draws."""
    return {"expr": code}


def choose(least: int, narrow: str, wide: str) -> Spec:
    """One of two values: the first where the figure's place is less than `least` pixels wide.

    The place and not the plot is asked, for the plot's width follows from what is chosen.
    """
    return expression(f"{narrower(least)} ? {narrow} : {wide}")


def narrower(least: int) -> str:
    """Whether the figure's place, or the figure where it has none, is so narrow."""
    return f"(containerSize()[0] || width) < {least}"


def wrapped(words: Mapping[str, str], letters: int, least: int) -> str:
    """Like `said`, with words longer than `letters` on two lines where the figure is narrow."""
    lines = {code: "[" + ", ".join(map(quoted, _halves(text))) + "]"
             for code, text in words.items() if len(text) > letters}  # fmt: skip
    broken = "{" + ", ".join(f"{quoted(code)}: {halves}" for code, halves in lines.items()) + "}"
    return f"({narrower(least)} && {broken}[datum.label]) || {said(words)}"


def said(words: Mapping[str, str]) -> str:
    """An expression that gives the words for a label's code."""
    return f"{lookup(words)}[datum.label]"


def palette(colours: Mapping[str, str], legend: Mapping[str, str] | None, **more: Any) -> Spec:
    """A colour scale by code; `legend` has the words for the codes, None hides it."""
    return {
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": legend and {"title": None, "orient": "bottom", "labelExpr": said(legend)} | more,
    }


def calculated(fields: Mapping[str, str]) -> list[Spec]:
    """Transforms that add fields to every datum: expression by field."""
    return [{"calculate": code, "as": field} for field, code in fields.items()]


def lookup(words: Mapping[str, str]) -> str:
    """An object of words by code in an expression."""
    return "{" + ", ".join(f"{quoted(code)}: {quoted(text)}" for code, text in words.items()) + "}"


def _shared(spec: Spec) -> Spec:
    """The same figure with data that several layers use written once."""
    datasets: dict[str, list[Datum]] = {}
    layers = []
    for one in spec["layer"]:
        values = one["data"]["values"]
        known = (key for key, others in datasets.items() if others == values)
        key = next(known, f"own_{len(datasets)}")
        datasets[key] = values
        layers.append(one | {"data": {"name": key}})
    return spec | {"datasets": datasets, "layer": layers}


def _halves(text: str) -> tuple[str, str]:
    """The text broken at the space nearest to its middle."""
    spaces = [n for n, letter in enumerate(text) if letter == " "]
    middle = min(spaces, key=lambda n: abs(n - len(text) / 2))
    return text[:middle], text[middle + 1 :]


def quoted(text: str) -> str:
    """A string in an expression."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
