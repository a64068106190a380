"""The trained Kazakh engine: its rules by example, spaCy's side of it, and texts of any kind."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.errors import BilikError, InputError
from pipeline.language import docs, engine
from pipeline.language.conllu import Sentence, Word
from pipeline.language.engine import ModelError
from pipeline.language.kazakh import lemmas, resources
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.morphology import readings
from pipeline.language.kazakh.segment import sentences, tokenize
from pipeline.normalize import repair_letters
from pipeline.powers.words import passage
from pipeline.vocabulary import Lang

NASTY = {
    "empty": "",
    "blank": " ",
    "white space": "\n\n\t",
    "odd gaps": "  Сенат  шешеді.\n\nҮкімет \t қабылдайды. Ол   ",
    "controls": "😀\x00 қазақ\u00a0тілі\u2028x\x07",
    "one long word": "а" * 100_000,
    "many words": "Парламент заң қабылдайды, " * 3846,
    "only marks": "» " * 3000,
    "a hundred thousand brackets": "(" * 100_000,
    "another language": "Настоящий русский текст: Сенат созывает сессию. Also English.",
    "scripts": "Qazaqstan Үкіметi 政府 κυβέρνηση حكومة 10-1)",
}


def kazakh(*texts: str) -> list[Doc]:
    """Docs of the trained engine, or a skipped test where its packages are missing."""
    for package in ("torch", "stanza"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    return docs(texts, Lang.KAZ, "trained")


# --- tokens and sentences ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("жарлық.", "жарлық ."),
        ("құқық.", "құқық ."),
        ("жарлық,ғылым", "жарлық , ғылым"),
        ("Премьер-Министрдің 44-1 бабы", "Премьер-Министрдің 44-1 бабы"),
        ("53-бабының 10-1) тармақшасы", "53-бабының 10-1) тармақшасы"),
        ("№ 254-III Заң", "№_254-III Заң"),
        ("2/3 дауыс", "2/3 дауыс"),
        ("және т.б. мәселелер", "және т.б. мәселелер"),
        ("(1979)", "( 1979 )"),
        ("2008-2009 жж.", "2008 - 2009 жж."),
        ("Енді қайда?..", "Енді қайда ? . ."),
    ],
)
def test_tokens_of_law_stay_whole(text: str, expected: str) -> None:
    spacy = pytest.importorskip("spacy")
    from pipeline.language.kazakh.language import Kazakh

    assert [t.text.replace(" ", "_") for t in tokenize(text)] == expected.split()
    nlp = spacy.blank("kk")
    assert isinstance(nlp, Kazakh)
    assert [t.text.replace(" ", "_") for t in nlp(text)] == expected.split()
    assert nlp(text).text == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ол келді. Біз кеттік.", 2),
        ("1998 ж. 7 қазанда қабылданды.", 1),  # a date is not split
        ("М. Әуезов жазды.", 1),  # nor are initials
        ("16,3 млрд. АҚШ доллары түседі.", 1),
        ("Бірінші жол\n\nекінші жол", 2),  # an empty line ends a sentence
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


# --- words ---------------------------------------------------------------------------------


def test_readings_follow_the_order_of_suffixes() -> None:
    assert ("мүше", ("pl", "p3", "dat")) in {(r.stem, r.chain) for r in readings("мүшелеріне")}
    chains = {(r.stem, r.chain) for r in readings("сайлануыңызбен")}
    assert ("сайла", ("pass", "ger", "p2f", "ins")) in chains


@pytest.mark.parametrize(
    ("form", "lemma"), [("Кітабын", "кітап"), ("Астанаға", "Астана"), ("ғып", "қыл"), ("2", "2")]
)
def test_an_edit_gives_its_lemma_back(form: str, lemma: str) -> None:
    assert lemmas.apply(form, lemmas.script(form, lemma)) == lemma


def test_the_lexicon_knows_other_shapes_of_a_stem() -> None:
    lexicon = Lexicon({("мектеп", "NOUN"): 1})
    assert ("мектеп", "NOUN") in lexicon.entries("мектеб")
    assert ("халық", "NOUN") in lexicon.entries("халқ")
    assert lexicon.entries("жоқсөз") == []


def test_multiword_tokens_become_one_word_in_training() -> None:
    pytest.importorskip("stanza", reason="Stanza is not installed")
    from pipeline.language.kazakh.training import whole_tokens

    words = (
        Word("бала", "бала", "NOUN", "n", "_", 3, "nmod", 0, 7),
        Word("сыз", "сыз", "ADP", "post", "_", 1, "case", 0, 7),
        Word("өмір", "өмір", "NOUN", "n", "Case=Nom", 0, "root", 8, 12),
    )
    whole = whole_tokens(Sentence("баласыз өмір", words, ((0, 7), (8, 12))))
    assert [(w.form, w.head) for w in whole.words] == [("баласыз", 2), ("өмір", 0)]


def test_a_network_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    pytest.importorskip("stanza", reason="Stanza is not installed")
    from pipeline.language.kazakh import model
    from pipeline.language.kazakh.training import Plan

    def stopped(state: object, path: Path) -> None:
        Path(path).write_bytes(b"half a")
        raise KeyboardInterrupt

    words = (
        Word("Сенат", "сенат", "NOUN", "n", "Case=Nom", 2, "nsubj", 0, 5),
        Word("шешеді", "шеш", "VERB", "v", "Mood=Ind", 0, "root", 6, 12),
    )
    treebank = [Sentence("Сенат шешеді", words, ((0, 5), (6, 12)))] * 4
    with monkeypatch.context() as patch:
        patch.setattr(torch, "save", stopped)
        with pytest.raises(KeyboardInterrupt):
            model.train_on(treebank, tmp_path, [1], Plan(epochs=1))
    assert not list(tmp_path.glob("*.pt"))
    model.train_on(treebank, tmp_path, [1], Plan(epochs=1))
    assert len(model.KazakhModel.load(tmp_path).tag(["Сенат шешеді"])[0][0]) == 2


@pytest.mark.parametrize("seed", range(3))
def test_trees_are_those_of_stanzas_decoder(seed: int) -> None:
    decoder = pytest.importorskip("stanza.models.common.chuliu_edmonds")
    from pipeline.language.kazakh.decoding import tree

    rng = np.random.default_rng(seed)
    for _ in range(40):
        size = int(rng.integers(2, 25))
        arcs = np.log(rng.dirichlet(np.full(size, 0.3), size) + 1e-9).astype("f")
        arcs[np.arange(size), np.arange(size)] = np.log(np.float32(1e-9))
        assert tree(arcs) == decoder.chuliu_edmonds_one_root(arcs).tolist()


# --- the engine ----------------------------------------------------------------------------


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No setting names an engine."""
    monkeypatch.delenv("BILIK_ENGINE_KAZ", raising=False)
    return monkeypatch


def test_a_clause_gets_tags_and_a_tree() -> None:
    (doc,) = kazakh("Президент Үкіметті құрады.")
    assert [token.pos_ for token in doc] == ["NOUN", "NOUN", "VERB", "PUNCT"]
    assert doc[1].morph.get("Case") == ["Acc"]
    assert [token.head.i for token in doc] == [2, 2, 2, 2]
    assert doc[2].dep_ == "ROOT"


def test_the_component_works_in_a_pipeline_of_spacy() -> None:
    kazakh("")
    import spacy

    from pipeline.language.kazakh.language import COMPONENT

    nlp = spacy.blank("kk")
    nlp.add_pipe(COMPONENT)
    text = "Парламент  заң қабылдайды. Сенат шешеді."
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) == 2
    other = Doc(nlp.vocab, ["Премьер", "-", "Министр"], [False, False, False])
    with pytest.raises(ValueError, match="needs the tokenizer"):
        nlp.get_pipe(COMPONENT)(other)


@pytest.mark.parametrize("text", NASTY.values(), ids=list(NASTY))
def test_offsets_hold_whatever_the_text(text: str) -> None:
    (doc,) = kazakh(text)
    _sound(doc, text)


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("аәқғү іi.,()-№1 \n\t«»’😀\x00ёT"), max_size=60))
def test_offsets_hold_for_random_texts(text: str) -> None:
    (doc,) = kazakh(text)
    _sound(doc, text)


def _sound(doc: Doc, text: str) -> None:
    shown = doc.text
    assert shown == repair_letters(text)
    assert len(shown) == len(text)
    assert all(shown[t.idx : t.idx + len(t)] == t.text for t in doc)
    assert all(token.pos_ for token in doc)
    for sentence in doc.sents:
        assert sum(token.head.i == token.i for token in sentence) == 1


def test_the_reading_rules_see_one_form_of_both_engines() -> None:
    text = "Сенаттың келісімімен соттарды тағайындауға, заңдарды қайтаруға құқылы болып табылады"
    (trained,), (light,) = kazakh(text), docs([text], Lang.KAZ, "light")
    told = [
        [(w.lemma, w.form, w.case) for w in passage(doc, Lang.KAZ).words if w.form == "Vnoun"]
        for doc in (trained, light)
    ]
    assert told[0] == told[1] == [("тағайындау", "Vnoun", "Dat"), ("қайтару", "Vnoun", "Dat")]


# --- which engine --------------------------------------------------------------------------


def test_the_trained_engine_reads_unless_the_light_one_is_asked_for(
    fresh: pytest.MonkeyPatch,
) -> None:
    assert engine.chosen(Lang.KAZ) == "trained"
    assert engine.version(Lang.KAZ).startswith("trained-")
    fresh.setenv("BILIK_ENGINE_KAZ", "light")
    assert engine.chosen(Lang.KAZ) == engine.version(Lang.KAZ) == "light"


def test_a_missing_package_is_named(tmp_path: Path, fresh: pytest.MonkeyPatch) -> None:
    def absent(folder: Path) -> None:
        raise ModuleNotFoundError("No module named 'stanza'", name="stanza")

    fresh.setattr(resources, "load", absent)
    with pytest.raises(ModelError, match=r"stanza is missing.*BILIK_ENGINE_KAZ=light"):
        engine.tagger.__wrapped__(Lang.KAZ, str(tmp_path))


def test_a_word_that_names_nothing_is_no_engine(fresh: pytest.MonkeyPatch) -> None:
    fresh.setenv("BILIK_ENGINE_KAZ", "heavy")
    with pytest.raises(InputError, match="folder with Stanza's resources"):
        engine.chosen(Lang.KAZ)


def _resources(folder: Path, index: object, *processors: str) -> Path:
    folder.mkdir()
    (folder / "resources.json").write_text(json.dumps(index))
    for name in processors:
        (folder / "kk" / name).mkdir(parents=True)
        (folder / "kk" / name / "ktb.pt").write_bytes(b"")
    return folder


def test_incomplete_resources_say_what_is_missing(
    tmp_path: Path, fresh: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    cases = {
        tmp_path / "nowhere": "no such folder",
        bare: "resources.json is missing",
        _resources(tmp_path / "other", {"ru": {}}): "has no 'kk'",
        _resources(
            tmp_path / "part", {"kk": {}}, "tokenize", "pos"
        ): "no model for lemma, depparse",
    }
    for folder, message in cases.items():
        fresh.setenv("BILIK_ENGINE_KAZ", str(folder))
        with pytest.raises(BilikError, match=message):
            docs(["Сенат шешеді"], Lang.KAZ)
    assert engine.version(Lang.KAZ).startswith("stanza-")


def _word(number: int, text: str, upos: str, head: int, deprel: str) -> SimpleNamespace:
    return SimpleNamespace(
        id=number, text=text, lemma=text.lower(), upos=upos, xpos=None, feats=None, head=head,
        deprel=deprel,
    )  # fmt: skip


def _token(start: int, end: int, *words: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(
        id=tuple(word.id for word in words), start_char=start, end_char=end, words=list(words)
    )


def test_a_document_of_stanza_becomes_a_doc() -> None:
    text = " Баласыз  өмір. Ол"
    first = SimpleNamespace(
        tokens=[
            _token(1, 8, _word(1, "Бала", "NOUN", 3, "nmod"), _word(2, "сыз", "ADP", 1, "case")),
            _token(10, 14, _word(3, "өмір", "NOUN", 0, "root")),
            _token(14, 15, _word(4, ".", "PUNCT", 3, "punct")),
        ]
    )
    second = SimpleNamespace(tokens=[_token(16, 18, _word(1, "Ол", "PRON", 0, "root"))])
    read = resources.sentences(SimpleNamespace(sentences=[first, second]), text)
    doc = resources.whole_doc(pytest.importorskip("spacy.vocab").Vocab(), text, read)
    assert doc.text == text
    words = [token for token in doc if token.pos_ != "SPACE"]
    assert [t.text for t in words] == ["Баласыз", "өмір", ".", "Ол"]
    assert [t.head.text for t in words] == ["өмір", "өмір", "өмір", "Ол"]
    assert [t.lemma_ for t in words] == ["баласыз", "өмір", ".", "ол"]
