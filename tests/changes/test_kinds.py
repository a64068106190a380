"""What became of a power: granted, removed, strengthened, weakened, transferred, reworded."""

from __future__ import annotations

import pytest

from pipeline.vocabulary import ChangeKind
from tests.changes.making import between, told

# Language, the clause before, the clause after, the kind, what differs.
CASES = [
    # consent, proposal, consultation
    ("rus", "Президент назначает Генерального прокурора",
     "Президент с согласия Сената назначает Генерального прокурора",
     "weakened", ["+consent:senate"]),
    ("kaz", "Президент Бас прокурорды тағайындайды",
     "Президент Сенаттың келісімімен Бас прокурорды тағайындайды",
     "weakened", ["+consent:senate"]),
    ("rus", "Президент по представлению Премьер-Министра назначает министров",
     "Президент назначает министров", "strengthened", ["-proposal:prime_minister"]),
    ("kaz", "Президент Премьер-Министрдің ұсынуымен министрлерді тағайындайды",
     "Президент министрлерді тағайындайды", "strengthened", ["-proposal:prime_minister"]),
    ("rus", "Президент по представлению Премьер-Министра назначает акимов областей",
     "Президент с согласия маслихата назначает акимов областей",
     "weakened", ["-proposal:prime_minister", "+consent:maslikhat"]),
    ("rus", "Президент распускает Парламент",
     "Президент после консультаций с Премьер-Министром распускает Парламент",
     "weakened", ["+consultation:prime_minister"]),
    # terms, numbers, majorities
    ("rus", "Президент избирается сроком на пять лет", "Президент избирается сроком на семь лет",
     "strengthened", ["term:P5Y>P7Y"]),
    ("kaz", "Президент жеті жыл мерзімге сайланады", "Президент бес жыл мерзімге сайланады",
     "weakened", ["term:P7Y>P5Y"]),
    ("rus", "Президент назначает семь депутатов Сената",
     "Президент назначает пятнадцать депутатов Сената", "strengthened", ["extent:7>15"]),
    ("kaz", "Президент Сенаттың он бес депутатын тағайындайды",
     "Президент Сенаттың он депутатын тағайындайды", "weakened", ["extent:15>10"]),
    ("rus", "Маслихат двумя третями голосов выражает недоверие акиму",
     "Маслихат большинством голосов выражает недоверие акиму",
     "strengthened", ["majority:two_thirds>absolute"]),
    ("rus", "Президент назначает пятнадцать депутатов Сената",
     "Президент назначает десять депутатов Сената, пять из которых представляют общество",
     "weakened", ["extent:15>10"]),
    # the same in other words
    ("rus", "Президент утверждает государственные программы",
     "Государственные программы Республики утверждаются Президентом", "reworded", []),
    ("kaz", "Президент мемлекеттік бағдарламаларды бекітеді",
     "Мемлекеттік бағдарламаларды Президент өзі бекітеді", "reworded", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "before", "after", "kind", "differs"), CASES)
def test_a_power_that_both_texts_have_changes_with_its_constraints(
    lang: str, before: str, after: str, kind: str, differs: list[str]
) -> None:
    found = between({"art_1": before}, {"art_1": after}, lang)
    [change] = [one for one in found if one.power_from and one.power_to]
    assert change.kind == kind
    assert sorted(change.differs) == sorted(differs)


@pytest.mark.parametrize(
    ("lang", "old", "new"),
    [
        ("rus", "Президент утверждает государственные программы",
         "Правительство утверждает государственные программы"),
        ("kaz", "Президент мемлекеттік бағдарламаларды бекітеді",
         "Үкімет мемлекеттік бағдарламаларды бекітеді"),
    ],
)  # fmt: skip
def test_the_same_power_of_another_holder_was_transferred(lang: str, old: str, new: str) -> None:
    [change] = between({"art_1__sub_1": old}, {"art_2__sub_3": new}, lang)
    assert told([change]) == [
        (ChangeKind.TRANSFERRED, "president", "approve", "state_programme"),
    ]
    assert change.holder_to == "government"


STAYS = {"rus": "Правительство разрабатывает бюджет", "kaz": "Үкімет бюджетті әзірлейді"}
COMES = {"rus": "Президент осуществляет помилование", "kaz": "Президент кешірім жасайды"}


@pytest.mark.parametrize("lang", STAYS)
def test_a_power_in_the_later_text_alone_was_granted(lang: str) -> None:
    stays, comes = STAYS[lang], COMES[lang]
    found = between({"art_1": stays}, {"art_1": stays, "art_2": comes}, lang)
    assert {(one.kind, one.holder, one.action) for one in found} == {
        (ChangeKind.GRANTED, "president", "pardon")
    }


@pytest.mark.parametrize("lang", STAYS)
def test_a_power_in_the_earlier_text_alone_was_removed(lang: str) -> None:
    stays, goes = STAYS[lang], COMES[lang]
    found = between({"art_1": stays, "art_2": goes}, {"art_1": stays}, lang)
    assert {(one.kind, one.holder, one.action) for one in found} == {
        (ChangeKind.REMOVED, "president", "pardon")
    }
    assert [(one.power_from != "", one.power_to) for one in found] == [(True, "")]


@pytest.mark.parametrize(
    ("lang", "ban"),
    [
        ("rus", "Президент не вправе распускать Парламент в период чрезвычайного положения"),
        ("kaz", "Төтенше жағдай кезеңінде Президенттің Парламентті таратуға құқығы жоқ"),
    ],
)
def test_a_limit_that_comes_weakens_and_one_that_goes_strengthens(lang: str, ban: str) -> None:
    stays = {"art_1": STAYS[lang]}
    [comes] = between(stays, {**stays, "art_2": ban}, lang)
    [goes] = between({**stays, "art_2": ban}, stays, lang)
    assert (comes.kind, goes.kind) == (ChangeKind.WEAKENED, ChangeKind.STRENGTHENED)
    assert [text[0] for text in comes.differs + goes.differs] == ["+", "-"]


def test_a_ground_more_widens_a_power_and_the_first_ground_narrows_it() -> None:
    free = "Президент вправе распустить Парламент"
    one = "Президент вправе распустить Парламент в случае выражения недоверия Правительству"
    [narrowed] = between({"art_1": free}, {"art_1": one})
    [widened] = between({"art_1": one}, {"art_1": free})
    assert (narrowed.kind, widened.kind) == (ChangeKind.WEAKENED, ChangeKind.STRENGTHENED)


def test_a_list_of_nominees_in_the_next_paragraph_binds_the_appointment() -> None:
    appoints = "Президент назначает акимов областей с согласия маслихатов"
    offers = "Президент предлагает маслихату для голосования не менее двух кандидатур на должность акима области"  # noqa: E501
    found = between({"art_1": appoints}, {"art_1": appoints, "art_1__par_2": offers})
    appointed = [one for one in found if one.action == "appoint"]
    assert [(one.kind, one.differs) for one in appointed] == [
        (ChangeKind.WEAKENED, ("+nominee_list:2",))
    ]
