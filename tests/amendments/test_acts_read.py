"""Instructions in their acts: heads that nest, quotations, what is no edit, what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.amendments import read
from pipeline.parse import parse
from tests.amendments.acts import amending, told

NESTED = {
    "rus": (
        "1. В статье 5:\n\n1) в пункте 2:\n\nв абзаце втором слово «а» исключить;\n\n"
        "подпункт 3) исключить;\n\nпункт 4 исключить;\n\n2) пункт 6 исключить.\n\n"
        "2. Статью 7 исключить."
    ),
    "kaz": (
        "1. 5-бапта:\n\n1) 2-тармақта:\n\nекінші абзацтағы «а» деген сөз алып тасталсын;\n\n"
        "3) тармақша алып тасталсын;\n\n4-тармақ алып тасталсын;\n\n2) 6-тармақ алып тасталсын.\n\n"
        "2. 7-бап алып тасталсын."
    ),
}


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_heads_nest_and_end(lang: str) -> None:
    """A list under a list has no number of its own: a unit further out ends it."""
    found = [(one.eid, one.target) for one in told(lang, NESTED[lang])]
    assert [target for _, target in found] == [
        "art_5__pt_2__par_1",
        "art_5__pt_2__sub_3",
        "art_5__pt_4",
        "art_5__pt_6",
        "art_7",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "rus",
            (
                "1. В статье 5: в пункте 1 слово «а» исключить; пункт 2 дополнить словом «б»; "
                "пункт 3 изложить в следующей редакции: «3. Суд.»; пункт 4 исключить."
            ),
        ),
        (
            "kaz",
            (
                "1. 5-бапта: 1-тармақта «а» деген сөз алып тасталсын; 2-тармақ «б» деген сөзбен "
                "толықтырылсын; 3-тармақ мынадай редакцияда жазылсын: «3. Сот.»; 4-тармақ алып "
                "тасталсын."
            ),
        ),
    ],
)
def test_all_in_one_paragraph(lang: str, words: str) -> None:
    found = told(lang, words)
    assert [one.target for one in found] == [f"art_5__pt_{n}" for n in range(1, 5)]
    assert [one.n for one in found] == [1, 2, 3, 4]


# -- quotations ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "old"),
    [
        ('слова "о "Заре" и" исключить', 'о "Заре" и'),
        ("слова «о «Заре» и» исключить", "о «Заре» и"),
        ('слова "о «Заре»" исключить', "о «Заре»"),
        ("слова «о «Заре» исключить", "о «Заре"),  # one mark closes both
        ("слова “о Заре” исключить", "о Заре"),
        ("слова «исключить слова» исключить", "исключить слова"),
    ],
)
def test_quotations_nest(words: str, old: str) -> None:
    (one,) = told("rus", f"1. В статье 5 {words}; пункт 2 исключить.")[:-1]
    assert (one.kind, one.old) == ("exclude_words", old)


def test_new_text_is_cut_by_the_grammar_of_the_texts() -> None:
    (one,) = told(
        "rus",
        "1. Статью 7 изложить в следующей редакции:\n\n«Статья 7. Глава\n\n1. Глава решает:\n\n"
        "1) о мире;\n\n10-1) о войне.\n\n2. Глава судит.\n\nОн\n\nмилует.».",
    )
    assert [(unit.eid, unit.text) for unit in one.units] == [
        ("art_7", ""),
        ("art_7__pt_1", "Глава решает:"),
        ("art_7__pt_1__sub_1", "о мире;"),
        ("art_7__pt_1__sub_10-1", "о войне."),
        ("art_7__pt_2", "Глава судит."),
        ("art_7__pt_2__par_1", "Он милует."),  # an empty line in a sentence breaks nothing
    ]
    assert one.units[0].heading == "Глава"
    assert one.units[2].lead_in == "Глава решает:"


def test_new_text_that_begins_in_the_line_of_the_instruction() -> None:
    found = told(
        "rus",
        "1. В статье 5:\n\nдополнить пунктами 3 и 4 следующего содержания: «3. Глава «Зари».\n\n"
        "4. Глава милует.»;\n\nпункт 6 исключить.",
    )
    assert [(one.target, one.new) for one in found] == [
        ("art_5__pt_3", "Глава «Зари»."),
        ("art_5__pt_4", "Глава милует."),
        ("art_5__pt_6", ""),
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("rus", "В статье 5:\n\nподпункты 3) и 5) изложить в следующей редакции:"),
        ("kaz", "5-бапта:\n\n3) және 5) тармақшалар мынадай редакцияда жазылсын:"),
    ],
)
def test_a_quotation_for_each_of_several_units(lang: str, words: str) -> None:
    last = {"rus": "пункт 6 исключить", "kaz": "6-тармақ алып тасталсын"}[lang]
    found = told(lang, f"1. {words}\n\n«3) үш;»;\n\n«5) бес.»;\n\n{last}.")
    assert [(one.target, one.new) for one in found] == [
        ("art_5__sub_3", "3) үш;"),
        ("art_5__sub_5", "5) бес."),
        ("art_5__pt_6", ""),
    ]


def test_a_plain_text_is_read_like_any_other() -> None:
    lines = "В Устав внести изменения:\n\n1. Статью 7 изложить в следующей редакции:\n«Статья 7\n"
    source = f"{lines}1. Глава судит.\n2. Глава милует.».\n\n2. Статью 8 исключить.\n"
    act = read(parse(source, "text/plain", "amending/2001-01-01.rus.txt"), source, "text/plain")
    assert [one.target for one in act.instructions] == ["art_7", "art_8"]
    assert [unit.eid for unit in act.instructions[0].units] == [
        "art_7",
        "art_7__pt_1",
        "art_7__pt_2",
    ]


def test_span_is_that_of_the_words() -> None:
    body = "1. В статье 5 слово «а» заменить словом «б», слово «в» исключить."
    first, second = told("rus", body)
    assert first.words == "В статье 5 слово «а» заменить словом «б»"
    assert second.words == "слово «в» исключить"
    assert second.start > first.end > first.start + 30
    assert second.old_words.start == second.start + len("слово «")


# -- what orders no edit, and what cannot be read --------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("rus", "Настоящий Закон вводится в действие со дня его опубликования."),
        ("rus", "Пункт 2 статьи 1 настоящего Закона вводится в действие с 1 января 2002 года."),
        ("kaz", "Осы Заң жарияланған күнінен бастап қолданысқа енгізіледі."),
        ("rus", "Глава Союза"),
        ("rus", "Установить, что пункт 2 статьи 5 действует один год."),
        ("rus", "Закон считается принятым, если за него подано больше голосов."),
    ],
)
def test_commencement_and_rules_of_its_own_are_no_edits(lang: str, words: str) -> None:
    first = {"rus": "1. Статью 5 исключить.", "kaz": "1. 5-бап алып тасталсын."}[lang]
    act = amending(lang, f"{first}\n\nII. {words}")
    assert ([one.target for one in act.instructions], act.unparsed) == (["art_5"], ())
    assert act.rest == ("sec_II",)


@pytest.mark.parametrize(
    ("lang", "words", "why"),
    [
        ("rus", "Слова «а» сделать лучше.", "verb"),
        ("kaz", "5-баптағы «а» деген сөздер жақсартылсын.", "verb"),
        ("rus", "В статье 5 слова заменить словами «б».", "0 old"),
        ("rus", "В статье 5 слова «а», «б» заменить словами «в», «г», «д».", "2 old and 3 new"),
        ("rus", "Раздел III исключить.", "sections"),
        ("rus", "Статью 5 изложить в следующей редакции.", "no new wording"),
        (
            "rus",
            "Статью 5 изложить в следующей редакции: «Раз.»;\n\n«Два.».",
            "2 new wordings for 1",
        ),
        ("rus", "Статью 5 изложить в следующей редакции:\n\n«Статья 6\n\nСуд.».", "names 5"),
        ("rus", "Пункты 3 и 4 статьи 5 считать соответственно пунктами 4, 5 и 6.", "2 old and 3"),
        ("rus", "Статью 5 дополнить пунктами 2 и 3 следующего содержания:\n\n«2. Суд.».", "2, 3"),
        ("rus", "Статью 5 дополнить пунктом 2.", "no new words"),
        ("rus", "В статье 5 перед словом «а» и после слова «б» дополнить словом «в».", "2 places"),
        ("rus", "В пункте 3 статьи 5 сделать иначе.", "verb"),
        ("rus", "Исключить.", "neither"),
        ("rus", "Пункт 2 статьи 5 исключить «а».", "no part in the edit"),
        ("kaz", "5-баптың 2-тармағы алып тасталсын, «а» деген сөздер.", "verb"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(lang: str, words: str, why: str) -> None:
    (one,) = amending(lang, f"1. {words}").unparsed
    assert one.eid == "sec_I__pt_1"
    assert why in one.why
    assert one.end > one.start


@pytest.mark.parametrize(
    ("preamble", "target"),
    [
        ("В Указ главы внести следующие изменения:", "pt_3"),
        ("В соответствии со статьей 44 Устава постановляю:", "pt_3"),
    ],
)
def test_a_decree_on_a_decree(preamble: str, target: str) -> None:
    act = amending("rus", f"{preamble}\n\n1. Пункт 3 исключить.\n\n2. Указ издать.", head=False)
    assert [(one.target, one.eid) for one in act.instructions] == [(target, "pt_1")]
    assert "pt_2" in act.rest


def test_a_verb_that_was_left_out_is_inferred_and_marked() -> None:
    (one,) = told("kaz", "1. 5-баптың 2-тармағы «Кеңес соттайды».")
    assert (one.kind, one.inferred) == ("add_words", True)


def test_a_range_without_end_is_a_misprint() -> None:
    found = told("rus", "1. Пункты 3 – 30000000 статьи 5 исключить.")
    assert [one.target for one in found] == ["art_5__pt_3", "art_5__pt_30000000"]


def test_instructions_are_values() -> None:
    body = "1. Пункт 2 статьи 5 изложить в следующей редакции:\n\n«2. Совет.»."
    assert len({*told("rus", body), *told("rus", body)}) == 1


def test_unknown_words_are_kept() -> None:
    (one,) = told("rus", "1. В статье 5 слово «а» немедленно исключить.")
    assert one.unread == ("немедленно",)


_PIECES = {
    "rus": [
        "в статье 5", "пункт 2", "подпунктом 3)", "абзац второй", "второе предложение", "заголовок",
        "слова", "словами", "после слов", "заменить", "дополнить", "исключить", "считать", "и", ",",
        "изложить в следующей редакции:", "соответственно", "по всему тексту", ";", "иначе", "«",
        '"', "1)", "раздел II",
    ],
    "kaz": [
        "5-бапта", "2-тармақ", "3) тармақшамен", "екінші абзац", "екінші сөйлем", "тақырыбы",
        "деген сөздер", "деген сөздермен", "деген сөздерден кейін", "ауыстырылсын", "толықтырылсын",
        "алып тасталып", "деп есептелсін", "және", ",", "мынадай редакцияда жазылсын:", "тиісінше",
        "бүкіл мәтін бойынша", ";", "басқаша", "«", '"', "1)", "II бөлім",
    ],
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(["rus", "kaz"]))
def test_whatever_is_written_nothing_is_lost(data: st.DataObject, lang: str) -> None:
    """Under a head every quotation ends in an instruction or among what could not be read."""
    count = data.draw(st.integers(1, 4))
    quotations = st.sampled_from([f"«слово{n}»" for n in range(count)])
    words = st.one_of(st.sampled_from(_PIECES[lang]), quotations)
    body = " ".join(data.draw(st.lists(words, min_size=1, max_size=14)))
    act = amending(lang, f"1. {body}.")
    told = " ".join([*(i.words for i in act.instructions), *(u.words for u in act.unparsed)])
    assert all(f"слово{n}" in told for n in range(count) if f"«слово{n}»" in body)


def test_a_quotation_that_is_never_closed_costs_only_its_own_point() -> None:
    body = "\n\n".join(
        f"{n}. В пункте {n} статьи 5 слово «а» заменить словом {'«б' if n % 20 == 1 else '«б»'}."
        for n in range(1, 61)
    )
    act = amending("rus", body)
    assert [one.eid for one in act.unparsed] == ["sec_I__pt_1", "sec_I__pt_21", "sec_I__pt_41"]
    assert len(act.instructions) == 57
