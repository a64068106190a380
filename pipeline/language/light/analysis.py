"""What an analyser says about one token, before it becomes part of a spaCy `Doc`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Analysis:
    """Lemma, universal part of speech and universal features of one token."""

    lemma: str
    pos: str
    feats: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of a feature, or "" where the token has none."""
        return dict(self.feats).get(name, "")

    @property
    def morph(self) -> str:
        """The features in the form that UD files and spaCy share: `Case=Nom|Number=Sing`."""
        return "|".join(f"{name}={value}" for name, value in sorted(self.feats))


Analyser = Callable[[Sequence[str]], list[Analysis]]


def features(**values: str) -> tuple[tuple[str, str], ...]:
    """Features by keyword, the empty ones left out; `psor` stands for `Number[psor]`."""
    named = {("Number[psor]" if name == "psor" else name): v for name, v in values.items() if v}
    return tuple(sorted(named.items()))
