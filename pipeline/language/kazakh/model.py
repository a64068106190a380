"""A trained model: made from a treebank, kept in a folder, and used on texts in batches."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.language.conllu import Sentence, read_folder
from pipeline.language.kazakh.adapter import Text, add_trees, to_doc
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.segment import Token as Span
from pipeline.language.kazakh.segment import read_as
from pipeline.language.kazakh.segment import sentences as split
from pipeline.language.working import Parse, Tree, portions

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from pipeline.language.engine import Tag
    from pipeline.language.kazakh.decoding import Decoder, Tagged
    from pipeline.language.kazakh.training import Plan

FORMAT = 1
NETWORKS = 2  # averaged
LONGEST = 160  # words; a longer sentence is read in pieces, so that memory stays small


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `head` counts the sentence's tokens from 0, and the root is its own head."""

    text: str
    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


class KazakhModel:
    """Tokens, sentences, tags, lemmas and trees for Kazakh texts."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder

    @classmethod
    def load(cls, folder: Path) -> KazakhModel:
        """Read a model; only here are Stanza and torch imported."""
        import torch

        from pipeline.language.kazakh.coding import Coding
        from pipeline.language.kazakh.decoding import Decoder
        from pipeline.language.kazakh.network import Network, Sizes

        kept = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        if kept["format"] != FORMAT:
            raise ValueError(f"{folder}: model format {kept['format']}, expected {FORMAT}")
        coding = Coding(kept["features"], kept["columns"], kept["relations"])
        lexicon = Lexicon({(lemma, part): n for lemma, part, n in kept["lexicon"]})
        memory = {(form, part): lemma for form, part, lemma in kept["memory"]}
        networks = []
        for weights in torch.load(folder / "weights.pt", weights_only=True):
            network = Network(
                len(coding.features) + 1,
                [len(labels) for labels in coding.columns.values()],
                len(coding.relations),
                Sizes(**kept["sizes"]),
            )
            network.load_state_dict({name: value.float() for name, value in weights.items()})
            networks.append(network.eval())
        return cls(Decoder(coding, networks, lexicon, memory))

    def docs(self, texts: Iterable[str], vocab: Vocab, parse: Parse | None = None) -> list[Doc]:
        """Texts as docs.

        Args:
            texts: what to read.
            vocab: where the docs keep their strings.
            parse: given a tagged doc, whether it needs a tree; without it every doc gets one.
        """
        with single_thread():
            return [
                doc
                for portion in portions(texts)
                for doc in self._portion(portion, vocab, parse or _always)
            ]

    def _portion(self, sources: Sequence[str], vocab: Vocab, parse: Parse) -> list[Doc]:
        texts = [Text(source, _cut(source)) for source in sources]
        words = [[_words(sentence) for sentence in text.sentences] for text in texts]
        tagged = self._decoder.tag(chain.from_iterable(words))
        docs = []
        for text, mine in zip(texts, words, strict=True):
            tags = [tag for sentence in mine for tag in tagged[sentence].tags]
            lemmas = [lemma for sentence in mine for lemma in tagged[sentence].lemmas]
            docs.append(to_doc(vocab, text, tags, lemmas))
        chosen = [at for at, doc in enumerate(docs) if parse(doc)]
        trees = self._decoder.trees({s: tagged[s] for at in chosen for s in words[at]})
        for at in chosen:
            add_trees(docs[at], texts[at], [trees[sentence] for sentence in words[at]])
        return docs

    def tag(self, texts: Sequence[str]) -> list[list[list[Token]]]:
        """For each text its sentences, each a list of tokens with places in that text."""
        with single_thread():
            cut = [_cut(text) for text in texts]
            tagged = self._decoder.tag(_words(s) for sentences in cut for s in sentences)
            trees = self._decoder.trees(tagged)
        return [
            [_tokens(s, tagged[_words(s)], trees[_words(s)]) for s in sentences]
            for sentences in cut
        ]


def train(
    treebank: Path,
    out: Path,
    seed: int = 1,
    *,
    networks: int = NETWORKS,
    plan: Plan | None = None,
    scores: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Train on every `.conllu` file of a folder, write the model and its card, return the card.

    `scores` are those of the ten-fold evaluation, which the card carries: a model trained on all
    sentences has none of its own.
    """
    sentences = read_folder(treebank)
    card = train_on(sentences, out, [seed + n for n in range(networks)], plan, scores)
    for part in out.glob("network-*.pt"):
        part.unlink()
    return card


def train_on(
    treebank: Sequence[Sentence],
    out: Path,
    seeds: Sequence[int],
    plan: Plan | None = None,
    scores: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Train on sentences; networks that `out` already has under the same seeds stay as they are."""
    import torch

    from pipeline.language.kazakh.coding import Coding
    from pipeline.language.kazakh.decoding import memory_of
    from pipeline.language.kazakh.training import Plan, fit, training_features, whole_tokens

    plan = plan or Plan()
    begun = time.perf_counter()
    sentences = [whole_tokens(sentence) for sentence in treebank]
    lexicon = Lexicon.of(sentences)
    seen = training_features(sentences, lexicon)
    coding = Coding.of(sentences, seen)
    out.mkdir(parents=True, exist_ok=True)
    weights = []
    for seed in seeds:
        part = out / f"network-{seed}.pt"
        if not part.exists():
            with single_thread():  # repeatable, and at these sizes faster than two
                state = fit(coding, sentences, seen, seed, plan).state_dict()
            beside = part.with_suffix(".new")  # a stopped run leaves no half a network
            torch.save({name: value.half() for name, value in state.items()}, beside)
            beside.replace(part)
        weights.append(torch.load(part, weights_only=True))
    torch.save(weights, out / "weights.pt")
    kept = {
        "format": FORMAT,
        "sizes": plan.sizes.as_dict(),
        "features": coding.features,
        "columns": coding.columns,
        "relations": coding.relations,
        "lexicon": [[*entry, n] for entry, n in sorted(lexicon.counts.items())],
        "memory": [[*key, lemma] for key, lemma in sorted(memory_of(sentences).items())],
    }
    (out / "labels.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    card = {
        "name": "kazakh",
        "date": datetime.now(UTC).date().isoformat(),
        "data": f"UD Kazakh-KTB, {len(treebank)} sentences, "
        f"{sum(len(s.words) for s in treebank)} words",
        "licence": "CC BY-SA 4.0, as the treebank: a model made from it is shared alike, "
        "with the treebank's authors named",
        "seeds": list(seeds),
        "plan": {k: getattr(plan, k) for k in ("epochs", "tokens", "rate", "decay", "tree")},
        "sizes": plan.sizes.as_dict(),
        "parameters": sum(v.numel() for v in weights[0].values()) * len(weights),
        "bytes": {n: (out / n).stat().st_size for n in ("weights.pt", "labels.json")},
        "training_seconds": round(time.perf_counter() - begun),
        "versions": _versions(("torch", "stanza", "numpy")),
        "scores": scores or {},
    }
    (out / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n")
    return card


def _versions(names: Iterable[str]) -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in names}


def _cut(text: str) -> list[list[Span]]:
    """The tokens of a text by sentence; an endless sentence is cut."""
    return [
        sentence[start : start + LONGEST]
        for sentence in split(text)
        for start in range(0, len(sentence), LONGEST)
    ]


def _words(sentence: Sequence[Span]) -> tuple[str, ...]:
    """What is read of a sentence's tokens."""
    return tuple(read_as(token.text) for token in sentence)


def _tokens(sentence: Sequence[Span], tagged: Tagged, tree: Tree) -> list[Token]:
    return [
        Token(
            span.text,
            span.start,
            span.end,
            lemma,
            tag.upos,
            tag.xpos,
            tag.feats,
            head - 1 if head else place,
            relation,
        )
        for place, (span, lemma, tag, head, relation) in enumerate(
            zip(sentence, tagged.lemmas, tagged.tags, tree.heads, tree.relations, strict=True)
        )
    ]


def _always(_: Doc) -> bool:
    return True


@contextmanager
def single_thread() -> Iterator[None]:
    """Torch on one thread for the length of a block: layers this small lose by sharing."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def load(folder: Path) -> Tag:
    """A function from texts to docs by the model in a folder.

    Raises:
        ImportError: torch or Stanza is not installed.
    """
    from pipeline.language.kazakh.language import Kazakh

    model, vocab = KazakhModel.load(folder), Kazakh().vocab
    return lambda texts, parse=None: model.docs(texts, vocab, parse)
