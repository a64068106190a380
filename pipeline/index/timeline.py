"""Which texts are in force on which days.

Everything follows from the registry's dates and kinds and from the versions at hand; no act is
named here. Official and restated texts, and the two languages, have timelines of their own.

The rules:

1. A version is in force from its date, or from its act's commencement if that is later, to the
   first of: the next version at hand, the next day on which the registry says that the text
   changed, the act's end. After a change whose text is not at hand comes a gap: an old text is
   never carried on past it.
2. An act that amends others is an instruction. What it does shows in the texts that it amends, so
   its own words are never in force here; they would outlive the next amendment.
3. A constitution is the frame. Days on which no text of a constitution is in force belong to no
   segment. Before the registry's first constitution began, the frame is any law or constitutional
   law that is in force with its text: then the office rests on laws.
4. A segment is partial when what it rests on is known to be incomplete: one of its texts is an
   excerpt, or an act that the series does hold in this language, at whatever date, is in force by
   the registry while its text of those days is missing, or laws alone are its frame, for the
   constitution that they stood under is in no registry of ours. Other acts of which the series
   holds nothing do not count: what was never collected is the corpus's limit and not a segment's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from pipeline.errors import InputError
from pipeline.records import Act, Version
from pipeline.vocabulary import Lang, TextState

# Kinds of act by legal force; a power stated twice is shown by its highest text.
FORCE = ("constitution", "constitutional_law", "law", "decree", "resolution")
FRAME = frozenset({"constitution"})
EARLY_FRAME = frozenset({"constitutional_law", "law"})


class UnknownActError(InputError):
    """A version names an act that the registry does not have."""


@dataclass(frozen=True, slots=True)
class Presence:
    """The days on which a version is in force."""

    version: Version
    valid_from: date
    valid_to: date | None  # exclusive; None while it lasts


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of days on which the same texts are in force."""

    valid_from: date
    valid_to: date | None  # exclusive; None while it lasts
    versions: tuple[Version, ...]  # by legal force, then age
    partial: bool


def timelines(
    acts: Mapping[str, Act], versions: Iterable[Version]
) -> dict[tuple[str, Lang], list[Segment]]:
    """The segments of every series and language that have any, each list in order of time.

    A version given twice counts once. Days without a frame are in no segment.

    Raises:
        UnknownActError: a version's act is not in the registry.
    """
    groups: dict[tuple[str, Lang], list[Version]] = {}
    for version in sorted(versions, key=lambda each: (each.version_id, each.state, each.sha256)):
        groups.setdefault((version.series, version.lang), []).append(version)
    found = {key: _segments(acts, groups[key]) for key in sorted(groups)}
    return {key: segments for key, segments in found.items() if segments}


def presences(acts: Mapping[str, Act], versions: Iterable[Version]) -> list[Presence]:
    """The days on which each version of one series and language is in force.

    Versions that are never in force are left out. The order is by legal force, then age.

    Raises:
        UnknownActError: a version's act is not in the registry.
    """
    by_act: dict[str, dict[str, Version]] = {}
    for version in versions:
        by_act.setdefault(version.act, {}).setdefault(version.version_id, version)
    found = []
    for act in sorted((_act(acts, key) for key in by_act), key=_rank):
        if act.amends:
            continue
        held = sorted(by_act[act.key].values(), key=lambda version: version.date)
        found += [
            Presence(version, start, end)
            for version in held
            for start, end in [_days(act, version, held)]
            if end is None or start < end
        ]
    return found


def _act(acts: Mapping[str, Act], key: str) -> Act:
    try:
        return acts[key]
    except KeyError:
        raise UnknownActError(
            f"a version names the act {key!r}, which is not in it",
            "registry",
            f"add [acts.{key}] to corpus/acts.toml",
        ) from None


def _begins(act: Act) -> date:
    return act.in_force or act.adopted


def _rank(act: Act) -> tuple[int, date, str]:
    force = FORCE.index(act.kind) if act.kind in FORCE else len(FORCE)
    return force, _begins(act), act.key


def _days(act: Act, version: Version, held: Iterable[Version]) -> tuple[date, date | None]:
    changes = {*act.amended_on, *(other.date for other in held)}
    ends = [day for day in changes if day > version.date]
    if act.ended:
        ends.append(act.ended)
    return max(version.date, _begins(act)), min(ends, default=None)


def _lasts(day: date, start: date, end: date | None) -> bool:
    return start <= day and (end is None or day < end)


def _segments(acts: Mapping[str, Act], versions: Iterable[Version]) -> list[Segment]:
    """Segments of one series and language, neighbours that are alike merged."""
    found = presences(acts, versions)
    known = [acts[key] for key in sorted({presence.version.act for presence in found})]
    first = min((_begins(act) for act in acts.values() if act.kind in FRAME), default=None)
    segments: list[Segment] = []
    for start, end in _cuts(found, known, first):
        here = tuple(p.version for p in found if _lasts(start, p.valid_from, p.valid_to))
        frame = EARLY_FRAME if first is None or start < first else FRAME
        if not any(acts[version.act].kind in frame for version in here):
            continue
        framed = any(acts[version.act].kind in FRAME for version in here)
        segment = Segment(start, end, here, not framed or _is_partial(start, here, known))
        if segments and _continues(segments[-1], segment):
            segment = replace(segments.pop(), valid_to=end)
        segments.append(segment)
    return segments


def _cuts(
    found: Iterable[Presence], known: Iterable[Act], first: date | None
) -> list[tuple[date, date | None]]:
    """Spans between the days on which anything may change; the last one is open."""
    days = {first}
    for presence in found:
        days |= {presence.valid_from, presence.valid_to}
    for act in known:
        days |= {_begins(act), act.ended}
    ordered = sorted(day for day in days if day is not None)
    return [*pairwise(ordered), (ordered[-1], None)] if ordered else []


def _is_partial(day: date, here: Iterable[Version], known: Iterable[Act]) -> bool:
    present = {version.act: version for version in here}
    if any(version.state is TextState.EXCERPT for version in present.values()):
        return True
    return any(_lasts(day, _begins(act), act.ended) and act.key not in present for act in known)


def _continues(earlier: Segment, later: Segment) -> bool:
    return (earlier.valid_to, earlier.versions, earlier.partial) == (
        later.valid_from,
        later.versions,
        later.partial,
    )
