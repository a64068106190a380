"""A list of powers in the manner of Frye."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache

from pipeline.index.catalogue import LISTS, items
from pipeline.index.checklist import checked, checklist_of
from pipeline.index.counting import CountedPower
from pipeline.index.state import Part, State
from pipeline.vocabulary import Autonomy, Scheme

ALONE, SHARED = (1.0, "alone"), (0.5, "shared")


def frye(state: State) -> list[Part]:
    """How many of 27 powers a holder has, alone or shared with others.

    frye(h) = sum over the items of  1 alone, 0.5 shared, 0 none

    Frye (1997) codes presidents by 27 powers in this way. `lists/frye.toml` has the list, which is
    ours after his, and says at which levels of autonomy a power is held alone. Every holder is
    coded by the same list. A joint item is shared where another holder has any part in it. Unit:
    powers of the list.
    """
    parts = checked(state, checklist_of(Scheme.FRYE), _degree)
    holders = Counter(part.component for part in parts if part.contribution)
    return [
        replace(part, contribution=SHARED[0], rule=SHARED[1])
        if part.contribution and part.component in _joint() and holders[part.component] > 1
        else part
        for part in parts
    ]


def _degree(power: CountedPower, own: bool) -> tuple[float, str]:
    return ALONE if own and power.autonomy in _alone() else SHARED


@cache
def _alone() -> frozenset[Autonomy]:
    table = tomllib.loads((LISTS / f"{Scheme.FRYE}.toml").read_text(encoding="utf8"))
    return frozenset(Autonomy(level) for level in table["degrees"]["alone"])


@cache
def _joint() -> frozenset[str]:
    return frozenset(item["code"] for item in items(Scheme.FRYE) if item.get("joint"))
