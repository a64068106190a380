"""Tags as the network sees them: one choice for the part of speech and one for each feature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.language.russian.mapping import Feats

Label = tuple[str, Feats]
NONE = ""


class Tagset:
    """Groups of values (UPOS and each feature), and whole labels scored from them."""

    def __init__(self, groups: dict[str, list[str]], seen: Sequence[Label]) -> None:
        self.groups = groups
        self.seen = list(seen)
        self.offsets: dict[str, int] = {}
        total = 0
        for name, values in groups.items():
            self.offsets[name] = total
            total += len(values)
        self.total = total
        self.labels: list[Label] = []
        self._index: dict[Label, int] = {}
        self._rows: list[NDArray[np.float32]] = []
        self._matrix: NDArray[np.float32] | None = None
        for label in seen:
            self.index(label)

    @classmethod
    def from_labels(cls, labels: Iterable[Label]) -> Tagset:
        """The tagset of a treebank."""
        counts = Counter(labels)
        groups: dict[str, set[str]] = {"UPOS": set()}
        for upos, feats in counts:
            groups["UPOS"].add(upos)
            for name, value in feats:
                groups.setdefault(name, {NONE}).add(value)
        ordered = {name: sorted(values) for name, values in groups.items()}
        return cls(dict(sorted(ordered.items())), sorted(x for x, n in counts.items() if n > 1))

    def index(self, label: Label) -> int:
        """The number of a label; a new one is added."""
        if label not in self._index:
            self._index[label] = len(self.labels)
            self.labels.append(label)
            row = np.zeros(self.total, dtype="f")
            row[self.choices(label)] = 1
            self._rows.append(row)
            self._matrix = None
        return self._index[label]

    def choices(self, label: Label) -> list[int]:
        """For each group the column of the label's value."""
        feats = dict(label[1])
        columns = []
        for name, values in self.groups.items():
            value = label[0] if name == "UPOS" else feats.get(name, NONE)
            columns.append(self.offsets[name] + (values.index(value) if value in values else 0))
        return columns

    @property
    def matrix(self) -> NDArray[np.float32]:
        """One row a label, ones in the columns of its values."""
        if self._matrix is None:
            self._matrix = np.stack(self._rows)
        return self._matrix

    def log_probabilities(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores to log-probabilities within each group."""
        out = np.empty_like(scores)
        for name, values in self.groups.items():
            span = slice(self.offsets[name], self.offsets[name] + len(values))
            part = scores[:, span]
            part = part - part.max(axis=1, keepdims=True)
            out[:, span] = part - np.log(np.exp(part).sum(axis=1, keepdims=True))
        return out
