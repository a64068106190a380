"""Which engine reads a language, and what is said when it cannot."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import spacy

from pipeline.errors import BilikError, InputError
from pipeline.language import docs, engine
from pipeline.language.engine import ModelError, chosen, model_folder, tagger, version
from pipeline.vocabulary import Lang

COMMANDS = {
    Lang.RUS: "bilik models train russian --data FOLDER_OF_CONLLU",
    Lang.KAZ: "bilik models train kazakh --data FOLDER_OF_CONLLU",
}
FILES = {
    Lang.RUS: ["tables.json", "weights.npz"],
    Lang.KAZ: ["labels.json", "weights.pt"],
}
load = tagger.__wrapped__  # the tagger without its memory


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the models, used in place of the real ones."""
    for lang, name in engine.NAMES.items():
        shutil.copytree(model_folder(lang), tmp_path / name / "1")
    real = engine.model_folder
    monkeypatch.setattr(engine, "model_folder", lambda lang: real(lang, tmp_path))
    return tmp_path


@pytest.mark.parametrize("lang", Lang)
def test_a_missing_model(lang: Lang, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no trained model") as caught:
        model_folder(lang, tmp_path)
    assert COMMANDS[lang] in str(caught.value)


def test_the_newest_version_counts(tmp_path: Path) -> None:
    for name in ("2", "10", "9", ".new-x", "notes"):
        (tmp_path / "russian" / name).mkdir(parents=True)
    assert model_folder(Lang.RUS, tmp_path).name == "10"


@pytest.mark.parametrize("bytes_", [b"", b"not a model", b"{}"], ids=["empty", "text", "object"])
@pytest.mark.parametrize(
    ("lang", "name"), [(lang, name) for lang, names in FILES.items() for name in names]
)
def test_a_damaged_model(lang: Lang, name: str, bytes_: bytes, models: Path) -> None:
    if lang is Lang.KAZ:
        pytest.importorskip("torch")
    (models / engine.NAMES[lang] / "1" / name).write_bytes(bytes_)
    with pytest.raises(ModelError, match="the model cannot be read") as caught:
        load(lang, "trained")
    assert COMMANDS[lang] in str(caught.value)


def test_a_model_that_lacks_a_file(models: Path) -> None:
    (models / "russian" / "1" / "weights.npz").unlink()
    with pytest.raises(ModelError, match="the model cannot be read") as caught:
        load(Lang.RUS, "trained")
    assert COMMANDS[Lang.RUS] in str(caught.value)


def test_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match="the package torch is missing") as caught:
        load(Lang.KAZ, "trained")
    assert "pip install -c constraints.txt -e . , or" in str(caught.value)
    assert "BILIK_ENGINE_KAZ=light" in str(caught.value)


@pytest.mark.parametrize("lang", Lang)
def test_an_unknown_engine(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = f"BILIK_ENGINE_{lang.upper()}"
    for wrong in ("heavy", "spacy", "ru-core-news"):
        monkeypatch.setenv(variable, wrong)
        with pytest.raises(InputError, match="is no engine") as caught:
            chosen(lang)
        assert caught.value.where == variable
    monkeypatch.setenv(variable, "light")
    assert version(lang) == "light"


# -- a pipeline of the user's --------------------------------------------------------------------


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """A tiny spaCy pipeline: every word that begins with a capital is a name."""
    nlp = spacy.blank("ru")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"IS_TITLE": True}]], {"POS": "PROPN", "LEMMA": "имя"})  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "tiny")
    return tmp_path / "tiny"


def test_a_pipeline_on_disk(pipeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIK_ENGINE_RUS", str(pipeline))
    text = "  Cенат созывает\nсессию"  # a Latin C, and odd white space
    doc = docs([text], Lang.RUS)[0]
    assert len(doc.text) == len(text)
    assert [(t.text, t.idx, t.pos_) for t in doc if t.pos_] == [
        ("  ", 0, "SPACE"),
        ("Сенат", 2, "PROPN"),
        ("\n", 16, "SPACE"),
    ]
    assert version(Lang.RUS).startswith("pipeline-0.0.0-")


def test_another_state_of_a_pipeline_is_another_version(pipeline: Path) -> None:
    before = version(Lang.RUS, str(pipeline))
    assert version(Lang.RUS, str(pipeline)) == before
    (pipeline / "more").write_text("more")
    assert version(Lang.RUS, str(pipeline)) != before


def test_a_package(pipeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "ru_tiny_pipeline"
    shutil.copytree(pipeline, package)
    (package / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_path\n"
        "def load(**overrides):\n"
        "    return load_model_from_path(Path(__file__).parent, **overrides)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("BILIK_ENGINE_RUS", "ru_tiny_pipeline")
    assert docs(["Сенат"], Lang.RUS)[0][0].lemma_ == "имя"


def test_a_pipeline_for_another_language(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    with pytest.raises(BilikError, match="it is for 'en', not for 'ru'"):
        load(Lang.RUS, str(tmp_path / "english"))


def test_a_damaged_pipeline(pipeline: Path) -> None:
    (pipeline / "config.cfg").write_text("[nlp]\nlang = 3\n")
    with pytest.raises(ModelError, match="the spaCy pipeline cannot be loaded"):
        load(Lang.RUS, str(pipeline))
