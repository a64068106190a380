"""Figures as files: SVG and PNG, drawn without a browser and without the network."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import InputError, WorkspaceError
from pipeline.files import write_whole
from pipeline.report.figures.figure import Figure
from pipeline.report.figures.theme import PAPER, theme
from pipeline.report.figures.vega import Spec

WIDTH = 820  # of saved pictures, in pixels
FORMATS = ("svg", "png")
# One that has the signs and the Kazakh letters: where one is missing, another font would step in.
_FONT = "DejaVu Sans Condensed, DejaVu Sans, Noto Sans, Segoe UI, sans-serif"


def save(
    figures: Iterable[Figure],
    folder: Path,
    languages: Iterable[str],
    formats: Iterable[str] = FORMATS,
) -> list[Path]:
    """Write each figure as `<name>.<language>.svg` and `.png`, with its title, on white.

    Raises:
        InputError: a format is none of FORMATS, or a figure has no such language.
        WorkspaceError: a file cannot be written.
    """
    import vl_convert

    languages, formats, written = list(languages), list(formats), []
    for form in formats:
        if form not in FORMATS:
            raise InputError(
                f"there is no format '{form}'", "figures", f"use {' or '.join(FORMATS)}"
            )
    for figure in figures:
        for language in languages:
            if language not in figure.spec:
                known = ", ".join(figure.spec)
                raise InputError(f"there is no '{language}'", "figures", f"use one of {known}")
            spec = standalone(figure, language)
            for form in formats:
                path = folder / f"{figure.name}.{language}.{form}"
                drawn = (
                    vl_convert.vegalite_to_svg(spec).encode()
                    if form == "svg"
                    else vl_convert.vegalite_to_png(spec, scale=2)
                )
                _write(path, drawn)
                written.append(path)
    return written


def standalone(figure: Figure, language: str) -> Spec:
    """A figure's spec that needs no page: with its width, title, look and ground."""
    title, _, series = figure.title[language].partition(" · ")
    return {
        **figure.spec[language],
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 16,
        "title": {"text": title, "subtitle": series},
        "config": picture_look(),
    }


def picture_look() -> Spec:
    """The Vega-Lite config of pictures that are drawn outside a page: on white."""
    return theme(False) | {"background": PAPER[False], "font": _FONT}


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise WorkspaceError(
            f"cannot be written ({error.strerror})", path, "name another folder"
        ) from None
