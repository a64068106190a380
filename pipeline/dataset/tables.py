"""The tables of a release: the one place that Parquet, DuckDB and datapackage.json read.

Absent is null everywhere: where a record says `""` or None, the table has null. Offsets are
half-open and count characters (Unicode code points) from 0.
"""

from __future__ import annotations

from pipeline.dataset.schema import Column, ForeignKey, Table
from pipeline.dataset.tables_facts import FACT_TABLES
from pipeline.dataset.tables_index import INDEX_TABLES
from pipeline.dataset.tables_release import RELEASE_TABLES
from pipeline.dataset.tables_time import LANG, SERIES, TIME_TABLES
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Polarity,
    TextState,
)

PLACES = ("clause", "lead_in", "before")
DIFFERENCES = (
    "unit", "repeal", "clauses", "scope", "number", "bound", "negation", "modality", "limit",
    "holder", "action", "object", "constraint", "label",
)  # fmt: skip
SEVERITIES = ("high", "medium", "low")
CAUSES = ("texts", "reading")

_VERSION = ForeignKey(("version_id",), "versions", ("version_id",))


def _version_id(key: str = "") -> Column:
    return Column("version_id", "string", f"The version{key}, a path to cite.", required=True)


def _span(prefix: str, words: str) -> tuple[Column, Column, Column]:
    """The three columns that find the words behind a field."""
    return (
        Column(f"{prefix}_start", "integer", f"First character of {words}.", unit="character"),
        Column(f"{prefix}_end", "integer", f"End of {words}, exclusive.", unit="character"),
        Column(
            f"{prefix}_where",
            "string",
            f"Which text holds {words}: the clause, its lead-in, or the clause before it.",
            codes=PLACES,
        ),
    )


def _source_span(unit: str) -> tuple[Column, Column]:
    return (
        Column("span_start", "integer", f"First character of {unit} in the source text.", True),
        Column("span_end", "integer", f"End of {unit} in the source text, exclusive.", True),
    )


def _validity(what: str) -> tuple[Column, Column]:
    return (
        Column("valid_from", "date", f"First day of {what}."),
        Column("valid_to", "date", f"First day after {what}; null while it lasts."),
    )


ACTS = Table(
    "acts",
    "Legal works, as the registry of acts knows them.",
    (
        Column("act", "string", "The act's key, such as constitution-1995.", required=True),
        Column("kind", "string", "constitution, constitutional_law, law, decree ...", True),
        Column("number", "string", "Official number."),
        Column("code", "string", "Code in the official database of legal acts."),
        Column("title_kaz", "string", "Title in Kazakh."),
        Column("title_rus", "string", "Title in Russian."),
        Column("title_eng", "string", "Title in English."),
        Column("adopted", "date", "Day of adoption.", required=True),
        Column("in_force", "date", "First day in force."),
        Column("ended", "date", "First day on which the act is no longer in force."),
        Column("amends", "strings", "Keys of the acts that this one amends.", required=True),
        Column("succeeds", "string", "Key of the act that this one takes the place of."),
    ),
    key=("act",),
)

SNAPSHOTS = Table(
    "snapshots",
    "Bytes received from a source, kept for ever under their hash.",
    (
        Column("sha256", "string", "SHA-256 of the bytes, in hex.", required=True),
        Column("name", "string", "Name that the source gave.", required=True),
        Column("source", "string", "Where the bytes came from.", required=True),
        Column("media_type", "string", "Media type of the bytes.", required=True),
        Column("retrieved", "string", "When they were received: ISO 8601, UTC."),
        Column("size", "integer", "How many there are.", required=True, unit="byte"),
    ),
    key=("sha256",),
)

VERSIONS = Table(
    "versions",
    "The text of an act in one language as in force from one date.",
    (
        _version_id(" of the text"),
        Column("act", "string", "The act.", required=True),
        Column("version_date", "date", "Day from which this text is in force.", required=True),
        LANG,
        Column("text_state", "string", "What the body of text is.", True, codes=TextState),
        SERIES,
        Column("snapshot", "string", "SHA-256 of the snapshot it was read from.", required=True),
        Column("source", "string", "Where the text was published."),
        Column("amended_by", "string", "The act that made this version."),
        Column("rests_on", "string", "What a restated text was written from."),
        Column("note", "string", "Anything a reader must know about this text."),
        *_validity("the days in which this is the act's text"),
        Column(
            "passed_over",
            "boolean",
            "Whether the text was not parsed, as no word of it names a holder; it has no clauses.",
            required=True,
        ),
    ),
    key=("version_id",),
    foreign=(
        ForeignKey(("act",), "acts", ("act",)),
        ForeignKey(("snapshot",), "snapshots", ("sha256",)),
    ),
)

PROVISIONS = Table(
    "provisions",
    "Numbered units of a version and their unnumbered paragraphs, in the order of the text.",
    (
        Column("provision_id", "string", "version_id/eid, a path to cite.", required=True),
        _version_id(),
        Column("eid", "string", "Path in the act: art_44__pt_2__sub_3.", required=True),
        Column("kind", "string", "article, point, subpoint, paragraph.", required=True),
        Column("number", "string", "Number as printed."),
        Column("parent", "string", "eid of the unit it stands in."),
        Column("heading", "string", "Heading as printed."),
        Column("text", "string", "The unit's own words, without its number and its children."),
        Column("is_lead_in", "boolean", "Whether the text is the head of a list.", required=True),
        Column("lead_in", "string", "Head of the list that the unit stands in."),
        Column("repealed", "boolean", "Whether the unit was repealed in place.", required=True),
        Column("repealed_by", "string", "The act that repealed it, as the text says."),
        Column("repealed_on", "date", "Day of that act, as the text says."),
        *_source_span("the unit"),
    ),
    key=("provision_id",),
    foreign=(_VERSION,),
)

NOTES = Table(
    "notes",
    "Editors' notes, kept apart from the law's own words.",
    (
        _version_id(),
        Column("n", "integer", "Number of the note in the version, from 0.", required=True),
        Column("eid", "string", "Unit that the note stands at; null for the whole act."),
        Column("text", "string", "The note's words.", required=True),
        *_source_span("the note"),
    ),
    key=("version_id", "n"),
    foreign=(_VERSION,),
)

CLAUSES = Table(
    "clauses",
    "Provisions cut at semicolons and sentence ends: the units read for powers, each labelled.",
    (
        Column("clause_id", "string", "version_id/eid/n, a path to cite.", required=True),
        _version_id(),
        Column("eid", "string", "The provision that the clause stands in.", required=True),
        Column("n", "integer", "Number of the clause in its provision, from 0.", required=True),
        Column("lead_in", "string", "Head of the list that the clause belongs to."),
        Column("text", "string", "The clause as printed, white space apart.", required=True),
        Column("text_sha256", "string", "SHA-256 of the text with its letters repaired.", True),
        *_source_span("the clause"),
        Column("label", "string", "What the clause does to powers.", True, codes=Label),
        *(
            Column(f"proba_{label}", "number", f"Calibrated probability of `{label}`.", True)
            for label in (Label.GRANT, Label.REMOVE, Label.CONSTRAIN, Label.NONE)
        ),
        Column("needs_review", "boolean", "Whether a person should look at it.", required=True),
    ),
    key=("clause_id",),
    foreign=(
        _VERSION,
        ForeignKey(("version_id", "eid"), "provisions", ("version_id", "eid")),
    ),
)

POWERS = Table(
    "powers",
    "Inside a clause, one action of one holder on one object. All fields are null where a unit was "
    "repealed in place and the text no longer says what it held.",
    (
        Column("power_id", "string", "clause_id/k, a path to cite.", required=True),
        _version_id(),
        Column("clause_id", "string", "The clause that the power was read from.", required=True),
        Column("holder", "string", "Who holds the power.", codes=Holder),
        Column("action", "string", "What the holder does.", codes=Action),
        Column("object", "string", "What it is done to, as a canonical word."),
        Column("domain", "string", "Field of state life.", codes=Domain),
        Column("polarity", "string", "+ gives, - takes away.", required=True, codes=Polarity),
        Column("autonomy", "string", "How free the holder is.", required=True, codes=Autonomy),
        Column("lemma", "string", "Lemma of the verb or verbal noun, in the clause's language."),
        Column("object_words", "string", "The object in the clause's own words."),
        *_span("holder", "the holder's words"),
        *_span("action", "the action's words"),
        *_span("object", "the object's words"),
    ),
    key=("power_id",),
    foreign=(_VERSION, ForeignKey(("clause_id",), "clauses", ("clause_id",))),
)

CONSTRAINTS = Table(
    "constraints",
    "Limits on powers: their type, who is involved, and how much.",
    (
        Column("power_id", "string", "The power that is limited.", required=True),
        Column("n", "integer", "Number of the constraint on that power, from 0.", required=True),
        Column("type", "string", "How the power is limited.", True, codes=ConstraintType),
        Column("actor", "string", "Who else is involved.", codes=Holder),
        Column("value", "string", "A majority, a quota, a number, or an ISO 8601 duration."),
        *_span("span", "the words of the constraint"),
    ),
    key=("power_id", "n"),
    foreign=(ForeignKey(("power_id",), "powers", ("power_id",)),),
)

DIVERGENCES = Table(
    "divergences",
    "Places where the Russian and the Kazakh text of one version differ, or are read differently.",
    (
        Column("act", "string", "The act.", required=True),
        Column("version_date", "date", "Day from which the text is in force.", required=True),
        SERIES,
        Column("n", "integer", "Number of the difference in the version, from 0.", required=True),
        Column("eid", "string", "The unit that differs."),
        Column("clause_n", "integer", "The Russian clause in it, or the Kazakh where it is alone."),
        Column("kind", "string", "What differs.", required=True, codes=DIFFERENCES),
        Column("severity", "string", "How much hangs on it.", required=True, codes=SEVERITIES),
        Column(
            "cause",
            "string",
            "Whether the words of the texts show it, or only our readings differ.",
            required=True,
            codes=CAUSES,
        ),
        Column("rus", "string", "What the Russian text has; null for nothing."),
        Column("kaz", "string", "What the Kazakh text has; null for nothing."),
    ),
    key=("act", "version_date", "series", "n"),
    foreign=(ForeignKey(("act",), "acts", ("act",)),),
)

TABLES = (
    ACTS,
    SNAPSHOTS,
    VERSIONS,
    PROVISIONS,
    NOTES,
    CLAUSES,
    POWERS,
    CONSTRAINTS,
    *INDEX_TABLES,
    DIVERGENCES,
    *FACT_TABLES,
    *TIME_TABLES,
    *RELEASE_TABLES,
)
