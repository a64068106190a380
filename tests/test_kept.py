"""What is read of a text is kept: what did not change is neither parsed nor read again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import dataset, kept, reading, registry
from pipeline.build import build
from pipeline.errors import WorkspaceError
from pipeline.ingest import ingest
from pipeline.kept import Batch, Readings, Work, one_by_one
from pipeline.powers import Reader
from pipeline.sources import source
from pipeline.workspace import Workspace
from tests.reading_kept import kept_files, tables

REGISTRY = """
[acts.constitution-1995]
kind = "constitution"
adopted = 1995-08-30
title = { kaz = "Конституция", rus = "Конституция", eng = "Constitution" }
amended_on = [1998-10-07]
amended_by = { 1998-10-07 = "amend-1998" }

[acts.amend-1998]
kind = "law"
adopted = 1998-10-07
title = { kaz = "Өзгерістер", rus = "Об изменениях", eng = "Amendments" }
amends = ["constitution-1995"]

[acts.norms]
kind = "resolution"
adopted = 1996-01-01
title = { kaz = "Мөлшерлер", rus = "Нормы", eng = "Norms" }
"""
FRONT = "---\nact: {act}\nlanguage: rus\nversion_date: {day}\ntext: restated\n---\n"
TEXTS = {
    ("constitution-1995", "1995-08-30"): "### Статья 44\n\nПрезидент Республики назначает "
    "министров. Президент распускает Парламент; Парламент принимает законы.\n",
    ("constitution-1995", "1998-10-07"): "### Статья 44\n\nПрезидент Республики назначает Премьер-"
    "Министра с согласия Парламента.\n",
    ("amend-1998", "1998-10-07"): "### Статья 1\n\nВнести в Конституцию следующие изменения:\n\n"
    "1) в статье 44 слово «министров» заменить словами «Премьер-Министра с согласия Парламента».\n",
    ("norms", "1996-01-01"): "### Статья 1\n\nДлина линии составляет девять метров, ширина моста "
    "указана в таблице, цена зерна названа ниже.\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def light_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    monkeypatch.setenv("BILIK_ENGINE_KAZ", "light")


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    path = tmp_path / "acts.toml"
    path.write_text(REGISTRY, encoding="utf8")
    return path


def filled(folder: Path, acts: Path, **changed: str) -> Workspace:
    """A workspace with the texts above, the one of an act and day replaced where it is named."""
    for (act, day), text in TEXTS.items():
        path = folder / "texts" / act / f"{day}.rus.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = changed.get(f"{act.replace('-', '_')}_{day.replace('-', '_')}", text)
        path.write_text(FRONT.format(act=act, day=day) + text, encoding="utf8")
    workspace = Workspace(folder / "w")
    known = registry.load(acts)
    done = ingest(source(f"folder:{folder / 'texts'}"), workspace, known, replace=True)
    assert not done.errors, done.errors
    return workspace


class Counted:
    """Which texts are parsed, and how many clauses are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parsed: list[str] = []
        self.clauses: list[str] = []
        parse, read = reading.parse, Reader.read

        def parsing(text: str, media_type: str, name: str, told: object = None) -> object:
            self.parsed.append(name)
            return parse(text, media_type, name, told)  # type: ignore[arg-type]

        def reads(reader: Reader, clauses: object) -> object:
            given = list(clauses)  # type: ignore[call-overload]
            self.clauses += [clause.version_id for clause in given]
            return read(reader, given)

        monkeypatch.setattr(reading, "parse", parsing)
        monkeypatch.setattr(Reader, "read", reads)


def test_after_one_changed_text_only_that_one_is_parsed_and_read(
    tmp_path: Path, acts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Counted(monkeypatch)
    build(filled(tmp_path, acts), acts)
    assert len(first.parsed) == 3  # not the one that names no holder
    assert {"constitution-1995@1998-10-07.rus.restated", "amend-1998@1998-10-07.rus.restated"} < {
        *first.clauses
    }
    workspace = filled(
        tmp_path, acts, constitution_1995_1995_08_30="### Статья 44\n\nПрезидент назначает судей.\n"
    )
    again = Counted(monkeypatch)
    assert build(workspace, acts).fresh
    assert again.parsed == ["texts/constitution-1995/1995-08-30.rus.md"]
    assert {*again.clauses} == {"constitution-1995@1995-08-30.rus.restated"}


def test_an_act_is_passed_over_whole_or_not_at_all(tmp_path: Path, acts: Path) -> None:
    """Or the units of the text that was passed over would be told as missing, or as new."""
    norms = TEXTS["norms", "1996-01-01"]
    workspace = filled(tmp_path, acts)
    assert passed_over(build(workspace, acts).release) == ["norms@1996-01-01.rus.restated"]
    later = tmp_path / "texts" / "norms" / "1998-10-07.rus.md"
    named = f"{norms}\n### Статья 2\n\nПорядок утверждает Правительство.\n"
    later.write_text(FRONT.format(act="norms", day="1998-10-07") + named, encoding="utf8")
    ingest(source(f"folder:{tmp_path / 'texts'}"), workspace, registry.load(acts))
    assert passed_over(build(workspace, acts).release) == []


def passed_over(release: Path) -> list[str]:
    _, rows = dataset.query(release, "SELECT version_id FROM versions WHERE passed_over")
    return [version_id for (version_id,) in rows]


def test_a_build_of_older_texts_is_not_the_newest_release(tmp_path: Path, acts: Path) -> None:
    """One that began before others came waits for no one, and is done before theirs."""
    workspace = filled(tmp_path, acts)
    began, go_on = threading.Event(), threading.Event()

    def slow(work: Work, batches: Sequence[Batch]) -> None:
        began.set()
        assert go_on.wait(60)
        one_by_one(work, batches)

    with ThreadPoolExecutor() as at_once:
        first = at_once.submit(build, workspace, acts, mapper=slow)
        assert began.wait(60)
        filled(tmp_path, acts, norms_1996_01_01="### Статья 1\n\nПравительство ведет дела края.\n")
        second = at_once.submit(build, workspace, acts)
        go_on.set()
        assert first.result().release != second.result().release
    assert dataset.latest(workspace.releases) == second.result().release


def test_a_changed_weight_makes_a_release_and_reads_nothing(
    tmp_path: Path, acts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.index.weights import DEFAULT

    workspace = filled(tmp_path, acts)
    build(workspace, acts)
    heavier = tmp_path / "weights.toml"
    text = DEFAULT.read_text(encoding="utf8")
    heavier.write_text(text.replace("alone = 1.00", "alone = 0.99"), encoding="utf8")
    counted = Counted(monkeypatch)
    assert build(workspace, acts, heavier).fresh
    assert (counted.parsed, counted.clauses) == ([], [])


def backwards(work: Work, batches: Sequence[Batch]) -> None:
    """A mapper that does all work in another order, and twice."""
    for batch in (*reversed(batches), *batches):
        work(batch)


def test_batches_and_their_order_change_no_byte(tmp_path: Path, acts: Path) -> None:
    one = build(filled(tmp_path / "a", acts), acts)
    other = build(filled(tmp_path / "b", acts), acts, mapper=backwards, batch=1)
    found = tables(one.release)
    assert found
    assert tables(other.release) == found


def test_damaged_and_foreign_files_are_made_anew(tmp_path: Path, acts: Path) -> None:
    workspace = filled(tmp_path, acts)
    expected = tables(build(workspace, acts).release)
    files = sorted((workspace.cache / "readings").glob("??/*"))
    assert len(files) == 5  # four texts, one amending act's instructions
    files[0].write_bytes(b"no reading")
    files[1].write_bytes(files[1].read_bytes()[:-1])
    files[2].write_bytes(files[3].read_bytes())  # whole, but another text's
    (workspace.releases / "LATEST").unlink()
    for release in workspace.releases.iterdir():
        release.rename(tmp_path / release.name)
    assert tables(build(workspace, acts).release) == expected


def test_what_a_build_did_not_use_is_removed_when_its_release_stands(
    tmp_path: Path, acts: Path
) -> None:
    workspace = filled(tmp_path, acts)
    build(workspace, acts)
    before = kept_files(workspace)
    filled(tmp_path, acts, norms_1996_01_01=TEXTS["norms", "1996-01-01"] + "\nЦена та же.\n")
    build(workspace, acts)
    after = kept_files(workspace)
    assert len(after) == len(before) == 5
    assert len(set(after) - set(before)) == 1


def test_a_worker_with_other_models_refuses_the_work(tmp_path: Path, acts: Path) -> None:
    with pytest.raises(WorkspaceError, match="other code, models or packages"):
        kept.read_texts(Batch(tmp_path, acts, "0" * 64, ()))


def test_a_text_that_names_no_holder_is_in_the_release_without_clauses(
    tmp_path: Path, acts: Path
) -> None:
    from pipeline import dataset

    release = build(filled(tmp_path, acts), acts).release
    _, rows = dataset.query(
        release,
        """SELECT act, any_value(passed_over), count(clause_id)
           FROM versions LEFT JOIN clauses USING (version_id) GROUP BY 1 ORDER BY 1""",
    )
    told = {act: (passed_over, clauses > 0) for act, passed_over, clauses in rows}
    assert told == {
        "amend-1998": (False, True),
        "constitution-1995": (False, True),
        "norms": (True, False),
    }


def in_another_process(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=True, env=dict(os.environ),
    )  # fmt: skip
    return done.stdout


def test_where_nothing_is_missing_no_model_is_loaded(tmp_path: Path, acts: Path) -> None:
    workspace = filled(tmp_path, acts)
    readings = Readings(workspace, acts, one_by_one)
    known = registry.load(acts)
    readings.of_amending(known, readings.of_texts(known, workspace.versions()))
    code = """
import sys
from pathlib import Path
from pipeline.build import build
from pipeline.workspace import Workspace
assert build(Workspace(Path(sys.argv[1])), Path(sys.argv[2])).fresh
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""
    loaded = set(in_another_process(code, workspace.root, acts).split())
    assert "duckdb" in loaded
    assert loaded.isdisjoint({"spacy", "stanza", "torch", "sklearn", "skops", "pymorphy3"})


# Rooms that a reading imports and that tell nothing of it.
NO_READING = (
    "divergences", "errors", "fields", "files", "index", "records_index", "registry", "sources",
    "tiers", "workspace",
)  # fmt: skip


def test_a_reading_hangs_on_no_code_that_its_key_leaves_out(tmp_path: Path, acts: Path) -> None:
    workspace = filled(tmp_path, acts)
    code = """
import sys
from pathlib import Path
from pipeline import registry
from pipeline.kept import Readings
from pipeline.workspace import Workspace
workspace, path = Workspace(Path(sys.argv[1])), Path(sys.argv[2])
acts = registry.load(path)
readings = Readings(workspace, path)
readings.of_amending(acts, readings.of_texts(acts, workspace.versions()))
for name, module in sorted(sys.modules.items()):
    if name.startswith("pipeline.") and module.__file__:
        print(module.__file__)
"""
    root = Path(kept.__file__).parent
    loaded = {Path(line) for line in in_another_process(code, workspace.root, acts).splitlines()}
    hashed = set(reading.code_files())
    assert root / "powers" / "reader.py" in loaded & hashed
    left_out = {path.relative_to(root).parts[0].removesuffix(".py") for path in loaded - hashed}
    assert left_out <= {*NO_READING, "__init__"}
