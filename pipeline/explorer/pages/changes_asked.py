"""What the pages of changes were asked, as an address says it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pipeline.explorer.find.changes import CODES, Wanted
from pipeline.explorer.params import BLANK, Codes, Day, TextLang
from pipeline.vocabulary import Holder

Lang = Annotated[TextLang | None, BLANK]


@dataclass(frozen=True)
class Filters:
    """What a reader chose."""

    holder: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    lang: str | None = None
    since: str | None = None
    until: str | None = None

    def wanted(self, series: str, day: str | None = None) -> Wanted:
        """The question that they are.

        Raises:
            InputError: a code that there is not.
        """
        return Wanted(series, **asdict(self), day=day)

    @property
    def office(self) -> str:
        """Who is given to and taken from: the holder that was chosen, or the President."""
        return self.holder[0] if self.holder else Holder.PRESIDENT

    @property
    def query(self) -> dict[str, Any]:
        """What an address says of them."""
        return {name: value for name, value in asdict(self).items() if value}

    def without(self, name: str, code: str = "") -> dict[str, Any]:
        """What an address says without a filter, or without one of its codes."""
        kept = [one for one in getattr(self, name) if one != code] if name in CODES else None
        return self.query | {name: kept}


def filters(
    holder: Codes = (),  # type: ignore[assignment]
    kind: Codes = (),  # type: ignore[assignment]
    domain: Codes = (),  # type: ignore[assignment]
    lang: Lang = None,
    since: Day = None,
    until: Day = None,
) -> Filters:
    """The filters of an address."""
    return Filters(tuple(holder), tuple(kind), tuple(domain), lang, since, until)
