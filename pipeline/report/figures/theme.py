"""The look that all figures share.

Marks have colours of middle lightness, which stand out from a white and from a dark page alike
and are told apart by colour-blind readers (after Okabe and Ito 2008). Text, grid and rules take
theirs from the page: a spec names a style, and `theme` says what the style looks like.
"""

from __future__ import annotations

from typing import Any

FONT = "Inter, Roboto, Segoe UI, Noto Sans, DejaVu Sans, sans-serif"
PAPER = {False: "#ffffff", True: "#14191e"}  # by whether the page is dark

TEXTS = {"rus": "#c9781f", "kaz": "#1f86b8"}  # by language of the text
GIVEN = ("#1f78b0", "#5aa2cf", "#8a9fd0")  # granted, strengthened, passed to
TAKEN = ("#b9561a", "#dd8f4f", "#c98a8f")  # removed, weakened, passed from
ACCENT, MUTED = "#1f86b8", "#8a949d"
HOLDERS = ("#1f78b0", "#d0702a", "#189a78", "#a56bb0", "#b5901c", "#c2607a", "#8a949d")
UNKNOWN = "#8a949d"  # what the texts cannot tell

_INK = {False: "#1c2630", True: "#e6ebef"}
_SOFT = {False: "#55626e", True: "#a9b4be"}
_GRID = {False: "#e6e9ec", True: "#2b333b"}
_RULE = {False: "#8d99a4", True: "#707c87"}


def theme(dark: bool) -> dict[str, Any]:
    """The Vega-Lite config of a page, with the styles that specs name."""
    ink, soft, grid, rule = (role[dark] for role in (_INK, _SOFT, _GRID, _RULE))
    return {
        "background": "transparent",
        "font": FONT,
        "aria": False,  # the page has a text alternative of its own
        "view": {"stroke": None},
        "axis": {
            "labelColor": ink,
            "titleColor": soft,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 0,
            "titleLimit": 0,
            "gridColor": grid,
            "domainColor": rule,
            "tickColor": rule,
        },
        "axisY": {"domain": False, "ticks": False, "labelPadding": 8},
        "legend": {
            "labelColor": ink,
            "titleColor": soft,
            "labelFontSize": 12.5,
            "titleFontSize": 12.5,
            "titleFontWeight": "normal",
            "labelLimit": 0,
            "titleLimit": 0,
            "symbolSize": 200,
        },
        "title": {
            "color": ink,
            "subtitleColor": soft,
            "fontSize": 17,
            "subtitleFontSize": 12.5,
            "subtitlePadding": 7,
            "anchor": "start",
            "frame": "bounds",
            "offset": 16,
        },
        "style": {
            "ink": {"color": ink, "fontSize": 12},
            "soft": {"color": soft, "fontSize": 11.5},
            "paper": {"color": PAPER[dark], "fontSize": 12},
            "rule": {"color": rule},
            "hover": {"color": ink},
        },
    }
