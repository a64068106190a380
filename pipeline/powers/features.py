"""What the label of a clause may rest on, as named features that hold no institution's name.

Actors are masked: the features say that a holder stands in the nominative, never which one. So what
is learned from the President's clauses holds for a council that did not exist then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.powers.evidence import Evidence, Verdict
from pipeline.powers.forms import MENTIONED
from pipeline.powers.labels import RULES
from pipeline.powers.lexicon import lexicon, table
from pipeline.powers.predicates import UNLISTED, Predicate, cues
from pipeline.powers.subjects import Scene
from pipeline.powers.trees import witness
from pipeline.vocabulary import Label

Features = dict[str, float]
# Regularisation weighs small values down. The verdict of the rules is where the model starts from,
# which leaves the other features to say when not to trust it; a single word says least.
VERDICT = 3.0
WORD = 0.5
WORDLESS = {"PUNCT", "NUM", "SYM", "PROPN"}


def features(
    scene: Scene, evidence: Evidence, verdict: Verdict, all_acts: Sequence[Predicate], n: int,
    label_before: Label | None,
) -> Features:  # fmt: skip
    """Names of what holds of a clause, with their values."""
    found: set[str] = {f"rule={verdict.rule}"}
    found |= {f"fires={rule.__name__}" for rule, _, _ in RULES if rule(evidence)}
    found |= set(_of_acts(scene, evidence, all_acts))
    found |= {f"limit={limit.type.value}{limit.only}" for limit in evidence.limits}
    found |= set(_of_cues(scene))
    found |= set(_of_names(scene))
    found |= set(_of_neighbours(scene, n, label_before))
    return {
        f"verdict={verdict.label.value}": VERDICT,
        **dict.fromkeys(sorted(found), 1.0),
        **dict.fromkeys(sorted(_of_words(scene)), WORD),
    }


def _of_acts(scene: Scene, evidence: Evidence, all_acts: Sequence[Predicate]) -> Iterator[str]:
    """How acts are told, who does them, and whether the tree sees the same subject."""
    if not evidence.acts:
        yield "acts=none"
    if any(act.manner == MENTIONED for act in all_acts):
        yield "acts=mentioned"
    if len(evidence.acts) > 1:
        yield "acts=several"
    for act in evidence.acts:
        predicate = act.predicate
        held = "held" if act.gives else ("forbidden" if predicate.forbidden else "unheld")
        yield f"act={predicate.manner}+{held}"
        yield f"form={predicate.rule}+{held}"
        yield f"action={predicate.base}+{held}"
        if predicate.passive:
            yield f"passive+{held}"
        if predicate.row.get("name") == UNLISTED:
            yield f"unlisted+{held}"
        yield from (f"by={actor.rule}" for actor in act.actors)
        told_by = act.actors[0].mention if act.actors else None
        yield f"tree={witness(scene, predicate, told_by)}"


def _of_cues(scene: Scene) -> Iterator[str]:
    for section in table("cues"):
        for match in cues(scene.passage, section):
            yield f"cue={section}:{match.entry.name}"
        if scene.lead is not None:
            for match in cues(scene.lead, section):
                yield f"lead_cue={section}:{match.entry.name}"


def _of_names(scene: Scene) -> Iterator[str]:
    yield f"named={min(len(scene.mentions), 2)}"
    yield from (f"named_in={m.case}" for m in scene.free)
    if scene.lead is not None:
        yield "lead=holder" if scene.lead_mentions else "lead=other"


def _of_words(scene: Scene) -> set[str]:
    """Lemmas, and verbs with their form, outside the names of holders."""
    holders = lexicon("holders", "holder", scene.passage.lang).longest(scene.passage)
    named = {place for match in holders for place in match.places}
    found = set()
    for place, word in enumerate(scene.passage.words):
        if place in named or word.pos in WORDLESS:
            continue
        found.add(f"lemma={word.lemma}")
        if word.form:
            found.add(f"verb={word.lemma}:{word.form}{'-' if word.negative else ''}")
    return found


def _of_neighbours(scene: Scene, n: int, label_before: Label | None) -> Iterator[str]:
    yield f"place={min(n, 2)}"
    if n and label_before:
        yield f"after={label_before.value}"
    if scene.continues:
        yield "continues"
    length = len(scene.passage.words)
    yield f"length={'short' if length < 8 else 'middle' if length < 25 else 'long'}"
