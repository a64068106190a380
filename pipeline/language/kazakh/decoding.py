"""From the networks' scores to tags, lemmas and trees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from pipeline.language.conllu import Sentence
from pipeline.language.kazakh.choosing import Chooser, Memory, Tag
from pipeline.language.kazakh.coding import Coding, bags
from pipeline.language.kazakh.features import LONGEST, ROOT, capital, of_word
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.network import Network
from pipeline.language.tree import chu_liu_edmonds, is_tree
from pipeline.language.working import Tree

Words = tuple[str, ...]
AREA = 300_000  # sentences x words x words of one batch: what bounds memory
BATCH = 48  # sentences; more no longer fit a processor's cache
KEPT = 100_000  # words whose features stay in memory
EDITS = 6  # of a word that are weighed


@dataclass(slots=True)
class Tagged:
    """A sentence whose tags and lemmas are found; from the inputs a tree can be made."""

    tags: list[Tag]
    lemmas: list[str]
    inputs: list[Tensor]  # what the parser of each network sees: the root, then the words


class Decoder:
    """Averages several networks and chooses only tags that the treebank knows."""

    def __init__(
        self, coding: Coding, networks: Sequence[Network], lexicon: Lexicon, memory: Memory
    ) -> None:
        self.coding, self.networks, self.lexicon = coding, networks, lexicon
        self.tags = [Tag(*tag.split(" ", 2)) for tag in coding.columns["tag"]]
        self._lemma = Chooser(coding.columns["edit"], lexicon, memory)
        self._slots = self._tag_matrix()
        self._ids: dict[tuple[str, str], list[int]] = {}

    @torch.inference_mode()
    def tag(self, sentences: Iterable[Words]) -> dict[Words, Tagged]:
        """Tags of sentences; one that comes again is read once, so no repetition takes long."""
        different = list(dict.fromkeys(sentences))
        found = {words: Tagged([], [], []) for words in different}
        places, vectors = self._vectors(different)
        for rows in _batches(different):
            lengths = [len(words) + 1 for words in rows]
            index = pad_sequence([places[words] for words in rows], batch_first=True)
            found.update(zip(rows, self._tag_batch(rows, lengths, index, vectors), strict=True))
        return found

    @torch.inference_mode()
    def trees(self, tagged: Mapping[Words, Tagged]) -> dict[Words, Tree]:
        """Trees of tagged sentences."""
        found = {words: Tree([], []) for words in tagged}
        for rows in _batches(list(tagged)):
            lengths = [len(words) + 1 for words in rows]
            inputs = [
                pad_sequence([tagged[words].inputs[n] for words in rows], batch_first=True)
                for n in range(len(self.networks))
            ]
            found.update(zip(rows, self._tree_batch(lengths, inputs), strict=True))
        return found

    def _vectors(self, sentences: Sequence[Words]) -> tuple[dict[Words, Tensor], list[Tensor]]:
        """Each network's vectors of the different words, and where those of a sentence stand."""
        number: dict[tuple[str, str], int] = {}
        places = {}
        for words in sentences:
            keys = [(form, capital(words, place)) for place, form in enumerate(words)]
            places[words] = torch.tensor(
                [0, *(number.setdefault(k, len(number) + 1) for k in keys)]
            )
        made = bags([self.coding.ids_of(ROOT), *map(self._ids_of, number)])
        return places, [network.vectors(*made) for network in self.networks]

    def _ids_of(self, word: tuple[str, str]) -> list[int]:
        """Feature ids of a form with what its place says of it; kept for the next time."""
        found = self._ids.get(word)
        if found is None:
            found = self.coding.ids_of(of_word(*word, self.lexicon))
            if len(self._ids) < KEPT and len(word[0]) <= LONGEST:
                self._ids[word] = found
        return found

    def _tag_batch(
        self, rows: Sequence[Words], lengths: list[int], index: Tensor, vectors: Sequence[Tensor]
    ) -> Iterator[Tagged]:
        inputs, beliefs = [], []
        for network, known in zip(self.networks, vectors, strict=True):
            given = known[index]
            own = network.columns_of(given, lengths)
            inputs.append(network.parser_input(given, own))
            beliefs.append(torch.cat(own, -1))
        mean = torch.stack(beliefs).mean(0)
        parts = torch.split(mean, self.networks[0].columns, -1)
        columns = dict(zip(self.coding.columns, parts, strict=True))
        slots = torch.cat([columns[n] for n in columns if n not in {"edit", "tag"}], -1)
        numbers = (slots @ self._slots + columns["tag"]).argmax(-1).tolist()
        edits = columns["edit"].topk(min(EDITS, columns["edit"].size(-1)), -1)
        scores, choices = edits.values.tolist(), edits.indices.tolist()
        for row, words in enumerate(rows):
            tags = [self.tags[number] for number in numbers[row][1 : lengths[row]]]
            lemmas = [
                self._lemma(form, tag, scores[row][place], choices[row][place])
                for place, (form, tag) in enumerate(zip(words, tags, strict=True), start=1)
            ]
            yield Tagged(tags, lemmas, [one[row, : lengths[row]] for one in inputs])

    def _tree_batch(self, lengths: list[int], inputs: Sequence[Tensor]) -> Iterator[Tree]:
        """Heads by the mean of the networks' probabilities, and relations between them."""
        outputs = [
            network.arcs_of(given, lengths)
            for network, given in zip(self.networks, inputs, strict=True)
        ]
        arcs = torch.log(torch.stack([o[0].softmax(-1) for o in outputs]).mean(0) + 1e-9).numpy()
        found = [tree(arcs[row, :size, :size]) for row, size in enumerate(lengths)]
        heads = pad_sequence([torch.tensor(row) for row in found], batch_first=True)
        scores = [
            network.relate(states, heads).softmax(-1)
            for network, (_, states) in zip(self.networks, outputs, strict=True)
        ]
        best = torch.stack(scores).sum(0).argmax(-1).tolist()
        for row, numbers in zip(found, best, strict=True):
            names = [self.coding.relations[number] for number in numbers[1 : len(row)]]
            yield Tree(row[1:], [_relation(*pair) for pair in zip(row[1:], names, strict=True)])

    def _tag_matrix(self) -> Tensor:
        """Label (of the slots and parts of speech) x whole tag: which labels a tag is made of."""
        rows: list[list[float]] = []
        for name, labels in self.coding.columns.items():
            if name not in {"edit", "tag"}:
                parts = [_part(tag, name) for tag in self.tags]
                rows += [[float(part == label) for part in parts] for label in labels]
        return torch.tensor(rows)


def _part(tag: Tag, name: str) -> str:
    if name in {"upos", "xpos"}:
        return tag.upos if name == "upos" else tag.xpos
    return dict(f.split("=") for f in tag.feats.split("|") if "=" in f).get(name, "")


def _relation(head: int, name: str) -> str:
    """Only the root is called root."""
    return "root" if not head else "dep" if name == "root" else name


def _batches(sentences: Sequence[Words]) -> Iterator[list[Words]]:
    """Sentences, longest first, in groups within the bounds on number and area; empty ones not."""
    group: list[Words] = []
    for words in sorted(filter(None, sentences), key=len, reverse=True):
        area = (len(group[0]) + 1) ** 2 * (len(group) + 1) if group else 0
        if group and (len(group) == BATCH or area > AREA):
            yield group
            group = []
        group.append(words)
    if group:
        yield group


def memory_of(sentences: Sequence[Sentence]) -> dict[tuple[str, str], str]:
    """The usual lemma of each form and part of speech in a treebank."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            counts[word.form.lower(), word.upos][word.lemma] += 1
    return {key: max(sorted(c), key=c.__getitem__) for key, c in counts.items()}


def tree(arcs: NDArray[Any]) -> list[int]:
    """Heads of the best tree with one root; row and column 0 are the root."""
    heads: list[int] = [0, *arcs.argmax(1)[1:].tolist()]
    if is_tree(heads[1:]):
        return heads
    # A root so dear that no tree has two (Stanojević and Cohen, 2021), as in Stanza's decoder.
    scores = arcs.astype("float64")
    scores[:, 0] += scores.min() * len(scores)
    return [0, *chu_liu_edmonds(scores)[1:]]
