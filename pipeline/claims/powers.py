"""What the texts say of a power that a claim names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from pipeline.claims.claim import ANY_ACT, BY_LIMIT, Expectation, Expected, PowerExpectation
from pipeline.claims.differs import bears, is_under
from pipeline.claims.evidence import Slice, is_excerpt, is_ordered, name
from pipeline.claims.finding import Finding, Outcome, not_at_hand, shown_by
from pipeline.claims.words import listed
from pipeline.index.counting import Statement
from pipeline.records import Change, Power, Version
from pipeline.vocabulary import ChangeKind, Holder, Polarity


def judge(expected: PowerExpectation, on: Expectation, here: Slice) -> Finding:
    """Whether the texts of one series and language bear out what is said of a power."""
    if on.act == ANY_ACT:
        texts = here.in_force(on.date)
        missing = here.frame_missing(on.date)
        return _held(expected, texts, here) if texts else not_at_hand(missing)
    newer = here.text_of(on.act, on.date)
    if expected.change is Expected.HELD:
        missing = (name(on.act, on.date),)
        return _held(expected, [newer], here) if newer else not_at_hand(missing)
    before = here.texts_before(on.act, on.date)
    older = [text for text in before.values() if text]
    if newer and not before:
        return _first_text(expected, newer, here)
    if newer and older:
        return _compared(expected, older, newer, here.between(older, newer), here)
    absent = [key for key, text in before.items() if not text]
    absent += [] if newer else [name(on.act, on.date)]
    return _dated(expected, on, absent, here)


def fits(expected: PowerExpectation, power: Power, holder: Holder | None = None) -> bool:
    """Whether a power is one that is expected; `holder` in place of the holder expected.

    The limit expected of a power weakened or strengthened is for its change to show.
    """
    limited = expected.constraint is not None
    return (
        power.holder is (holder or expected.holder)
        and (not expected.actions or power.action in expected.actions)
        and (not expected.objects or power.object in expected.objects)
        and expected.domain in (None, power.domain)
        and (limited or power.polarity is Polarity.GIVES)
        and (not limited or expected.change in BY_LIMIT or is_under(power.constraints, expected))
    )


def _held(expected: PowerExpectation, texts: Sequence[Version], here: Slice) -> Finding:
    found = _find(expected, texts, here)
    if found:
        return shown_by(Outcome.HOLDS, "", powers=found)
    return _absent("no such power is in the text", texts)


def _first_text(expected: PowerExpectation, newer: Version, here: Slice) -> Finding:
    """A text that took no other's place: what it holds and no earlier text in force held is new."""
    found = _find(expected, [newer], here)
    if expected.change is not Expected.GRANTED:
        return shown_by(Outcome.MISSING, "a first text has no older one to compare", powers=found)
    if not found:
        return _absent("no such power is in the text", [newer])
    earlier = here.standing(newer.date - timedelta(days=1))
    if there := _find(expected, earlier, here):
        return shown_by(Outcome.CONTRADICTED, "an earlier text had it", powers=(*there, *found))
    return shown_by(Outcome.HOLDS, "in a first text, and in none before it", powers=found)


def _compared(
    expected: PowerExpectation,
    older: Sequence[Version],
    newer: Version,
    changes: Sequence[Change],
    here: Slice,
) -> Finding:
    """Judge by the changes from one text to the next, and by what the two hold."""
    if expected.change is Expected.TRANSFERRED:
        return _transferred(expected, older, newer, changes, here)
    near = tuple(
        change
        for change in changes
        if _side(change.power_from, expected, None, here)
        or _side(change.power_to, expected, None, here)
    )
    had, has = _find(expected, older, here), _find(expected, [newer], here)
    if expected.change is Expected.UNCHANGED:
        return _unchanged(near, had, has, (*older, newer))
    shown = tuple(change for change in near if _bears_out(expected, change, had, here))
    if shown and not _stood(expected, had, has):
        return shown_by(Outcome.HOLDS, "", shown)
    if near:
        return shown_by(Outcome.CONTRADICTED, _otherwise(near), near, (*had, *has))
    return _nothing_seen(had, has, (*older, newer))


def _transferred(
    expected: PowerExpectation,
    older: Sequence[Version],
    newer: Version,
    changes: Sequence[Change],
    here: Slice,
) -> Finding:
    """Passed on in one change, or taken from one holder and given to the other."""
    passed = tuple(change for change in changes if _bears_out(expected, change, (), here))
    lost = tuple(
        one
        for one in changes
        if one.kind is ChangeKind.REMOVED and _side(one.power_from, expected, expected.before, here)
    )
    gained = tuple(
        one
        for one in changes
        if one.kind is ChangeKind.GRANTED and _side(one.power_to, expected, expected.after, here)
    )
    kept = _find(expected, [newer], here, expected.before)
    known = _find(expected, older, here, expected.after)
    if (passed or (lost and gained)) and not kept and not known:
        return shown_by(Outcome.HOLDS, "", passed or (*lost, *gained))
    told = [
        f"{expected.before} keeps it" if kept else "",
        f"{expected.before} loses it" if lost else "",
        f"{expected.after} had it" if known else "",
        f"{expected.after} gets it" if gained else "",
    ]
    if any(told):
        return shown_by(
            Outcome.CONTRADICTED, listed([*filter(None, told)]), (*lost, *gained), (*kept, *known)
        )
    return _absent("neither text has such a power", (*older, newer))


def _unchanged(
    near: Sequence[Change], had: Sequence[str], has: Sequence[str], texts: Sequence[Version]
) -> Finding:
    changed = tuple(change for change in near if change.kind is not ChangeKind.REWORDED)
    if changed:
        return shown_by(Outcome.CONTRADICTED, _otherwise(changed), changed)
    if had and has:
        return shown_by(Outcome.HOLDS, "", tuple(near), (*had, *has))
    return _absent("the power is not in both texts", texts)


def _dated(expected: PowerExpectation, on: Expectation, missing: list[str], here: Slice) -> Finding:
    """A text is missing: judge by changes over a longer span that an editor's note dates.

    Changes of the span that nothing dates to this day are shown and decide nothing.
    """
    alike = []
    for change in here.over(on.act, on.date):
        had = _find(expected, [here.versions[change.older]], here)
        has = _find(expected, [here.versions[change.newer]], here)
        if _bears_out(expected, change, had, here) and not _stood(expected, had, has):
            alike.append(change)
    dated = tuple(one for one in alike if one.exact and one.date == on.date)
    if dated:
        told = "a note in a later text dates the change to this day"
        if all(map(is_ordered, dated)):
            told = "the amending act's own instruction shows it"
        return shown_by(Outcome.HOLDS, told, dated)
    told = "seen over a longer span, and nothing dates it" if alike else ""
    return shown_by(Outcome.MISSING, told, tuple(alike), missing=tuple(missing))


def _stood(expected: PowerExpectation, had: Sequence[str], has: Sequence[str]) -> bool:
    """Whether a power granted was stated before, or one removed is stated still, elsewhere."""
    if expected.change is Expected.GRANTED:
        return bool(had)
    return expected.change is Expected.REMOVED and bool(has)


def _nothing_seen(had: Sequence[str], has: Sequence[str], texts: Sequence[Version]) -> Finding:
    if had and has:
        return shown_by(Outcome.CONTRADICTED, "it is unchanged", powers=(*had, *has))
    if had or has:
        told = f"only the {'older' if had else 'newer'} text has it, and no change is seen"
        return shown_by(Outcome.CONTRADICTED, told, powers=(*had, *has))
    return _absent("neither text has such a power", texts)


def _absent(told: str, texts: Sequence[Version]) -> Finding:
    """What is not there, unless it may stand where an excerpt was cut."""
    cut = tuple(name(text.act, text.date) for text in texts if is_excerpt(text))
    if cut:
        return shown_by(Outcome.MISSING, f"{told}, and one is an excerpt", missing=cut)
    return shown_by(Outcome.CONTRADICTED, told)


def _otherwise(changes: Iterable[Change]) -> str:
    """What became of the power instead."""
    told = dict.fromkeys(
        f"{change.kind} ({', '.join(change.differs)})" if change.differs else str(change.kind)
        for change in changes
    )
    return f"it is {listed(list(told))}"


def _bears_out(expected: PowerExpectation, change: Change, had: Sequence[str], here: Slice) -> bool:
    """Whether a change is the one expected.

    A limit may be told in a clause of its own: who had the power gets one more, under the limit.
    """
    before = _side(change.power_from, expected, expected.before, here)
    after = _side(change.power_to, expected, expected.after, here)
    if expected.change is Expected.TRANSFERRED:
        moved = (change.holder, change.holder_to) == (expected.before, expected.after)
        return change.kind is ChangeKind.TRANSFERRED and moved and bool(before or after)
    if expected.change is Expected.GRANTED:
        return change.kind in (ChangeKind.GRANTED, ChangeKind.TRANSFERRED) and after is not None
    if expected.change is Expected.REMOVED:
        return change.kind in (ChangeKind.REMOVED, ChangeKind.TRANSFERRED) and before is not None
    if expected.change.value == change.kind.value and (before or after):
        return expected.constraint is None or bears(change.differs, expected)
    return (
        expected.change is Expected.WEAKENED
        and change.kind is ChangeKind.GRANTED
        and bool(had and after and is_under(after.constraints, expected))
    )


def _side(
    power_id: str, expected: PowerExpectation, holder: Holder | None, here: Slice
) -> Power | None:
    """One side of a change, where it is the power expected."""
    power = here.power[power_id][2] if power_id in here.power else None
    return power if power and fits(expected, power, holder) else None


def _find(
    expected: PowerExpectation,
    texts: Iterable[Version],
    here: Slice,
    holder: Holder | None = None,
) -> tuple[str, ...]:
    """The powers of some texts that are as expected."""
    found: list[Statement] = [one for text in texts for one in here.powers[text.version_id]]
    return tuple(power_id for power_id, _, power in found if fits(expected, power, holder))
