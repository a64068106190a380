"""Tables of what happens over time: changes, lives of powers, akims by tier, claims."""

from __future__ import annotations

from pipeline.amendments.records import Kind, Part
from pipeline.dataset.schema import Column, ForeignKey, Table
from pipeline.vocabulary import (
    Action,
    ChangeKind,
    Choice,
    Domain,
    Holder,
    Lang,
    Polarity,
    Shown,
    Tier,
    Verdict,
)

SERIES = Column(
    "series",
    "string",
    "Whether the text is official or our own short restatement; the two are never mixed.",
    required=True,
    codes=("official", "restated"),
)
LANG = Column("lang", "string", "Language of the text.", required=True, codes=Lang)

CHANGES = Table(
    "changes",
    "Differences in one power between a version and the next, or between an act's last text and "
    "the first of the act that took its place.",
    (
        Column("change_id", "string", "A path to cite: the two texts, the kind, the place.", True),
        Column("kind", "string", "What happened to the power.", True, codes=ChangeKind),
        Column("older", "string", "version_id of the text before.", required=True),
        Column("newer", "string", "version_id of the text after.", required=True),
        SERIES,
        LANG,
        Column("date", "date", "First day of the change, as far as texts and notes tell.", True),
        Column("exact", "boolean", "False: the day is the latest it can have been.", True),
        Column("power", "string", "Identity of the power over time, see lives.", required=True),
        Column("power_from", "string", "power_id before; null for a new power."),
        Column("power_to", "string", "power_id after; null for a power that is gone."),
        Column("holder", "string", "Who holds it; of a transferred power, who did.", codes=Holder),
        Column("holder_to", "string", "Who holds a transferred power now.", codes=Holder),
        Column("action", "string", "What the holder does.", codes=Action),
        Column("object", "string", "What it is done to, as a canonical word."),
        Column("domain", "string", "Field of state life.", codes=Domain),
        Column("polarity", "string", "+ a power, - a limit.", required=True, codes=Polarity),
        Column(
            "differs",
            "strings",
            "Constraints gained (+), lost (-) or changed (old>new), as type:actor:value; "
            "extent:7>15 for a number of offices.",
            required=True,
        ),
        Column("other_language", "string", "The same change in the other language's text."),
        Column("similarity", "number", "Likeness of the two clauses' words, 0 to 1.", True),
        Column("partial", "boolean", "Whether one of the texts is only an excerpt.", True),
        Column("effective_for", "string", "Whom it binds first, where not everyone at once."),
    ),
    key=("change_id",),
    foreign=(
        ForeignKey(("older",), "versions", ("version_id",)),
        ForeignKey(("newer",), "versions", ("version_id",)),
        ForeignKey(("power_from",), "powers", ("power_id",)),
        ForeignKey(("power_to",), "powers", ("power_id",)),
    ),
)

CHANGE_PROOFS = Table(
    "change_proofs",
    "What shows each change: the two texts, an editor's note, the amending act's instruction.",
    (
        Column("change_id", "string", "The change.", required=True),
        Column("n", "integer", "Number of the proof, from 0.", required=True),
        Column("shown", "string", "What shows it.", required=True, codes=Shown),
        Column("act", "string", "The amending act: a key of acts, or its requisites."),
        Column("ref", "string", "The provision, or where the note or instruction stands.", True),
    ),
    key=("change_id", "n"),
    foreign=(ForeignKey(("change_id",), "changes", ("change_id",)),),
)

LIVES = Table(
    "lives",
    "Each power followed through the texts, whatever its number, words and holder.",
    (
        Column("power", "string", "Identity: what it was at first, holder/action/object.", True),
        SERIES,
        LANG,
        Column("n", "integer", "Number of the text in the power's life, from 0.", required=True),
        Column("version_id", "string", "The text.", required=True),
        Column("power_id", "string", "The power in that text.", required=True),
    ),
    key=("series", "lang", "power", "n"),
    foreign=(
        ForeignKey(("version_id",), "versions", ("version_id",)),
        ForeignKey(("power_id",), "powers", ("power_id",)),
    ),
)

TIERS = Table(
    "tiers",
    "How akims come to office and leave it, by tier and span of days.",
    (
        SERIES,
        LANG,
        Column("tier", "string", "Level of local government.", required=True, codes=Tier),
        Column("valid_from", "date", "First day.", required=True),
        Column("valid_to", "date", "First day after; null while it lasts."),
        Column("choice", "string", "How the akim comes to office.", required=True, codes=Choice),
        Column("release", "strings", "Who may release the akim.", required=True),
        Column(
            "decentralisation",
            "number",
            "Place on the ordered scale, 0 to 1; null where the text leaves it to another act.",
        ),
        Column("everywhere", "boolean", "False: in some units only, as an experiment.", True),
        Column("act", "string", "The act whose text says how.", required=True),
        Column("powers", "strings", "power_ids that show it.", required=True),
        Column("clauses", "strings", "clause_ids that show it without giving a power.", True),
    ),
    key=("series", "lang", "tier", "valid_from", "act"),
    foreign=(ForeignKey(("act",), "acts", ("act",)),),
)

CLAIMS = Table(
    "claims",
    "What published work says happened, and what the texts of each series say of it.",
    (
        Column("claim", "string", "The claim's number in corpus/claims.toml.", required=True),
        SERIES,
        Column("verdict", "string", "What the texts say.", required=True, codes=Verdict),
        Column("why", "string", "The verdict's reason, in one sentence.", required=True),
        Column("changes", "strings", "change_ids for and against.", required=True),
        Column("clauses", "strings", "clause_ids for and against.", required=True),
        Column("missing", "strings", "Texts that are not at hand, as act@date.", required=True),
    ),
    key=("claim", "series"),
)

INSTRUCTIONS = Table(
    "instructions",
    "What amending acts order, one edit a row. Powers that they give or take are read in the "
    "clauses of the amending act whose eid has __new__, __old__ or __before__ and then the unit.",
    (
        Column("instruction_id", "string", "A path to cite.", required=True),
        Column("version_id", "string", "The amending act's text.", required=True),
        Column("eid", "string", "Its provision that gives the order.", required=True),
        Column("n", "integer", "Number of the order in that provision, from 1.", required=True),
        Column("amended_act", "string", "The act that it changes."),
        Column(
            "kind",
            "string",
            "What it does to the unit.",
            required=True,
            codes=tuple(map(str, Kind)),
        ),
        Column("target", "string", "eid of the unit in the amended act; null for all of it."),
        Column(
            "part", "string", "Which words of the unit.", required=True, codes=tuple(map(str, Part))
        ),
        Column("sentence", "integer", "Which sentence of them, from 1; null for all."),
        Column("old_words", "string", "Words that go."),
        Column("new_words", "string", "Words that come."),
        Column("anchor", "string", "Words beside which the new ones go."),
        Column("words", "string", "The order itself.", required=True),
        Column("span_start", "integer", "First character of it in the source text.", True),
        Column("span_end", "integer", "End of it in the source text, exclusive.", True),
    ),
    key=("instruction_id",),
    foreign=(ForeignKey(("version_id",), "versions", ("version_id",)),),
)

TIME_TABLES = (CHANGES, CHANGE_PROOFS, LIVES, TIERS, CLAIMS, INSTRUCTIONS)
