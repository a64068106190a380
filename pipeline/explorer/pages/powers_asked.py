"""What the page of powers was asked, as an address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Query

from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find.powers import FILTERS, NOW, Wanted
from pipeline.explorer.params import Codes, Day, PageNumber, Words

_USUAL = {"kaz": "kaz", "rus": "rus", "eng": "rus"}  # the texts that a reader is shown at first


@dataclass(frozen=True)
class Question:
    """The conditions, the page, and how they are written in an address."""

    wanted: Wanted
    page: int
    usual: str  # the language of texts that need not be named

    @property
    def lang(self) -> str:
        return self.wanted.lang or "both"

    def query(self, **changed: object) -> dict[str, Any]:
        """The question for an address, without what goes without saying; `page` is left out.

        A change to None takes a condition away.
        """
        wanted = self.wanted
        said = {
            "q": wanted.q,
            "lang": "" if self.lang == self.usual else self.lang,
            **{name: list(getattr(wanted, name)) for name in FILTERS},
            "on": wanted.on if wanted.on != NOW else "",
            "when": "" if wanted.on else "any",
            "show": "limits" if wanted.polarity == "-" else "",
            "sort": "" if wanted.sort == "act" else wanted.sort,
            "desc": "1" if wanted.descending else "",
            **changed,
        }
        return {name: value for name, value in said.items() if value not in (None, "", [])}

    def without(self, name: str, code: str = "") -> dict[str, Any]:
        """The question without a condition, or without one code of a filter."""
        if name in FILTERS:
            return self.query(**{name: [one for one in getattr(self.wanted, name) if one != code]})
        return self.query(**{"on": None, "when": None} if name == "on" else {name: None})

    def by(self, order: str) -> dict[str, Any]:
        """The question in another order; the same one again turns it round."""
        again = self.wanted.sort == order and not self.wanted.descending
        return self.query(sort="" if order == "act" else order, desc="1" if again else "")


def question(
    asked: Page,
    q: Words = "",
    lang: Literal["rus", "kaz", "both", ""] = "",
    holder: Codes = (),  # type: ignore[assignment]
    domain: Codes = (),  # type: ignore[assignment]
    action: Codes = (),  # type: ignore[assignment]
    object: Codes = (),  # type: ignore[assignment]  # noqa: A002 - as the address names it
    limit: Codes = (),  # type: ignore[assignment]
    autonomy: Codes = (),  # type: ignore[assignment]
    act: Codes = (),  # type: ignore[assignment]
    on: Day = None,
    when: Literal["any", ""] = "",
    show: Literal["limits", ""] = "",
    sort: Annotated[str, Query(max_length=20)] = "",
    desc: Literal["1", ""] = "",
    page: PageNumber = 1,
) -> Question:
    """The question of a request: the newest texts in one language, unless it says otherwise."""
    query = {
        "q": q.strip(), "lang": lang, "holder": holder, "domain": domain, "action": action,
        "object": object, "limit": limit, "autonomy": autonomy, "act": act, "on": on, "when": when,
        "show": show, "sort": sort, "desc": desc,
    }  # fmt: skip
    return Question(wanted_by(asked, query), page, _USUAL[asked.language])


def wanted_by(asked: Asked, query: Mapping[str, Any]) -> Wanted:
    """The conditions that a query of the page names."""
    lang = query.get("lang") or _USUAL[asked.language]
    return Wanted(
        series=asked.series,
        q=query.get("q", ""),
        lang=None if lang == "both" else lang,
        **{name: tuple(dict.fromkeys(query.get(name, ()))) for name in FILTERS},
        polarity="-" if query.get("show") else "+",
        on=None if query.get("when") else query.get("on") or NOW,
        sort=query.get("sort") or "act",
        descending=bool(query.get("desc")),
        reader=asked.language,
    )
