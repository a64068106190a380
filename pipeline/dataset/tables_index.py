"""Tables of the index: schemes, scores, what they are made of, how far they may be off."""

from __future__ import annotations

from pipeline.dataset.schema import Column, ForeignKey, Table
from pipeline.dataset.tables_time import LANG, SERIES
from pipeline.vocabulary import Check, Doubt, Holder, Scheme

_SCORE = ForeignKey(("score_id",), "scores", ("score_id",))
_BEFORE_AND_AFTER = (
    ForeignKey(("before",), "scores", ("score_id",)),
    ForeignKey(("after",), "scores", ("score_id",)),
)
_DIFFERENCE = (
    Column("value", "number", "After minus before.", required=True),
    Column("low", "number", "Lower end of the 95% interval.", required=True),
    Column("high", "number", "Upper end of the 95% interval.", required=True),
    Column("p_rise", "number", "Part of the replicates in which it is a rise.", required=True),
    Column("p_fall", "number", "Part of the replicates in which it is a fall.", required=True),
)


def _words(what: str) -> tuple[Column, Column, Column]:
    return (
        Column(f"{what}_kaz", "string", f"Its {what} in Kazakh.", required=True),
        Column(f"{what}_rus", "string", f"Its {what} in Russian.", required=True),
        Column(f"{what}_eng", "string", f"Its {what} in English.", required=True),
    )


SCHEMES = Table(
    "schemes",
    "How scores are computed; docs/methodology.md has the reasons and the known criticism.",
    (
        Column("scheme", "string", "The scheme's code.", required=True, codes=Scheme),
        *_words("name"),
        Column("unit", "string", "What one of it is.", required=True),
        Column("minimum", "number", "Least value possible.", required=True),
        Column("maximum", "number", "Greatest value possible; null where there is none."),
        Column("formula", "string", "How the value is made of its components.", required=True),
        Column("source", "string", "Where the method was published.", required=True),
    ),
    key=("scheme",),
)

COMPONENTS = Table(
    "components",
    "What the scores of a scheme are made of: domains, dimensions, items of a list, holders.",
    (
        Column("scheme", "string", "The scheme.", required=True, codes=Scheme),
        Column("component", "string", "The component's code.", required=True),
        *_words("name"),
        Column("maximum", "number", "Greatest value possible; null where there is none."),
    ),
    key=("scheme", "component"),
    foreign=(ForeignKey(("scheme",), "schemes", ("scheme",)),),
)

SCORES = Table(
    "scores",
    "The index: one scheme's value for one holder over a span of days without a change of text.",
    (
        Column("score_id", "string", "scheme/series/lang/holder/valid_from.", required=True),
        Column("scheme", "string", "How the value is computed.", required=True, codes=Scheme),
        SERIES,
        LANG,
        Column("holder", "string", "Whose powers are measured; null: all holders'.", codes=Holder),
        Column("value", "number", "The value; null where the texts at hand cannot tell."),
        Column("low", "number", "Lower end of the 95% interval, all sources of doubt together."),
        Column("high", "number", "Upper end of the 95% interval."),
        Column("valid_from", "date", "First day of the span.", required=True),
        Column("valid_to", "date", "First day after the span; null while it lasts."),
        Column("partial", "boolean", "Whether a text in force is an excerpt or missing.", True),
    ),
    key=("score_id",),
    foreign=(ForeignKey(("scheme",), "schemes", ("scheme",)),),
)

SCORE_COMPONENTS = Table(
    "score_components",
    "What each power adds to each component of a score: every number leads back to its clauses.",
    (
        Column("score_id", "string", "The score.", required=True),
        Column("component", "string", "The component, see components.", required=True),
        Column("power_id", "string", "The power; null where no power decides the component."),
        Column("contribution", "number", "What it adds; null where the texts cannot tell."),
        Column("rule", "string", "The rule that decided, of a scheme that has such rules."),
    ),
    key=("score_id", "component", "power_id"),
    foreign=(_SCORE, ForeignKey(("power_id",), "powers", ("power_id",))),
)

SCORE_INTERVALS = Table(
    "score_intervals",
    "How far a score may be off, by source of doubt: 95% intervals over replicates.",
    (
        Column("score_id", "string", "The score.", required=True),
        Column("doubt", "string", "Where the doubt comes from.", required=True, codes=Doubt),
        Column("low", "number", "Lower end.", required=True),
        Column("high", "number", "Upper end.", required=True),
    ),
    key=("score_id", "doubt"),
    foreign=(_SCORE,),
)

SCORES_BY_WEIGHTS = Table(
    "scores_by_weights",
    "Scores that weigh powers, under other tables of weights, each known by its name.",
    (
        Column("score_id", "string", "The score.", required=True),
        Column("weights", "string", "The table: default, equal or ladder_only.", required=True),
        Column("value", "number", "The value under it.", required=True),
    ),
    key=("score_id", "weights"),
    foreign=(_SCORE,),
)

SCORE_DIFFERENCES = Table(
    "score_differences",
    "What each change of the texts in force did to a score, and how sure that is.",
    (
        Column("before", "string", "The score before.", required=True),
        Column("after", "string", "The score of the next span.", required=True),
        *_DIFFERENCE,
        Column("gap", "boolean", "Whether days without a text lie between the two.", True),
        Column("acts", "strings", "Acts whose texts begin or end there.", required=True),
    ),
    key=("before", "after"),
    foreign=_BEFORE_AND_AFTER,
)

VERSION_DIFFERENCES = Table(
    "version_differences",
    "How far every score differs between any two texts of the constitutions, each by the first "
    "span of days on which it is in force.",
    (
        Column("older", "string", "The earlier text.", required=True),
        Column("newer", "string", "The later text.", required=True),
        Column("before", "string", "The score of the earlier text.", required=True),
        Column("after", "string", "The score of the later text.", required=True),
        *_DIFFERENCE,
    ),
    key=("older", "newer", "before", "after"),
    foreign=(
        ForeignKey(("older",), "versions", ("version_id",)),
        ForeignKey(("newer",), "versions", ("version_id",)),
        *_BEFORE_AND_AFTER,
    ),
)

CHECKS = Table(
    "checks",
    "Checks that keep the index honest, made anew with each release; docs/methodology.md tells "
    "them. One that fails is published like one that passes.",
    (
        Column("code", "string", "What is checked.", required=True, codes=Check),
        SERIES,
        LANG,
        Column("subject", "string", "Whose scores: a holder's, or all.", required=True),
        Column("scheme", "string", "The scheme; null where all are checked.", codes=Scheme),
        Column("value", "number", "What is measured; null where the texts cannot tell."),
        Column("threshold", "number", "The bound that decides; null: nothing is demanded."),
        Column(
            "passed",
            "boolean",
            "Whether it passes; null: nothing is demanded, or the texts cannot tell.",
        ),
        Column("cases", "integer", "Steps, trials or texts that the value rests on.", True),
        Column("told", "string", "The finding in a sentence.", required=True),
    ),
    key=("code", "series", "lang", "subject", "scheme"),
    foreign=(ForeignKey(("scheme",), "schemes", ("scheme",)),),
)

INDEX_TABLES = (
    SCHEMES,
    COMPONENTS,
    SCORES,
    SCORE_COMPONENTS,
    SCORE_INTERVALS,
    SCORES_BY_WEIGHTS,
    SCORE_DIFFERENCES,
    VERSION_DIFFERENCES,
    CHECKS,
)
