"""The seven executive powers over lawmaking: had or not, however bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.index import catalogue, checklist
from pipeline.index.catalogue import items
from pipeline.index.checklist import checklist_of
from pipeline.index.executive_lawmaking import executive_lawmaking
from pipeline.records import Power
from pipeline.vocabulary import Action, Autonomy, Domain, Holder, Scheme
from tests.index.states import PRESIDENT, can, of, state

A, D, H = Action, Domain, Holder
HAS, SILENT = (1.0, "has"), (0.0, "silent")

ALL_SEVEN = {
    "initiates_legislation": can(PRESIDENT, A.INITIATE, "law", domain=D.LEGISLATION),
    "issues_decrees": can(PRESIDENT, A.ISSUE, "decree", domain=D.DECREE),
    "initiates_constitutional_amendments": can(
        PRESIDENT, A.PROPOSE, "constitution", domain=D.CONSTITUTIONAL_AMENDMENT
    ),
    "declares_emergency": can(PRESIDENT, A.DECLARE, "martial_law", domain=D.EMERGENCY),
    "vetoes": can(PRESIDENT, A.RETURN, "law", domain=D.VETO),
    "challenges_constitutionality": can(
        PRESIDENT, A.APPEAL_TO_COURT, "law", domain=D.CONSTITUTIONAL_REVIEW
    ),
    "dissolves_legislature": can(PRESIDENT, A.DISSOLVE, "parliament", domain=D.DISSOLUTION),
}


def test_a_president_with_all_of_them_has_seven() -> None:
    found = executive_lawmaking(state(*ALL_SEVEN.values()))
    assert {item: worth for item, (worth, _) in of(found).items()} == dict.fromkeys(ALL_SEVEN, 1.0)
    assert [item["code"] for item in items(Scheme.EXECUTIVE_LAWMAKING)] == list(ALL_SEVEN)


@pytest.mark.parametrize(("item", "said"), ALL_SEVEN.items())
def test_each_power_decides_its_own_item_alone(item: str, said: Power) -> None:
    found = of(executive_lawmaking(state(said)))
    assert found.pop(item) == HAS
    assert set(found.values()) == {SILENT}


def test_a_bound_power_counts_in_full() -> None:
    bound = can(PRESIDENT, A.DISSOLVE, "parliament", autonomy=Autonomy.CONSENT_QUALIFIED)
    assert of(executive_lawmaking(state(bound)))["dissolves_legislature"] == HAS


def test_amendments_at_the_presidents_proposal_are_his_initiative() -> None:
    amends = can(
        H.PARLIAMENT, A.AMEND, "constitution", "proposal:president",
        domain=D.CONSTITUTIONAL_AMENDMENT,
    )  # fmt: skip
    found = executive_lawmaking(state(amends))
    assert of(found)["initiates_constitutional_amendments"] == HAS
    assert not of(found, H.PARLIAMENT)


def test_who_may_ask_the_court_to_review_laws_challenges_them() -> None:
    reviews = can(
        H.CONSTITUTIONAL_COURT, A.CONSIDER, "law", "trigger:president", "trigger:prime_minister",
        domain=D.CONSTITUTIONAL_REVIEW,
    )  # fmt: skip
    found = executive_lawmaking(state(reviews))
    assert of(found)["challenges_constitutionality"] == HAS
    assert of(found, H.PRIME_MINISTER)["challenges_constitutionality"] == HAS
    assert not of(found, H.CONSTITUTIONAL_COURT)


def test_the_government_is_asked_by_itself() -> None:
    theirs = can(H.GOVERNMENT, A.ISSUE, "act_of_government", domain=D.DECREE)
    found = executive_lawmaking(state(theirs))
    assert of(found, H.GOVERNMENT)["issues_decrees"] == HAS
    assert of(found)["issues_decrees"] == SILENT


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ('object = "law"', "a pattern names no action"),
        ('action = "ponder"', "'ponder', which is no code"),
    ],
)
def test_a_list_with_a_wrong_pattern_is_refused_with_its_place(
    pattern: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f'[[item]]\ncode = "one"\ndecides = [{{ {pattern} }}]\n'
    (tmp_path / "executive_lawmaking.toml").write_text(text, encoding="utf8")
    monkeypatch.setattr(catalogue, "LISTS", tmp_path)
    monkeypatch.setattr(checklist, "LISTS", tmp_path)
    with pytest.raises(InputError, match=rf"executive_lawmaking\.toml: one: .*{said}"):
        checklist_of.__wrapped__(Scheme.EXECUTIVE_LAWMAKING)
