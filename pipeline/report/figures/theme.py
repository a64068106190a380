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
GIVEN = ("#1f78b0", "#8fb8d6")  # shown by both texts, by one alone
TAKEN = ("#b9561a", "#e0ab80")
STACKED = ("#1f78b0", "#d0702a", "#189a78", "#a56bb0", "#b5901c", "#c2607a", "#5f8f3a", "#8f6a52")
MUTED = "#8a949d"  # all others; what the texts cannot tell
HEAT = ("#e3ecf2", "#16608f")  # none to all of an item
CHOICES = {  # from the centre's choice to the people's
    "appointed_by_president": "#8a3a0e",
    "appointed_by_president_on_nomination": "#b9561a",
    "appointed_by_president_with_consent": "#d98545",
    "appointed_by_president_with_vote_on_nominees": "#e8b184",
    "appointed_by_akim": "#8c6bb1",
    "appointed_by_akim_with_consent": "#b9a3d3",
    "indirect_electors": "#9cc3df",
    "indirect_maslikhat": "#5a9fd0",
    "direct": "#1a6396",
    "set_by_other_act": "#8a949d",
}

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
            "columnPadding": 18,
            "layout": {"bottom": {"anchor": "start", "direction": "vertical"}},
        },
        "header": {"labelColor": ink, "titleColor": soft},
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
            "rule": {"color": rule},
            "halo": {
                "color": PAPER[dark],
                "stroke": PAPER[dark],
                "strokeWidth": 4,
                "strokeJoin": "round",
            },
            "net": {"color": ink, "stroke": PAPER[dark], "strokeWidth": 1},
            "hover": {"color": ink},
        },
    }
