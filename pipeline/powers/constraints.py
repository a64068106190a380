"""Limits named in a clause: type, the other holder, the amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.powers import values
from pipeline.powers.holders import JOINERS, Mention, linked
from pipeline.powers.lexicon import Match, lexicon, table
from pipeline.powers.words import Passage
from pipeline.vocabulary import ConstraintType, Holder

BETWEEN = JOINERS | frozenset(table("constraints")["between"])
VALUES = {"duration": values.duration, "fraction": values.fraction, "count": values.count}
REACH = 8  # words between a construction and the holder that it names


@dataclass(frozen=True, slots=True)
class Limit:
    """One constraint on one actor, with the words that say it."""

    type: ConstraintType
    actor: Holder | None
    value: str | None
    start: int
    end: int
    name: str
    only: str = ""  # "+" with a grant, "-" without one
    where: str = "clause"


def find_limits(passage: Passage, mentions: Sequence[Mention]) -> list[Limit]:
    """All constraints of a passage; a construction with several actors gives one for each."""
    limits: list[Limit] = []
    for match in lexicon("constraints", "constraint", passage.lang).longest(passage):
        before = passage.lows(match.start - 1, match.start)
        if not set(before) & set(match.entry.data.get("not_after", ())):
            limits += _limits(passage, match, mentions)
    return _consents_by_majority(passage, list(dict.fromkeys(limits)))


def _consents_by_majority(passage: Passage, limits: list[Limit]) -> list[Limit]:
    """A consent carries its majority: "с согласия X, выраженного большинством", "берілген"."""
    said = [
        place for place, word in enumerate(passage.words)
        if word.low.startswith("выраженн") or word.low == "берілген"
    ]  # fmt: skip
    votes = [limit for limit in limits if limit.type is ConstraintType.MAJORITY]
    consents = [limit for limit in limits if limit.type is ConstraintType.CONSENT]
    if not (said and votes and consents):
        return limits
    vote = votes[0]
    merged = [replace(limit, value=vote.value) if limit in consents else limit for limit in limits]
    return [limit for limit in merged if limit is not vote]


def _limits(passage: Passage, match: Match, mentions: Sequence[Mention]) -> list[Limit]:
    row = match.entry.data
    where = row.get("actor", "none")
    group: list[Mention] = []
    if where == "after":
        group = _after(passage, match, mentions)
    elif where == "recipient":
        asked = addressee(passage, mentions)
        group = [asked] if asked else []
    elif where == "before":
        group = _before(passage, match, mentions)
    start = min([match.start, *(m.start for m in group)])
    end = max([match.end, *(m.end for m in group)])
    kind = ConstraintType(row["type"])
    common = {"name": match.entry.name, "only": row.get("only", ""), "where": passage.where}
    if not group:
        value = _value(row.get("value"), passage, start, end)
        return [Limit(kind, None, value, start, end, **common)]
    limits = []
    reached = match.end if where == "after" else start
    for mention in group:
        if where == "after":  # "не менее одной пятой депутатов" stands before its holder
            share = values.fraction(passage.lows(min(reached, mention.start), mention.start))
        else:  # "Парламент депутаттарының бестен бірінің" after it
            later = [m.start for m in group if m.start > mention.start]
            share = values.fraction(passage.lows(mention.end, min(later, default=mention.end)))
        value = _value(row.get("value"), passage, start, end + 8) if "value" in row else share
        limits += [Limit(kind, code, value, start, end, **common) for code in mention.codes]
        reached = mention.end
    return limits


def _value(kind: str | None, passage: Passage, start: int, end: int) -> str | None:
    if kind is None:
        return None
    reader = VALUES.get(kind)
    if reader is None:
        return kind
    if kind == "duration":  # the amount may stand just before: "бес | жыл мерзімге"
        return values.duration(passage.lows(start - 4, end), since=min(start, 4))
    return reader(passage.lows(start, end))


def _after(passage: Passage, match: Match, mentions: Sequence[Mention]) -> list[Mention]:
    """The holders that follow: "с согласия Сената", "после консультаций с X и Y"."""
    ahead = sorted((m for m in mentions if m.end > match.start), key=lambda m: m.start)
    group: list[Mention] = []
    place = match.end
    for mention in ahead:
        between = passage.lows(place, mention.start)
        if not group and (len(between) > REACH or _breaks(passage, place, mention.start)):
            break
        if group and (mention.case != group[0].case or not linked(between, BETWEEN)):
            break
        group.append(mention)
        place = mention.end
    return group


def _before(passage: Passage, match: Match, mentions: Sequence[Mention]) -> list[Mention]:
    """The holders that precede: "Сенаттың келісімімен", "Премьер-Министрмен және ... кейін"."""
    back = sorted((m for m in mentions if m.start < match.end), key=lambda m: -m.start)
    group: list[Mention] = []
    place = match.start
    cases = match.entry.data.get("cases")
    for mention in back:
        between = passage.lows(mention.end, place)
        if not group and cases and mention.case not in cases:
            break
        if not group and (len(between) > REACH - 2 or _breaks(passage, mention.end, place)):
            break
        if group and not linked(between, BETWEEN):
            break
        if group and mention.case not in {group[0].case, "Nom"}:
            break
        group.append(mention)
        place = mention.start
    return sorted(group, key=lambda m: m.start)


def addressee(passage: Passage, mentions: Sequence[Mention]) -> Mention | None:
    """To whom a proposal goes, and who so consents: "вносит Президенту", "Президентке ұсынады"."""
    for mention in mentions:
        before = passage.lows(mention.start - 1, mention.start)
        after = passage.lows(mention.end, mention.end + 1)
        asked = mention.case == "Dat" or before in {("перед",), ("рассмотрение",)}
        if asked or after in {("алдына",), ("алдында",), ("қарауына",)}:
            return mention
    return None


def _breaks(passage: Passage, start: int, end: int) -> bool:
    """Whether a finite verb or a semicolon stands between."""
    return any(
        word.low == ";" or (word.form == "Fin" and not word.short)
        for word in passage.words[start:end]
    )
