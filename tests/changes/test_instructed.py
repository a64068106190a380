"""An amending act's own words show what it changed, also where the text before is not at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from pipeline.amendments import Amending, amended_act, evidence, made_by, read, taken_away
from pipeline.changes import Found, changes
from pipeline.changes.instructed import proved
from pipeline.parse import parse
from pipeline.powers import Reader
from pipeline.records import Act, Version
from pipeline.vocabulary import ChangeKind, Label, Lang, Polarity, Shown, TextState
from tests.amendments.acts import file, written
from tests.changes.making import act

FIRST, LATER = date(2000, 1, 1), date(2001, 1, 1)
CHARTER = {
    "rus": """### Статья 1

1. Президент избирается сроком на семь лет.

2. Президент с согласия Сената назначает министров.
""",
    "kaz": """### 1-бап

1. Президент жеті жыл мерзімге сайланады.

2. Президент Сенаттың келісімімен министрлерді тағайындайды.
""",
}
ORDERS = {
    "rus": """1. В статье 1:

в пункте 1 слово "пять" заменить словом "семь";

пункт 2 после слова "Президент" дополнить словами "с согласия Сената".
""",
    "kaz": """1. 1-бапта:

1-тармақта "бес" сөзi "жетi" сөзiмен алмастырылсын;

2-тармақ "Президент" сөзінен кейін "Сенаттың келісімімен" сөздерімен толықтырылсын.
""",
}
OLDER = {
    "rus": CHARTER["rus"].replace("семь", "пять").replace(" с согласия Сената", ""),
    "kaz": CHARTER["kaz"].replace("жеті", "бес").replace(" Сенаттың келісімімен", ""),
}
ACTS = {
    one.key: one
    for one in (
        act("charter", amended_on=(LATER,), amended_by={LATER: "amending"}),
        act("amending", kind="law", adopted=LATER, in_force=None, amends=("charter",)),
    )
}


def version(key: str, day: date, lang: str) -> Version:
    return Version(key, day, Lang(lang), TextState.IN_FORCE, "0" * 64)


def everything(
    lang: str,
    *,
    older: bool,
    charter: Mapping[str, str] = CHARTER,
    orders: Mapping[str, str] = ORDERS,
) -> tuple[Found, Amending]:
    """What changed, with or without the text before."""
    newer, order = version("charter", LATER, lang), version("amending", LATER, lang)
    texts = {newer: parse(file("charter", lang, charter[lang]), "text/markdown", "charter.md")}
    if older:
        before = file("charter", lang, OLDER[lang], day="2000-01-01")
        texts[version("charter", FIRST, lang)] = parse(before, "text/markdown", "charter.md")
    source = written(lang, orders[lang])
    texts[order] = parse(source, "text/markdown", "amending.md")
    named = amended_act(ACTS, "amending", lang)
    ordered = read(texts[order], source, "text/markdown", named)
    assert made_by(ACTS, order, texts) == newer
    quoted = evidence(ordered, texts[newer])
    reader = Reader()
    amending = Amending(order, newer, ordered, quoted, tuple(reader.read_texts(quoted.clauses)))
    found = changes(
        ACTS,
        texts,
        {text.version_id: parsed.provisions for text, parsed in texts.items()},
        {},
        {text.version_id: reader.read_texts(parsed.clauses) for text, parsed in texts.items()},
        [amending],
    )
    return found, amending


@pytest.mark.parametrize("lang", CHARTER)
def test_what_a_clause_said_before_follows_from_the_instruction(lang: str) -> None:
    found, _ = everything(lang, older=False)
    told = {(one.kind, one.action, one.differs) for one in found.changes}
    assert told == {
        (ChangeKind.STRENGTHENED, "elect", ("term:P5Y>P7Y",)),
        (ChangeKind.WEAKENED, "appoint", ("+consent:senate",)),
    }
    for one in found.changes:
        assert (one.older, one.date) == (f"amending@2001-01-01.{lang}", LATER)
        [proof] = one.proofs
        assert (proof.shown, proof.act) == (Shown.INSTRUCTION, "amending")


def test_two_orders_on_one_clause_that_change_a_power_one_way_make_one_change() -> None:
    bound = "Президент с согласия Сената по представлению Правительства назначает министров"
    charter = {"rus": f"### Статья 1\n\n1. {bound}.\n"}
    orders = {
        "rus": """1. В статье 1:

пункт 1 после слова "Президент" дополнить словами "с согласия Сената";

пункт 1 после слова "Сената" дополнить словами "по представлению Правительства".
"""
    }
    found, _ = everything("rus", older=False, charter=charter, orders=orders)
    [change] = [one for one in found.changes if one.action == "appoint"]
    assert change.kind is ChangeKind.WEAKENED
    assert set(change.differs) == {"+consent:senate", "+proposal:government"}
    assert len({proof.ref for proof in change.proofs}) == 2


@pytest.mark.parametrize("lang", CHARTER)
def test_where_the_text_before_is_at_hand_the_instruction_is_a_further_proof(lang: str) -> None:
    found, _ = everything(lang, older=True)
    assert {one.older for one in found.changes} == {f"charter@2000-01-01.{lang}"}
    for one in found.changes:
        assert [proof.shown for proof in one.proofs] == [Shown.VERSIONS, Shown.INSTRUCTION]
        assert {proof.act for proof in one.proofs} == {"amending"}


def test_an_instruction_proves_nothing_of_another_act_s_unit() -> None:
    found, amending = everything("rus", older=True)
    here = replace(found.changes[0], power_from="charter@2000-01-01.rus/art_1__pt_1/0/0",
                   power_to="", proofs=())  # fmt: skip
    elsewhere = replace(here, power_from="law-0@2000-01-01.rus/art_1__pt_1/0/0")
    assert [len(one.proofs) for one in proved([here, elsewhere], [amending])] == [1, 0]


def test_without_the_text_that_it_made_an_instruction_shows_no_change() -> None:
    _, amending = everything("rus", older=False)
    alone = replace(amending, newer=None, quoted=evidence(amending.orders))
    readings = {amending.version.version_id: list(alone.readings)}
    found = changes(
        ACTS, [amending.version], {amending.version.version_id: ()}, {}, readings, [alone]
    )
    assert found.changes == ()


def test_words_that_an_act_takes_away_are_read_as_the_end_of_their_powers() -> None:
    _, amending = everything("rus", older=False)
    told = {
        reading.clause.eid.split("__ins_1__")[1]: reading
        for reading in taken_away(amending.readings)
        if reading.powers
    }
    gone = told["before__art_1__pt_2"]
    assert (gone.label, gone.proba[Label.REMOVE]) == (Label.REMOVE, 1.0)
    assert [(one.holder, one.action, one.polarity) for one in gone.powers] == [
        ("president", "appoint", Polarity.LIMITS)
    ]
    assert all(one.label is not Label.REMOVE for eid, one in told.items() if "new__" in eid)


def test_an_act_without_a_known_result_has_no_text_that_it_made() -> None:
    order = version("amending", LATER, "rus")
    other: dict[str, Act] = {**ACTS, "charter": act("charter")}
    assert made_by(other, order, [version("charter", LATER, "rus")]) is None
    assert made_by(ACTS, order, [version("charter", LATER, "kaz")]) is None
