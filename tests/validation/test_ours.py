"""Our series by year, and what moved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import QueryError
from pipeline.validation import compare, load
from pipeline.validation.ours import Ours, move, read
from tests.validation.making import written


def one(release: Path, scheme: str = "volume", holder: str = "president") -> Ours:
    [found] = read(release, [scheme], holder, None, None)
    return found


def test_the_value_of_a_year_is_that_of_its_last_day(release: Path) -> None:
    found = one(release).by_year("end", until=2010)
    assert {year: found[year] for year in (1990, 1991, 1992, 1994, 1995)} == {
        1990: 3, 1991: 3, 1992: 4, 1994: 4, 1995: 9,
    }  # fmt: skip


def test_the_mean_goes_by_days(release: Path) -> None:
    found = one(release).by_year("mean", until=2010)
    assert found[1993] == 4
    assert found[1995] == pytest.approx((181 * 4 + 184 * 9) / 365)
    assert 1990 not in found  # no text before July


def test_years_of_an_excerpt_or_without_a_text_are_left_out(release: Path) -> None:
    ends, means = (one(release).by_year(value, until=2010) for value in ("end", "mean"))
    assert sorted(ends) == [*range(1990, 1998), 2001, 2002, 2003]
    assert sorted(means) == [*range(1991, 1998), 2002, 2003]


def test_a_holder_without_a_score_where_others_have_one_has_none_of_it(release: Path) -> None:
    assert set(one(release, holder="government").by_year("end", 2003).values()) == {5.0}
    with pytest.raises(QueryError, match="no score of court by volume"):
        read(release, ["volume"], "court", None, None)


def test_a_scheme_of_all_holders_is_taken_as_it_is(release: Path) -> None:
    assert one(release, "herfindahl").by_year("end", 1990)[1990] == pytest.approx(
        (3 / 8) ** 2 + (5 / 8) ** 2
    )


def test_a_move_names_acts_powers_and_changes(release: Path) -> None:
    moved = move(release, one(release), 1995)
    assert (moved.change, moved.up, moved.down, moved.acts) == (5, 5, 0, ("~c",))
    assert moved.p_rise == 0.98
    first = moved.powers[0]
    assert (first.holder, first.action, first.object, first.change) == (
        "president", "issue", "thing_4", 1,
    )  # fmt: skip
    assert first.power_id == "c@1995-07-01.rus/art_1__pt_5/0/0"
    assert [power.change_id for power in moved.powers] == ["the-change", "", ""]


def test_a_year_without_a_change_has_no_powers(release: Path) -> None:
    moved = move(release, one(release), 1993)
    assert (moved.change, moved.acts, moved.powers, moved.p_rise) == (0, (), (), None)


def test_a_share_falls_for_each_power_that_others_gain(release: Path) -> None:
    moved = move(release, one(release, "share", "government"), 1995)
    assert moved.change == pytest.approx(5 / 14 - 5 / 9, abs=1e-6)
    assert moved.up == 0
    assert moved.down == pytest.approx(moved.change, abs=1e-5)


def test_the_largest_moves_of_both_are_told(release: Path, tmp_path: Path) -> None:
    rows = [f"{year},{1 if year < 1996 else 7}" for year in range(1990, 2004)]
    published = load(written(tmp_path / "theirs.csv", "year,x", rows))
    [found] = compare(release, published, [one(release)])
    assert found.our_largest is not None
    assert found.our_largest.year == 1995
    assert found.their_largest == (1996, 6)
    assert [step.year for step in found.agreement.parted][:2] == [1996, 1995]
    assert [moved.year for moved in found.partings] == [
        step.year for step in found.agreement.parted
    ]
    assert found.left_out == 3


def test_a_column_turned_round_has_its_interval_turned_too(release: Path, tmp_path: Path) -> None:
    header = "year,x,x_codelow,x_codehigh"
    rows = [f"{year},{-year},{-year - 20},{-year + 10}" for year in range(1990, 2004)]
    published = load(written(tmp_path / "theirs.csv", header, rows))
    [plain] = compare(release, published, [one(release)])
    [turned] = compare(release, published, [one(release)], flip=["x"])
    assert plain.agreement.rho.value == -turned.agreement.rho.value
    assert turned.agreement.within == turned.agreement.bounded == 11
    assert (plain.flipped, turned.flipped) == (False, True)
