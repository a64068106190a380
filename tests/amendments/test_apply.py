"""Instructions applied to a version: what fits is done, what does not is told."""

from __future__ import annotations

import pytest

from pipeline.amendments import Outcome, UndoError, apply, read, texts_of, undo
from pipeline.errors import InputError
from pipeline.parse import parse
from tests.amendments.acts import WITHOUT_UNIT, amending, file, parsed, told

CHARTER = """Статья 5. О главе

1. Глава созывает совет. Он открывает совет.

2. Глава:

1) судит;

2) милует.

3. Глава избирается на два года.

Статья 6

Совет судит главу. Совет милует.

Решение совета окончательно.
"""


def outcomes(body: str, text: str = CHARTER) -> list[str]:
    done = apply(amending("rus", body).instructions, parsed("rus", text))
    return [result.outcome.value for result in done.results]


def unit(body: str, eid: str, text: str = CHARTER) -> str:
    """One unit's text after an act that fits."""
    done = apply(told("rus", body), parsed("rus", text))
    assert {result.outcome for result in done.results} == {Outcome.APPLIED}
    return done.units[eid].text


# -- edits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "eid", "text"),
    [
        ("В пункте 3 статьи 5 слово «два» заменить словом «три».", "art_5__pt_3",
         "Глава избирается на три года."),
        ("В пункте 3 статьи 5 слова «на два года.» заменить словами «советом.».", "art_5__pt_3",
         "Глава избирается советом."),
        ("В пункте 3 статьи 5 слова «на два года» исключить.", "art_5__pt_3", "Глава избирается."),
        ("В пункте 1 статьи 5 слова «Он открывает совет.» исключить.", "art_5__pt_1",
         "Глава созывает совет."),
        ("В пункте 1 статьи 5 слова «Глава созывает совет.» исключить.", "art_5__pt_1",
         "Он открывает совет."),
        ("Пункт 3 статьи 5 после слова «избирается» дополнить словами «советом».", "art_5__pt_3",
         "Глава избирается советом на два года."),
        ("Пункт 3 статьи 5 после слова «Глава» дополнить словами «, как и совет,».", "art_5__pt_3",
         "Глава, как и совет, избирается на два года."),
        ("Пункт 3 статьи 5 перед словом «на» дополнить словом «советом».", "art_5__pt_3",
         "Глава избирается советом на два года."),
        ("Подпункт 1) пункта 2 статьи 5 дополнить словами «и рядит».", "art_5__pt_2__sub_1",
         "судит и рядит;"),
        ("Пункт 3 статьи 5 дополнить словами «Он неприкосновенен.».", "art_5__pt_3",
         "Глава избирается на два года. Он неприкосновенен."),
        ("Пункт 1 статьи 5 дополнить предложением вторым следующего содержания: «Он ждет.».",
         "art_5__pt_1", "Глава созывает совет. Он ждет. Он открывает совет."),
        ("Второе предложение пункта 1 статьи 5 исключить.", "art_5__pt_1", "Глава созывает совет."),
        ("Второе предложение пункта 1 статьи 5 изложить в следующей редакции: «Он ждет.».",
         "art_5__pt_1", "Глава созывает совет. Он ждет."),
        ("В статье 5 слово «милует» заменить словом «казнит».", "art_5__pt_2__sub_2", "казнит."),
        ("Абзац первый пункта 2 статьи 5 изложить в следующей редакции: «2. Только глава:».",
         "art_5__pt_2", "Только глава:"),
        ("Часть вторую статьи 6 изложить в следующей редакции:\n\n«Оно окончательно.».",
         "art_6__par_2", "Оно окончательно."),
        ("Статью 6 дополнить частью второй следующего содержания:\n\n«Совет ждет.».",
         "art_6__par_3", "Решение совета окончательно."),
        ("Статью 6 дополнить абзацем следующего содержания:\n\n«Совет ждет.».", "art_6__par_3",
         "Совет ждет."),
    ],
)  # fmt: skip
def test_an_edit(words: str, eid: str, text: str) -> None:
    assert unit(f"1. {words}", eid) == text


def test_a_heading() -> None:
    body = "1. Заголовок статьи 5 изложить в следующей редакции:\n\n«Статья 5. О совете»."
    done = apply(told("rus", body), parsed("rus", CHARTER))
    assert done.units["art_5"].heading == "О совете"


def test_word_forms_throughout_the_act() -> None:
    body = "1. По всему тексту слова «совет», «совета» заменить словами «сейм», «сейма»."
    done = apply(told("rus", body), parsed("rus", CHARTER))
    assert done.units["art_5__pt_1"].text == "Глава созывает сейм. Он открывает сейм."
    assert done.units["art_6__par_2"].text == "Решение сейма окончательно."


def test_an_excluded_unit_stays_empty_and_what_it_held_goes() -> None:
    done = apply(told("rus", "1. Пункт 2 статьи 5 исключить."), parsed("rus", CHARTER))
    assert done.units["art_5__pt_2"].repealed
    assert "art_5__pt_2__sub_1" not in done.units


def test_an_act_that_is_repealed() -> None:
    body = "1. Устав Союза признать утратившим силу."
    act = amending("rus", body.replace("Устав", "Закон"), head=False)
    done = apply(act.instructions, parsed("rus", CHARTER))
    assert all(unit.repealed for unit in done.units.values())


def test_numbers_change_all_at_once_after_the_edits_and_before_what_is_added() -> None:
    body = (
        "1. В статье 5:\n\nдополнить пунктом 1 следующего содержания:\n\n«1. Глава один.»;\n\n"
        "в пункте 3 слово «два» заменить словом «три»;\n\n"
        "пункты 1, 2 и 3 считать соответственно пунктами 2, 3 и 4."
    )
    done = apply(told("rus", body), parsed("rus", CHARTER))
    assert done.units["art_5__pt_1"].text == "Глава один."
    assert done.units["art_5__pt_3__sub_2"].text == "милует."
    assert done.units["art_5__pt_4"].text == "Глава избирается на три года."


def test_a_number_that_is_taken_holds_up_the_numbers_before_it() -> None:
    done = apply(
        told("rus", "1. Пункты 1 и 2 статьи 5 считать соответственно пунктами 2 и 3."),
        (older := parsed("rus", CHARTER)),
    )
    assert [r.outcome for r in done.results] == [Outcome.UNIT_THERE] * 2
    assert done.units == texts_of(older)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("Премьер-Министр — глава.", "Премьер - Министр - глава"),
        ("Совет «Заря» судит.", 'Совет "Заря"'),
        ("Совет  дает отчёт.", "дает отчет"),
        ("Сoвeт судит.", "Совет судит"),  # Latin letters
        ("Совет судит;", "Совет судит."),
        ("Совет судит.", "совет судит"),
    ],
)
def test_letters_quotes_dashes_spaces_and_marks_do_not_part_words(text: str, old: str) -> None:
    marks = '""' if "«" in old else "«»"
    body = f"1. В статье 1 слова {marks[0]}{old}{marks[1]} заменить словом «нет»."
    act = "Статья 1\n\n" + text + "\n\nСтатья 2\n\nГлава всему голова, и во всем.\n"
    assert "нет" in unit(body, "art_1", act)


# -- what does not fit -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Статью 9 исключить.", Outcome.NO_UNIT),
        ("В пункте 7 статьи 5 слово «два» исключить.", Outcome.NO_UNIT),
        ("Пункт 3 статьи 9 изложить в следующей редакции:\n\n«3. Суд.».", Outcome.NO_UNIT),
        ("Статью 9 дополнить пунктом 3 следующего содержания:\n\n«3. Суд.».", Outcome.NO_UNIT),
        ("Пятое предложение пункта 1 статьи 5 исключить.", Outcome.NO_UNIT),
        ("Пункт 7 статьи 5 считать пунктом 8.", Outcome.NO_UNIT),
        ("Статью 5 дополнить пунктом 3 следующего содержания:\n\n«3. Суд.».", Outcome.UNIT_THERE),
        ("Пункт 1 статьи 5 считать пунктом 2.", Outcome.UNIT_THERE),
        ("В пункте 3 статьи 5 слово «пять» исключить.", Outcome.NO_WORDS),
        ("В пункте 3 статьи 5 слово «лава» исключить.", Outcome.NO_WORDS),  # no whole word
        ("Пункт 3 статьи 5 после слова «суд» дополнить словом «и».", Outcome.NO_WORDS),
        ("По всему тексту слово «суд» заменить словом «сейм».", Outcome.NO_WORDS),
        ("В статье 6 слово «Совет» исключить.", Outcome.MANY_WORDS),
        ("В пункте 3 статьи 5 слово «десять» заменить словом «два».", Outcome.ALREADY),
        ("Пункт 3 статьи 5 дополнить словами «на два года».", Outcome.ALREADY),
        (("Статью 5 дополнить пунктом 3 следующего содержания:\n\n"
         "«3. Глава избирается на два года.»."), Outcome.ALREADY),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_left_undone_and_told(words: str, outcome: Outcome) -> None:
    older = parsed("rus", CHARTER)
    done = apply(told("rus", f"1. {words}"), older)
    assert [(r.outcome, bool(r.why)) for r in done.results] == [(outcome, True)]
    assert done.units == texts_of(older)


def test_the_rest_of_an_act_is_done_all_the_same() -> None:
    assert outcomes("1. Статью 9 исключить.\n\n2. Пункт 3 статьи 5 исключить.") == [
        "unit not there",
        "applied",
    ]


# -- instructions against each other ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Пункт 3 статьи 5 изложить в следующей редакции: «3. Суд.».",
         "Пункт 3 статьи 5 изложить в следующей редакции: «3. Сейм.»."),
        ("Пункт 3 статьи 5 исключить.",
         "Пункт 3 статьи 5 изложить в следующей редакции: «3. Сейм.»."),
        ("Статью 5 исключить.", "В пункте 3 статьи 5 слово «два» исключить."),
        ("Статью 5 исключить.", "Пункт 3 статьи 5 считать пунктом 4."),
        ("В пункте 3 статьи 5 слово «два» исключить.",
         "В пункте 3 статьи 5 слово «два» заменить словом «три»."),
        ("В пункте 3 статьи 5 слово «два» заменить словом «пять».",
         "В пункте 3 статьи 5 слово «два» заменить словом «три»."),
        ("Пункт 3 статьи 5 считать пунктом 4.", "Пункт 3 статьи 5 считать пунктом 5."),
        ("Статью 5 дополнить пунктом 4 следующего содержания: «4. Суд.».",
         "Статью 5 дополнить пунктом 4 следующего содержания: «4. Сейм.»."),
    ],
)  # fmt: skip
def test_of_two_that_contradict_each_other_neither_is_done(first: str, second: str) -> None:
    older = parsed("rus", CHARTER)
    done = apply(told("rus", f"1. {first}\n\n2. {second}"), older)
    assert [r.outcome for r in done.results] == [Outcome.CONTRADICTED] * 2
    assert [r.instruction.eid[-1] for r in done.results] == ["1", "2"]
    assert "pt_2__ins_1" in done.results[0].why
    assert done.units == texts_of(older)


def test_words_that_an_earlier_instruction_took_away() -> None:
    body = (
        "1. В пункте 3 статьи 5 слова «на два года» исключить.\n\n"
        "2. В пункте 3 статьи 5 слово «два» заменить словом «три»."
    )
    assert outcomes(body) == ["applied", "contradicted"]


def test_the_same_instruction_twice() -> None:
    words = "Пункт 3 статьи 5 дополнить словом «ровно»."
    assert outcomes(f"1. {words}\n\n2. {words}") == ["applied", "repeated"]


def test_the_same_act_twice() -> None:
    body = (
        "1. Пункт 3 статьи 5 дополнить словом «ровно».\n\n2. Пункт 1 статьи 5 исключить.\n\n"
        "3. Статью 5 дополнить пунктом 4 следующего содержания:\n\n«4. Суд.»."
    )
    act = told("rus", body)
    once = apply(act, parsed("rus", CHARTER))
    both = apply([*act, *act], parsed("rus", CHARTER))
    assert both.units == once.units
    assert [r.outcome.value for r in both.results] == ["applied"] * 3 + ["repeated"] * 3
    again = apply(act, once.units)
    assert again.units == once.units
    assert [r.outcome.value for r in again.results] == ["already", "already", "already"]


@pytest.mark.parametrize("words", WITHOUT_UNIT)
def test_what_names_no_unit_changes_nothing(words: str) -> None:
    older = parsed("rus", CHARTER)
    done = apply(told("rus", f"1. {words}"), older)
    assert [r.outcome for r in done.results] == [Outcome.NO_UNIT]
    assert done.units == texts_of(older)


def test_instructions_on_another_act_are_told_apart() -> None:
    done = apply(told("rus", "1. Статью 5 исключить."), parsed("rus", CHARTER, act="statute"))
    assert [r.outcome for r in done.results] == [Outcome.NOT_AT_HAND]


def test_a_text_in_another_language_is_refused() -> None:
    kazakh = parsed("kaz", "5-бап\n\nБасшы кеңесті шақырады және төрағалық етеді.\n")
    with pytest.raises(InputError, match="in one language"):
        apply(told("rus", "1. Статью 5 исключить."), kazakh)


# -- several acts in one ---------------------------------------------------------------------------


def test_one_act_that_amends_two() -> None:
    body = (
        "1. В Закон Союза «О главе» внести следующие изменения:\n\n1) статью 5 исключить;\n\n"
        "2) в статье 6 слово «а» исключить.\n\n"
        "2. В Закон Союза «О совете» от 1 мая 2000 г. № 5:\n\n"
        "1) статью 7 исключить."
    )
    source = file("amending", "rus", body)
    names = {"главе": "head", "совете": "council"}
    act = read(
        parse(source, "text/markdown", "a.md"),
        source,
        "text/markdown",
        lambda words: next((key for name, key in names.items() if name in words), ""),
    )
    assert [(one.act, one.target) for one in act.instructions] == [
        ("head", "art_5"),
        ("head", "art_6"),
        ("council", "art_7"),
    ]


# -- undo ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "newer", "older"),
    [
        ("В статье 5 слово «два» заменить словом «три».", "Раз в три года.", "Раз в два года."),
        ("Статью 5 дополнить словами «Он молчит.».", "Глава судит. Он молчит.", "Глава судит."),
        ("Статью 5 после слова «в» дополнить словами «три».", "Раз в три, в три дня.", None),
        ("Статью 5 после слова «за» дополнить словами «три».", "Три за три дня.", "Три за дня."),
        ("В статье 5 слово «Да» заменить словами «Нет.».", "Нет. Раз в год.", "Да. Раз в год."),
        ("В статье 5 слово «два» исключить.", "Раз в года.", None),
        ("В статье 5 слово «два» заменить словом «три».", "Раз в год.", None),
        ("Статью 5 исключить.", "Раз в год.", None),
    ],
)
def test_what_a_unit_said_before(words: str, newer: str, older: str | None) -> None:
    (one,) = told("rus", f"1. {words}")
    if older is None:
        with pytest.raises(UndoError):
            undo(one, newer)
    else:
        assert undo(one, newer) == older
