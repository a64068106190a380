"""The President's hold on local executives, from who chooses and releases akims."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index.catalogue import LISTS, items
from pipeline.index.local import local
from pipeline.records import Power
from pipeline.tiers import decentralisation
from pipeline.vocabulary import Action, Autonomy, Choice, Domain, Holder, Scheme, Tier
from tests.index.states import PRESIDENT, can, of, state

A, H = Action, Holder
WEIGHT = {item["code"]: item["maximum"] for item in items(Scheme.LOCAL)}


def akim(
    holder: Holder, action: Action, thing: str, *limits: str, autonomy: Autonomy = Autonomy.ALONE
) -> Power:
    return can(holder, action, thing, *limits, domain=Domain.LOCAL_GOVERNMENT, autonomy=autonomy)


NOMINATED = akim(PRESIDENT, A.APPOINT, "akim_region", "proposal:prime_minister")
CONSENTED = akim(PRESIDENT, A.APPOINT, "akim_region", "consent:maslikhat")
OF_AKIMS = akim(H.AKIM, A.APPOINT, "akim")
TWO_NOMINEES = akim(PRESIDENT, A.NOMINATE, "akim_region", "nominee_list")
ELECTION = akim(H.ELECTION_COMMISSION, A.CALL_ELECTION, "akim")


def holds(*said: Power, whole: bool = True) -> dict[str, tuple[float | None, str]]:
    """Item to the hold without its weight, and the rule."""
    return {
        item: (None if worth is None else pytest.approx(worth / WEIGHT[item]), rule)
        for item, (worth, rule) in of(local(state(*said, whole=whole))).items()
    }


def test_the_weights_add_up_to_one_and_every_number_has_its_reason() -> None:
    assert sum(WEIGHT.values()) == pytest.approx(1)
    lists = tomllib.loads((LISTS / "local.toml").read_text(encoding="utf8"))
    numbered = [*lists["item"], *lists["otherwise"], *lists["release"]]
    assert all(entry["reason"].endswith(".") for entry in numbered)


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ([akim(PRESIDENT, A.APPOINT, "akim_region")], Choice.PRESIDENT_ALONE),
        ([NOMINATED], Choice.PRESIDENT_ON_NOMINATION),
        ([CONSENTED], Choice.PRESIDENT_WITH_CONSENT),
        (
            [
                akim(PRESIDENT, A.APPOINT, "akim_region"),
                akim(H.MASLIKHAT, A.CONSENT, "akim_region"),
            ],
            Choice.PRESIDENT_WITH_CONSENT,
        ),
        ([CONSENTED, TWO_NOMINEES], Choice.PRESIDENT_WITH_VOTE),
    ],
)
def test_the_choice_of_a_region_is_read_on_the_scale_of_tiers(
    said: list[Power], choice: Choice
) -> None:
    assert holds(*said)["chooses_region"] == (1 - decentralisation(choice), choice)


def test_the_story_of_the_regions_only_loosens() -> None:
    steps = [[NOMINATED], [CONSENTED], [CONSENTED, TWO_NOMINEES]]
    worths = [of(local(state(*said)))["chooses_region"][0] for said in steps]
    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == 3


def test_a_line_of_akims_loses_hold_with_every_link() -> None:
    found = holds(NOMINATED, OF_AKIMS)
    region, link = 0.9, 1 - decentralisation(Choice.AKIM)
    assert found["chooses_region"][0] == region
    assert found["chooses_district"] == (region * link, Choice.AKIM)
    assert found["chooses_village"] == (region * link * link, Choice.AKIM)


def test_words_on_a_tier_go_before_words_on_akims_in_general() -> None:
    elected = akim(H.MASLIKHAT, A.ELECT, "akim_district", "proposal:akim")
    named = akim(H.AKIM, A.NOMINATE, "akim_district")
    region, maslikhat = 0.9, 1 - decentralisation(Choice.MASLIKHAT)
    found = holds(NOMINATED, OF_AKIMS, elected, named)
    assert found["chooses_district"] == (region * maslikhat, Choice.MASLIKHAT)
    assert found["chooses_village"][1] == Choice.AKIM


def test_a_maslikhat_that_needs_no_nomination_owes_the_president_nothing() -> None:
    found = holds(NOMINATED, akim(H.MASLIKHAT, A.ELECT, "akim_village"))
    assert found["chooses_village"] == (0.0, Choice.MASLIKHAT)


def test_elected_akims_are_not_held_though_a_district_still_is() -> None:
    appoints = akim(H.AKIM, A.APPOINT, "akim_district", "consent:maslikhat")
    found = holds(CONSENTED, appoints, ELECTION)
    assert found["chooses_village"] == (0.0, Choice.DIRECT)
    assert found["chooses_district"] == (0.75 * 0.5, Choice.AKIM_WITH_CONSENT)


def test_an_order_left_to_the_president_is_less_than_a_line_of_command() -> None:
    found = holds(NOMINATED, akim(PRESIDENT, A.DETERMINE, "akim"))
    assert found["chooses_district"] == (0.3, Choice.OPEN)
    assert holds(NOMINATED, OF_AKIMS)["chooses_district"][0].expected > 0.3


def test_a_release_of_akims_in_general_reaches_every_tier() -> None:
    found = holds(NOMINATED, akim(PRESIDENT, A.DISMISS, "akim"))
    assert all(found[f"releases_{tier}"] == (1.0, "president") for tier in Tier)


def test_a_release_of_that_akim_means_the_region_where_it_is_named_elsewhere() -> None:
    found = holds(
        NOMINATED,
        akim(PRESIDENT, A.DISMISS, "akim"),
        akim(PRESIDENT, A.DISMISS, "akim_region"),
        akim(H.AKIM, A.DISMISS, "akim_district"),
    )
    assert found["releases_region"] == (1.0, "president")
    assert found["releases_district"] == (0.6, "akim")
    assert found["releases_village"] == (None, "cannot_tell")


def test_acts_and_maslikhats_are_held_by_the_ladder() -> None:
    found = holds(
        can(PRESIDENT, A.ANNUL, "act_of_akim", domain=Domain.OVERSIGHT),
        akim(PRESIDENT, A.TERMINATE_EARLY, "maslikhat", autonomy=Autonomy.CONSULTATION),
    )
    assert found["annuls_acts"] == (1.0, Autonomy.ALONE)
    assert found["dissolves_maslikhats"] == (0.85, Autonomy.CONSULTATION)


def test_only_the_president_is_scored_and_silence_is_told_apart() -> None:
    parts = local(state(OF_AKIMS, whole=False))
    assert {part.holder for part in parts} == {PRESIDENT}
    assert {part.contribution for part in parts} == {None}
    assert [part.rule for part in parts if part.power_id] == [Choice.AKIM, Choice.AKIM]
    assert local(state()) == []


POWERS = st.lists(
    st.builds(
        akim,
        st.sampled_from([PRESIDENT, H.AKIM, H.MASLIKHAT]),
        st.sampled_from(
            [A.APPOINT, A.DISMISS, A.ELECT, A.NOMINATE, A.DETERMINE, A.TERMINATE_EARLY]
        ),
        st.sampled_from(["akim", "akim_region", "akim_district", "akim_village", "maslikhat"]),
        autonomy=st.sampled_from(Autonomy),
    ),
    max_size=10,
)


@given(said=POWERS, data=st.data())
def test_the_hold_is_a_part_of_one_in_any_order(said: list[Power], data: st.DataObject) -> None:
    def total(powers: list[Power]) -> float:
        return sum(part.contribution or 0 for part in local(state(*powers)))

    assert 0 <= total(said) <= 1 + 1e-9
    assert total(data.draw(st.permutations(said))) == pytest.approx(total(said))


@given(said=POWERS, tier=st.sampled_from(Tier))
def test_a_new_consent_never_raises_the_hold(said: list[Power], tier: Tier) -> None:
    free, bound = (
        akim(PRESIDENT, A.APPOINT, f"akim_{tier}", *limits, autonomy=autonomy)
        for limits, autonomy in (((), Autonomy.ALONE), (("consent:senate",), Autonomy.CONSENT))
    )
    before, after = (
        sum(part.contribution or 0 for part in local(state(*said, power)))
        for power in (free, bound)
    )
    assert after <= before + 1e-9
