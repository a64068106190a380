"""From two releases to what happened: law that changed, texts corrected, texts read otherwise.

A clause that has the same words and is read otherwise is never a change of law: its item says which
rules or models differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.dataset.diff import ClauseChange, Difference, diff
from pipeline.news.records import ChangeTold, ClauseTold, Item
from pipeline.vocabulary import ChangeKind, Holder, Status

MOST = 200  # changes or clauses that an item names; it counts all
LONGEST = 400  # characters of a clause's words
_KINDS = [kind.value for kind in ChangeKind]
_VERSIONS = "SELECT version_id, act, version_date, series, lang FROM versions"
_CHANGES = """
SELECT c.change_id, c.newer, c.lang, c.other_language, c.kind, c.holder, c.holder_to, c.action,
       c.object, c.domain, c.polarity, c.date, c.exact, c.differs, w.clause_id, w.text,
       list(DISTINCT p.act ORDER BY p.act) FILTER (p.act IS NOT NULL) AS acts
FROM changes c
LEFT JOIN powers s ON s.power_id = coalesce(c.power_to, c.power_from)
LEFT JOIN clauses w ON w.clause_id = s.clause_id
LEFT JOIN change_proofs p ON p.change_id = c.change_id
WHERE list_contains(?, c.newer)
GROUP BY ALL ORDER BY c.lang DESC, c.change_id
"""
_ENDED = """
SELECT act, CAST(ended AS VARCHAR) FROM acts WHERE ended IS NOT NULL
UNION ALL
SELECT DISTINCT v.act, '' FROM facts f JOIN versions v USING (version_id) WHERE f.status = ?
"""
Row = dict[str, Any]


def first(release: Path, kind: str) -> list[Item]:
    """What to say of a release that cannot be held against one before."""
    _, [counts] = dataset.query(
        release,
        "SELECT (SELECT count(DISTINCT act) FROM versions), (SELECT count(*) FROM versions),"
        " (SELECT count(*) FROM powers)",
    )
    names = ("acts", "versions", "powers")
    return [Item(kind, counts=dict(zip(names, counts, strict=True)))]


def compare(older: Path, newer: Path) -> list[Item]:
    """What happened from one release to the next.

    Raises:
        ReleaseError: one of them is damaged or of another layout.
    """
    found = diff(older, newer)
    titles = {
        act: {"kaz": kaz or act, "rus": rus or act, "eng": eng or act}
        for act, kaz, rus, eng in dataset.query(
            newer, "SELECT act, title_kaz, title_rus, title_eng FROM acts"
        )[1]
    }
    texts = {what: [one.version_id for one in found.texts if one.what == what]
             for what in ("added", "removed", "text")}  # fmt: skip
    return [
        *_law(newer, texts["added"], titles),
        *_ended(older, newer, titles),
        *_corrected(newer, found, texts["text"], titles),
        *_gone(older, texts["removed"], titles),
        *_reread(found, texts["text"]),
    ]


def _law(newer: Path, added: Sequence[str], titles: dict[str, dict[str, str]]) -> Iterator[Item]:
    changes = _rows(newer, _CHANGES, [list(added)])
    for (day, act, series), versions in _by_text(newer, added):
        told = _both_languages(change for change in changes if change["newer"] in versions)
        counts = Counter(change.kind for change in told)
        yield Item(
            "law",
            act,
            titles.get(act, {}),
            series,
            day,
            tuple(versions),
            {kind: counts[kind] for kind in _KINDS if counts[kind]},
            tuple(change for change in told if change.kind != ChangeKind.REWORDED)[:MOST],
            makers={key: titles[key] for one in told for key in one.acts if key in titles},
        )


def _both_languages(changes: Iterable[Row]) -> list[ChangeTold]:
    """One change told by both languages' texts is one, in the Russian text's words for codes."""
    found: dict[str, tuple[Row, dict[str, str], dict[str, str]]] = {}
    for change in changes:
        here = found.get(change["other_language"] or "")
        if here is None:
            here = found[change["change_id"]] = (change, {}, {})
        here[1][change["lang"]] = change["clause_id"] or ""
        here[2][change["lang"]] = _cut(change["text"] or "")
    told = [
        ChangeTold(
            **{name: change[name] or "" for name in
               ("kind", "holder", "holder_to", "action", "object", "domain", "polarity")},
            day=change["date"].isoformat(),
            exact=change["exact"],
            differs=tuple(change["differs"]),
            acts=tuple(change["acts"] or ()),
            clauses=dict(sorted(clauses.items())),
            words=dict(sorted(words.items())),
        )
        for change, clauses, words in found.values()
    ]  # fmt: skip
    return sorted(told, key=order)


def order(change: ChangeTold) -> tuple[object, ...]:
    """What is the President's comes first: that is what readers look for."""
    others = Holder.PRESIDENT not in (change.holder, change.holder_to)
    kind = _KINDS.index(change.kind)
    return others, kind, change.holder, change.action, change.object, change.day


def _corrected(
    newer: Path, found: Difference, texts: Sequence[str], titles: dict[str, dict[str, str]]
) -> Iterator[Item]:
    """Texts of known days in which clauses have other words; a page changed around them is none."""
    worded = [one for one in found.clauses if one.what != "reading"]
    for (day, act, series), versions in _by_text(newer, texts):
        here = [one for one in worded if _version(one) in versions]
        if here:
            yield Item(
                "corrected",
                act,
                titles.get(act, {}),
                series,
                day,
                tuple(sorted({_version(one) for one in here})),
                dict(Counter(one.what for one in here)),
                clauses=_clauses(here),
            )


def _reread(found: Difference, corrected: Sequence[str]) -> Iterator[Item]:
    """Clauses that are read or cut otherwise though their text is the same."""
    here = [one for one in found.clauses
            if one.what == "reading" or _version(one) not in corrected]  # fmt: skip
    if here:
        yield Item(
            "reread",
            versions=tuple(sorted({_version(one) for one in here})),
            counts={"clauses": len(here)},
            clauses=_clauses(here),
            inputs=tuple(one.name for one in found.inputs),
        )


def _ended(older: Path, newer: Path, titles: dict[str, dict[str, str]]) -> Iterator[Item]:
    """Acts that ended, as the registry or a publisher says; the registry knows the day."""
    before = {act for act, _ in _ended_acts(older)}
    days: dict[str, str] = {}
    for act, day in _ended_acts(newer):
        days[act] = days.get(act) or day
    for act in sorted(days.keys() - before):
        yield Item("ended", act, titles.get(act, {}), day=days[act])


def _ended_acts(release: Path) -> list[tuple[str, str]]:
    _, rows = dataset.query(release, _ENDED, parameters=[Status.ENDED.value])
    return [(act, day) for act, day in rows]


def _gone(older: Path, removed: Sequence[str], titles: dict[str, dict[str, str]]) -> Iterator[Item]:
    for (day, act, series), versions in _by_text(older, removed):
        yield Item("gone", act, titles.get(act, {}), series, day, tuple(versions))


def _by_text(
    release: Path, version_ids: Sequence[str]
) -> Iterator[tuple[tuple[str, str, str], list[str]]]:
    """Day, act and series of texts with the versions that they have, a language each."""
    wanted = set(version_ids)
    rows = [row for row in _rows(release, _VERSIONS) if row["version_id"] in wanted]

    def text(row: Row) -> tuple[str, str, str]:
        return row["version_date"].isoformat(), row["act"], row["series"]

    for key, group in groupby(sorted(rows, key=lambda row: (text(row), row["lang"])), key=text):
        yield key, [row["version_id"] for row in group]


def _clauses(changes: Iterable[ClauseChange]) -> tuple[ClauseTold, ...]:
    """The first of them, those that give or take a power before those that do not."""
    told = [
        ClauseTold(
            one.clause_id,
            tuple(power for power in one.powers_before if power not in one.powers_after),
            tuple(power for power in one.powers_after if power not in one.powers_before),
        )
        for one in changes
    ]
    return tuple(sorted(told, key=lambda one: not (one.lost or one.gained))[:MOST])


def _version(change: ClauseChange) -> str:
    return change.clause_id.split("/")[0]


def _rows(release: Path, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
    columns, rows = dataset.query(release, sql, parameters)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
