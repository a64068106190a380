"""Trees only where they are asked for, and everything else as it would be."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from pipeline.language import docs
from pipeline.language.engine import ENGINES
from pipeline.vocabulary import Lang

TEXTS = {
    Lang.RUS: [
        "10-1) назначает  судей; Сенат созывает сессию.",
        "Настоящая статья вводится в действие с 1 января 1996 г. Закон № 254-III принят.",
        "Президент распускает Парламент.",
        "10-1) назначает  судей; Сенат созывает сессию.",
        "\n Суд\n\nрешает ",
        " ",
        "",
    ],
    Lang.KAZ: [
        "Президент  Үкіметті құрады. Сенат шешеді.",
        "Осы баптың 53-бабының 10-1) тармақшасы 1996 жылы күшіне енеді.",
        "Парламент заң қабылдайды.",
        "Президент  Үкіметті құрады. Сенат шешеді.",
        "\n Сот\n\nшешеді ",
        " ",
        "",
    ],
}


@pytest.fixture(params=Lang)
def lang(request: pytest.FixtureRequest) -> Lang:
    if request.param is Lang.KAZ:
        pytest.importorskip("stanza")
    found: Lang = request.param
    return found


def tags(doc: Doc) -> list[object]:
    words = [(t.text, t.idx, t.whitespace_, t.lemma_, t.pos_, t.tag_, str(t.morph)) for t in doc]
    return [*words, [token.is_sent_start for token in doc], doc.has_annotation("SENT_START")]


def trees(doc: Doc) -> list[tuple[int, str, int, int]]:
    return [(t.head.i, t.dep_, t.left_edge.i, t.right_edge.i) for t in doc]


def test_a_tree_where_one_is_asked_for(lang: Lang) -> None:
    whole = docs(TEXTS[lang], lang, "trained")
    assert all(doc.has_annotation("DEP") for doc in whole)
    found = docs(TEXTS[lang], lang, "trained", parse=lambda doc: len(doc) > 6)
    for doc, full in zip(found, whole, strict=True):
        assert tags(doc) == tags(full)
        assert doc.has_annotation("DEP") == (len(doc) > 6 or not len(doc))
        if doc.has_annotation("DEP"):
            assert trees(doc) == trees(full)
            assert doc.to_bytes() == full.to_bytes()


def test_no_tree_at_all(lang: Lang) -> None:
    whole = docs(TEXTS[lang], lang, "trained")
    found = docs(TEXTS[lang], lang, "trained", parse=lambda doc: False)
    assert [tags(doc) for doc in found] == [tags(doc) for doc in whole]
    assert not any(doc.has_annotation("DEP") for doc in found if len(doc))


def test_the_question_is_put_once_a_text_with_its_tags_and_no_tree(lang: Lang) -> None:
    asked = []

    def parse(doc: Doc) -> bool:
        assert not len(doc) or not doc.has_annotation("DEP")
        assert all(token.pos_ and token.lemma_ for token in doc)
        asked.append(doc.text)
        return True

    docs(TEXTS[lang], lang, "trained", parse=parse)
    assert asked == TEXTS[lang]


def test_texts_are_worked_on_in_portions(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = docs(TEXTS[lang], lang, "trained")
    monkeypatch.setattr("pipeline.language.working.portions.__defaults__", (30,))
    found = docs(TEXTS[lang], lang, "trained", parse=lambda doc: len(doc) > 6)
    assert [tags(doc) for doc in found] == [tags(doc) for doc in whole]


@pytest.mark.parametrize("each", Lang)
def test_the_light_engines_take_no_notice(each: Lang) -> None:
    assert ENGINES[1] == "light"
    whole = docs(TEXTS[each], each, "light")
    found = docs(TEXTS[each], each, "light", parse=lambda doc: True)
    assert [doc.to_bytes() for doc in found] == [doc.to_bytes() for doc in whole]
