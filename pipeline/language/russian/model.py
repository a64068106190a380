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

from pipeline.language.russian.data import EDITED, sentence_ids
from pipeline.language.russian.dictionary import LAW_SHORT, parses, readings
from pipeline.language.russian.lemmas import Lemmatizer
from pipeline.language.russian.mapping import Feats
from pipeline.language.russian.network import Floats, Network, Sizes, pad
from pipeline.language.russian.segment import Piece, marker, sentence_starts, tokens
from pipeline.language.russian.tagset import Tagset
from pipeline.language.russian.tree import heads_of

LONGEST = 150  # words; a longer run is cut, at a semicolon or comma if there is one
CACHED = 50_000  # words whose readings are kept
BATCH = 3000  # words that go through the network together
TRUST_KNOWN, TRUST_GUESSED = 8.0, 3.0  # how much better a tag must be to overrule the dictionary


@dataclass(slots=True)
class Parsed:
    """A sentence as the model reads it; heads count from 1, 0 is the root."""

    labels: list[tuple[str, Feats]]
    heads: list[int]
    relations: list[str]


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
    parsing: bool = True
    _candidates: dict[str, tuple[NDArray[np.int64], float]] = field(default_factory=dict)

    @cached_property
    def vocab(self) -> Vocab:
        return Vocab()

    def forget(self) -> None:
        """Empty the cache of what each word may be."""
        self._candidates.clear()

    def tag(self, texts: Iterable[str]) -> list[Doc]:
        """Tokens, sentences, tags, lemmas and trees of some texts; `doc.text` is the text."""
        texts = list(texts)
        cut = [tokens(text) for text in texts]
        spans = [list(_sentences(pieces)) for pieces in cut]
        words = [[piece.text for piece in span if not piece.blank] for doc in spans for span in doc]
        parsed = iter(self.parse(words))
        return [
            self._doc(len(text), pieces, [(span, next(parsed)) for span in doc])
            for text, pieces, doc in zip(texts, cut, spans, strict=True)
        ]

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """Tags and trees of sentences of words; numbers of a list are set aside meanwhile.

        A sentence that comes again is read once, so that no repetition can take long.
        """
        marks = [marker(words) for words in sentences]
        bare = [tuple(words[count:]) for words, count in zip(sentences, marks, strict=True)]
        different = list(dict.fromkeys(bare))
        read = dict(zip(different, self._read(different), strict=True))
        return [
            _marked(read[rest], words[:count]) if count else read[rest]
            for rest, words, count in zip(bare, sentences, marks, strict=True)
        ]

    def _read(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """Sentences of words through the network, in batches of like length."""
        results: list[Parsed] = [Parsed([], [], [])] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda place: len(sentences[place]))
        for group in _groups(order, sentences):
            rows = [sentences[place] for place in group]
            for place, parsed in zip(group, self._batch(rows), strict=True):
                results[place] = parsed
        return results

    def _batch(self, rows: Sequence[Sequence[str]]) -> Iterator[Parsed]:
        net = self.network
        flat = [form for row in rows for form in row]
        forms = sorted(set(flat))
        place = {form: number for number, form in enumerate(forms)}
        vectors = net.embed.predict(sentence_ids(forms, self.style))[[place[f] for f in flat]]
        split = np.cumsum([len(row) for row in rows])[:-1]
        below = net.lower.predict(np.split(vectors, split))
        labels = self._labels(flat, net.tagger.predict(np.concatenate(below)))
        trees: Iterator[tuple[list[int], list[str]]]
        trees = self._trees(net.upper.predict(below)) if self.parsing else iter([])
        start = 0
        for row in rows:
            heads, relations = next(trees, ([], []))
            yield Parsed(labels[start : start + len(row)], heads, relations)
            start += len(row)

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

    def _trees(self, rows: list[Floats]) -> Iterator[tuple[list[int], list[str]]]:
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
            yield row, [n if h else "root" for n, h in zip(names, row, strict=True)]

    def _doc(
        self, length: int, pieces: Sequence[Piece], read: list[tuple[list[Piece], Parsed]]
    ) -> Doc:
        """One doc from the pieces of a text and what was read of its sentences."""
        words, spaces = _spelled(pieces, length)
        count = len(words)
        tags, morphs, lemmas = ["SPACE"] * count, [""] * count, list(words)
        heads, deps, starts = list(range(count)), ["dep"] * count, [False] * count
        place = 0
        for span, parsed in read:
            real = [place + i for i, piece in enumerate(span) if not piece.blank]
            starts[place] = True
            for number, token in enumerate(real):
                upos, feats = parsed.labels[number]
                tags[token], morphs[token] = upos, "|".join(f"{k}={v}" for k, v in feats)
                lemmas[token] = self.lemmatizer.lemma(words[token], upos, feats)
                if parsed.heads:
                    head = parsed.heads[number]
                    heads[token] = real[head - 1] if head else token
                    deps[token] = "ROOT" if not head else parsed.relations[number]
            anchor = real[0] if real else place
            for token in range(place, place + len(span)):
                if pieces[token].blank:
                    heads[token] = anchor
            place += len(span)
        extra = {"heads": heads, "deps": deps} if self.parsing else {"sent_starts": starts}
        return Doc(
            self.vocab, words=words, spaces=spaces, pos=tags, morphs=morphs, lemmas=lemmas, **extra
        )

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


def _marked(parsed: Parsed, marks: Sequence[str]) -> Parsed:
    """Put the numbers of a list back before a sentence, as dependents of its root."""
    count = len(marks)
    labels: list[tuple[str, Feats]] = [("PUNCT" if m == "." else "NUM", ()) for m in marks]
    if not parsed.heads:
        return Parsed(labels + parsed.labels, [], [])
    root = parsed.heads.index(0) + 1 + count
    heads = [root] * count + [head + count if head else 0 for head in parsed.heads]
    names = ["punct" if mark == "." else "parataxis" for mark in marks]
    return Parsed(labels + parsed.labels, heads, names + parsed.relations)


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


def _groups(order: Sequence[int], sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    group: list[int] = []
    size = 0
    for place in order:
        if not sentences[place]:
            continue
        if group and size + len(sentences[place]) > BATCH:
            yield group
            group, size = [], 0
        group.append(place)
        size += len(sentences[place])
    if group:
        yield group


def _spelled(pieces: Sequence[Piece], length: int) -> tuple[list[str], list[bool]]:
    """Words and whether one plain space follows each."""
    following = [*(piece.start for piece in pieces[1:]), length] if pieces else []
    return [piece.text for piece in pieces], [
        piece.end < after for piece, after in zip(pieces, following, strict=True)
    ]
