"""The same change in the other language's text."""

from __future__ import annotations

from pipeline.vocabulary import Lang
from tests.changes.making import FIRST, LATER, compare, version

STAYS = {Lang.RUS: "Правительство разрабатывает бюджет", Lang.KAZ: "Үкімет бюджетті әзірлейді"}


def partners(rus: str, kaz: str, place: str = "art_2") -> list[tuple[object, ...]]:
    """Action and object of each granted power, and of the same one in the other language."""
    texts = []
    for lang, eid, comes in ((Lang.RUS, "art_2", rus), (Lang.KAZ, place, kaz)):
        texts += [
            (version(FIRST, lang), {"art_1": STAYS[lang]}),
            (version(LATER, lang), {"art_1": STAYS[lang], eid: comes}),
        ]
    found = {one.change_id: one for one in compare(texts).changes}
    assert found
    return [
        (one.action, one.object, other.action, other.object)
        for one in found.values()
        if one.series_and_lang[1] is Lang.RUS and (other := found.get(one.other_language))
    ]


def test_of_several_changes_at_one_place_those_with_the_same_object_are_one() -> None:
    assert partners(
        "Президент назначает министров и судей",
        "Президент судьялар мен министрлерді тағайындайды",
    ) == [("appoint", "minister", "appoint", "minister"), ("appoint", "judge", "appoint", "judge")]


def test_a_change_of_another_action_or_place_is_another_one() -> None:
    appoints, dismisses = "Президент назначает министров", "Президент министрлерді босатады"
    assert not partners(appoints, dismisses)
    same = "Президент министрлерді тағайындайды"
    assert partners(appoints, same) == [("appoint", "minister", "appoint", "minister")]
    assert not partners(appoints, same, "art_3")
