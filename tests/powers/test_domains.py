"""The domain of a power: the table, and what the words around an act are about."""

from __future__ import annotations

import pytest

from pipeline.language import docs
from pipeline.powers.domains import domain_of, topics_of
from pipeline.powers.lexicon import table
from pipeline.powers.words import passage
from pipeline.vocabulary import Action, Domain, Holder, Lang
from tests.powers.making import facts, read_one


def test_topics_of_the_table_are_all_told() -> None:
    named = {topic["name"] for topic in table("domains")["topic"]}
    asked = {name for row in table("domains")["domain"] for name in row.get("topics", ())}
    assert asked <= named
    for topic in table("domains")["topic"]:
        assert topic["rus"]
        assert topic["kaz"]


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("вопросы обороны", "rus", "defence"),
        ("қорғаныс мәселелері", "kaz", "defence"),
        ("внешние сношения", "rus", "foreign"),
        ("сыртқы байланыстар", "kaz", "foreign"),
        ("возражения на закон", "rus", "objection"),
        ("заңға қарсылық", "kaz", "objection"),
    ],
)
def test_topics(text: str, lang: str, topic: str) -> None:
    assert topic in topics_of(passage(docs([text], Lang(lang))[0], Lang(lang)))


def test_object_and_holder_come_before_topics() -> None:
    budget = (Action.APPROVE, "budget", Holder.PARLIAMENT, "budget", "")
    assert domain_of(*budget, {"foreign"}) is Domain.BUDGET_FINANCE
    local = (Action.DECIDE, None, Holder.AKIM, "", "")
    assert domain_of(*local, {"foreign"}) is Domain.LOCAL_GOVERNMENT


def test_topics_come_before_the_last_row() -> None:
    told = (Action.OTHER, None, Holder.GOVERNMENT, "", "")
    assert domain_of(*told) is Domain.POLICY_DIRECTION
    assert domain_of(*told, {"defence"}) is Domain.DEFENCE_SECURITY


@pytest.mark.parametrize(
    ("text", "lang", "power"),
    [
        (
            "Правительство принимает меры по охране суверенитета",
            "rus",
            ("government", "other", None, "defence_security"),
        ),
        (
            "Үкімет егемендікті қорғау шараларын қолданады",
            "kaz",
            ("government", "other", None, "defence_security"),
        ),
        (
            "Парламент обсуждает законы, вызвавшие возражения Президента",
            "rus",
            ("parliament", "discuss", "law", "veto"),
        ),
        (
            "Президент назначает заместителя Председателя Верховного Суда",
            "rus",
            ("president", "appoint", "supreme_court_deputy_chair", "judiciary"),
        ),
    ],
)
def test_domains_of_powers(text: str, lang: str, power: tuple[str | None, ...]) -> None:
    reading, _ = read_one(text, lang)
    assert power in facts(reading)
