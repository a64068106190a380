"""How Russian law says each action: finite, infinitive, passive and noun, in our own words."""

from __future__ import annotations

import pytest

from tests.powers.making import read_one

FINITE = (
    ("appoint", "вводит в состав совета членов"),
    ("dismiss", "отстраняет от должности акима"),
    ("nominate", "вносит представление о назначении министра"),
    ("nominate", "рекомендует кандидатов на должность судьи"),
    ("return", "направляет возражения на закон"),
    ("initiate", "выступает с законодательной инициативой"),
    ("annul", "признает утратившими силу акты министерств"),
    ("instruct", "дает поручения министрам"),
    ("command", "командует Вооруженными Силами"),
    ("negotiate", "заключает международные договоры"),
    ("control", "обеспечивает контроль за исполнением указов"),
    ("appeal_to_court", "предъявляет иск в суд"),
    ("propose", "ставит вопрос об отмене акта"),
    ("delegate", "передает часть полномочий акимам"),
    ("lift_immunity", "лишает депутата неприкосновенности"),
    ("other", "распоряжается коммунальной собственностью"),
)
INFINITIVE = (
    ("form", "формировать консультативный совет"),
    ("issue", "обнародовать законы"),
    ("call_election", "объявить выборы"),
    ("call_referendum", "принять решение о проведении референдума"),
    ("pardon", "миловать осужденных"),
    ("organise", "организовывать исполнение законов"),
    ("consult", "проводить консультации с фракциями"),
    ("chair", "вести заседания"),
    ("reject", "отказать в регистрации"),
)
PASSIVE = (
    ("issue", "Постановление выносится Президентом"),
    ("initiate", "Законопроекты вносятся Президентом"),
    ("instruct", "Поручения даются Президентом"),
    ("negotiate", "Переговоры ведутся Президентом"),
    ("award", "Награды вручаются Президентом"),
    ("award", "Награждение орденами производится Президентом"),
    ("pardon", "Помилование осуществляется Президентом"),
    ("grant_citizenship", "Политическое убежище предоставляется Президентом"),
    ("control", "Контроль за исполнением решений осуществляется Президентом"),
    ("consent", "Согласие на арест дается Президентом"),
    ("consult", "Консультации проводятся Президентом"),
    ("decide", "Решение о выпуске займов принимается Президентом"),
    ("other", "Музеи опекаются Президентом"),
    ("other", "Программы разрабатываются Президентом"),
)
NOUN = (
    ("dismiss", "отзыв дипломатических представителей"),
    ("form", "учреждение государственных наград"),
    ("reorganise", "преобразование агентств"),
    ("issue", "опубликование законов"),
    ("instruct", "дача поручений министрам"),
    ("award", "лишение государственных наград"),
    ("grant_citizenship", "прием в гражданство"),
    ("represent", "представительство интересов государства"),
    ("control", "надзор за законностью"),
    ("appeal_to_court", "принесение протестов"),
    ("propose", "выработка рекомендаций"),
    ("organise", "координация работы министерств"),
    ("no_confidence", "выражение вотума недоверия акиму"),
    ("other", "взаимодействие с общественными объединениями"),
    ("other", "посещение воинских частей"),
)
HOLDERS = (
    ("parliament", "Комитеты Палат рассматривают законопроекты"),
    ("mazhilis", "Бюро Мажилиса утверждает план"),
    ("parliament_chair", "Заместители Председателя Сената ведут заседания"),
    ("minister", "Заместители Премьер-Министра координируют работу"),
    ("constitutional_court", "Комитет конституционного надзора дает заключения"),
    ("supreme_court", "Пленум Верховного Суда дает разъяснения"),
    ("court", "Судьи рассматривают дела"),
    ("prosecutor_general", "Органы прокуратуры осуществляют надзор"),
    ("national_security_committee", "КНБ организует работу"),
    ("security_council", "Секретарь Совета Безопасности вносит предложения"),
    ("election_commission", "Центризбирком утверждает форму бюллетеня"),
    ("maslikhat", "Секретарь маслихата организует работу"),
    ("akimat", "Аппарат акима организует работу"),
    ("local_soviet", "Президиум областного Совета созывает сессию"),
    ("local_self_government", "Кенес решает вопросы местного значения"),
    ("state_body", "Комиссия рассматривает ходатайства"),
)


def told(text: str, lead_in: str = "") -> set[tuple[str | None, str | None]]:
    reading, _ = read_one(text, "rus", lead_in)
    assert reading.label == "grant"
    return {(power.holder, power.action) for power in reading.powers}


@pytest.mark.parametrize(("action", "text"), FINITE)
def test_finite_verb(action: str, text: str) -> None:
    assert ("president", action) in told(f"Президент {text}")
    assert ("president", action) in told(text, "Президент:")


@pytest.mark.parametrize(("action", "text"), INFINITIVE)
def test_infinitive_under_a_right(action: str, text: str) -> None:
    assert ("president", action) in told(f"Президент вправе {text}")
    assert ("president", action) in told(text, "Президент вправе:")


@pytest.mark.parametrize(("action", "text"), PASSIVE)
def test_passive_with_agent(action: str, text: str) -> None:
    assert ("president", action) in told(text)


@pytest.mark.parametrize(("action", "text"), NOUN)
def test_noun_in_a_list_of_competence(action: str, text: str) -> None:
    assert ("president", action) in told(text, "К ведению Президента относятся:")


def test_competence_told_in_one_sentence() -> None:
    assert told("К ведению Сената относится избрание судей") == {("senate", "elect")}


@pytest.mark.parametrize(("holder", "text"), HOLDERS)
def test_officers_and_inner_bodies(holder: str, text: str) -> None:
    assert holder in {each for each, _ in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Органы управления политической партии утверждают список",
        "Совет директоров утверждает план",
        "Нормы применяются к должностным лицам",
    ],
)
def test_no_state_holder(text: str) -> None:
    reading, _ = read_one(text, "rus")
    assert reading.label == "none"
