"""Changes of powers, and the days on which they came."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter

from pipeline.explorer.api import asks
from pipeline.explorer.api.records import (
    RELEASE,
    by_code,
    columns,
    field,
    many,
    nullable,
    paged,
    record,
)
from pipeline.explorer.asked import Page
from pipeline.explorer.find import changes as find
from pipeline.explorer.find import reforms as find_reforms
from pipeline.explorer.params import Plain
from pipeline.vocabulary import Holder

ROUTER = APIRouter(prefix="/api", tags=["Changes"])

_Proof = record("Proof", "What shows a change.", columns("change_proofs", "shown", "act", "ref"))
_Side = record(
    "Side",
    "A change as the text of one language shows it.",
    columns("changes", "change_id", "power_from", "power_to", "differs"),
    version_from=nullable(str, "version_id of the text with the power before."),
    eid_from=nullable(str, "Where the power stood."),
    text_from=nullable(str, "The words before, with the head of their list."),
    version_to=nullable(str, "version_id of the text with the power after."),
    eid_to=nullable(str, "Where the power stands."),
    text_to=nullable(str, "The words after, with the head of their list."),
    proofs=many(_Proof, "What shows it."),
)
_Change = record(
    "Change",
    "A difference in one power between two texts; what both languages show is one change.",
    columns("changes", "change_id", "series", "date", "exact", "kind", "holder", "holder_to"),
    columns("changes", "action", "object", "domain", "polarity", "power", "partial"),
    columns("changes", "effective_for"),
    act_from=field(str, "The act of the text before."),
    act=field(str, "The act of the text after."),
    sides=by_code(_Side, "What the text of each language shows: by rus and kaz."),
)
_One = record(
    "OneChange", "One change.", {"release": RELEASE}, change=field(_Change, "The change.")
)

_Gain = record(
    "Gain",
    "Changes that gave a holder something, or took something from it.",
    changes=field(int, "How many; what both languages show is one change."),
    rus=field(int, "How many the Russian texts show."),
    kaz=field(int, "How many the Kazakh texts show."),
    kinds=field(dict[str, int], "How many of `changes` are of each kind."),
)
_Move = record(
    "Move",
    "What a day did to the holder's share in one language's texts.",
    columns("changes", "lang"),
    before=field(float, "The share before."),
    after=field(float, "The share after."),
    whole=field(bool, "Whether no text is missing on either side, so that the two compare."),
    low=nullable(float, "Lower end of the difference's 95% interval."),
    high=nullable(float, "Upper end of it."),
    p_rise=nullable(float, "Part of the replicates in which the share rises."),
    p_fall=nullable(float, "Part of the replicates in which it falls."),
)
_Reform = record(
    "Reform",
    "A day on which powers changed.",
    columns("changes", "date", "exact"),
    acts=field(list[str], "Acts whose texts changed or began."),
    major=field(bool, "Whether a constitution was changed or made."),
    changes=field(int, "Changes of all holders, those of words alone left out."),
    reworded=field(int, "Changes of words alone."),
    given=field(_Gain, "What the holder was given."),
    taken=field(_Gain, "What was taken from the holder."),
    moves=many(_Move, "Steps of the holder's share."),
    effective_for=field(list[str], "Whom changes bind first, where not everyone at once."),
)


@ROUTER.get("/reforms", response_model=paged("Reforms", _Reform))
def list_reforms(
    paging: asks.Paged,
    series: asks.Series,
    holder: asks.TheHolder = Holder.PRESIDENT,
    day: asks.OneDay = None,
) -> Any:
    """Reforms: the days on which powers changed, the newest first, as one holder sees them."""
    return paging.of(find_reforms.reforms(paging.asked.lookup, series, holder, day))


@ROUTER.get("/changes", response_model=paged("Changes", _Change))
def list_changes(
    paging: asks.Paged,
    series: asks.Series,
    lang: asks.Lang = None,
    holder: asks.Holders = (),
    kind: asks.Kinds = (),
    domain: asks.Domains = (),
    since: asks.Since = None,
    until: asks.Until = None,
    day: asks.OneDay = None,
) -> Any:
    """Changes: what was given, taken, limited or passed on, the newest day first."""
    wanted = find.Wanted(series, lang, holder, kind, domain, since, until, day)
    lookup = paging.asked.lookup
    rows = find.rows(lookup, wanted, paging.first, paging.size)
    return paging.answer(find.count(lookup, wanted), rows)


@ROUTER.get("/changes/{change_id:path}", response_model=_One)
def read_change(
    asked: Page,
    change_id: Annotated[
        Plain,
        asks.identifier(
            "a change",
            "constitution-1995@1998-10-07..constitution-1995@2007-05-21.rus/weakened/art_41__pt_1/0/0",
        ),
    ],
) -> Any:
    """A change: the words before and after in each language, and what shows it."""
    change = asks.found(find.change(asked.lookup, change_id), "change")
    return {"release": asked.served.name, "change": change}
