"""Tables of what publishers say about the texts, and where their two records disagree."""

from __future__ import annotations

from pipeline.dataset.schema import Column, ForeignKey, Table
from pipeline.vocabulary import Status

FACTS = Table(
    "facts",
    "What a publisher says about a version, beside its words; none for texts from a folder.",
    (
        Column("version_id", "string", "The version, a path to cite.", required=True),
        Column("source", "string", "Name of the source that was asked.", required=True),
        Column("url", "string", "Where it is said: an address, or commit and path.", required=True),
        Column(
            "dated_by",
            "string",
            "Where the day was found: history, version, meta, front_matter, commit, registry.",
        ),
        Column("code", "string", "Code of the act."),
        Column("kind", "string", "Type of the act, in the publisher's words."),
        Column("title", "string", "Title of the act in the version's language."),
        Column("adopted", "date", "Day of adoption."),
        Column("status", "string", "What has become of the act.", codes=Status),
        Column("status_said", "string", "The publisher's own word for it."),
        Column("cause_code", "string", "Code of the act that made this version."),
        Column("cause_title", "string", "Title of that act."),
        Column("cause_requisites", "string", "Kind, number and day of that act."),
    ),
    key=("version_id",),
    foreign=(ForeignKey(("version_id",), "versions", ("version_id",)),),
)

FACT_DIFFERENCES = Table(
    "fact_differences",
    "Facts on which the Russian and the Kazakh record of one version disagree.",
    (
        Column("act", "string", "The act.", required=True),
        Column("rus", "string", "The Russian version.", required=True),
        Column("kaz", "string", "The Kazakh version.", required=True),
        Column("field", "string", "Column of `facts`, or `day`: the version's own.", required=True),
        Column("rus_says", "string", "What the Russian record says.", required=True),
        Column("kaz_says", "string", "What the Kazakh record says.", required=True),
    ),
    key=("rus", "kaz", "field"),
    foreign=(
        ForeignKey(("act",), "acts", ("act",)),
        ForeignKey(("rus",), "versions", ("version_id",)),
        ForeignKey(("kaz",), "versions", ("version_id",)),
    ),
)

FACT_TABLES = (FACTS, FACT_DIFFERENCES)
