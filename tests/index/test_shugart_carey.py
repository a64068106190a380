"""Shugart and Carey's ten dimensions: a level for each way that texts give the President power."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.index import value_of
from pipeline.index.catalogue import LISTS, catalogue
from pipeline.index.counting import CountedPower
from pipeline.index.shugart_carey import coded, dimensions, legislative, non_legislative
from pipeline.index.state import Part, State
from pipeline.index.weights import load
from pipeline.records import Constraint
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder, Scheme

WEIGHTS = load()

RETURNS = "president return law veto"
OVERRIDES = "parliament adopt law veto"
LAWS = "parliament adopt law legislation"
DECREES = "president issue decree_with_force_of_law decree"
INITIATES = "president initiate law legislation"
AMENDS = "parliament amend law legislation"
PREPARES = "president budget budget budget_finance"
APPROVES = "parliament approve budget budget_finance"
PREMIER = "president appoint prime_minister government_formation"
MINISTERS = "president appoint minister government_formation"
DISMISSES_PREMIER = "president dismiss prime_minister government_formation"
DISMISSES = "president dismiss minister government_formation"
CENSURES = "parliament no_confidence government government_formation"
DISSOLVES = "president dissolve parliament dissolution"
REFERENDUM = "president call_referendum referendum referendum"

CASES = [
    ("package_veto", 0, "override_simple", [RETURNS, f"{OVERRIDES} majority=simple"]),
    ("package_veto", 1, "override_absolute", [RETURNS, f"{OVERRIDES} majority=absolute"]),
    ("package_veto", 2, "override_two_thirds", [RETURNS, f"{OVERRIDES} majority=two_thirds"]),
    ("package_veto", 3, "override_above_two_thirds",
     [RETURNS, f"{OVERRIDES} majority=three_quarters"]),
    ("package_veto", 4, "no_override", [RETURNS, LAWS]),
    ("package_veto", 0, "silent", [LAWS, f"{OVERRIDES} majority=two_thirds"]),
    ("partial_veto", 0, "silent", [RETURNS]),
    ("decree", 4, "reserved", [DECREES]),
    ("decree", 2, "temporary", [DECREES, LAWS]),
    ("decree", 2, "temporary", [f"{DECREES} term"]),
    ("decree", 1, "limited", [f"{DECREES} trigger"]),
    ("decree", 0, "silent", ["president issue decree decree"]),
    ("decree", 0, "silent", ["president issue law legislation trigger"]),
    ("exclusive_introduction", 4, "exclusive_no_amendment", [INITIATES, f"{AMENDS} prohibition"]),
    ("exclusive_introduction", 2, "exclusive_restricted_amendment",
     [INITIATES, f"{AMENDS} consent:president"]),
    ("exclusive_introduction", 1, "exclusive", [INITIATES, AMENDS]),
    ("exclusive_introduction", 0, "initiative_shared",
     [INITIATES, "government initiate law legislation"]),
    ("exclusive_introduction", 0, "silent", [LAWS]),
    ("budget", 4, "no_amendment", [PREPARES]),
    ("budget", 3, "reduction_only", [PREPARES, f"{APPROVES} prohibition"]),
    ("budget", 2, "ceiling", [APPROVES, "president determine budget budget_finance"]),
    ("budget", 1, "increase_with_consent",
     [APPROVES, "parliament initiate law legislation conclusion:president"]),
    ("budget", 0, "prepared_by_another",
     [APPROVES, "government budget budget budget_finance",
      "parliament initiate law legislation conclusion:government"]),
    ("budget", 0, "silent", [PREPARES, APPROVES]),
    ("referendum", 4, "unrestricted", [REFERENDUM]),
    ("referendum", 2, "restricted", [f"{REFERENDUM} consent:parliament"]),
    ("referendum", 2, "restricted", ["president propose referendum referendum"]),
    ("referendum", 0, "silent", ["parliament call_referendum referendum referendum"]),
    ("cabinet_formation", 4, "no_confirmation", [PREMIER, MINISTERS]),
    ("cabinet_formation", 3, "own_ministers", [f"{PREMIER} consent:parliament", MINISTERS]),
    ("cabinet_formation", 3, "own_ministers",
     [PREMIER, MINISTERS, "parliament consent prime_minister government_formation"]),
    ("cabinet_formation", 3, "own_ministers", [f"{MINISTERS} consent:senate"]),
    ("cabinet_formation", 3, "ministers_of_a_dependent_premier",
     [PREMIER, f"{MINISTERS} proposal:prime_minister", DISMISSES_PREMIER]),
    ("cabinet_formation", 3, "own_cabinet",
     ["president form government government_formation consent:supreme_soviet"]),
    ("cabinet_formation", 1, "premier_only",
     [PREMIER, f"{MINISTERS} proposal:prime_minister"]),
    ("cabinet_formation", 1, "premier_only",
     ["president nominate prime_minister government_formation consent:mazhilis"]),
    ("cabinet_formation", 0, "at_the_assemblys_proposal",
     [f"{PREMIER} proposal:parliament", f"{MINISTERS} proposal:parliament"]),
    ("cabinet_formation", 0, "silent", ["parliament elect prime_minister government_formation"]),
    ("cabinet_dismissal", 4, "at_will", [DISMISSES]),
    ("cabinet_dismissal", 4, "at_will",
     [f"{DISMISSES} proposal:prime_minister",
      "president terminate_early government government_formation"]),
    ("cabinet_dismissal", 2, "restricted", [f"{DISMISSES} trigger"]),
    ("cabinet_dismissal", 1, "with_the_assembly", [f"{DISMISSES} consent:parliament"]),
    ("cabinet_dismissal", 0, "at_the_assemblys_proposal", [f"{DISMISSES} proposal:parliament"]),
    ("cabinet_dismissal", 0, "silent", [CENSURES]),
    ("censure", 4, "silent", [DISMISSES]),
    ("censure", 2, "answered_by_dissolution", [CENSURES, f"{DISSOLVES} trigger"]),
    ("censure", 0, "unrestricted", [CENSURES]),
    ("censure", 4, "silent", ["maslikhat no_confidence akim local_government"]),
    ("dissolution", 4, "unrestricted", [DISSOLVES]),
    ("dissolution", 3, "not_at_any_time", [f"{DISSOLVES} frequency=P1Y"]),
    ("dissolution", 3, "not_at_any_time",
     [f"{DISSOLVES} prohibition", "president dissolve mazhilis dissolution"]),
    ("dissolution", 1, "named_cases", [f"{DISSOLVES} trigger prohibition"]),
    ("dissolution", 0, "silent", ["president dissolve maslikhat local_government"]),
]  # fmt: skip


def held(told: str) -> CountedPower:
    """A power from `holder action object domain` and its constraints, `type:actor=value`."""
    holder, action, thing, domain, *limits = told.split()
    return CountedPower(
        holder=Holder(holder),
        action=Action(action),
        object=thing,
        domain=Domain(domain),
        autonomy=Autonomy.ALONE,
        constraints=tuple(limit(one) for one in limits),
        statements=(told,),
        limits=(),
    )


def limit(told: str) -> Constraint:
    named, _, value = told.partition("=")
    kind, _, actor = named.partition(":")
    return Constraint(ConstraintType(kind), Holder(actor) if actor else None, value or None)


def state(told: list[str], *, whole: bool = True) -> State:
    return State(tuple(held(one) for one in told), WEIGHTS, whole)


def parts(found: State) -> dict[str, list[Part]]:
    by_dimension: dict[str, list[Part]] = {}
    for part in [*legislative(found), *non_legislative(found)]:
        by_dimension.setdefault(part.component, []).append(part)
    return by_dimension


@pytest.mark.parametrize(("dimension", "value", "rule", "told"), CASES)
def test_a_whole_text_has_a_value_in_each_dimension(
    dimension: str, value: int, rule: str, told: list[str]
) -> None:
    found = parts(state(told))[dimension]
    assert [part.rule for part in found] == [rule] * len(found)
    assert [part.contribution for part in found] == [value] + [0] * (len(found) - 1)
    assert {part.power_id for part in found} <= ({""} if rule == "silent" else set(told))


def test_every_rule_has_a_case() -> None:
    rules = {
        (dimension.code, rule.name)
        for scheme in (Scheme.LEGISLATIVE, Scheme.NON_LEGISLATIVE)
        for dimension in dimensions(LISTS / f"{scheme}.toml")
        for rule in dimension.rules
    }
    assert rules == {(dimension, rule) for dimension, _, rule, _ in CASES if rule != "silent"}


def test_the_order_of_powers_and_laws_of_other_kinds_do_not_matter() -> None:
    told = [
        RETURNS,
        f"{OVERRIDES} majority=absolute majority=two_thirds",
        "parliament adopt constitutional_law veto majority=three_quarters",
    ]
    for order in (told, told[::-1]):
        assert [part.power_id for part in parts(state(order))["package_veto"]] == [told[1], RETURNS]


@pytest.mark.parametrize(("dimension", "value", "rule", "told"), CASES)
def test_an_excerpt_decides_only_by_what_it_shows(
    dimension: str, value: int, rule: str, told: list[str]
) -> None:
    found = parts(state(told, whole=False))[dimension]
    rests_on_silence = rule in {
        "silent", "no_override", "reserved", "no_amendment", "no_confirmation",
        "exclusive_no_amendment", "exclusive_restricted_amendment", "exclusive",
    }  # fmt: skip
    if rests_on_silence or (dimension, rule) in {
        ("censure", "unrestricted"), ("dissolution", "unrestricted")
    }:  # fmt: skip
        assert [(part.contribution, part.rule) for part in found] == [(None, "cannot_tell")]
    else:
        assert (found[0].contribution, found[0].rule) == (value, rule)


def test_a_total_is_the_sum_of_its_dimensions_and_missing_with_any_of_them() -> None:
    told = [RETURNS, f"{OVERRIDES} majority=two_thirds", LAWS, f"{DECREES} trigger", REFERENDUM]
    assert value_of(legislative(state(told))) == 2 + 1 + 4
    assert value_of(legislative(state(told, whole=False))) is None
    assert value_of(non_legislative(state(told))) == 4  # no assembly may censure


def test_the_president_alone_is_scored() -> None:
    government = [one.replace("president", "government") for one in (RETURNS, DECREES, DISSOLVES)]
    found = [*legislative(state(government)), *non_legislative(state(government))]
    assert {part.holder for part in found} == {Holder.PRESIDENT}
    assert value_of(found) == 4


def test_the_same_rules_can_score_another_holder() -> None:
    told = state([DISSOLVES.replace("president", "government")])
    scored = coded(told, dimensions(LISTS / f"{Scheme.NON_LEGISLATIVE}.toml"), Holder.GOVERNMENT)
    assert {part.component: part.contribution for part in scored}["dissolution"] == 4


def test_days_without_a_power_have_no_score() -> None:
    assert legislative(state([])) == non_legislative(state([])) == []


def test_the_tables_tell_the_same_dimensions() -> None:
    told = {facts.code: facts for facts in catalogue()}
    for scheme, total in ((Scheme.LEGISLATIVE, 24), (Scheme.NON_LEGISLATIVE, 16)):
        components = told[scheme].components
        assert [one.code for one in components] == [
            one.code for one in dimensions(LISTS / f"{scheme}.toml")
        ]
        assert sum(one.maximum or 0 for one in components) == told[scheme].maximum == total


POOL = sorted({one for *_, told in CASES for one in told})
NEW = ("consent:parliament", "consent:prime_minister", "proposal:parliament", "trigger", "term",
       "proposal:prime_minister", "prohibition", "frequency=P1Y", "conclusion:constitutional_court",
       "countersignature:prime_minister")  # fmt: skip


@given(
    told=st.lists(st.sampled_from(POOL), min_size=1, max_size=12, unique=True),
    place=st.integers(0, 11),
    new=st.sampled_from(NEW),
)
def test_a_new_limit_on_the_president_never_raises_a_dimension(
    told: list[str], place: int, new: str
) -> None:
    before = state(told)
    own = [power for power in before.powers if power.holder is Holder.PRESIDENT]
    assume(own)
    bound = own[place % len(own)]
    after = replace(
        before,
        powers=tuple(
            replace(power, constraints=(*power.constraints, limit(new)))
            if power is bound
            else power
            for power in before.powers
        ),
    )
    lower = parts(after)
    for dimension, found in parts(before).items():
        value, limited = value_of(found), value_of(lower[dimension])
        assert value is not None
        assert limited is not None
        assert limited <= value, dimension


ITEM = """
[[item]]
code = "veto"
kaz = "Вето"
rus = "Вето"
eng = "Veto"
maximum = 4
silent = 0
silence = "No law is sent back."

    [[item.rule]]
    name = "some"
    value = 2
    reason = "A law is sent back."
    power = [{ holder = "self", action = "return", object = "law" }]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('holder = "self"', 'holder = "king"', "veto, some: `holder` is 'king'"),
        ('action = "return", ', "", "veto, some: a pattern names no action. Add `action`"),
        ('power = [{ holder = "self", action = "return", object = "law" }]', "power = []",
         "veto, some: the rule has no `power`"),
        ("value = 2", "value = 5", "veto, some: `value` is 5. Give a whole number from 0 to 4"),
        ("value = 2", "value = 2.0", "veto, some: `value` is 2.0. Give a whole number"),
        ("value = 2", "worth = 2", "veto, some: there is no field `worth` here"),
        ('    reason = "A law is sent back."\n', "", "veto, some: the field `reason` is missing"),
        ("maximum = 4", "maximum = 5", "veto: `maximum` is 5. Give a whole number from 0 to 4"),
        ("silent = 0", "silent = -1", "veto: `silent` is -1"),
        ("silent = 0", "silence_is = 0", "veto: there is no field `silence_is` here"),
        ('kaz = "Вето"\n', "", "veto: the field `kaz` is missing"),
        ("[[item]]", "[item]", "`item` is"),
        ("[[item]]", "[[", "the file is no TOML"),
        (ITEM, ITEM * 2, "two have the code 'veto'"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_place_and_remedy(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    good, wrong = tmp_path / "good.toml", tmp_path / "wrong.toml"
    good.write_text(ITEM, encoding="utf8")
    assert [one.code for one in dimensions(good)] == ["veto"]
    wrong.write_text(ITEM.replace(old, new), encoding="utf8")
    with pytest.raises(InputError) as error:
        dimensions(wrong)
    assert str(error.value).startswith(str(wrong))
    assert told in str(error.value)
