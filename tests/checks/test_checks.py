"""Checks of the index: what each finds in a sound index, and that each can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import index
from pipeline.checks import checks, warning
from pipeline.dataset import Contents
from pipeline.dataset.rows import rows_by_table
from pipeline.index import score
from pipeline.index.state import Part, State
from pipeline.records import Act, Power, Version
from pipeline.records_index import CheckResult
from pipeline.vocabulary import Action, Autonomy, Check, Domain, Holder, Scheme, TextState
from tests.index.makers import WEIGHTS, act, day, power, readings, registry, text

STEPS = 12
DAYS = [str(day("2000-01-01") + timedelta(days=365 * n)) for n in range(STEPS)]
CONSTITUTION = act("c", amended_on=DAYS[1:])

Texts = dict[Version, Sequence[Power]]


def powers(holder: Holder, number: int, domain: Domain = Domain.DECREE) -> list[Power]:
    """So many free powers of one holder, over different objects."""
    return [power(holder, Action.ISSUE, f"thing_{n}", domain=domain) for n in range(number)]


def course(presidents: Sequence[int], governments: Sequence[int]) -> Texts:
    """A constitution amended year by year: how many powers it gives to each; Parliament has ten."""
    return {
        text("c", on): [
            *powers(Holder.PRESIDENT, mine),
            *powers(Holder.GOVERNMENT, theirs),
            *powers(Holder.PARLIAMENT, 10),
        ]
        for on, mine, theirs in zip(DAYS, presidents, governments, strict=True)
    }


def run(texts: Texts, *acts: Act) -> list[CheckResult]:
    known = registry(CONSTITUTION, *acts)
    said = readings(texts)
    scores, _ = score(known, list(texts), said, WEIGHTS)
    return checks(known, list(texts), said, scores, WEIGHTS)


def found(results: Sequence[CheckResult]) -> Mapping[tuple[str, str, str | None], CheckResult]:
    return {(one.check, one.subject, one.scheme): one for one in results}


UNEVEN = [20, 22, 21, 25, 24, 24, 28, 23, 27, 26, 29, 25]
OTHERWISE = [20, 18, 23, 22, 26, 21, 22, 24, 20, 25, 23, 24]


# -- placebo -------------------------------------------------------------------------------------


def test_a_government_that_moves_otherwise_is_no_placebo() -> None:
    result = found(run(course(UNEVEN, OTHERWISE)))["placebo", "government", "volume"]
    assert result.value is not None
    assert result.value < 0.5
    assert (result.passed, result.cases) == (True, STEPS - 1)


def test_a_planted_placebo_is_found() -> None:
    results = found(run(course(UNEVEN, [n + 5 for n in UNEVEN])))
    assert results["placebo", "government", "volume"].value == pytest.approx(1)
    assert results["placebo", "government", "volume"].passed is False
    assert results["placebo", "government", "strength"].passed is False


def test_a_government_is_counted_with_its_head() -> None:
    texts = course(UNEVEN, [5] * STEPS)
    for said, number in zip(texts.values(), UNEVEN, strict=True):
        assert isinstance(said, list)
        said += powers(Holder.PRIME_MINISTER, number)
    assert found(run(texts))["placebo", "government", "volume"].passed is False


def test_a_step_at_which_a_law_is_collected_is_not_counted() -> None:
    texts = course(UNEVEN, OTHERWISE)
    texts[text("l", DAYS[4])] = powers(Holder.GOVERNMENT, 30)
    texts[text("l", DAYS[9])] = powers(Holder.GOVERNMENT, 30)
    law = act("l", "law", begins=DAYS[4])
    assert found(run(texts, law))["placebo", "government", "volume"].cases == STEPS - 2


@pytest.mark.parametrize("state", [TextState.EXCERPT, TextState.IN_FORCE])
def test_too_few_whole_texts_tell_nothing(state: TextState) -> None:
    whole = course(UNEVEN, OTHERWISE)
    few = {
        text("c", str(version.date), state): said
        for n, (version, said) in enumerate(whole.items())
        if state is TextState.EXCERPT or n < 5
    }
    results = found(run(few))
    for check, subject, scheme in (
        (Check.PLACEBO, "government", Scheme.VOLUME),
        (Check.SHUFFLED, "president", Scheme.SHARE),
        (Check.TREND, "president", Scheme.SHARE),
    ):
        result = results[check, subject, scheme]
        assert (result.value, result.passed) == (None, None)
        assert result.told.startswith("Cannot tell")


# -- shuffled holders ----------------------------------------------------------------------------


def test_shuffled_holders_have_no_trend_though_the_president_rises() -> None:
    rising = [5 + 4 * n for n in range(STEPS)]
    results = found(run(course(rising, [40] * STEPS)))
    shuffled, trend = (
        results[check, "president", "share"] for check in (Check.SHUFFLED, Check.TREND)
    )
    assert shuffled.value == pytest.approx(0, abs=0.1)
    assert shuffled.passed
    assert trend.value is not None
    assert trend.value <= 0.05
    assert trend.passed is None  # nothing is demanded


def test_a_share_that_goes_up_and_down_is_no_trend() -> None:
    results = found(run(course([20, 30] * (STEPS // 2), [25] * STEPS)))
    trend = results["trend", "president", "share"].value
    assert trend is not None
    assert trend > 0.5


def test_a_single_power_among_many_that_come_one_by_one_cannot_be_shuffled() -> None:
    """Then whoever has it, has it early and loses share ever after, or has it last of all."""
    texts: Texts = {
        text("c", on): [power(thing="one"), *powers(Holder.COURT, n)] for n, on in enumerate(DAYS)
    }
    result = found(run(texts))["shuffled", "president", "share"]
    assert result.passed is False


def test_weights_that_count_nothing_leave_no_share_to_shuffle() -> None:
    texts = course(UNEVEN, OTHERWISE)
    known, said = registry(CONSTITUTION), readings(texts)
    nothing = replace(WEIGHTS, autonomy=dict.fromkeys(Autonomy, 0.0))
    scores, _ = score(known, list(texts), said, nothing)
    results = found(checks(known, list(texts), said, scores, nothing))
    assert results["shuffled", "president", "share"].passed is None
    assert results["shuffled", "president", "share_volume"].passed


def test_the_same_release_is_checked_alike_every_time() -> None:
    texts = course(UNEVEN, OTHERWISE)
    assert run(texts) == run(texts)


# -- what must not move a score ------------------------------------------------------------------


@pytest.mark.parametrize("check", [Check.REPEATED, Check.DUPLICATE, Check.NEW_CONSENT])
def test_a_sound_index_is_moved_by_none(check: Check) -> None:
    texts = course(UNEVEN, OTHERWISE)
    texts[text("l", DAYS[3])] = powers(Holder.PRESIDENT, 8, Domain.CITIZENSHIP)
    result = found(run(texts, act("l", "law", begins=DAYS[3])))[check, "all", None]
    assert (result.value, result.passed) == (0, True)
    assert result.cases >= STEPS


def by_the_day(state: State) -> list[Part]:
    """A scheme that looks at when a text was made."""
    days = {power.power_id.split("@")[1][:10] for power in state.powers}
    return [Part(Holder.PRESIDENT, "all", float(sum(day(each).toordinal() for each in days)))]


def by_statement(state: State) -> list[Part]:
    """A scheme that counts how often a power is said."""
    return [Part(one.holder, one.domain, float(len(one.statements))) for one in state.powers]


def by_limit(state: State) -> list[Part]:
    """A scheme that takes a limit for a power."""
    return [Part(one.holder, one.domain, float(len(one.constraints))) for one in state.powers]


@pytest.mark.parametrize(
    ("check", "scheme"),
    [
        (Check.REPEATED, by_the_day),
        (Check.DUPLICATE, by_statement),
        (Check.NEW_CONSENT, by_limit),
    ],
)
def test_a_broken_scheme_is_found(
    check: Check, scheme: Callable[[State], list[Part]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(index.SCHEMES, Scheme.VOLUME, scheme)
    result = found(run(course(UNEVEN, OTHERWISE)))[check, "all", None]
    assert result.passed is False
    assert result.value is not None
    assert result.value >= 1
    assert "volume" in result.told


def test_a_score_that_is_told_only_once_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_of_originals(state: State) -> list[Part]:
        told = all("-copy@" not in one for power in state.powers for one in power.statements)
        return [Part(Holder.PRESIDENT, "all", 1.0 if told else None)]

    monkeypatch.setitem(index.SCHEMES, Scheme.VOLUME, only_of_originals)
    result = found(run(course(UNEVEN, OTHERWISE)))[Check.DUPLICATE, "all", None]
    assert (result.value, result.passed) == (None, False)


def test_texts_without_powers_pass_nothing() -> None:
    results = run({text("c", on): [] for on in DAYS})
    assert {one.passed for one in results} == {None}


# -- told ----------------------------------------------------------------------------------------


def test_failed_checks_are_told_in_one_line() -> None:
    results = run(course(UNEVEN, [n + 5 for n in UNEVEN]))
    failed = [one for one in results if one.passed is False]
    told = warning(results)
    assert told.startswith(f"{len(failed)} of ")
    assert "placebo" in told
    assert "\n" not in told
    assert warning([one for one in results if one.passed]) == ""


def test_every_result_is_a_row_of_the_release() -> None:
    results = run(course(UNEVEN, OTHERWISE))
    rows = rows_by_table(Contents(checks=results[::-1]))["checks"]
    assert rows == rows_by_table(Contents(checks=results))["checks"]
    assert len(rows) == len(results)
    assert len({row[:5] for row in rows}) == len(rows)
