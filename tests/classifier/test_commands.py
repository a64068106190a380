"""What people type: train, evaluate, list, promote, roll back, read, explain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.classifier import crossing, store
from pipeline.classifier.crossing import Seen
from pipeline.classifier.examples import RESTATED
from pipeline.classifier.model import LabelModel, Sample, fit
from pipeline.vocabulary import Label
from tests.classifier.making import bilik, files, restated

TEXT = RESTATED / "law-1990-11-20" / "1990-11-20.rus.md"
CLAUSE = json.dumps({"lang": "rus", "text": "Президент назначает судей"}, ensure_ascii=False)

pytestmark = pytest.mark.usefixtures("light_engines")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The classifier that `read` and `explain` find."""
    monkeypatch.setattr(store, "HOME", home)
    return home


# -- models --------------------------------------------------------------------------------------


def test_train_prints_version_decision_and_why(tiny: Path, models: Path, cache: Path) -> None:
    options = ("--annotations", tiny, "--models", models, "--cache", cache)
    done = bilik("models", "train", "classifier", *options)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("classifier 2: promoted; no language is worse beyond noise")
    assert "fold 5 of 5" in done.stderr
    quiet = bilik("models", "train", "classifier", *options, "--no-promote", "--quiet")
    assert quiet.exit_code == 0
    assert quiet.stdout.startswith("classifier 3: not promoted; ")
    assert quiet.stderr == ""
    assert store.champion_version(models / "classifier") == 2
    assert (cache / "tags-2.sqlite").exists()


def test_evaluate_prints_a_table_a_language(tiny: Path, cache: Path, tmp_path: Path) -> None:
    path = restated(tmp_path / "mine.jsonl", ["decree-2006-130"])
    row = json.loads(path.read_text("utf8").splitlines()[0])
    path.write_text(json.dumps({**row, "sha256": "0" * 64}), "utf8")
    out = tmp_path / "figures.json"
    options = ("--annotations", tiny, "--annotations", path, "--cache", cache, "--out", out)
    done = bilik("models", "evaluate", "classifier", *options, "--quiet")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith("bilik: 1 annotations are stale")
    assert f"{path}, line 1: {row['eid']}/{row['n']}" in done.stderr
    for said in (
        "rus: five folds", "kaz: five folds", "reader", "rules alone", "modal patterns",
        "TF-IDF, actors masked", "people", "target", "grant recall", "holder+action+object",
        "constraint", "ECE", "share of clauses", "A person should look at labels less sure than",
    ):  # fmt: skip
        assert said in done.stdout
    figures = json.loads(out.read_text("utf8"))
    assert figures.keys() == {"figures", "targets", "review_below", "coverage", "left out"}
    assert figures["left out"] == 1
    shown = bilik("models", "evaluate", "classifier", *options[:2], "--cache", cache,
                  "--quiet", "--format", "json")  # fmt: skip
    assert json.loads(shown.stdout)["figures"] == figures["figures"]


def test_list_marks_the_champion(models: Path) -> None:
    table = bilik("models", "list", "--models", models)
    assert table.exit_code == 0
    assert [line.split()[:4:3] for line in table.stdout.splitlines()[-1:]] == [
        ["classifier", "champion"]
    ]
    (card,) = json.loads(bilik("models", "list", "--models", models, "--format", "json").stdout)
    assert (card["name"], card["version"], card["champion"]) == ("classifier", 1, True)


def test_promote_and_rollback(models: Path, model: LabelModel) -> None:
    store.save(model, {}, models / "classifier")
    said = bilik("models", "promote", "2", "--models", models).stdout
    assert said == "classifier 2 reads now (before: 1)\n"
    said = bilik("models", "promote", "2", "--models", models).stdout
    assert said == "classifier 2 was the champion already\n"
    assert bilik("models", "rollback", "--models", models).stdout == (
        "classifier 1 reads now (before: 2)\n"
    )
    again = bilik("models", "rollback", "--models", models)
    assert again.exit_code == 1
    assert "no classifier was the champion before" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["promote", "7"], 1, "there is no classifier 7"),
        (["promote", "0"], 2, "0 is not in the range"),
        (["promote", "best"], 2, "'best' is not a valid"),
        (["train", "classifier", "--data", "x"], 2, "--data is not for classifier"),
        (["train", "classifier", "--annotations", "none.jsonl"], 1, "none.jsonl: cannot be read"),
        (["train", "classifier", "--gold", "none"], 1, "none: no gold files here"),
        (["train", "kazakh"], 2, "kazakh needs --data"),
        (["evaluate", "russian", "--data", "x", "--gold", "y"], 2, "--gold is not for russian"),
        (["evaluate", "english"], 2, "'english' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    arguments: list[str], code: int, said: str, models: Path
) -> None:
    before = files(models)
    done = bilik("models", *arguments, "--models", models)
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stdout == ""
    assert files(models) == before


def test_figures_that_cannot_be_written(tiny: Path, cache: Path, tmp_path: Path) -> None:
    options = ("--annotations", tiny, "--cache", cache, "--out", tmp_path / "none" / "figures.json")
    done = bilik("models", "evaluate", "classifier", *options, "--quiet")
    assert done.exit_code == 1
    assert "Name another file with --out" in done.stderr


# -- read ----------------------------------------------------------------------------------------


def test_read_asks_the_champion_unless_told_otherwise(here: Path) -> None:
    by_champion = json.loads(bilik("read", stdin=CLAUSE).stdout)
    by_rules = json.loads(bilik("read", "--rules-only", stdin=CLAUSE).stdout)
    assert by_champion["proba"] != by_rules["proba"]
    assert by_champion["powers"] == by_rules["powers"]
    assert sum(by_champion["proba"].values()) == pytest.approx(1, abs=1e-3)


def test_read_goes_by_the_rules_where_none_was_ever_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "HOME", tmp_path)
    alone = bilik("read", stdin=CLAUSE)
    assert alone.exit_code == 0
    assert alone.stdout == bilik("read", "--rules-only", stdin=CLAUSE).stdout


@pytest.mark.parametrize("command", ["read", "explain"])
def test_a_damaged_champion_is_never_passed_over(command: str, here: Path) -> None:
    (here / "1" / "model.skops").write_bytes(b"damaged")
    done = bilik(command, stdin=CLAUSE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "not the one that was registered" in done.stderr
    assert bilik(command, "--rules-only", stdin=CLAUSE).exit_code == 0


# -- explain -------------------------------------------------------------------------------------


def test_explain_tells_rules_features_and_words(here: Path) -> None:
    done = bilik("explain", TEXT, "--eid", "art_2__sub_1")
    assert done.exit_code == 0, done.stderr
    assert "label: " in done.stdout
    assert "by classifier 1" in done.stdout
    assert "rules:\n  label " in done.stdout
    assert "features for (+) and against (-) " in done.stdout
    assert "«" in done.stdout.split("powers:")[1]


def test_explain_says_the_same_of_a_clause_alone_and_in_its_text(here: Path) -> None:
    clauses = bilik("parse", TEXT).stdout
    everything = json.loads(bilik("explain", "--format", "json", stdin=clauses).stdout)
    read = [json.loads(line) for line in bilik("read", stdin=clauses).stdout.splitlines()]
    assert [
        {name: one[name] for name in row} for one, row in zip(everything, read, strict=True)
    ] == (read)
    for one in everything[::5]:
        (alone,) = json.loads(
            bilik("explain", TEXT, "--eid", one["eid"], "--n", one["n"], "--format", "json").stdout
        )
        assert alone == one


def test_explain_in_json_has_every_part(here: Path) -> None:
    (found,) = json.loads(bilik("explain", "--format", "json", stdin=CLAUSE).stdout)
    assert found["decided_by"] == "classifier 1"
    assert found["label"] == "grant"
    assert {"step": "holder", "rule": "subject", "words": "president"} in found["steps"]
    parts = [abs(one["part"]) for one in found["features"]]
    assert parts == sorted(parts, reverse=True)
    assert found["features"][0]["feature"] == "verdict=grant"
    (ruled,) = json.loads(bilik("explain", "--rules-only", "--format", "json", stdin=CLAUSE).stdout)
    assert ruled["decided_by"] == "rules alone"
    assert ruled["features"] == []
    assert "features" not in bilik("explain", "--rules-only", stdin=CLAUSE).stdout


def test_explain_says_where_the_classifier_overrules_the_rules(
    tmp_path: Path, seen: list[Seen], monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = {Label.GRANT: Label.NONE, Label.NONE: Label.GRANT}
    samples = [
        Sample(one.features, turned.get(one.label, one.label), one.weight)
        for one in crossing.samples(seen)
    ]
    store.save(fit(samples), {}, tmp_path)
    store.promote(1, "upside down", tmp_path)
    monkeypatch.setattr(store, "HOME", tmp_path)
    said = bilik("explain", stdin=CLAUSE).stdout
    assert "label: none" in said
    assert "rules alone  state_holder_acts  grant" in said
    assert "label        classifier         none" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([TEXT, "--eid", "art_900"], 1, "there is no clause art_900. "),
        ([TEXT, "--eid", "art_2__sub_1", "--n", "90"], 1, "there is no clause art_2__sub_1/90. "),
        ([TEXT, "--n", "0"], 2, "--n goes with --eid"),
        (["none.md"], 1, "the file cannot be read"),
        ([], 1, "there are no clauses"),
    ],
)
def test_explain_of_what_is_not_there(
    arguments: list[str | Path], code: int, said: str, here: Path
) -> None:
    done = bilik("explain", *map(str, arguments), stdin="")
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stdout == ""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands run in an empty folder, so that nothing is found by chance."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    monkeypatch.chdir(place)
    yield
    assert not list(place.iterdir())
