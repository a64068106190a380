"""Tables of what made a release: the run, and the models that read."""

from __future__ import annotations

from pipeline.dataset.schema import Column, Table

MODEL_KINDS = ("tagger", "classifier")

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
    "What the release was made from and with; log.json has the times.",
    (
        Column("inputs_hash", "string", "SHA-256 of all that may change a release.", required=True),
        Column("layout", "integer", "Layout of the release's tables and files.", required=True),
        Column("bilik", "string", "Version of Bilik.", required=True),
        Column("code_sha256", "string", "SHA-256 of Bilik's code and data files.", required=True),
        Column("registry_sha256", "string", "SHA-256 of acts.toml.", required=True),
        Column("weights_sha256", "string", "SHA-256 of weights.toml.", required=True),
        Column("claims_sha256", "string", "SHA-256 of claims.toml.", required=True),
        Column("readers", "strings", "What read: language or classifier=version.", required=True),
        Column("packages", "strings", "Packages that a text's reading rests on.", required=True),
        Column("texts", "integer", "How many versions there are.", True, unit="version"),
        Column("clauses", "integer", "How many clauses were read.", True, unit="clause"),
        Column("powers", "integer", "How many powers were read.", True, unit="power"),
        Column("scores", "integer", "How many scores were computed.", True, unit="score"),
    ),
    key=("inputs_hash",),
)

RELEASE_TABLES = (MODELS, RUNS)
