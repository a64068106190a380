"""Kazakh for spaCy, which has none: `spacy.blank("kk")` and the component `bilik_kazakh`.

Importing this module registers both. The tokenizer is our segmenter, so legal tokens stay whole
and ғ, қ, ұ, ү, ң, ө, һ, which spaCy's own character classes lack, are letters like any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, load_config_from_str, registry
from spacy.vocab import Vocab

from pipeline.language.kazakh.adapter import cut
from pipeline.language.kazakh.model import KazakhModel
from pipeline.language.kazakh.segment import tokenize

CODE, COMPONENT, TOKENIZER = "kk", "bilik_kazakh", "bilik.KazakhTokenizer.v1"
ANNOTATED: list[int | str] = ["POS", "TAG", "LEMMA", "MORPH", "HEAD", "DEP"]
BATCH = 256  # texts; the model makes batches of sentences of one length from them


class KazakhTokenizer(DummyTokenizer):
    """Our segmenter in spaCy's place; `doc.text` is the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces = list(cut(text, tokenize(text)))
        return Doc(self.vocab, [p.text for p in pieces], [p.space for p in pieces])


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], KazakhTokenizer]:
    """What spaCy's configuration asks for: a maker of tokenizers."""
    return lambda nlp: KazakhTokenizer(nlp.vocab)


class KazakhDefaults(BaseDefaults):
    """Kazakh is written from left to right, in letters of two cases."""

    config = load_config_from_str(f'[nlp]\n\n[nlp.tokenizer]\n@tokenizers = "{TOKENIZER}"\n')


@registry.languages(CODE)
class Kazakh(Language):  # type: ignore[no-untyped-call]
    """Kazakh with our tokenizer; add the component `bilik_kazakh` for tags and trees."""

    lang = CODE
    Defaults = KazakhDefaults


class KazakhTagger:
    """The component: tags, lemmas and trees of a trained model, put into the `Doc`."""

    def __init__(self, model: KazakhModel) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Tag docs in batches.

        Raises:
            ValueError: another tokenizer cut a doc, so that the model's tokens do not fit.
        """
        docs_left = iter(stream)
        while docs := list(islice(docs_left, batch_size)):
            made = self._model.docs([doc.text for doc in docs], docs[0].vocab)
            for doc, found in zip(docs, made, strict=True):
                if [token.text for token in found] != [token.text for token in doc]:
                    raise ValueError(f"'{COMPONENT}' needs the tokenizer of spacy.blank('{CODE}')")
                values: Any = found.to_array(ANNOTATED)
                yield doc.from_array(ANNOTATED, values)


@Language.factory(COMPONENT, default_config={"model": None})
def create_tagger(
    nlp: Language,  # noqa: ARG001 - spaCy passes all three by name
    name: str,  # noqa: ARG001
    model: str | None,
) -> KazakhTagger:
    """A component with the model of a folder, by default the newest of the project's own."""
    from pipeline.language.engine import model_folder
    from pipeline.vocabulary import Lang

    return KazakhTagger(KazakhModel.load(Path(model) if model else model_folder(Lang.KAZ)))
