"""Training on a treebank of a few sentences of our own: a new version, complete or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.language.engine import load_russian
from pipeline.language.evaluation import evaluate
from pipeline.language.training import licence, train
from pipeline.language.versions import cards, new_version
from pipeline.vocabulary import Lang

NOUN = "Animacy=Inan|Case={}|Gender=Masc|Number=Sing"
VERB = "Aspect=Imp|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act"
SUBJECTS = ("Сенат", "Суд", "Закон", "Кодекс", "Парламент")
VERBS = (("видит", "видеть"), ("читает", "читать"), ("знает", "знать"))
OBJECTS = ("дом", "лес", "город", "текст")


def sentence(subject: str, verb: tuple[str, str], object_: str) -> str:
    rows = [
        (subject, subject.lower(), "NOUN", NOUN.format("Nom"), 2, "nsubj", "_"),
        (*verb, "VERB", VERB, 0, "root", "_"),
        (object_, object_, "NOUN", NOUN.format("Acc"), 2, "obj", "SpaceAfter=No"),
        (".", ".", "PUNCT", "_", 2, "punct", "_"),
    ]
    lines = [
        f"{place}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t{misc}"
        for place, (form, lemma, upos, feats, head, relation, misc) in enumerate(rows, start=1)
    ]
    return "\n".join(lines) + "\n\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Thirty sentences to learn from, and some to test."""
    folder = tmp_path / "ud"
    folder.mkdir()
    made = [sentence(s, v, o) for s in SUBJECTS for v in VERBS for o in OBJECTS]
    (folder / "ru_own-train.conllu").write_text("".join(made[::2]), encoding="utf8")
    (folder / "ru_pud-test.conllu").write_text("".join(made[1::12]), encoding="utf8")
    return folder


@pytest.mark.slow
def test_train_and_evaluate(data: Path, tmp_path: Path) -> None:
    models, lines = tmp_path / "models", list[str]()
    first = train(Lang.RUS, data, models, seed=3, epochs=2, progress=lines.append)
    second = train(Lang.RUS, data, models, seed=3, epochs=2)
    assert [first.name, second.name] == ["1", "2"]
    assert [line.partition(":")[0] for line in lines[1:]] == ["epoch 1 of 2", "epoch 2 of 2"]
    weights = [load_russian(folder).network.params() for folder in (first, second)]
    assert all((weights[0][name] == weights[1][name]).all() for name in weights[0])
    tables = [(folder / "tables.json").read_bytes() for folder in (first, second)]
    assert tables[0] == tables[1]
    card = cards(models)[-1]
    assert (card["name"], card["version"], card["seeds"]) == ("russian", "2", [3])
    assert card["data"] == {"ru_own-train": 28}
    assert card["scores"]["measured"] == "ru_pud-test, raw text"
    assert "ru_own (see its LICENSE.txt" in card["licence"]
    found = evaluate(Lang.RUS, data, models)
    assert found["figures"] == card["scores"]["figures"]
    assert found["figures"]["tokens"] == 100
    assert found["model"] == "russian 2"


def test_nothing_is_left_of_a_training_that_fails(data: Path, tmp_path: Path) -> None:
    path = data / "ru_own-train.conllu"
    path.write_text(path.read_text("utf8") + "1\tбитый\n", encoding="utf8")
    with pytest.raises(InputError, match=r"ru_own-train\.conllu:151: 2 columns"):
        train(Lang.RUS, data, tmp_path / "models", epochs=1)
    assert list((tmp_path / "models" / "russian").iterdir()) == []


def test_a_number_that_is_taken_is_not_overwritten(tmp_path: Path) -> None:
    with new_version(Lang.KAZ, tmp_path) as folder:
        (folder / "mine").touch()
        other = tmp_path / "kazakh" / "1"
        other.mkdir()
        (other / "theirs").touch()
    assert (tmp_path / "kazakh" / "1" / "theirs").exists()
    assert (tmp_path / "kazakh" / "2" / "mine").exists()


def test_too_few_sentences(tmp_path: Path) -> None:
    (tmp_path / "ru_own-train.conllu").write_text(sentence("Суд", VERBS[0], "дом"), "utf8")
    with pytest.raises(InputError, match="only 1 sentences"):
        train(Lang.RUS, tmp_path, tmp_path / "models")


def test_licence_names_what_the_model_is_made_from() -> None:
    text = licence(["kk_ktb-test", "kk_ktb-train"])
    assert text.startswith("Made from UD_Kazakh-KTB (CC BY-SA 4.0). ")


@pytest.mark.parametrize("command", ["train", "evaluate"])
@pytest.mark.parametrize("language", ["russian", "kazakh"])
def test_folders_that_cannot_be_used(command: str, language: str, tmp_path: Path) -> None:
    for folder, message in (
        (tmp_path / "none", "there is no such folder"),
        (tmp_path, "there are no files"),
    ):
        run = CliRunner().invoke(main, ["models", command, language, "--data", str(folder)])
        assert run.exit_code == 1
        assert message in run.stderr
        assert run.stderr.count("\n") == 1


def test_list() -> None:
    table = CliRunner().invoke(main, ["models", "list"])
    assert table.exit_code == 0, table.stderr
    assert "russian  1" in table.stdout
    found = json.loads(CliRunner().invoke(main, ["models", "list", "--format", "json"]).stdout)
    assert {card["name"] for card in found} >= {"russian", "kazakh"}
    taggers = [card for card in found if card["name"] != "classifier"]
    assert all("CC BY-SA" in card["licence"] for card in taggers)


def test_a_damaged_card(tmp_path: Path) -> None:
    (tmp_path / "russian" / "1").mkdir(parents=True)
    (tmp_path / "russian" / "1" / "card.json").write_text("{")
    run = CliRunner().invoke(main, ["models", "list", "--models", str(tmp_path)])
    assert run.exit_code == 1
    assert "bilik models train russian" in run.stderr
