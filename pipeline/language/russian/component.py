"""The trained Russian model as a component of spaCy pipelines.

    import pipeline.language.russian.component
    nlp = spacy.blank("ru")
    nlp.add_pipe("bilik_russian")

It reads the text anew, with tokens of its own (`10-1)`, `№ 254-III` stay whole), so it belongs at
the head of a pipeline: what stood on an earlier component's tokens is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.engine import load_russian, model_folder
from pipeline.language.russian.model import Model
from pipeline.vocabulary import Lang

NAME = "bilik_russian"


class RussianTagger:
    """Sets sentence bounds, tags, features, lemmas and trees."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """The doc's text, tagged."""
        return self._tagged([doc])[0]

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Docs in batches."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._tagged(batch)

    def _tagged(self, docs: list[Doc]) -> list[Doc]:
        made = self.model.tag([doc.text for doc in docs])
        for old, new in zip(docs, made, strict=True):
            new.user_data = old.user_data
            new._context = old._context
        return made


@Language.factory(NAME, default_config={"folder": None}, retokenizes=True)
def create(nlp: Language, name: str, folder: str | None) -> RussianTagger:  # noqa: ARG001
    """The component over the newest model, or over the one in a folder."""
    model = load_russian(Path(folder) if folder else model_folder(Lang.RUS))
    model.vocab = nlp.vocab
    return RussianTagger(model)
