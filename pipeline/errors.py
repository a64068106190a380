"""What goes wrong for a person, said in one sentence with its remedy.

Every error that a person can cause or mend is a `BilikError`; anything else is a fault of ours
and keeps its traceback.
"""

from __future__ import annotations


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


class BilikError(Exception):
    """One clear message: where it happened, what is wrong, what to do.

    >>> str(BilikError("the file is empty", "acts.toml", "write at least one act"))
    'acts.toml: the file is empty. Write at least one act.'
    """

    def __init__(self, what: str, where: object, remedy: str) -> None:
        super().__init__(what, str(where), remedy)  # what pickling and `raise ... from` carry on
        self.what = what
        self.where = str(where)
        self.remedy = remedy

    def __str__(self) -> str:
        remedy = self.remedy[:1].upper() + self.remedy[1:]
        return f"{self.where}: {_sentence(self.what)} {_sentence(remedy)}"


class InputError(BilikError):
    """A text, a registry or an option that cannot be used as it is."""


class WorkspaceError(BilikError):
    """A folder that cannot be read or written."""


class ReleaseError(BilikError):
    """A release that is missing, incomplete, or would not hold together."""


class QueryError(BilikError):
    """A query that the release cannot answer."""
