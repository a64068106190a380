"""The trained model: texts in, spaCy docs out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language.russian.adapter import Text, add_trees, to_doc
from pipeline.language.russian.data import EDITED, sentence_ids
from pipeline.language.russian.dictionary import LAW_SHORT, parses, readings
from pipeline.language.russian.lemmas import Lemmatizer
from pipeline.language.russian.mapping import Feats
from pipeline.language.russian.network import Floats, Network, Sizes, pad
from pipeline.language.russian.segment import Piece, marker, sentence_starts, tokens
from pipeline.language.russian.tagset import Tagset
from pipeline.language.russian.tree import heads_of
from pipeline.language.working import Parse, Tree, portions, single_thread

LONGEST = 150  # words; a longer run is cut, at a semicolon or comma if there is one
CACHED = 50_000  # words whose readings are kept
BATCH = 3000  # words that go through the network together
TRUST_KNOWN, TRUST_GUESSED = 8.0, 3.0  # how much better a tag must be to overrule the dictionary

Label = tuple[str, Feats]
Words = tuple[str, ...]


@dataclass(slots=True)
class Parsed:
    """A sentence as the model reads it."""

    labels: list[Label]
    tree: Tree


@dataclass(slots=True)
class Tagged:
    """A sentence whose tags are found; from its states a tree can be made."""

    labels: list[Label]
    states: Floats  # one row a word


@dataclass
class Model:
    """Weights, tags and tables; `tag` is what callers use."""

    network: Network
    tagset: Tagset
    relations: list[str]
    lemmatizer: Lemmatizer
    lexicon: dict[str, list[tuple[str, Feats]]]
    style: str = EDITED
    known_margin: float = TRUST_KNOWN
    guessed_margin: float = TRUST_GUESSED
    _candidates: dict[str, tuple[NDArray[np.int64], float]] = field(default_factory=dict)

    @cached_property
    def vocab(self) -> Vocab:
        return Vocab()

    def tag(self, texts: Iterable[str], parse: Parse | None = None) -> list[Doc]:
        """Tokens, sentences, tags, lemmas and trees of some texts; `doc.text` is the text.

        Args:
            texts: what to read.
            parse: given a tagged doc, whether it needs a tree; without it every doc gets one.
        """
        with single_thread():
            return [doc for portion in portions(texts) for doc in self._portion(portion, parse)]

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """Tags and trees of sentences of words."""
        with single_thread():
            cut = [_unnumbered(words) for words in sentences]
            tagged = self._tagged(bare for _, bare in cut)
            trees = self._trees(tagged)
        return [
            Parsed(_labelled(marks, tagged[bare]), _numbered(marks, trees[bare]))
            for marks, bare in cut
        ]

    def _portion(self, sources: Sequence[str], parse: Parse | None) -> list[Doc]:
        texts = [_text(source) for source in sources]
        cut = [[_unnumbered(words) for words in text.words] for text in texts]
        tagged = self._tagged(bare for sentences in cut for _, bare in sentences)
        docs = [
            to_doc(
                self.vocab,
                text,
                [_labelled(marks, tagged[bare]) for marks, bare in sentences],
                self.lemmatizer.lemma,
            )
            for text, sentences in zip(texts, cut, strict=True)
        ]
        chosen = [at for at, doc in enumerate(docs) if parse is None or parse(doc)]
        needed = dict.fromkeys(bare for at in chosen for _, bare in cut[at])
        trees = self._trees({bare: tagged[bare] for bare in needed})
        for at in chosen:
            add_trees(docs[at], texts[at], [_numbered(m, trees[bare]) for m, bare in cut[at]])
        return docs

    def _tagged(self, sentences: Iterable[Words]) -> dict[Words, Tagged]:
        """Tags of sentences; one that comes again is read once, so no repetition takes long."""
        different = list(dict.fromkeys(sentences))
        nothing = np.zeros((0, self.network.sizes.hidden), dtype="f")
        found = {words: Tagged([], nothing) for words in different}
        for rows in _groups(different):
            found.update(zip(rows, self._tag_batch(rows), strict=True))
        return found

    def _tag_batch(self, rows: Sequence[Words]) -> Iterator[Tagged]:
        net = self.network
        flat = [form for row in rows for form in row]
        forms = sorted(set(flat))
        place = {form: number for number, form in enumerate(forms)}
        vectors = net.embed.predict(sentence_ids(forms, self.style))[[place[f] for f in flat]]
        split = np.cumsum([len(row) for row in rows])[:-1]
        states = net.lower.predict(np.split(vectors, split))
        labels = iter(self._labels(flat, net.tagger.predict(np.concatenate(states))))
        for row, state in zip(rows, states, strict=True):
            yield Tagged([next(labels) for _ in row], state)

    def _trees(self, tagged: dict[Words, Tagged]) -> dict[Words, Tree]:
        """Trees of tagged sentences, in batches of like length."""
        found = {words: Tree([], []) for words in tagged}
        for rows in _groups(list(tagged)):
            states = self.network.upper.predict([tagged[words].states for words in rows])
            found.update(zip(rows, self._tree_batch(states), strict=True))
        return found

    def _labels(self, forms: Sequence[str], scores: Floats) -> list[tuple[str, Feats]]:
        """The best reading of each word that the dictionary allows, unless it is far from best."""
        logs = self.tagset.log_probabilities(scores)
        options = [self._options(form) for form in forms]
        whole = logs @ self.tagset.matrix.T
        free = whole[:, : len(self.tagset.seen)].argmax(axis=1)
        found = []
        for row, (allowed, margin) in enumerate(options):
            best = int(free[row])
            if len(allowed):
                mine = whole[row, allowed]
                place = int(mine.argmax())
                if mine[place] >= whole[row, best] - margin:
                    best = int(allowed[place])
            found.append(self.tagset.labels[best])
        return found

    def _options(self, form: str) -> tuple[NDArray[np.int64], float]:
        """The labels that dictionary and training text allow a word, and how far to trust them."""
        if form not in self._candidates:
            if len(self._candidates) > CACHED:
                self._candidates.clear()
            short = form.lower() in LAW_SHORT
            listed = [] if short else self.lexicon.get(form.lower(), [])
            labels = [(r.upos, r.feats) for r in readings(form)] + listed
            numbers = [self.tagset.index(label) for label in dict.fromkeys(labels)]
            guessed = form[:1].isalpha() and not form.isascii() and not _known(form)
            margin = self.guessed_margin if guessed and not listed else self.known_margin
            margin = np.inf if short else margin
            self._candidates[form] = (np.array(numbers, dtype=int), margin)
        return self._candidates[form]

    def _tree_batch(self, rows: list[Floats]) -> Iterator[Tree]:
        block, lengths = pad(rows)
        arcs = self.network.parser.predict((block, lengths))
        found = [heads_of(arcs.arcs[i, :n, : n + 1]) for i, n in enumerate(lengths)]
        heads = np.zeros(block.shape[:2], dtype=int)
        for place, row in enumerate(found):
            heads[place, : len(row)] = row
        scores = arcs.relations(heads)[0].reshape(*block.shape[:2], -1)
        root = self.relations.index("root")
        scores[:, :, root] = -np.inf
        best = scores.argmax(axis=2)
        for place, row in enumerate(found):
            names = [self.relations[int(number)] for number in best[place, : len(row)]]
            yield Tree(row, [n if h else "root" for n, h in zip(names, row, strict=True)])

    def save(self, folder: Path) -> None:
        """Write the model; weights take half the room in half precision."""
        folder.mkdir(parents=True, exist_ok=True)
        weights = {k: v.astype("float16") for k, v in self.network.params().items()}
        np.savez_compressed(folder / "weights.npz", **weights)  # type: ignore[arg-type]
        data = {
            "sizes": asdict(self.network.sizes),
            "groups": self.tagset.groups,
            "labels": self.tagset.labels[: len(self.tagset.seen)],
            "relations": self.relations,
            "style": self.style,
            "lexicon": self.lexicon,
            "lemmas": {"forms": self.lemmatizer.forms, "lemmas": self.lemmatizer.lemmas},
        }
        text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
        (folder / "tables.json").write_text(text + "\n", encoding="utf8")


def load(folder: Path) -> Model:
    """Read a model from disk."""
    data = json.loads((folder / "tables.json").read_text(encoding="utf8"))
    sizes = data["sizes"] | {"tables": tuple(tuple(row) for row in data["sizes"]["tables"])}
    network = Network(Sizes(**sizes))
    network.initialize()
    with np.load(folder / "weights.npz", allow_pickle=False) as weights:
        network.set_params({name: weights[name] for name in weights.files})
    return Model(
        network=network,
        tagset=Tagset(data["groups"], [_label(item) for item in data["labels"]]),
        relations=data["relations"],
        lemmatizer=Lemmatizer(**data["lemmas"]),
        lexicon={form: [_label(i) for i in items] for form, items in data["lexicon"].items()},
        style=data["style"],
    )


def _label(item: list[object]) -> tuple[str, Feats]:
    upos, feats = item
    assert isinstance(feats, list)
    return str(upos), tuple((str(name), str(value)) for name, value in feats)


def _text(source: str) -> Text:
    pieces = tokens(source)
    return Text(len(source), pieces, list(_sentences(pieces)))


def _unnumbered(words: Sequence[str]) -> tuple[Words, Words]:
    """The numbers of a list that a sentence opens with, and its other words."""
    count = marker(words)
    return tuple(words[:count]), tuple(words[count:])


def _labelled(marks: Words, tagged: Tagged) -> list[Label]:
    """The labels of a sentence with those of the numbers before it."""
    numbers: list[Label] = [("PUNCT" if mark == "." else "NUM", ()) for mark in marks]
    return numbers + tagged.labels


def _numbered(marks: Words, tree: Tree) -> Tree:
    """The tree of a sentence with the numbers before it as dependents of its root."""
    if not marks:
        return tree
    count = len(marks)
    root = tree.heads.index(0) + 1 + count
    heads = [root] * count + [head + count if head else 0 for head in tree.heads]
    names = ["punct" if mark == "." else "parataxis" for mark in marks]
    return Tree(heads, names + tree.relations)


def _known(form: str) -> bool:
    found = parses(form.lower().rstrip("."))
    return bool(found) and bool(found[0].is_known)


def _sentences(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each sentence; an endless one is cut."""
    starts = sentence_starts(pieces)
    span: list[Piece] = []
    for piece, start in zip(pieces, starts, strict=True):
        long = len(span) >= LONGEST and (span[-1].text in ",;" or len(span) > LONGEST + 30)
        if span and (start or long) and not all(p.blank for p in span):
            yield span
            span = []
        span.append(piece)
    if span:
        yield span


def _groups(sentences: Sequence[Words]) -> Iterator[list[Words]]:
    """Sentences of like length in groups that go through the network together; empty ones not."""
    group: list[Words] = []
    size = 0
    for words in sorted(filter(None, sentences), key=len):
        if group and size + len(words) > BATCH:
            yield group
            group, size = [], 0
        group.append(words)
        size += len(words)
    if group:
        yield group
