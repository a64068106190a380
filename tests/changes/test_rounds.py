"""What may be one power though something differs: the rounds of the matching, one by one."""

from __future__ import annotations

import pytest

from pipeline.changes.matching import match
from pipeline.changes.stated import Stated, stated
from pipeline.records import Clause, Power, Reading
from pipeline.vocabulary import Label, Lang, Polarity
from tests.changes.making import LATER, one

Said = tuple[str, str | None, str, str]  # words, holder, action, object
PROGRAMMES = "утверждает государственные программы развития страны"
OTHERS = "принимает государственные программы развития отрасли"


def statements(place: str, *told: Said) -> list[Stated]:
    return [one(*said, eid=f"{place}_{n}") for n, said in enumerate(told)]


def pairs(before: list[Said], after: list[Said]) -> list[tuple[str, str]]:
    """Places of the powers that are one, such as `old_0`, `new_1`."""
    found = match(statements("old", *before), statements("new", *after)).pairs
    return [(pair.older.clause.eid, pair.newer.clause.eid) for pair in found]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        # the same holder, and actions or objects of one family, or of another grain
        (("president", "approve", "state_programme"), ("president", "adopt", "state_programme")),
        (("president", "dissolve", "parliament"), ("president", "dissolve", "kurultai")),
        (("president", "appoint", "akim"), ("president", "appoint", "akim_region")),
        # another holder
        (("president", "approve", "state_programme"), ("government", "adopt", "state_programme")),
        # words so alike that the rest may have been read otherwise
        (("president", "approve", "state_programme"), ("president", "pardon", "budget")),
    ],
)
def test_what_may_be_the_same_power_is_found(
    older: tuple[str, str, str], newer: tuple[str, str, str]
) -> None:
    assert pairs([(PROGRAMMES, *older)], [(f"{PROGRAMMES} ежегодно", *newer)])


@pytest.mark.parametrize(
    ("words", "older", "newer"),
    [
        ("и отменяет их", ("president", "approve", "state_programme"),
         ("president", "pardon", "budget")),
        (f"ежегодно {PROGRAMMES}", ("president", "approve", "state_programme"),
         ("government", "pardon", "state_programme")),
        (f"ежегодно {PROGRAMMES}", ("president", "approve", "state_programme"),
         ("government", "approve", "budget")),
        # where action and object do not name one power, the words must agree
        ("подписывает конституционные законы", ("president", "sign", "law"),
         ("government", "sign", "law")),
        ("совсем иначе сказано", ("president", "sign", "law"), ("president", "sign", "law")),
    ],
)  # fmt: skip
def test_what_cannot_be_the_same_power_is_not(
    words: str, older: tuple[str, str, str], newer: tuple[str, str, str]
) -> None:
    assert not pairs([(PROGRAMMES, *older)], [(words, *newer)])


def test_an_action_of_one_family_needs_fewer_of_the_same_words_than_any_action() -> None:
    before = [(PROGRAMMES, "president", "approve", "state_programme")]
    assert pairs(before, [(OTHERS, "president", "adopt", "state_programme")])
    assert not pairs(before, [(OTHERS, "president", "pardon", "state_programme")])


def test_an_object_of_another_grain_may_be_the_same() -> None:
    before = [(PROGRAMMES, "president", "appoint", "akim")]
    assert pairs(before, [(OTHERS, "president", "appoint", "akim_region")])
    assert not pairs(before, [(OTHERS, "president", "appoint", "judge")])


def test_a_power_passes_more_easily_from_legislature_to_legislature() -> None:
    words = "рассматривает государственные программы новой отрасли"
    for older, newer, same in (
        ("parliament", "kurultai", True),
        ("president", "government", False),
    ):
        kept = ("отменяет их", older, "annul", "state_programme")
        before = [(PROGRAMMES, older, "approve", "state_programme"), kept]
        after = [(words, newer, "approve", "state_programme"), kept]
        assert (("old_0", "new_0") in pairs(before, after)) is same


def test_from_an_unnamed_holder_nothing_passes_on() -> None:
    named: Said = (OTHERS, "president", "approve", "state_programme")
    unnamed: Said = (PROGRAMMES, None, "approve", "state_programme")
    assert not pairs([unnamed], [named])
    assert not pairs([named], [unnamed])


def test_of_powers_as_likely_the_one_at_the_same_place_is_taken() -> None:
    said = ("president", "approve", "state_programme")
    older = one(PROGRAMMES, *said, eid="art_2")
    newer = [one(OTHERS, *said, eid=f"art_{n}", day=LATER) for n in (1, 2, 3)]
    assert [pair.newer.clause.eid for pair in match([older], newer).pairs] == ["art_2"]


@pytest.mark.parametrize("holder", ["president", "government"])
def test_a_limit_is_no_power(holder: str) -> None:
    power = one(PROGRAMMES, "president", "approve", "state_programme", eid="old")
    limit = one(OTHERS, holder, "approve", "state_programme", eid="new", polarity="-")
    assert not match([power], [limit]).pairs


def test_the_same_words_of_another_object_are_another_power() -> None:
    """Whom "them" are may stand in the sentence before."""
    before = [
        ("и освобождает их", "president", "dismiss", thing) for thing in ("judge", "minister")
    ]
    after = before[1:]
    assert pairs(before, after) == [("old_1", "new_0")]


def test_the_likeness_is_greatest_in_sum() -> None:
    """The first could also be the second of the newer text; then the second had none."""
    appoint = ("president", "appoint", "minister")
    before = [("назначает министров страны и края", *appoint),
              ("назначает министров страны", *appoint)]  # fmt: skip
    after = [("назначает министров страны сам", *appoint),
             ("назначает министров страны и края сам", *appoint)]  # fmt: skip
    assert pairs(before, after) == [("old_0", "new_1"), ("old_1", "new_0")]


def test_a_power_passes_on_to_several_where_its_holder_lost_the_object() -> None:
    before = [("назначает судей совета", "president", "appoint", "judge")]
    after = [("назначает двух судей совета", holder, "appoint", "judge")
             for holder in ("senate", "mazhilis")]  # fmt: skip
    assert pairs(before, after) == [("old_0", "new_0"), ("old_0", "new_1")]
    kept = ("освобождает судей", "president", "dismiss", "judge")
    assert len(pairs([*before, kept], [*after, kept])) == 2


def test_a_repeated_statement_is_neither_gone_nor_new_but_another_use_of_the_power_is() -> None:
    approve = ("president", "approve", "state_programme")
    said = (PROGRAMMES, *approve)
    again = (f"глава государства {PROGRAMMES}", *approve)
    other = ("вводит любые чрезвычайные меры", *approve)
    found = match(statements("old", said), statements("new", said, again, other))
    assert [one.clause.eid for one in found.new] == ["new_2"]
    found = match(statements("old", said, again, other), statements("new", said))
    assert [one.clause.eid for one in found.gone] == ["old_2"]


def test_a_repeated_statement_is_no_other_power_of_the_older_text() -> None:
    said = (PROGRAMMES, "president", "approve", "state_programme")
    again = (f"глава государства {PROGRAMMES}", *said[1:])
    adopts = (OTHERS, "president", "adopt", "state_programme")
    found = match(statements("old", said, adopts), statements("new", said, again))
    assert (len(found.pairs), [one.clause.eid for one in found.gone]) == (1, ["old_1"])


def test_what_names_no_one_power_is_stated_twice_for_two_uses() -> None:
    said = ("подписывает законы страны", "president", "sign", "law")
    again = ("подписывает законы страны вновь", "president", "sign", "law")
    found = match(statements("old", said), statements("new", said, again))
    assert [one.clause.eid for one in found.new] == ["new_1"]


def test_of_statements_in_the_same_words_those_at_the_same_place_are_one() -> None:
    said = (PROGRAMMES, "president", "approve", "state_programme")
    [pair] = match(
        [one(*said, eid="art_1"), one(*said, eid="art_2")], [one(*said, eid="art_2", day=LATER)]
    ).pairs
    assert pair.older.clause.eid == "art_2"


def test_a_unit_repealed_in_place_states_no_power() -> None:
    clause = Clause("constitution-0", "2000-01-01", Lang.RUS, "art_1", 0, "", "Исключен")
    power = Power(None, None, None, None, Polarity.LIMITS)
    assert stated([Reading(clause, Label.REMOVE, {}, (power,), needs_review=False)]) == []
