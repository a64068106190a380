"""The label of a clause: named rules in the codebook's order of precedence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.powers.evidence import Act, Evidence, Verdict
from pipeline.powers.predicates import cues
from pipeline.powers.subjects import PERSONS, QUOTES
from pipeline.vocabulary import ConstraintType, Holder, Label, Lang

REPORTING = {"report_duty", "takes_oath", "must_conform", "meets"}
CLASSIFIER = "classifier"
NAMED_BY = {"subject", "agent", "at_sitting"}  # holder rules that rest on a named body's own act

# By what a unit is repealed in place: "... Заңымен алып тасталды".
REPEALING = {"заңымен", "законом", "жарлығымен", "указом"}

HOUSES = {Holder.PARLIAMENT, Holder.SENATE, Holder.MAZHILIS, Holder.KURULTAI,
          Holder.SUPREME_SOVIET, Holder.MASLIKHAT}  # fmt: skip
# Deciding, and what a decision is called where no law or act is named.
RULING = {"issue", "settle", "take"}
RULINGS = {"ruling", "resolution", "decision", "conclusion"}
# Acts that a participle alone gives: "назначаемый Президентом", "Президент айқындаған тәртіппен".
SETTLING = {"appoint", "elect", "determine", "call_referendum"}


def decide(evidence: Evidence) -> Verdict:
    """The first rule that speaks decides; silence means that no power is told."""
    for rule, label, sure in RULES:
        if evidence.passage.words and rule(evidence):
            return Verdict(label, sure, rule.__name__)
    return Verdict(Label.NONE, 0.75, "nothing_said")


def settle(ruled: Verdict, opinion: Mapping[Label, float] | None) -> Verdict:
    """The label that the classifier finds likeliest; without a classifier, that of the rules.

    The rule's name stays where the two agree, so that a reader is told the more telling reason.
    """
    if opinion is None:
        return ruled
    label = max(opinion, key=lambda each: opinion[each])
    return Verdict(label, opinion[label], ruled.rule if label is ruled.label else CLASSIFIER)


def repealed_unit(evidence: Evidence) -> bool:
    """As in "исключен Законом ...", "алып тасталды": the unit itself is gone."""
    words = [w for w in evidence.passage.words if w.pos != "PUNCT"]
    found = cues(evidence.passage, "repealed")
    by_law = any(word.low in REPEALING for word in words)
    return any(
        match.start <= 4 or len(words) <= 6 or (by_law and match.end >= len(words))
        for match in found
    )


def power_replaced(evidence: Evidence) -> bool:
    """Words with a power give way to words without: слова "аким назначает" заменить ..."""
    words = evidence.passage.words
    quotes = [place for place, word in enumerate(words) if word.low in QUOTES]
    if "words_replaced" not in evidence.said("amending") or len(quotes) < 4:
        return False
    old, new = (
        {
            (actor.holder, act.predicate.base)
            for act in evidence.acts
            if act.gives and start < act.predicate.anchor < end
            for actor in act.actors
        }
        for start, end in (quotes[:2], quotes[2:4])
    )
    return bool(old - new)


def bound_by_lead_in(evidence: Evidence) -> bool:
    """Items of a duty: "судья должен руководствоваться принципами:", "басшылыққа алуға тиіс:"."""
    return evidence.bound_by_lead


def taken_away(evidence: Evidence) -> bool:
    """As in "пункт 4 исключить", "сөздері алынып тасталсын": an amending act ends a power."""
    if any(_annuls(act) for act in evidence.acts):
        return False  # "Правительство признает утратившими силу акты министерств"
    return bool(evidence.said("taken"))


def _annuls(act: Act) -> bool:
    """Whether a holder named annuls acts, and not this amending act a norm."""
    predicate = act.predicate
    told = predicate.rule in {"finite_verb", "permitted_infinitive", "listed_noun"}
    by_holder = any(actor.rule in {*NAMED_BY, "lead_in_holder"} for actor in act.actors)
    return act.gives and predicate.base == "annul" and told and by_holder


def refers_elsewhere(evidence: Evidence) -> bool:
    """As in "См. ...", "қараңыз", a second ballot: nothing that a state body does."""
    return "see_elsewhere" in evidence.said("nothing")


def act_in_condition(evidence: Evidence) -> bool:
    """As in "Если Мажилис одобрит, закон считается принятым": the vote is the power."""
    if "means_or_deems" not in evidence.said("nothing"):
        return False
    return evidence.limited(ConstraintType.MAJORITY) and any(
        act.gives and act.predicate.manner in {"condition", "permitted"}
        and not act.implied and act.actors[0].rule != "lead_in_holder" for act in evidence.acts
    )  # fmt: skip


def majority_elects(evidence: Evidence) -> bool:
    """As in "Избранным считается кандидат, набравший большее число", "сайланды деп есептеледі"."""
    chosen: tuple[str, ...] = ("избран", "принятым", "сайлан", "қабылданд")
    if evidence.passage.lang is Lang.KAZ:
        failed = any(word.mood == "Cnd" and word.negative for word in evidence.passage.words)
        chosen = ("сайлан", "кандидат") if failed else ("сайлан", "кандидат", "қабылданд")
    return (
        any(low.startswith(chosen) for low in evidence.passage.lows(0, 10_000))
        and means_or_deems(evidence)
        and evidence.limited(ConstraintType.MAJORITY)
    )


def means_or_deems(evidence: Evidence) -> bool:
    """As in "Несоблюдение срока означает ...", "қабылданғанын білдіреді": a consequence."""
    if "means_or_deems" not in evidence.said("nothing") or _banned_first(evidence):
        return False
    return not any(
        act.gives
        and act.predicate.manner in {"asserted", "permitted"}
        and act.predicate.anchor < len(evidence.passage.words) // 2
        for act in evidence.acts
    )


def _banned_first(evidence: Evidence) -> bool:
    """A Kazakh ban, and then what its breach entails: "жол берілмейді және ... әкеп соғады"."""
    if evidence.passage.lang is Lang.RUS:
        return False
    deemed = [m for m in cues(evidence.passage, "nothing") if m.entry.name == "means_or_deems"]
    bans = cues(evidence.passage, "forbidden")
    return bool(bans) and bans[0].start < deemed[0].start


def powers_end(evidence: Evidence) -> bool:
    """As in "Полномочия прекращаются", "күшіне енеді" with no one who ends them."""
    said = evidence.said("nothing")
    quiet = not any(act.gives and not act.implied for act in evidence.acts)
    return (
        bool(said & {"powers_begin_or_end"})
        and (quiet or any(low in {"присяги", "ант"} for low in evidence.passage.lows(0, 10_000)))
        and not evidence.limited(ConstraintType.COUNTERSIGNATURE)
    )


def exempt(evidence: Evidence) -> bool:
    """As in "Ограничение не распространяется на ...", "талап етілмейді": a limit lifted."""
    return bool(evidence.said("exempt"))


def reporting_duty(evidence: Evidence) -> bool:
    """As in "докладывает Президенту", "есеп береді": who must report holds no power by it."""
    if not evidence.limited(ConstraintType.ACCOUNTABILITY):
        return False
    return not any(_free_act(act) for act in evidence.acts)


def _free_act(act: Act) -> bool:
    """An act that is neither a report nor only a way of doing one's work."""
    predicate = act.predicate
    name = predicate.row.get("name")
    reports = name in {*REPORTING, "other_powers"} or (name == "works_out" and not act.objects)
    if predicate.base == "confidence" and predicate.manner == "asserted":
        return False
    return act.gives and not reports and predicate.base not in {"submit", "resign", "succeed"}


def oath_taking(evidence: Evidence) -> bool:
    """An oath is a duty with a day and a form: "Присяга приносится", "ант береді"."""
    lows = evidence.passage.lows(0, 10_000)
    oath = any(low.startswith(("присяг",)) or low == "ант" for low in lows)
    takes = any(
        act.predicate.base in {"take", "accept_oath"} and act.gives for act in evidence.acts
    )
    return oath and not takes and evidence.limited(ConstraintType.DEADLINE, ConstraintType.FORM)


def elected_by_people(evidence: Evidence) -> bool:
    """Citizens elect: a term or who may be elected limits the office ("избирается сроком на")."""
    elects = any(act.predicate.base == "elect" for act in evidence.acts)
    chosen = elects or any(
        w.low.startswith(("избра", "избира", "сайла")) for w in evidence.passage.words
    )
    return (
        chosen
        and evidence.limited(ConstraintType.TERM, ConstraintType.ELIGIBILITY)
        and not any(
            act.gives
            and (
                act.predicate.base != "elect"
                or (_elected_by_body(act) and not _passive_with_eligibility(evidence, act))
            )
            for act in evidence.acts
        )
    )


def _elected_by_body(act: Act) -> bool:
    """As in "судьи избираются Сенатом", "мәслихат сайлайды": a named body elects another office."""
    return any(actor.rule in NAMED_BY and actor.holder not in PERSONS for actor in act.actors)


def _passive_with_eligibility(evidence: Evidence, act: Act) -> bool:
    """As in "депутатом избирается гражданин": the passive tells who may be elected."""
    return act.predicate.passive and evidence.limited(ConstraintType.ELIGIBILITY)


def eligible(evidence: Evidence) -> bool:
    """Who may hold an office: "Судьями могут быть граждане", "депутат бола алады"."""
    return evidence.limited(ConstraintType.ELIGIBILITY) and not any(
        act.gives and act.predicate.rule != "unlisted_verb" for act in evidence.acts
    )


def steps_down(evidence: Evidence) -> bool:
    """Who must resign or lay down powers: "слагает полномочия", "доғарады"."""
    acts = [act for act in evidence.acts if act.gives]
    stepping = [a for a in acts if a.predicate.base == "resign" or _lays_down(a)]
    free = [a for a in acts if a not in stepping]
    willing = any(act.predicate.manner == "permitted" for act in stepping)
    passing = any(actor.rule == "successor" for act in stepping for actor in act.actors)
    return bool(stepping) and not free and not willing and not passing


def _lays_down(act: Act) -> bool:
    return act.predicate.row.get("name") == "lays_down"


def incompatible(evidence: Evidence) -> bool:
    """As in "приостанавливает деятельность в партии", "сыйыспайды": an office shuts out others."""
    return evidence.limited(ConstraintType.INCOMPATIBILITY) and (
        evidence.named or not about_citizens(evidence)
    )


def about_citizens(evidence: Evidence) -> bool:
    """As in "Никто не может быть ...", "Әркімнің құқығы бар": rights and duties of people."""
    opens = any(match.start == 0 for match in cues(evidence.passage, "people"))
    state = any(
        act.gives and act.actors[0].rule in {"subject", "agent", "lead_in_holder", "protected"}
        for act in evidence.acts
    )
    return opens and not state


def immune(evidence: Evidence) -> bool:
    """As in "неприкосновенны", "не могут быть арестованы", "қол сұғылмайды"."""
    return any(act.predicate.base == "immunity" and act.actors for act in evidence.acts)


def bare_ruling(evidence: Evidence) -> bool:
    """A decision and its deadline, and nothing else: "Совет выносит решение в течение месяца"."""
    acts = [act for act in evidence.acts if act.gives]
    return (
        len(acts) == 1
        and acts[0].predicate.base in RULING
        and acts[0].predicate.manner == "asserted"
        and not set(acts[0].objects) - RULINGS
        and evidence.limited(ConstraintType.DEADLINE)
        and not evidence.limited(ConstraintType.MAJORITY, ConstraintType.TRIGGER)
    )


def restricted(evidence: Evidence) -> bool:
    """An act that may be done only so: "допускаются лишь в случаях", "ғана жол беріледі"."""
    named = any(act.gives and act.actors[0].rule in NAMED_BY for act in evidence.acts)
    return bool(evidence.said("restricted")) and not named


def rights_limited(evidence: Evidence) -> bool:
    """What the state may not do to rights: "құқықтарын шектеуге жол берілмейді", "тек заңмен"."""
    limiting = [act for act in evidence.acts if act.predicate.row.get("name") == "limits_rights"]
    only = bool(cues(evidence.passage, "only"))
    return any(act.predicate.forbidden or only for act in limiting)


def ruled_out(evidence: Evidence) -> bool:
    """An act denied by the law: "қол қойылмайды", "қабылдамайды"."""
    if evidence.passage.lang is Lang.RUS or any(w.mood == "Cnd" for w in evidence.passage.words):
        return False
    return any(_denied(act) for act in evidence.acts if act.predicate.rule == "finite_verb")


def _denied(act: Act) -> bool:
    return act.predicate.forbidden and (act.predicate.passive or bool(act.actors))


def state_holder_acts(evidence: Evidence) -> bool:
    """A holder of the state does or may do an act: "назначает", "вправе", "тағайындайды"."""
    for act in evidence.acts:
        if not act.gives or act.predicate.row.get("name") in REPORTING:
            continue
        if act.predicate.manner == "condition":
            told = evidence.limited(ConstraintType.MAJORITY) or act.predicate.base in SETTLING
            if told or refused_by_house(act):
                return True
            continue
        return True
    return False


def refused_by_house(act: Act) -> bool:
    """A chamber's refusal told as a condition: "Если Сенат не одобрит закон", "мақұлдамаса"."""
    named = any(actor.rule in NAMED_BY and actor.holder in HOUSES for actor in act.actors)
    return act.predicate.base == "reject" and named


def words_replaced(evidence: Evidence) -> bool:
    """As in "слова ... заменить", "алмастырылсын": an instruction to edit, not yet a rule."""
    return bool(evidence.said("amending"))


def left_to_law(evidence: Evidence) -> bool:
    """As in "определяется законом", "тәртіппен жүзеге асырылады": the rule is elsewhere."""
    given = any(act.gives for act in evidence.acts)
    bound = any(limit.only != "+" for limit in evidence.limits)
    return "left_to_law" in evidence.said("nothing") and not given and not bound


def limit_alone(evidence: Evidence) -> bool:
    """Only a limit is told: "не вправе", "сроком на", "большинством", "болмайды"."""
    limits = [limit for limit in evidence.limits if limit.only != "+"]
    known = evidence.named or any(not act.gives for act in evidence.acts)
    if all(limit.type is ConstraintType.PROHIBITION for limit in limits):
        # A ban on no one is no limit, nor is a duty that is not a state holder's.
        return (known and bool(limits)) or (evidence.named and evidence.duty)
    return True


def only_a_trigger(evidence: Evidence) -> bool:
    """As in "могут быть прекращены досрочно в случаях": grounds that must hold, and no one acts."""
    acts = [act for act in evidence.acts if not act.gives and act.predicate.manner != "condition"]
    return bool(acts) and evidence.limited(ConstraintType.TRIGGER)


RULES: tuple[tuple[Callable[[Evidence], bool], Label, float], ...] = (
    (repealed_unit, Label.REMOVE, 0.97),
    (taken_away, Label.REMOVE, 0.9),
    (power_replaced, Label.REMOVE, 0.8),
    (bound_by_lead_in, Label.CONSTRAIN, 0.85),
    (refers_elsewhere, Label.NONE, 0.9),
    (act_in_condition, Label.GRANT, 0.85),
    (majority_elects, Label.CONSTRAIN, 0.85),
    (means_or_deems, Label.NONE, 0.9),
    (powers_end, Label.NONE, 0.85),
    (exempt, Label.GRANT, 0.75),
    (oath_taking, Label.CONSTRAIN, 0.8),
    (elected_by_people, Label.CONSTRAIN, 0.85),
    (eligible, Label.CONSTRAIN, 0.85),
    (incompatible, Label.CONSTRAIN, 0.9),
    (rights_limited, Label.CONSTRAIN, 0.8),
    (about_citizens, Label.NONE, 0.85),
    (immune, Label.GRANT, 0.9),
    (steps_down, Label.CONSTRAIN, 0.75),
    (reporting_duty, Label.CONSTRAIN, 0.8),
    (bare_ruling, Label.CONSTRAIN, 0.8),
    (restricted, Label.CONSTRAIN, 0.75),
    (state_holder_acts, Label.GRANT, 0.93),
    (words_replaced, Label.NONE, 0.7),
    (left_to_law, Label.NONE, 0.9),
    (limit_alone, Label.CONSTRAIN, 0.8),
    (ruled_out, Label.CONSTRAIN, 0.7),
    (only_a_trigger, Label.CONSTRAIN, 0.55),
)
