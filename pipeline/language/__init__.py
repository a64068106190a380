"""Clause text to a tagged spaCy `Doc`, with the same attributes for Russian and for Kazakh.

Each token has its text, `idx`, `lemma_`, `pos_` (universal tags, `SPACE` for odd white space) and
`morph`; a trained engine gives sentence bounds, `head` and `dep_` as well. Trees cost more than all
the rest, and a caller may say which texts need one. Letters are repaired first, and `doc.text` has
the text's length, so offsets hold in the text as printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.language.engine import ENGINES, chosen, tagger
from pipeline.language.working import Parse
from pipeline.normalize import repair_letters
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["ENGINES", "Parse", "docs"]


def docs(
    texts: Iterable[str], lang: Lang, engine: str | None = None, *, parse: Parse | None = None
) -> list[Doc]:
    """Tag texts of one language in one batch, by the engine that the settings name.

    Args:
        texts: clauses of any length.
        lang: their language.
        engine: `trained` or `light`, in place of the settings.
        parse: given a tagged doc, whether it needs a tree; without it every doc gets one. The docs
            that need none come back without (`doc.has_annotation("DEP")` is false), the others as
            ever. An engine that is not ours, or has no parser, takes no notice.

    Raises:
        InputError: the settings name no engine.
        ModelError: the engine's model or packages are missing.
    """
    tag = tagger(lang, engine or chosen(lang))
    return tag([repair_letters(text) for text in texts], parse)
