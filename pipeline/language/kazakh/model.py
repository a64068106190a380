"""A trained model: made from a treebank, kept in a folder, and used on texts in batches."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.language.conllu import Sentence, read_folder
from pipeline.language.kazakh.features import features
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.segment import read_as
from pipeline.language.kazakh.segment import sentences as split

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.language.kazakh.decoding import Decoder, Tagged
    from pipeline.language.kazakh.training import Plan

FORMAT = 1
NETWORKS = 2  # averaged
AREA = 300_000  # sentences x words x words of one batch: what bounds memory
LONGEST = 160  # words; a longer sentence is parsed in pieces, so that memory stays small


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

    def __init__(self, decoder: Decoder, lexicon: Lexicon) -> None:
        self._decoder, self._lexicon = decoder, lexicon

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
        return cls(Decoder(coding, networks, lexicon, memory), lexicon)

    def tag(self, texts: Sequence[str], batch_size: int = 48) -> list[list[list[Token]]]:
        """For each text its sentences, each a list of tokens with places in that text."""
        cut = [[piece for sentence in split(text) for piece in _pieces(sentence)] for text in texts]
        flat = [[read_as(token.text) for token in piece] for pieces in cut for piece in pieces]
        tagged = iter(self.tag_words(flat, batch_size))
        return [
            [
                [
                    Token(
                        token.text,
                        token.start,
                        token.end,
                        t.lemma,
                        t.upos,
                        t.xpos,
                        t.feats,
                        t.head - 1 if t.head else place,
                        t.deprel,
                    )
                    for place, (token, t) in enumerate(zip(piece, next(tagged), strict=True))
                ]
                for piece in pieces
            ]
            for pieces in cut
        ]

    def tag_words(
        self, sentences: Sequence[Sequence[str]], batch_size: int = 48
    ) -> list[list[Tagged]]:
        """Tag sentences that are already cut into words, batched by length."""
        import torch

        torch.set_num_threads(1)  # layers this small lose by sharing; use processes for more cores
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
        results: list[list[Tagged]] = [[] for _ in sentences]
        for chosen in _batches(order, [len(sentence) for sentence in sentences], batch_size):
            forms = [sentences[i] for i in chosen]
            seen = [features(sentence, self._lexicon) for sentence in forms]
            for index, tags in zip(chosen, self._decoder(forms, seen), strict=True):
                results[index] = tags
        return results


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

    torch.set_num_threads(1)  # repeatable, and at these sizes faster than two
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
            state = fit(coding, sentences, seen, seed, plan).state_dict()
            torch.save({name: value.half() for name, value in state.items()}, part)
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


def _pieces(sentence: list[Any]) -> list[list[Any]]:
    return [sentence[i : i + LONGEST] for i in range(0, len(sentence), LONGEST)]


def _batches(order: Sequence[int], lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Groups of sentences, given longest first, within the bounds on number and area."""
    group: list[int] = []
    for index in order:
        area = (lengths[group[0]] + 1) ** 2 * (len(group) + 1) if group else 0
        if group and (len(group) == most or area > AREA):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def load(folder: Path) -> Callable[[Sequence[str]], list[Doc]]:
    """A function from texts to docs by the model in a folder.

    Raises:
        ImportError: torch or Stanza is not installed.
    """
    from pipeline.language.kazakh.language import pipeline

    nlp = pipeline(folder)
    return lambda texts: list(nlp.pipe(texts))
