"""From the networks' scores to tags, lemmas and trees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from pipeline.language.conllu import Sentence
from pipeline.language.kazakh import lemmas
from pipeline.language.kazakh.coding import Coding, batch
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.network import Network

Memory = Mapping[tuple[str, str], str]  # (lower form, UPOS) to lemma

# Added to an edit's log-probability: the lemma is listed; a reading agrees with the features.
KNOWN, AGREES = 2.5, 3.0
UNLIKELY = -5.0  # for a lemma that no edit proposes


@dataclass(frozen=True, slots=True)
class Tagged:
    """What is decided of one word."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str


class Decoder:
    """Averages several networks and chooses only tags that the treebank knows."""

    def __init__(
        self, coding: Coding, networks: Sequence[Network], lexicon: Lexicon, memory: Memory
    ) -> None:
        self.coding, self.networks = coding, networks
        self.lexicon, self.memory = lexicon, memory
        self.tags = [tag.split(" ", 2) for tag in coding.columns["tag"]]
        self._columns = list(coding.columns)
        self._slots = self._tag_matrix()

    def __call__(
        self, forms: Sequence[Sequence[str]], seen: Sequence[Sequence[Sequence[str]]]
    ) -> list[list[Tagged]]:
        """Decode one batch of sentences, longest first."""
        columns, heads, rels = self._scores(seen)
        places = dict(zip(self._columns, columns, strict=True))
        slots = torch.cat([places[n] for n in self._columns if n not in {"edit", "tag"}], -1)
        tags = (slots @ self._slots + places["tag"]).argmax(-1).numpy()
        edits = places["edit"].topk(min(6, places["edit"].size(-1)), -1)
        scores, choices = edits.values.tolist(), edits.indices.tolist()
        result = []
        for row, sentence in enumerate(forms):
            tagged = []
            for place, form in enumerate(sentence, start=1):
                upos, xpos, feats = self.tags[tags[row, place]]
                lemma = self._lemma(
                    form, (upos, xpos, feats), scores[row][place], choices[row][place]
                )
                relation = self.coding.relations[rels[row][place]]
                head = heads[row][place]
                relation = "root" if not head else "dep" if relation == "root" else relation
                tagged.append(Tagged(upos, xpos, feats, lemma, head, relation))
            result.append(tagged)
        return result

    @torch.inference_mode()
    def _scores(
        self, seen: Sequence[Sequence[Sequence[str]]]
    ) -> tuple[list[Tensor], list[list[int]], list[list[int]]]:
        """Mean log-probabilities of the columns; heads and relations by the mean network."""
        made = batch([self.coding.ids(sentence) for sentence in seen])
        outputs = [network(made) for network in self.networks]
        columns = [
            torch.stack(parts).mean(0) for parts in zip(*(o[0] for o in outputs), strict=True)
        ]
        arcs = torch.log(torch.stack([o[1].softmax(-1) for o in outputs]).mean(0) + 1e-9).numpy()
        heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
        for row, size in enumerate(made.lengths):
            heads[row, :size] = torch.from_numpy(tree(arcs[row, :size, :size]))
        scores = [
            network.relate(states, heads).softmax(-1)
            for network, (_, _, states) in zip(self.networks, outputs, strict=True)
        ]
        return columns, heads.tolist(), torch.stack(scores).sum(0).argmax(-1).tolist()

    def _tag_matrix(self) -> Tensor:
        """Label (of the slots and parts of speech) x whole tag: which labels a tag is made of."""
        rows: list[list[float]] = []
        for name in self._columns:
            if name in {"edit", "tag"}:
                continue
            rows += [
                [float(self._part(tag, name) == label) for tag in self.tags]
                for label in self.coding.columns[name]
            ]
        return torch.tensor(rows)

    @staticmethod
    def _part(tag: Sequence[str], name: str) -> str:
        if name in {"upos", "xpos"}:
            return tag[0] if name == "upos" else tag[1]
        return dict(f.split("=") for f in tag[2].split("|") if "=" in f).get(name, "")

    def _lemma(
        self, form: str, tag: Sequence[str], scores: Sequence[float], edits: Sequence[int]
    ) -> str:
        """The likeliest of the edits and of the readings that agree with the tag."""
        upos, xpos, _ = tag
        known = self.memory.get((form.lower(), upos))
        if known is not None:
            return known
        if upos == "NUM" and form[0].isdigit():  # 55-ші
            return form.partition("-")[0]
        options: dict[str, float] = {}
        for score, edit in zip(scores, edits, strict=True):
            lemma = lemmas.apply(form, self.coding.columns["edit"][edit])
            if lemma is not None:
                lemma = self._cased(lemma, form, upos, xpos)
                options[lemma] = max(options.get(lemma, UNLIKELY), score)
        agreeing = self._agreeing(form, tag)
        for lemma in agreeing:
            options.setdefault(lemma, UNLIKELY)

        def worth(lemma: str) -> float:
            listed = (lemma, upos) in self.lexicon
            return options[lemma] + KNOWN * listed + AGREES * (lemma in agreeing)

        return max(sorted(options), key=worth, default=self._cased(form, form, upos, xpos))

    def _agreeing(self, form: str, tag: Sequence[str]) -> set[str]:
        """Lemmas of the readings that agree with the tag, from the lexicon where it has any."""
        upos, xpos, feats = tag
        found: set[str] = set()
        for stem in lemmas.stems(form, upos, feats):
            listed = [lemma for lemma, part in self.lexicon.entries(stem) if part == upos]
            found.update(
                self._cased(lemma, form, upos, xpos)
                for lemma in listed or [lemmas.bare(stem, form)]
            )
        return found

    def _cased(self, lemma: str, form: str, upos: str, xpos: str) -> str:
        """Names keep their capital, other words lose it, abbreviations stay as they are."""
        if (lemma, upos) in self.lexicon or xpos == "abbr" or upos == "X":
            return lemma
        if upos == "PROPN":
            return lemma[:1].upper() + lemma[1:] if form[:1].isupper() else lemma
        return lemma if len(form) > 1 and form.isupper() else lemma.lower()


def memory_of(sentences: Sequence[Sentence]) -> dict[tuple[str, str], str]:
    """The usual lemma of each form and part of speech in a treebank."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            counts[word.form.lower(), word.upos][word.lemma] += 1
    return {key: max(sorted(c), key=c.__getitem__) for key, c in counts.items()}


def tree(arcs: NDArray[Any]) -> NDArray[Any]:
    """Heads of the best tree with one root; row and column 0 are the root."""
    heads: NDArray[Any] = arcs.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and _acyclic(heads):
        return heads
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

    return np.array(chuliu_edmonds_one_root(arcs.astype(np.float64)))


def _acyclic(heads: NDArray[Any]) -> bool:
    reached = np.zeros(len(heads), bool)
    reached[0] = True
    for start in range(1, len(heads)):
        path, place = [], start
        while not reached[place]:
            if place in path:
                return False
            path.append(place)
            place = heads[place]
        reached[path] = True
    return True
