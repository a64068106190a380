"""Which lemma a tagged word has: a known one, an edit of the word, or the stem of a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.language.kazakh import lemmas
from pipeline.language.kazakh.lexicon import Lexicon

Memory = Mapping[tuple[str, str], str]  # (lower form, UPOS) to lemma

# Added to an edit's log-probability: the lemma is listed; a reading agrees with the features.
KNOWN, AGREES = 2.5, 3.0
UNLIKELY = -5.0  # for a lemma that no edit proposes
KEPT = 100_000  # words under a tag that stay in memory


@dataclass(frozen=True, slots=True)
class Tag:
    """A whole tag that the treebank knows."""

    upos: str
    xpos: str
    feats: str


@dataclass(slots=True)
class Word:
    """What is known of a form under a tag, whatever the network says of its edits."""

    sure: str | None
    agreeing: frozenset[str]
    edited: dict[int, str | None] = field(default_factory=dict)  # by number of the edit
    worth: dict[str, float] = field(default_factory=dict)  # of a lemma, besides its edit's


class Chooser:
    """Chooses lemmas; what it finds of a word is kept for the next time."""

    def __init__(self, edits: Sequence[str], lexicon: Lexicon, memory: Memory) -> None:
        self._edits, self._lexicon, self._memory = edits, lexicon, memory
        self._words: dict[tuple[str, Tag], Word] = {}

    def __call__(self, form: str, tag: Tag, scores: Sequence[float], edits: Sequence[int]) -> str:
        """The likeliest of the edits, given with their scores, and of the readings that agree."""
        word = self._word(form, tag)
        if word.sure is not None:
            return word.sure
        options: dict[str, float] = {}
        for score, edit in zip(scores, edits, strict=True):
            lemma = self._edited(word, form, tag, edit)
            if lemma is not None:
                options[lemma] = max(options.get(lemma, UNLIKELY), score)
        for lemma in word.agreeing:
            options.setdefault(lemma, UNLIKELY)
        if not options:
            return self._cased(form, form, tag)
        return max(
            sorted(options), key=lambda lemma: options[lemma] + self._worth(word, tag, lemma)
        )

    def _word(self, form: str, tag: Tag) -> Word:
        key = (form, tag)
        found = self._words.get(key)
        if found is None:
            sure = self._sure(form, tag)
            found = Word(sure, self._agreeing(form, tag) if sure is None else frozenset())
            if len(self._words) < KEPT:
                self._words[key] = found
        return found

    def _sure(self, form: str, tag: Tag) -> str | None:
        """The treebank's own lemma of a word; that of a number, as 55 of 55-ші."""
        known = self._memory.get((form.lower(), tag.upos))
        if known is None and tag.upos == "NUM" and form[0].isdigit():
            return form.partition("-")[0]
        return known

    def _edited(self, word: Word, form: str, tag: Tag, edit: int) -> str | None:
        """The lemma that an edit makes of a form, or None where it does not fit."""
        if edit not in word.edited:
            lemma = lemmas.apply(form, self._edits[edit])
            word.edited[edit] = lemma if lemma is None else self._cased(lemma, form, tag)
        return word.edited[edit]

    def _worth(self, word: Word, tag: Tag, lemma: str) -> float:
        if lemma not in word.worth:
            listed = (lemma, tag.upos) in self._lexicon
            word.worth[lemma] = KNOWN * listed + AGREES * (lemma in word.agreeing)
        return word.worth[lemma]

    def _agreeing(self, form: str, tag: Tag) -> frozenset[str]:
        """Lemmas of the readings that agree with the tag, from the lexicon where it has any."""
        found: set[str] = set()
        for stem in lemmas.stems(form, tag.upos, tag.feats):
            listed = [lemma for lemma, part in self._lexicon.entries(stem) if part == tag.upos]
            found.update(
                self._cased(lemma, form, tag) for lemma in listed or [lemmas.bare(stem, form)]
            )
        return frozenset(found)

    def _cased(self, lemma: str, form: str, tag: Tag) -> str:
        """Names keep their capital, other words lose it, abbreviations stay as they are."""
        if (lemma, tag.upos) in self._lexicon or tag.xpos == "abbr" or tag.upos == "X":
            return lemma
        if tag.upos == "PROPN":
            return lemma[:1].upper() + lemma[1:] if form[:1].isupper() else lemma
        return lemma if len(form) > 1 and form.isupper() else lemma.lower()
