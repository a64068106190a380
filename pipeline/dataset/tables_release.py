"""Tables of what made a release: its build, the runs that brought its texts, the models."""

from __future__ import annotations

from pipeline.dataset.schema import Column, Table

MODEL_KINDS = ("tagger", "classifier")
RUN_KINDS = ("build", "ingest")

MODELS = Table(
    "models",
    "The models that read the texts of this release, as their cards tell; models/ has the cards.",
    (
        Column("model", "string", "name-version, as the card's folder.", required=True),
        Column("name", "string", "Name of the model.", required=True),
        Column("version", "integer", "Number of its version.", required=True),
        Column(
            "kind",
            "string",
            "tagger: words to lemmas, forms and trees; classifier: clauses to labels.",
            required=True,
            codes=MODEL_KINDS,
        ),
        Column("langs", "strings", "Languages that it reads.", required=True),
        Column("made", "string", "Day on which it was trained, ISO 8601."),
        Column("trained_on", "strings", "What it learnt from, as name=number.", required=True),
        Column("measured", "string", "How the scores were measured."),
        Column("scores", "strings", "Figures of the card, as path=value.", required=True),
        Column("licence", "string", "Licence of the model."),
        Column("sha256", "string", "SHA-256 of its files but the card, by name, joined.", True),
    ),
    key=("model",),
)

RUNS = Table(
    "runs",
    "The build that made the release, from what and with what, and each recorded run of a source "
    "that brought a text of it; what the other kind does not have is null. log.json has the times.",
    (
        Column("run", "integer", "0 for the build; the number of a run in its workspace.", True),
        Column("kind", "string", "What was done.", required=True, codes=RUN_KINDS),
        Column("inputs_hash", "string", "SHA-256 of all that may change a release."),
        Column("layout", "integer", "Layout of the release's tables and files."),
        Column("bilik", "string", "Version of Bilik."),
        Column("code_sha256", "string", "SHA-256 of Bilik's code and data files."),
        Column("registry_sha256", "string", "SHA-256 of acts.toml."),
        Column("weights_sha256", "string", "SHA-256 of weights.toml."),
        Column("claims_sha256", "string", "SHA-256 of claims.toml."),
        Column("readers", "strings", "What read: language or classifier=version."),
        Column("packages", "strings", "Packages that a text's reading rests on."),
        Column("texts", "integer", "How many versions there are.", unit="version"),
        Column("clauses", "integer", "How many clauses were read.", unit="clause"),
        Column("powers", "integer", "How many powers were read.", unit="power"),
        Column("scores", "integer", "How many scores were computed.", unit="score"),
        Column("source", "string", "The source that was asked, as it was named."),
        Column("brought", "strings", "Texts of this release that came new, or in another's place."),
        Column("told", "strings", "Texts of this release of which only the facts changed."),
        Column("skipped", "strings", "What could not be taken: the place, and why."),
    ),
    key=("run",),
)

RELEASE_TABLES = (MODELS, RUNS)
