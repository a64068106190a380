"""Clause text to a tagged spaCy `Doc`, with the same attributes for Russian and for Kazakh.

Each token has its text, `idx`, `lemma_`, `pos_` (universal tags, `SPACE` for odd white space) and
`morph` (Case, Number, Person, VerbForm, Mood, Tense, Voice, Polarity and, for a Kazakh
possessive, Number[psor]). The analysers behind `docs` are light ones made of rules and a
dictionary; a trained pipeline may take their place without a change for those who read the docs.
"""

from pipeline.language.build import docs

__all__ = ["docs"]
