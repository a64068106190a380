"""Where the Russian and the Kazakh text of one version do not read alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pipeline.divergences import agreement, divergences
from pipeline.records import Clause, Power, Provision, Reading, Version
from pipeline.vocabulary import Action, Domain, Holder, Label, Lang, Polarity, TextState


def version(lang: Lang, on: str = "2000-01-01", state: TextState = TextState.IN_FORCE) -> Version:
    return Version(act="c", date=date.fromisoformat(on), lang=lang, state=state, sha256="0" * 64)


RUS, KAZ = version(Lang.RUS), version(Lang.KAZ)


def unit(eid: str, *, repealed: bool = False) -> Provision:
    kind, number = eid.rsplit("__", 1)[-1].split("_")
    kinds = {"art": "article", "pt": "point", "sub": "subpoint"}
    return Provision(eid, kinds[kind], number, "", "", 0, 0, repealed=repealed)


def reading(
    eid: str, n: int = 0, label: Label = Label.GRANT, *powers: tuple[Holder | None, Action | None]
) -> Reading:
    clause = Clause(act="c", version="2000-01-01", lang=Lang.RUS, eid=eid, n=n, lead_in="", text="")
    read = tuple(
        Power(holder, action, None, Domain.APPOINTMENT, Polarity.GIVES) for holder, action in powers
    )
    return Reading(clause=clause, label=label, proba={}, powers=read, needs_review=False)


def compare(
    rus: Sequence[Provision],
    kaz: Sequence[Provision],
    rus_read: Sequence[Reading] = (),
    kaz_read: Sequence[Reading] = (),
) -> list[tuple[str, str, str, str]]:
    found = divergences(
        {RUS.version_id: rus, KAZ.version_id: kaz},
        {RUS.version_id: rus_read, KAZ.version_id: kaz_read},
        [RUS, KAZ],
    )
    return [(each.eid, each.kind, each.rus, each.kaz) for each in found]


ART = [unit("art_1")]
APPOINT = (Holder.PRESIDENT, Action.APPOINT)
DISMISS = (Holder.PRESIDENT, Action.DISMISS)


def test_texts_that_read_alike_have_no_divergence() -> None:
    read = [reading("art_1", 0, Label.GRANT, APPOINT), reading("art_1", 1, Label.NONE)]
    assert compare(ART, ART, read, list(reversed(read))) == []


@pytest.mark.parametrize(
    ("rus", "kaz", "sides"),
    [
        (["art_1", "art_1__pt_2"], ["art_1"], ("point 2", "")),
        (["art_1"], ["art_1", "art_1__pt_2"], ("", "point 2")),
    ],
)
def test_a_unit_in_one_language_only(
    rus: list[str], kaz: list[str], sides: tuple[str, str]
) -> None:
    found = compare([unit(eid) for eid in rus], [unit(eid) for eid in kaz])
    assert found == [("art_1__pt_2", "unit", *sides)]


def test_what_a_missing_unit_says_is_not_reported_again() -> None:
    assert [kind for _, kind, *_ in compare(ART, [], [reading("art_1", 0, Label.GRANT)])] == [
        "unit"
    ]


def test_a_unit_repealed_in_one_language_only_is_reported_as_that_alone() -> None:
    found = compare(
        ART,
        [unit("art_1", repealed=True)],
        [reading("art_1", 0, Label.GRANT, APPOINT)],
        [reading("art_1", 0, Label.REMOVE, (None, None))],
    )
    assert found == [("art_1", "repeal", "in force", "repealed")]


def test_a_unit_repealed_in_both_languages_reads_alike() -> None:
    gone = [unit("art_1", repealed=True)]
    read = [reading("art_1", 0, Label.REMOVE, (None, None))]
    assert compare(gone, gone, read, read) == []


def test_different_numbers_of_clauses_leave_the_labels_uncompared() -> None:
    found = compare(
        ART,
        ART,
        [reading("art_1", 0, Label.GRANT), reading("art_1", 1, Label.NONE)],
        [reading("art_1", 0, Label.NONE)],
    )
    assert found == [("art_1", "clauses", "2", "1")]


def test_different_labels_are_listed_with_their_clause() -> None:
    labels = [(Label.GRANT, Label.NONE), (Label.NONE, Label.NONE), (Label.NONE, Label.CONSTRAIN)]
    found = compare(
        ART,
        ART,
        [reading("art_1", n, ours) for n, (ours, _) in enumerate(labels)],
        [reading("art_1", n, theirs) for n, (_, theirs) in enumerate(labels)],
    )
    assert found == [("art_1", "label", "0:grant, 2:none", "0:none, 2:constrain")]


def test_different_powers_are_listed_sorted_for_each_side() -> None:
    found = compare(
        ART,
        ART,
        [reading("art_1", 0, Label.GRANT, DISMISS, APPOINT)],
        [reading("art_1", 0, Label.GRANT, APPOINT, (None, Action.SIGN))],
    )
    assert found == [
        ("art_1", "power", "president:appoint, president:dismiss", "-:sign, president:appoint")
    ]


def test_a_power_may_stand_in_another_clause_of_the_unit() -> None:
    found = compare(
        ART,
        ART,
        [reading("art_1", 0, Label.GRANT, APPOINT, DISMISS), reading("art_1", 1)],
        [reading("art_1", 0, Label.GRANT, DISMISS), reading("art_1", 1, Label.GRANT, APPOINT)],
    )
    assert found == []


def test_texts_that_were_not_read_are_compared_by_units() -> None:
    provisions = {RUS.version_id: ART, KAZ.version_id: [unit("art_2")]}
    found = divergences(provisions, {RUS.version_id: [reading("art_1")]}, [RUS, KAZ])
    assert [(each.eid, each.kind) for each in found] == [("art_1", "unit"), ("art_2", "unit")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(version(Lang.KAZ, "2001-01-01"), id="another date"),
        pytest.param(version(Lang.KAZ, state=TextState.RESTATED), id="another series"),
        pytest.param(version(Lang.RUS, "2001-01-01"), id="the same language"),
    ],
)
def test_versions_without_a_pair_are_left_out(other: Version) -> None:
    provisions = {RUS.version_id: ART, other.version_id: []}
    assert divergences(provisions, {}, [RUS, other]) == []
    assert agreement(provisions, [RUS, other]) == {}


def test_a_divergence_names_act_date_and_series() -> None:
    pair = [version(lang, state=TextState.RESTATED) for lang in (Lang.KAZ, Lang.RUS)]
    (found,) = divergences({pair[0].version_id: ART}, {}, pair)
    assert (found.act, found.version, found.series) == ("c", "2000-01-01", "restated")
    assert (found.rus, found.kaz) == ("", "article 1")


@pytest.mark.parametrize(
    ("rus", "kaz", "shares"),
    [
        (["art_1", "art_2", "art_3"], ["art_1", "art_2", "art_4"], [0.5]),
        (["art_1"], ["art_1"], [1.0]),
        (["art_1"], [], [0.0]),
        ([], [], []),
    ],
)
def test_agreement_is_the_share_of_units_in_common(
    rus: list[str], kaz: list[str], shares: list[float]
) -> None:
    provisions = {
        RUS.version_id: [unit(eid) for eid in rus],
        KAZ.version_id: [unit(eid) for eid in kaz],
    }
    found = agreement(provisions, [KAZ, RUS])
    assert list(found.values()) == shares
    assert set(found) <= {("c", "2000-01-01", "official")}
