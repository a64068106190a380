"""Units that only one of the two texts has, or that only one repeals."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.divergences.alignment import align
from pipeline.divergences.finding import HIGH, LOW, MEDIUM, READING, TEXTS, Finding
from pipeline.divergences.side import Side, article
from pipeline.records import Provision


def numbered_alike(rus: Side, kaz: Side, scale: float) -> tuple[Side, dict[str, str]]:
    """The Kazakh text with the eids of the Russian one, and the eids that it had.

    Units that stand in one text only are aligned within their article by their lengths; two that
    go together are one unit, numbered differently.
    """
    own = dict[str, str]()
    ours, theirs = (_alone(one, other) for one, other in ((rus, kaz), (kaz, rus)))
    for key in ours.keys() & theirs.keys():
        lengths = [[len(unit.text) for unit in found] for found in (ours[key], theirs[key])]
        for left, right in align(lengths[0], lengths[1], scale):
            if left[1] - left[0] == right[1] - right[0] == 1:
                own[theirs[key][right[0]].eid] = ours[key][left[0]].eid
    return kaz.renamed(own), {new: old for old, new in own.items()}


def _alone(side: Side, other: Side) -> dict[str, list[Provision]]:
    """The units with words that the other text does not have, by article."""
    found: dict[str, list[Provision]] = {}
    for unit in side.provisions:
        if unit.text and unit.eid not in other.units:
            found.setdefault(article(unit.eid), []).append(unit)
    return found


def units(rus: Side, kaz: Side, scale: float) -> Iterator[Finding]:
    """Each unit that stands in one text only, and each that is repealed in one text only."""
    for eid in sorted(rus.units.keys() ^ kaz.units.keys()):
        ours, theirs = rus.units.get(eid), kaz.units.get(eid)
        unit = ours or theirs
        assert unit is not None  # it stands in one of them
        cut = unit.repealed or not unit.text or _elsewhere(rus, kaz, eid, scale)
        severity, cause = (LOW, READING) if cut else (MEDIUM, TEXTS)
        yield Finding(eid, None, "unit", severity, cause, _name(ours), _name(theirs))
    for eid in sorted(rus.units.keys() & kaz.units.keys()):
        ours, theirs = rus.units[eid], kaz.units[eid]
        if ours.repealed != theirs.repealed:
            side, left = (kaz, theirs) if ours.repealed else (rus, ours)
            gone = not left.text or "repealed" in side.marks(left.text).maybe
            severity, cause = (LOW, READING) if gone else (HIGH, TEXTS)
            yield Finding(eid, None, "repeal", severity, cause, _state(ours), _state(theirs))


def comparable(rus: Side, kaz: Side) -> list[str]:
    """Units that both texts have, in force in both, in order of their eids."""
    return sorted(
        eid
        for eid in rus.units.keys() & kaz.units.keys()
        if not rus.units[eid].repealed and not kaz.units[eid].repealed
    )


def _elsewhere(rus: Side, kaz: Side, eid: str, scale: float) -> bool:
    """Whether the other text holds the unit's words too, cut or numbered otherwise.

    It does where its article is rather as long as with the unit than as without it.
    """
    ours, theirs = _length(rus, eid) * scale, _length(kaz, eid)
    if eid in rus.units:
        extra = len(rus.units[eid].text) * scale
        return abs(theirs - ours) < abs(theirs - (ours - extra))
    extra = len(kaz.units[eid].text)
    return abs(theirs - ours) < abs(theirs - extra - ours)


def _length(side: Side, eid: str) -> int:
    """Characters of all units of an article."""
    return sum(len(unit.text) for unit in side.articles.get(article(eid), ()))


def _name(unit: Provision | None) -> str:
    return f"{unit.kind} {unit.number}".strip() if unit else ""


def _state(unit: Provision) -> str:
    return "repealed" if unit.repealed else "in force"
