"""A constitution that gives the President more from year to year, as a release."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Change, Power, Proof
from pipeline.records_index import ScoreDifference
from pipeline.vocabulary import Action, ChangeKind, Domain, Holder, Polarity, Shown, TextState
from tests.index.makers import act, day, power, registry, text
from tests.validation.making import publish

# Powers of the President by the first year of each text, which begins on 1 July.
GIVEN = {1990: 3, 1992: 4, 1995: 9, 1998: 8, 2001: 10}
EXCERPT = 1998  # the text that is only in part at hand
MISSING = 2004  # the year of a change whose text is not at hand


def _powers(holder: Holder, number: int) -> list[Power]:
    return [power(holder, Action.ISSUE, f"thing_{n}", domain=Domain.DECREE) for n in range(number)]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release's workspace; tests only read it."""
    acts = registry(act("c", begins="1990-07-01", amended_on=[f"{MISSING}-07-01"]))
    texts = {
        text("c", f"{year}-07-01", TextState.EXCERPT if year == EXCERPT else TextState.IN_FORCE): [
            *_powers(Holder.PRESIDENT, number),
            *_powers(Holder.GOVERNMENT, 5),
        ]
        for year, number in GIVEN.items()
    }
    older, newer = (f"c@{year}-07-01.rus" for year in (1992, 1995))
    granted = Change(
        change_id="the-change", kind=ChangeKind.GRANTED, older=older, newer=newer,
        date=day("1995-07-01"), exact=True, power="a power", power_from="",
        power_to=f"{newer}/art_1__pt_5/0/0", holder=Holder.PRESIDENT, holder_to=None,
        action=Action.ISSUE, object="thing_4", domain=Domain.DECREE, polarity=Polarity.GIVES,
        differs=(), proofs=(Proof(Shown.VERSIONS, "c", f"{newer}/art_1__pt_5"),),
        other_language="", similarity=0.0, partial=False,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("workspace")
    before, after = (f"volume/official/rus/president/{year}-07-01" for year in (1992, 1995))
    surely = ScoreDifference(before, after, 5.0, 4.0, 6.0, 0.98, 0.01, gap=False, acts=("c",))
    publish(folder, acts, texts, [granted], [surely])
    return folder


@pytest.fixture(scope="session")
def release(workspace: Path) -> Path:
    """The folder of that release."""
    name = (workspace / "releases" / "LATEST").read_text(encoding="utf8").strip()
    return workspace / "releases" / name
