"""Who holds the power that a predicate stands for: named rules in order, the first answer wins."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.powers.forms import COMPETENCES
from pipeline.powers.holders import Mention, coordinated
from pipeline.powers.lexicon import table
from pipeline.powers.predicates import Predicate
from pipeline.powers.subjects import QUOTES, Actor, Scene, ahead, subject
from pipeline.vocabulary import Holder, Lang

# By whose act something is done: "решением Сената", "Үкіметтің қаулысымен".
BY_DECISION = {"решением", "указом", "постановлением", "распоряжением", "приказом", "актом",
               "решениями", "указами", "постановлениями", "шешімімен", "жарлығымен", "қаулысымен",
               "өкімімен", "бұйрығымен", "актісімен", "шешімдерімен", "жарлықтарымен"}  # fmt: skip
DECISION_NOUNS = ("шешім", "жарлығ", "қаулы", "өкім", "бұйрығ")
# Acts that a state body may do where the law names none.
LEFT_OPEN = {"form", "determine", "declare", "delegate", "organise", "works_out", "other"}
ACTS = ("постановлени", "регламент", "қаулы", "регламент", "заңдар", "законы")
BY_WHOM = {("тарапынан",), ("арқылы",)}
NEAR = 4  # words between a participle and its agent
FAR = 6  # words between a Kazakh agent and his verb
FREE_INSTRUMENTAL = {"с", "со", "перед", "между", "над", "под", "за"}


def actors(scene: Scene, predicate: Predicate) -> list[Actor]:
    """The holders of a predicate's power, [] where the words name none."""
    if _by_law(scene, predicate):
        return []
    for rule in (agent,) if predicate.rule == "unlisted_passive" else RULES:
        found = rule(scene, predicate)
        if found:
            return [Actor(code, m, rule.__name__) for m in found for code in m.codes]
    return []


def _by_law(scene: Scene, predicate: Predicate) -> bool:
    """A law itself settles it, and no holder: kaz "тәртібін заң айқындайды"."""
    before = scene.passage.lows(predicate.start - 1, predicate.start)
    return predicate.base == "determine" and before in {("заң",), ("заңдар",), ("конституция",)}


def implied(action: str, obj: str | None) -> tuple[Holder | None, bool]:
    """Who acts by the nature of the act, and whether the clause still gives the power."""
    for row in table("holders")["implied"]:
        if action in row["actions"] and obj in row["objects"]:
            return Holder(row["holder"]), bool(row.get("grants"))
    return None, False


def successor(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Powers pass to him: "переходят к Председателю Сената", "Премьер-Министрге көшеді"."""
    if predicate.base != "succeed":
        return []
    datives = [m for m in scene.mentions if m.case == "Dat"]
    return datives[-1:] if datives else []


def protected(scene: Scene, predicate: Predicate) -> list[Mention]:
    """An immunity is his whom it protects, whatever his case: "Президентіне қол сұғылмайды"."""
    if predicate.base != "immunity":
        return []
    return (scene.free or list(scene.mentions))[:1]


def author(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Whose act is spoken of: "Постановления Правительства не должны противоречить"."""
    name = predicate.row.get("name")
    if name == "on_whose_demand":
        return [m for m in scene.mentions if m.case == "Gen"][:1]
    if name == "keeps_powers" and scene.passage.lang is Lang.KAZ:
        return [m for m in scene.mentions if m.end == predicate.start]  # "әкімдер өкілеттігін"
    if name == "member_by_right":
        return list(scene.mentions[:1])
    if name == "charged":
        charged = [m for m in scene.mentions if m.case in {"Acc", "Dat"}]
        return charged[-1:]
    if name == "local_administration":
        return _local_administration(scene, predicate)
    if name in {"by_decision_of", "objection"} and predicate.passive:
        return [m for m in scene.mentions if m.case == "Gen" and m.start >= predicate.end][:1]
    if name == "subject_to" and scene.passage.lang is Lang.KAZ:
        owners = [m for m in scene.mentions if m.case == "Gen" and m.end <= predicate.start]
        return ahead(scene, owners, owners[-1]) if owners else []
    if name == "must_conform":
        return [m for m in scene.mentions if m.case == "Gen" and m.start < predicate.start][:1]
    if predicate.passive and predicate.base in {"take", "issue", "adopt"}:
        return _owner_of_act(scene, predicate)
    return []


def _local_administration(scene: Scene, predicate: Predicate) -> list[Mention]:
    """As in "Маслихаты осуществляют местное управление", "... осуществляется маслихатами"."""
    told = [m for m in scene.free if m.case == "Nom" and m.end <= predicate.start]
    if told and scene.passage.lang is Lang.RUS:
        return ahead(scene, told, told[0])
    found = [m for m in scene.mentions if m.case == "Ins" and m.start > predicate.anchor]
    return found[:1] or scene.free[:1]


def _owner_of_act(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Whose acts they are: "Постановления Парламента принимаются", "Парламент қаулылары"."""
    words = scene.passage.words
    for mention in scene.mentions:
        beside = mention.start - 1 if scene.passage.lang is Lang.RUS else mention.end
        owned = 0 <= beside < len(words) and words[beside].low.startswith(ACTS)
        if owned and mention.case == "Gen" and mention.start < predicate.start:
            return [mention]
    return []


def sent_to(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Where a draft goes next: "передается в Сенат, где рассматривается", "онда қаралады"."""
    where = {"где", "онда"} & set(scene.passage.lows(0, predicate.anchor))
    if not where or not predicate.passive:
        return []
    return [m for m in scene.mentions if m.case in {"Acc", "Dat"} and m.end <= predicate.anchor][
        -1:
    ]


def right_given(scene: Scene, _predicate: Predicate) -> list[Mention]:
    """As in "Право принадлежит Правительству", "Президентке ... құқығы берілсін"."""
    if not scene.given:
        return []
    datives = [m for m in scene.mentions if m.case == "Dat"]
    return ahead(scene, datives, datives[0]) if datives else []


def agent(scene: Scene, predicate: Predicate) -> list[Mention]:
    """The agent of a passive: "назначается Президентом", "Сенат тарапынан тағайындалады"."""
    if not predicate.passive:
        return []
    words = scene.passage.words
    deciding = _by_decision(scene)
    if deciding:
        return deciding
    if scene.passage.lang is Lang.KAZ:
        found = [m for m in scene.mentions if m.case == "Ins" and m.name.startswith("by_")]
        found += [m for m in scene.mentions if scene.passage.lows(m.end, m.end + 1) in BY_WHOM]
        found += [m for m in scene.free if _instrumental_agent(scene, predicate, m)]
        return found[:1]
    free = [
        m for m in scene.mentions
        if m.case == "Ins" and not (m.start and (
            words[m.start - 1].low in FREE_INSTRUMENTAL or (
                words[m.start - 1].form == "Part" and not words[m.start - 1].short
                and m.start - 1 != predicate.anchor)))
    ]  # fmt: skip
    after = [
        m
        for m in free
        if m.start >= predicate.anchor and not _owned_by_participle(scene, predicate, m)
    ]
    before = [
        m
        for m in free
        if m.start < predicate.anchor
        and QUOTES.isdisjoint(scene.passage.lows(m.end, predicate.start))  # other words quoted
    ]
    if predicate.rule == "passive_of_draft":  # a participle's own agent stands beside it
        after = [m for m in after if m.start - predicate.end <= NEAR]
        before = [m for m in before if predicate.start - m.end <= 1]
    first = after[0] if after else (before[-1] if before else None)
    group = ahead(scene, free, first)
    return group + [m for m in free if m.name == "by_way_of_court" and m not in group]


def _instrumental_agent(scene: Scene, predicate: Predicate, mention: Mention) -> bool:
    """Kazakh: whose act a passive tells, "Сенатпен алты жылға сайланады"; not with whom."""
    place = max(predicate.start, predicate.anchor)
    between = scene.passage.words[mention.end : place]
    others = [word for word in between if word.pos == "VERB" and word.voice != "Pass"]
    named = any(mention.end <= other.start < place for other in scene.mentions)
    near = mention.end <= place and len(between) <= FAR
    return mention.case == "Ins" and near and not others and not named


def _by_decision(scene: Scene) -> list[Mention]:
    """By whose act: "назначаются указом Президента", "Президенттің шешімімен тағайындалады"."""
    owners = [m for m in scene.mentions if m.case == "Gen"]
    if scene.passage.lang is Lang.KAZ:
        return [m for m in owners if _whose_decision(scene.passage.lows(m.end, m.end + 2))][:1]
    by_none = all(m.case != "Ins" for m in scene.mentions)
    found = [
        m
        for m in owners
        if set(scene.passage.lows(m.start - 1, m.start)) & BY_DECISION
        or (by_none and scene.passage.lows(m.start - 2, m.start) == ("по", "решению"))
    ]
    return ahead(scene, owners, found[0]) if found else []


def _whose_decision(following: tuple[str, ...]) -> bool:
    """As in "Президенттің жарлығымен", "Үкіметтің шешімі бойынша", "қаулысына сәйкес"."""
    if set(following[:1]) & BY_DECISION:
        return True
    decided = bool(following) and following[0].startswith(DECISION_NOUNS)
    return decided and following[1:] in {("бойынша",), ("негізінде",), ("арқылы",)}


def _owned_by_participle(scene: Scene, predicate: Predicate, mention: Mention) -> bool:
    """Whether a participle between verb and mention takes the mention as its own agent.

    "возглавляется Председателем, назначаемым Президентом": he appoints, he does not chair.
    """
    between = scene.passage.words[predicate.end : mention.start]
    return any(word.form == "Part" and not word.short for word in between[-3:])


def at_sitting(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Decided at a sitting: "принимается на заседании Палат", "отырысында қабылданады"."""
    if not predicate.passive and predicate.rule not in {"noun_of_decision", "attributive_vote"}:
        return []
    if predicate.base == "determine" and predicate.manner == "condition":
        return []  # "установленных процедур": some law has set them
    return [m for m in scene.mentions if m.case == "Place"][:1]


def by_votes(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Its deputies' votes decide: "одобрен большинством депутатов Мажилиса".

    So does a share of deputies that starts an act: "по инициативе одной пятой депутатов".
    """
    allowed = predicate.manner in {"condition", "permitted"} and (
        predicate.passive or predicate.rule in {"passive_of_draft", "attributive_vote"}
    )
    allowed = allowed or predicate.rule == "noun_of_decision"
    allowed = allowed or (predicate.row.get("name") == "override" and predicate.passive)
    if not allowed or predicate.base == "determine":
        return []
    for vote in (*scene.votes, *scene.quotas):
        near = [
            m for m in scene.mentions
            if m.case in {"Gen", "Nom"} and vote.start - 8 <= m.start <= vote.end + 6
        ]  # fmt: skip
        ahead = scene.passage.lang is Lang.RUS
        near = [m for m in near if (m.start >= vote.start) is ahead] or near
        if near:
            return near[:1] if ahead else near[-1:]
    return []


def owner_of_right(scene: Scene, predicate: Predicate) -> list[Mention]:
    """A Kazakh right has an owner in the genitive: "Президенттің ... құқығы бар"."""
    if scene.passage.lang is Lang.RUS or predicate.manner != "permitted":
        return []
    if not any(low.startswith("құқығы") for low in scene.passage.lows(predicate.anchor, 10_000)):
        return []
    owners = [m for m in scene.free if m.case == "Gen" and m.start < predicate.anchor]
    return owners[:1]


def competent(scene: Scene, predicate: Predicate) -> list[Mention]:
    """Whose affair an act is: "тағайындау Президенттің құзыретіне жатады"."""
    if predicate.rule != "in_competence":
        return []
    words = scene.passage.words
    owners = [
        m
        for m in scene.mentions
        if m.case == "Gen" and m.start > predicate.anchor
        and any(word.low.startswith(COMPETENCES) for word in words[m.end : m.end + 2])
    ]  # fmt: skip
    return ahead(scene, owners, owners[0]) if owners else []


def unnamed_body(scene: Scene, predicate: Predicate) -> list[Mention]:
    """An act that the law allows and leaves to no one by name: "режим белгіленуі мүмкін"."""
    words = scene.passage.words
    word = words[predicate.anchor]
    allowed = word.form == "Vnoun" and word.owned and predicate.passive and not word.negative
    following = scene.passage.lows(predicate.anchor + 1, predicate.anchor + 2) == ("мүмкін",)
    if scene.passage.lang is Lang.RUS:
        allowed = predicate.manner == "permitted" and predicate.passive
        following = not predicate.forbidden and scene.passage.has("может", "могут")
    if not (allowed and following) or predicate.base not in LEFT_OPEN:
        return []
    if scene.lead is not None or scene.passage.has("ғана", "тек", "лишь", "только"):
        return []
    by_law = predicate.base == "determine" and scene.passage.has("заңда", "заңмен", "законом")
    holder = Holder.PARLIAMENT if by_law else Holder.STATE_BODY
    return [Mention((holder,), predicate.anchor, predicate.end, "", "unnamed", where="")]


def lead_in_holder(scene: Scene, predicate: Predicate) -> list[Mention]:
    """The list's head names him: "К ведению Сената относится:", "Президент:"."""
    finite = scene.passage.words[predicate.anchor].form == "Fin"
    if not scene.lead_mentions and predicate.rule in {"listed_noun", "unlisted_noun"}:
        return [m for m in scene.mentions if m.case == "Gen" and m.start < predicate.anchor][:1]
    if (
        not scene.lead_mentions
        or (predicate.passive and finite)
        or (predicate.manner == "condition")
    ):
        return []  # a passive sentence under a list's head has another subject
    nominative = [m for m in scene.lead_mentions if m.case == "Nom"]
    if nominative and scene.lead is not None:
        return coordinated(scene.lead, scene.lead_mentions, nominative[0])
    return list(scene.lead_mentions[:1])


def clause_before(scene: Scene, predicate: Predicate) -> list[Mention]:
    """The holder of the clause before, where this one says "он", "ол", "в этом случае"."""
    if predicate.passive or not scene.continues:
        return []
    return list(scene.before)


def issuer(scene: Scene, predicate: Predicate) -> list[Mention]:
    """An order without a subject is its issuer's: "Образовать комиссию" in a decree."""
    if scene.issuer is None or predicate.rule not in {"decreed_infinitive", "finite_verb"}:
        return []
    word = scene.passage.words[predicate.anchor]
    if word.form == "Fin" and word.mood != "Imp" and word.person != "1":
        return []  # a sentence about others: "акимов избирает население"
    return [Mention((scene.issuer,), 0, 0, "", "issuer", where="")]


RULES: tuple[Callable[[Scene, Predicate], list[Mention]], ...] = (
    successor,
    protected,
    author,
    sent_to,
    right_given,
    agent,
    at_sitting,
    by_votes,
    owner_of_right,
    competent,
    subject,
    lead_in_holder,
    clause_before,
    issuer,
    unnamed_body,
)
