"""Limits named in a clause: type, the other holder, the amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.powers import values
from pipeline.powers.holders import JOINERS, LINKS, Mention, linked
from pipeline.powers.lexicon import Entry, Lexicon, Match, lexicon, table
from pipeline.powers.words import Passage
from pipeline.vocabulary import ConstraintType, Holder, Lang

BETWEEN = JOINERS | frozenset(table("constraints")["between"])
ASKING = tuple(table("constraints")["asks"])
REACH = 8  # words between a construction and the holder that it names
FAR = 24  # words between a report and its recipient
# A Kazakh name before its own noun: "Сенаттың келісімімен", "Сенат келісімімен".
OWNER = ("Gen", "Nom")
PRONOUNS = {"оның", "олардың"}  # "Президентке оның бастамасы бойынша"
# No one proposes "в акимы" to an akim, and "в суд" is where, not to whom.
NO_PLACES = {Holder.PRESIDENT, Holder.AKIM, Holder.MINISTER, Holder.PRIME_MINISTER, Holder.COURT}
MARKS = {"перед", "рассмотрение", "утверждение", "одобрение", "согласование", "согласие",
         "голосование", "обсуждение"}  # fmt: skip
KAZAKH_MARKS = {"алдына", "алдында", "қарауына", "бекітуіне", "мақұлдауына", "келісуіне",
                "келісіміне", "талқылауына", "дауысына"}  # fmt: skip
# What turns a dative to its own use: "недоверие акиму", "Үкіметке сенім".
TRUST = ("довер", "недовер", "сенім")
MOTIONS = {ConstraintType.PROPOSAL, ConstraintType.INITIATIVE_QUOTA}


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
        if _meant(passage, match):
            limits += _limits(passage, match, mentions)
    limits = _without_shadows(list(dict.fromkeys(limits)))
    return _consents_by_majority(passage, limits)


def _without_shadows(limits: list[Limit]) -> list[Limit]:
    """No case beside a finding that must be there: "қорытындысы болған | жағдайда".

    And no share of deputies beside those of the applicants: "по обращению X, трети депутатов".
    """
    ends = {limit.end for limit in limits if limit.type is ConstraintType.CONCLUSION}
    asked = [x for x in limits if x.type is ConstraintType.TRIGGER and x.actor]
    kept = []
    for limit in limits:
        case = limit.type is ConstraintType.TRIGGER and limit.actor is None
        quota = limit.type is ConstraintType.INITIATIVE_QUOTA
        inside = any(x.start <= limit.start and limit.end <= x.end for x in asked)
        if not (case and limit.start in ends) and not (quota and inside):
            kept.append(limit)
    return kept


def _meant(passage: Passage, match: Match) -> bool:
    """Whether no word beside or inside a construction makes it mean something else."""
    row = match.entry.data
    beside = {
        "not_after": passage.lows(match.start - 1, match.start),
        "not_inside": passage.lows(match.start, match.end),
        "not_before": passage.lows(match.end, match.end + 1),
    }
    if row.get("needs") == "infinitive" and not _told_of_an_office(passage, match):
        return False
    if row.get("needs") == "event" and not _follows_an_event(passage, match):
        return False
    return not any(set(row.get(key, ())) & set(lows) for key, lows in beside.items())


def _follows_an_event(passage: Passage, match: Match) -> bool:
    """A participle in the dative tells until when: "жұмысын бастағанға дейін"."""
    before = passage.words[match.start - 1 : match.start]
    return bool(before) and before[0].form == "Part" and before[0].case == "Dat"


def _told_of_an_office(passage: Passage, match: Match) -> bool:
    """An office shuts others out by a verb of its own, no attribute: "занимать", "не входящие"."""
    word = passage.words[match.start]
    return passage.lang is Lang.KAZ or word.form in {"Inf", "Fin"} or word.pos == "ADJ"


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
    group = ACTORS[where](passage, match, mentions) if where in ACTORS else []
    start = min([match.start, *(m.start for m in group)])
    last = match.anchor + 1 if match.entry.data.get("beside") else match.end
    end = max([last, *(m.end for m in group)])
    anonymous = _of_deputies(passage, match, group, where)
    kind = ConstraintType(row["type"])
    common = {"name": match.entry.name, "only": row.get("only", ""), "where": passage.where}
    if not group:
        value = _value(row.get("value"), passage, start, end + (row.get("value") == "fraction"))
        wanted = row.get("needs")
        if wanted == "actor" or (wanted == "value" and value is None):
            return []
        return [Limit(kind, None, value, start, end, **common)]
    limits = []
    for mention, share in _shares(passage, match, group, where):
        value = share
        if "value" in row:
            value = _value(row["value"], passage, start, end + 8) or share
        own = kind
        if kind in MOTIONS and (where != "after" or kind is ConstraintType.PROPOSAL):
            # "по предложению X или трети депутатов": each asks for himself
            own = ConstraintType.INITIATIVE_QUOTA if share else ConstraintType.PROPOSAL
            value = share
        limits += [Limit(own, code, value, start, end, **common) for code in mention.codes]
    if anonymous and kind in MOTIONS:
        quota = ConstraintType.INITIATIVE_QUOTA
        limits.append(Limit(quota, None, anonymous, start, end, **common))
    return limits


def _of_deputies(
    passage: Passage, match: Match, group: Sequence[Mention], where: str
) -> str | None:
    """A share of deputies whose body is not named: "по предложению X или трети депутатов"."""
    if not group:
        return None
    told = (
        passage.lows(group[-1].end, group[-1].end + 12)
        if where == "after"
        else passage.lows(group[-1].end, match.end)
    )
    if not (told and told[0] in LINKS and any(low.startswith("депутат") for low in told)):
        return None
    return values.fraction(told)


def _shares(
    passage: Passage, match: Match, group: Sequence[Mention], where: str
) -> Iterable[tuple[Mention, str | None]]:
    """Each actor with the share of his deputies that is asked for.

    "не менее одной пятой депутатов" stands before its holder, "депутаттардың бестен бірі" after.
    """
    reached = match.end if where == "after" else min(m.start for m in group)
    for mention in group:
        if where == "after":
            told = passage.lows(min(reached, mention.start), mention.start)
        else:
            later = [m.start for m in group if m.start > mention.start]
            told = passage.lows(mention.end, min(later, default=match.end))
        apart = any(low.startswith("депутат") for low in told) and told[0] in LINKS
        yield mention, None if apart and where != "after" else values.fraction(told)
        reached = mention.end


def _value(kind: str | None, passage: Passage, start: int, end: int) -> str | None:
    if kind is None:
        return None
    if kind in {"duration", "rate"}:  # the amount may stand just before: "бес | жыл мерзімге"
        since = min(start, 4)
        lows = passage.lows(start - 4, end)
        return values.duration(lows, since) if kind == "duration" else values.rate(lows, since)
    if kind == "fraction":
        return values.fraction(passage.lows(start, end))
    return values.count(passage.lows(start, end)) if kind == "count" else kind


# --- where the other holder stands ---------------------------------------------------------------


def _after(passage: Passage, match: Match, mentions: Sequence[Mention]) -> list[Mention]:
    """The holders that follow: "с согласия Сената", "после консультаций с X и Y"."""
    cases = match.entry.data.get("cases")
    ahead = sorted((m for m in mentions if m.end > match.start), key=lambda m: m.start)
    group: list[Mention] = []
    place = match.end
    alone = match.entry.data["type"] == ConstraintType.CONCLUSION.value
    for mention in ahead:
        between = passage.lows(place, mention.start)
        if not group and alone and "и" in between:
            break  # "на основании заключения комиссии и заключения Суда": the first is no holder's
        if not group and (len(between) > REACH or _breaks(passage, place, mention.start)):
            break
        if not group and cases and mention.case not in cases:
            break
        if group and (mention.case != group[0].case or not linked(between, BETWEEN)):
            break
        group.append(mention)
        place = mention.end
    return group


def _before(passage: Passage, match: Match, mentions: Sequence[Mention]) -> list[Mention]:
    """The holders that precede: "Сенаттың келісімімен", "Премьер-Министрмен және ... кейін"."""
    beside = match.entry.data.get("beside")  # then what the words name is another: "ұсынған судья"
    until = match.start if beside else match.end
    back = sorted((m for m in mentions if m.start < until), key=lambda m: -m.start)
    group: list[Mention] = []
    place = match.start
    cases = match.entry.data.get("cases", OWNER)
    for mention in back:
        between = passage.lows(mention.end, place)
        if (
            not group
            and mention.case not in cases
            and not (between and PRONOUNS.issuperset(between))
        ):
            break
        reach = 0 if beside else REACH - 2
        if not group and (len(between) > reach or _breaks(passage, mention.end, place)):
            break
        if group and not linked(between, BETWEEN):
            break
        if group and mention.case not in {group[0].case, "Nom"}:
            break
        group.append(mention)
        place = mention.start
    return sorted(group, key=lambda m: m.start)


def _to(passage: Passage, match: Match, mentions: Sequence[Mention]) -> list[Mention]:
    """To whom one reports: "сообщает об этом Сенату", "Парламентке есеп береді".

    In Russian he follows or precedes, in Kazakh he precedes; owners between are passed over.
    """
    cases = match.entry.data.get("cases", ("Dat",))
    datives = [m for m in mentions if m.case in cases or _marked(passage, m)]
    after = [
        m for m in datives
        if m.end > match.start and m.start - match.end <= FAR
        and not _breaks(passage, match.end, m.start)
    ]  # fmt: skip
    before = [
        m for m in datives
        if m.end <= match.start and match.start - m.end <= FAR
        and not _breaks(passage, m.end, match.start)
    ]  # fmt: skip
    nearest = after[0] if after and passage.lang is Lang.RUS else before[-1] if before else None
    return _joined(passage, mentions, nearest) if nearest else []


def _recipient(passage: Passage, _: Match, mentions: Sequence[Mention]) -> list[Mention]:
    return addressees(passage, mentions)


ACTORS: dict[str, Callable[[Passage, Match, Sequence[Mention]], list[Mention]]] = {
    "after": _after, "before": _before, "to": _to, "recipient": _recipient,
}  # fmt: skip


def addressees(
    passage: Passage, mentions: Sequence[Mention], place: int | None = None
) -> list[Mention]:
    """To whom a proposal goes, and who so consents: "вносит Президенту", "Президентке ұсынады".

    Words that say nothing else ("перед Президентом", "Сенаттың қарауына") come before a
    bare dative, and of several the nearest to the act at `place`.
    """
    marked = [m for m in mentions if _marked(passage, m)]
    datives = [m for m in mentions if m.case == "Dat" and not _trusted(passage, m)]
    found = marked or datives
    if not found:
        return []
    nearest = found[0] if place is None else min(found, key=lambda m: abs(m.start - place))
    before = [m for m in mentions if "перед" in passage.lows(m.start - 1, m.start)]
    if nearest in before:  # "перед Президентом о ... либо вышестоящим акимом о ..."
        return before + [
            m for m in mentions
            if m.case == "Ins" and m not in before and m.start > nearest.end
            and LINKS & set(passage.lows(m.start - 1, m.start))
        ]  # fmt: skip
    return _joined(passage, mentions, nearest)


def _marked(passage: Passage, mention: Mention) -> bool:
    """As in "перед Сенатом", "на рассмотрение Сената", "в Сенат", "Сенаттың алдына"."""
    before = set(passage.lows(mention.start - 1, mention.start))
    after = set(passage.lows(mention.end, mention.end + 1))
    if before & MARKS or after & KAZAKH_MARKS:
        return True
    return (
        bool(before & {"в", "во"}) and mention.case == "Acc" and not set(mention.codes) & NO_PLACES
    )


def _trusted(passage: Passage, mention: Mention) -> bool:
    beside = passage.lows(mention.start - 1, mention.start)
    beside += passage.lows(mention.end, mention.end + 1)
    return any(low.startswith(TRUST) for low in beside)


def _joined(passage: Passage, mentions: Sequence[Mention], first: Mention) -> list[Mention]:
    """The mention and those joined to it: "Президенту и Сенату", "Президент пен Сенатқа"."""
    group = [first]
    later = [m for m in mentions if m.start >= first.end]
    for mention in sorted(later, key=lambda m: m.start):
        between = _unbracketed(passage, group[-1].end, mention.start)
        if mention.case != first.case or not linked(between, BETWEEN):
            break
        group.append(mention)
    earlier = [m for m in mentions if m.end <= first.start]
    for mention in sorted(earlier, key=lambda m: -m.start):
        between = _unbracketed(passage, mention.end, group[0].start)
        if mention.case not in {first.case, "Nom", "Gen"} or not linked(between, BETWEEN):
            break
        if mention.case != first.case and passage.lang is Lang.RUS:
            break
        group.insert(0, mention)
    return group


def _unbracketed(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    """The words between two places, what stands in brackets left out."""
    told, depth = [], 0
    for low in passage.lows(start, end):
        depth += (low == "(") - (low == ")")
        if not depth and low != ")":
            told.append(low)
    return tuple(told)


def fault(passage: Passage) -> Match | None:
    """A fault that is the case for undoing an act: "решения, не соответствующие закону"."""
    return next(iter(_faults(passage.lang).matches(passage)), None)


@cache
def _faults(lang: Lang) -> Lexicon:
    return Lexicon([Entry("fault", {lang.value: table("constraints")["faults"]})], lang)


def asks(passage: Passage, start: int, end: int) -> bool:
    """Whether someone's own act is told there: a demand, an appeal, a vote of confidence."""
    return any(word.low.startswith(ASKING) for word in passage.words[start:end])


def _breaks(passage: Passage, start: int, end: int) -> bool:
    """Whether a finite verb or a semicolon stands between."""
    return any(
        word.low == ";" or (word.form == "Fin" and not word.short)
        for word in passage.words[start:end]
    )
