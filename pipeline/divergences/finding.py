"""What a comparison finds, before it is told which version it stands in."""

from __future__ import annotations

from dataclasses import dataclass

TEXTS, READING = "texts", "reading"  # causes
HIGH, MEDIUM, LOW = "high", "medium", "low"  # severities


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference in one unit; the fields are those of `records.Divergence`."""

    eid: str
    n: int | None
    kind: str
    severity: str
    cause: str
    rus: str
    kaz: str

    @property
    def order(self) -> tuple[str, int, str, str, str]:
        """By unit and clause, what stands for the whole unit first."""
        return self.eid, -1 if self.n is None else self.n, self.kind, self.rus, self.kaz
