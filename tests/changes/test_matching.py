"""A power is found again whatever its number, its article and its neighbours."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.vocabulary import ChangeKind, Lang
from tests.changes.making import FIRST, LATER, between, compare, version

POWERS = {
    Lang.RUS: (
        "Президент назначает министров",
        "Президент с согласия Парламента назначает Премьер-Министра",
        "Парламент утверждает республиканский бюджет",
        "Правительство управляет государственной собственностью",
        "Сенат избирает судей Верховного Суда",
        "Президент подписывает законы",
        "Мажилис выражает недоверие Правительству",
        "Акимы не вправе быть депутатами маслихатов",
    ),
    Lang.KAZ: (
        "Президент министрлерді тағайындайды",
        "Президент Парламенттің келісімімен Премьер-Министрді тағайындайды",
        "Парламент республикалық бюджетті бекітеді",
        "Үкімет мемлекеттік меншікті басқарады",
        "Сенат Жоғарғы Сот судьяларын сайлайды",
        "Президент заңдарға қол қояды",
        "Мәжіліс Үкіметке сенімсіздік білдіреді",
        "Әкімдердің мәслихат депутаты болуға құқығы жоқ",
    ),
}


@given(st.sampled_from(list(Lang)), st.permutations(range(8)), st.integers(1, 90))
@settings(deadline=None, max_examples=30)
def test_renumbering_and_moving_is_no_change(lang: Lang, order: list[int], first: int) -> None:
    words = POWERS[lang]
    before = {f"art_{n}": text for n, text in enumerate(words, 1)}
    after = {f"art_{first + n}__pt_{n}": words[place] for n, place in enumerate(order)}
    assert between(before, after, lang) == []


@given(st.sampled_from(list(Lang)), st.sets(st.integers(0, 7), min_size=1, max_size=4))
@settings(deadline=None, max_examples=30)
def test_what_is_left_out_is_what_is_removed(lang: Lang, left_out: set[int]) -> None:
    before = {f"art_{n}": text for n, text in enumerate(POWERS[lang])}
    after = {f"art_{n}": text for n, text in enumerate(POWERS[lang]) if n not in left_out}
    gone = {one.power_from.split("/")[1] for one in between(before, after, lang)}
    come = {one.power_to.split("/")[1] for one in between(after, before, lang)}
    assert gone == come == {f"art_{n}" for n in left_out}


def test_marks_letters_and_the_state_s_name_change_nothing() -> None:
    before = {"art_1": "Президент Республики Казахстан назначает министров - на пять лет"}
    after = {"art_1": "Пpезидент Республики назначает  министров на пять лет"}  # a Latin p
    assert between(before, after) == []


def test_a_second_statement_of_a_power_is_no_new_power() -> None:
    once = {"art_1": "Президент назначает министров"}
    twice = {**once, "art_2": "Министров назначает Президент"}
    assert between(once, twice) == []
    assert between(twice, once) == []


def test_similar_powers_keep_their_objects_apart() -> None:
    before = {"art_1": "Президент назначает министров", "art_2": "Президент назначает судей"}
    after = {"art_1": "Президент назначает судей местных судов"}
    found = between(before, after)
    assert [(one.kind, one.object) for one in found if one.kind is ChangeKind.REMOVED] == [
        (ChangeKind.REMOVED, "minister")
    ]


def test_both_languages_name_each_other_s_change() -> None:
    texts = []
    for lang, plain, bound in (
        (Lang.RUS, "Президент назначает министров",
         "Президент с согласия Сената назначает министров"),
        (Lang.KAZ, "Президент министрлерді тағайындайды",
         "Президент Сенаттың келісімімен министрлерді тағайындайды"),
    ):  # fmt: skip
        texts += [
            (version(FIRST, lang), {"art_1": plain}),
            (version(LATER, lang), {"art_1": bound}),
        ]
    found = {one.change_id: one for one in compare(texts).changes if one.action == "appoint"}
    assert len(found) == 2
    for change_id, change in found.items():
        assert found[change.other_language].other_language == change_id
