"""Kazakh grammar of powers: helpers, light verbs, named acts, bans. All sentences are our own."""

from __future__ import annotations

import pytest

from tests.powers.making import read_one

# (lead-in, text, holder, action)
GRANTS = [
    # a converb and its helper, a converb under "can"
    ("", "Президент заңды Сенатқа қайтарып жібере алады", "president", "return"),
    ("", "Сенат жобаны қабылдамай тастай алады", "senate", "reject"),
    ("", "Президент Палатаның отырысына қатыса алады", "president", "other"),
    # a noun with a light verb
    ("", "Президент өкілеттігінің бір бөлігін Үкіметке береді", "president", "delegate"),
    ("", "Сенат сотқа көмек береді", "senate", "other"),
    ("", "Үкімет бағдарламаға мақұлдау береді", "government", "approve"),
    ("", "Мәжіліс Үкіметке сенімсіздік вотумын білдіре алады", "mazhilis", "no_confidence"),
    ("", "Президент әкімді лауазымынан алып тастайды", "president", "dismiss"),
    ("", "Министр Президентке орнынан түсуі туралы өтініш беруге құқылы", "minister", "resign"),
    ("", "Сенат жобаны он күн ішінде қарауға алады", "senate", "consider"),
    # an act named and carried out
    ("", "Елшілерді тағайындауды Президент жүзеге асырады", "president", "appoint"),
    ("", "Жобаны қабылдамауды Сенат жүзеге асырады", "senate", "reject"),
    # by whose decision, through whom
    ("", "Комиссия Үкіметтің шешімі бойынша құрылады", "government", "form"),
    ("", "Елші Президент арқылы тағайындалады", "president", "appoint"),
    # items of a list without a verb of their own
    ("Сенат:", "Бас Прокурорды тағайындауға келісім беру", "senate", "consent"),
    ("Мәслихаттың құзыретіне мыналар жатады:", "аумақты абаттандыру", "maslikhat", "other"),
]


@pytest.mark.parametrize(("lead_in", "text", "holder", "action"), GRANTS)
def test_grant(lead_in: str, text: str, holder: str, action: str) -> None:
    reading, _ = read_one(text, "kaz", lead_in)
    assert reading.label == "grant"
    assert (holder, action) in [(power.holder, power.action) for power in reading.powers]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Тұрғындардың бостандықтары шектелмеуге тиіс", "constrain"),
        ("Істі қарауға араласуға жол берілмейді және ол жазаға әкеп соғады", "constrain"),
        ("Көп дауыс алған кандидат келісімге ие болды деп есептеледі", "constrain"),
        ("Министр Палата алдында жауап береді", "constrain"),
        ("Жарыс өткізуге тыйым салынады", "none"),
    ],
)
def test_label(text: str, label: str) -> None:
    assert read_one(text, "kaz")[0].label == label


def test_joined_subjects_before_what_is_their_own() -> None:
    reading, _ = read_one("Сенат пен Мәжіліс өз төрағаларын сайлайды", "kaz")
    assert {power.holder for power in reading.powers} == {"senate", "mazhilis"}


def test_deputies_that_are_counted_are_no_subject() -> None:
    text = "Жобаны Сенат Палата депутаттары жалпы санының көпшілік даусымен бекітеді"
    assert {power.holder for power in read_one(text, "kaz")[0].powers} == {"senate"}
