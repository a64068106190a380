"""Ingesting: good texts are taken once, bad ones are refused one by one, each with its remedy."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import InputError, WorkspaceError
from pipeline.ingest import Ingested, ingest
from pipeline.records import Act
from pipeline.sources import Memory, Received
from pipeline.sources.folder import Folder
from pipeline.workspace import Workspace
from tests.parse.pdf_maker import pdf

RUS = "Статья 1\n\n1. Совет Союза ведет дела народа и судит споры палат.\n"
KAZ = "1-бап\n\n1. Одақ кеңесі халық ісін жүргізеді, палаталардың дауын шешеді.\n"
MATTER = "---\nact: charter\nversion_date: 2001-02-03\nlanguage: rus\n---\n\n"

ACTS = {"charter": Act("charter", "law", {}, date(2001, 2, 3), amended_on=(date(2002, 2, 3),))}
GOOD = {
    "charter/2001-02-03.rus.md": RUS.encode(),
    "charter/2001-02-03.kaz.txt": KAZ.encode(),
    "charter/2002-02-03.kaz.pdf": pdf(KAZ.replace("\n1.", "\n      1.").split("\n")),
}
IDS = ["charter@2001-02-03.kaz", "charter@2001-02-03.rus", "charter@2002-02-03.kaz"]


def fill(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return fill(tmp_path / "texts", GOOD)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def take(texts: Path, workspace: Workspace, **options: bool) -> Ingested:
    return ingest(Folder(str(texts)), workspace, ACTS, **options)


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


# -- good texts ----------------------------------------------------------------------------------


def test_every_good_text_becomes_a_version(texts: Path, workspace: Workspace) -> None:
    done = take(texts, workspace)
    assert done == Ingested(new=IDS)
    assert list(workspace.versions()) == IDS
    for version_id, sha256 in workspace.versions().items():
        snapshot = workspace.snapshot(sha256)
        assert workspace.data(sha256) == GOOD[snapshot.name.removeprefix("texts/")]
        assert snapshot.source == f"folder:{texts}"
        assert snapshot.size == len(workspace.data(sha256))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", snapshot.retrieved)
        assert version_id.startswith("charter@")


def test_ingesting_twice_adds_nothing(texts: Path, workspace: Workspace) -> None:
    take(texts, workspace)
    before = files(workspace.root)
    assert take(texts, workspace) == Ingested(unchanged=IDS)
    assert files(workspace.root) == before


def test_a_restated_text_stands_beside_the_official_one(texts: Path, workspace: Workspace) -> None:
    restated = MATTER.replace("act:", "text: restated\nact:") + RUS
    fill(texts, {"restated.md": restated.encode()})
    assert take(texts, workspace).new == [*IDS, "charter@2001-02-03.rus.restated"]


def test_a_snapshot_that_was_lost_comes_back(texts: Path, workspace: Workspace) -> None:
    """As the message about damaged bytes advises."""
    take(texts, workspace)
    before = files(workspace.root)
    (workspace.snapshots / workspace.versions()[IDS[0]]).unlink()
    assert take(texts, workspace).unchanged == IDS
    assert set(files(workspace.root)) == set(before)
    assert workspace.data(workspace.versions()[IDS[0]]) == KAZ.encode()


def test_progress_is_told_a_line_a_text(texts: Path, workspace: Workspace) -> None:
    fill(texts, {"z.md": b""})
    told: list[str] = []
    ingest(Folder(str(texts)), workspace, ACTS, progress=told.append)
    assert told == [*(f"new        {version_id}" for version_id in IDS), "refused    texts/z.md"]


# -- bad texts -----------------------------------------------------------------------------------

BAD = {
    "an empty file": ("charter/2003-02-03.rus.md", b"", "the file is empty", "fetch it again"),
    "Windows-1251": (
        "charter/2003-02-03.rus.md",
        RUS.encode("windows-1251"),
        "it looks like WINDOWS-1251",
        "iconv -f WINDOWS-1251 -t UTF-8",
    ),
    "a PDF cut off": (
        "charter/2003-02-03.rus.pdf",
        pdf(RUS.split("\n"))[:-30],
        "the PDF is cut off",
        "fetch it again",
    ),
    "a PDF without text": (
        "charter/2003-02-03.rus.pdf",
        pdf([]),
        "there is no text in the file",
        "ocrmypdf",
    ),
    "no act": (
        "text.md",
        MATTER.replace("act: charter\n", "").encode() + RUS.encode(),
        "gives the act",
        "add `act:` to the front matter",
    ),
    "no date": (
        "text.md",
        MATTER.replace("version_date: 2001-02-03\n", "").encode() + RUS.encode(),
        "gives the version_date",
        "or name the file ACT/YYYY-MM-DD.LANG.EXT",
    ),
    "no language": (
        "text.md",
        MATTER.replace("language: rus\n", "").encode() + RUS.encode(),
        "gives the language",
        "add `language:` to the front matter",
    ),
    "Kazakh named Russian": (
        "charter/2003-02-03.rus.md",
        KAZ.encode(),
        "the text is named rus but reads as kaz",
        "name it kaz",
    ),
    "an act that the registry does not know": (
        "decree/2003-02-03.rus.md",
        RUS.encode(),
        "the act 'decree' is not in the registry",
        "add [acts.decree]",
    ),
    "a type that is not read": (
        "charter/2003-02-03.rus.docx",
        RUS.encode(),
        "files of type unknown (.docx) are not read",
        "convert it",
    ),
    "no law": (
        "charter/2003-02-03.rus.md",
        "Ошибка: страница, которую вы ищете, не найдена на сервере.".encode(),
        "no article, point or paragraph of a law was found",
        "error page",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_text_is_refused_and_the_others_are_taken(
    texts: Path, workspace: Workspace, case: str
) -> None:
    name, data, wrong, remedy = BAD[case]
    done = take(fill(texts, {name: data}), workspace)
    assert done.new == IDS
    (error,) = done.errors
    assert error.where == f"texts/{name}"
    assert wrong in error.what
    assert remedy in error.remedy
    assert len(list(workspace.snapshots.iterdir())) == 2 * len(IDS)  # nothing of it is kept


def test_many_bad_texts_are_each_reported(texts: Path, workspace: Workspace) -> None:
    fill(texts, {f"bad-{number}.md": bytes(number) for number in range(4)})
    done = take(texts, workspace)
    assert [error.where for error in done.errors] == [f"texts/bad-{n}.md" for n in range(4)]
    assert done.new == IDS


def test_what_a_source_could_not_get_is_reported_too(workspace: Workspace) -> None:
    class Broken:
        name = "broken:source"
        speaks_for_publisher = False
        accept = ()

        def __init__(self) -> None:
            self.asked: Counter[str] = Counter()

        def receive(self, memory: Memory) -> Iterator[Received | InputError]:
            yield InputError("no answer", "page 1", "try later")
            yield Received(
                "charter/2001-02-03.rus.md", RUS.encode(), "text/markdown", {"ETag": "5"}
            )

    done = ingest(Broken(), workspace, ACTS)
    assert [str(error) for error in done.errors] == ["page 1: no answer. Try later."]
    assert workspace.snapshot(workspace.versions()[done.new[0]]).headers == {"ETag": "5"}


# -- two texts of one version --------------------------------------------------------------------

OTHER = RUS.replace("судит", "мирит").encode()


def test_a_different_text_of_a_version_is_refused(texts: Path, workspace: Workspace) -> None:
    take(texts, workspace)
    before = files(workspace.root)
    done = take(fill(texts, {"charter/2001-02-03.rus.md": OTHER}), workspace)
    (error,) = done.errors
    assert "another text of charter@2001-02-03.rus is already here" in error.what
    assert "(from texts/charter/2001-02-03.rus.md)" in error.what
    assert "--replace" in error.remedy
    assert files(workspace.root) == before


def test_replacing_keeps_the_old_snapshot(texts: Path, workspace: Workspace) -> None:
    take(texts, workspace)
    old = workspace.versions()["charter@2001-02-03.rus"]
    fill(texts, {"charter/2001-02-03.rus.md": OTHER})
    done = take(texts, workspace, replace=True)
    assert (done.replaced, done.errors) == (["charter@2001-02-03.rus"], [])
    assert workspace.data(workspace.versions()["charter@2001-02-03.rus"]) == OTHER
    assert workspace.data(old) == RUS.encode()
    # and back again
    fill(texts, {"charter/2001-02-03.rus.md": RUS.encode()})
    assert take(texts, workspace, replace=True).replaced == ["charter@2001-02-03.rus"]
    assert workspace.versions()["charter@2001-02-03.rus"] == old


def test_two_texts_of_one_version_in_one_run(texts: Path, workspace: Workspace) -> None:
    done = take(fill(texts, {"twice.md": MATTER.encode() + OTHER}), workspace)
    assert done.new == IDS
    (error,) = done.errors
    assert error.where == "texts/twice.md"
    assert "already here" in error.what


def test_the_same_bytes_cannot_be_two_versions(texts: Path, workspace: Workspace) -> None:
    """A snapshot keeps the one name that it came with, and that name tells its version."""
    done = take(fill(texts, {"charter/2005-02-03.rus.md": RUS.encode()}), workspace)
    (error,) = done.errors
    assert error.where == "texts/charter/2005-02-03.rus.md"
    assert error.what == "the same bytes are already here as charter@2001-02-03.rus"
    assert "front matter" in error.remedy


# -- the place that cannot be used ---------------------------------------------------------------


def test_a_workspace_that_cannot_be_written(texts: Path, tmp_path: Path) -> None:
    below_a_file = texts / "charter" / "2001-02-03.rus.md" / "workspace"
    with pytest.raises(WorkspaceError, match="cannot write here"):
        take(texts, Workspace(below_a_file))


def test_a_workspace_that_another_run_holds(texts: Path, workspace: Workspace) -> None:
    with workspace.writing(), pytest.raises(WorkspaceError, match="another run is writing here"):
        take(texts, Workspace(workspace.root))


@pytest.mark.parametrize(
    ("name", "wrong"), [("missing", "there is no such folder"), ("empty", "no text lies here")]
)
def test_a_folder_without_texts(
    tmp_path: Path, workspace: Workspace, name: str, wrong: str
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=wrong):
        take(tmp_path / name, workspace)


# -- `bilik ingest` ------------------------------------------------------------------------------

REGISTRY = """[acts.charter]
kind = "law"
title = { kaz = "Жарғы", rus = "Устав", eng = "Charter" }
adopted = 2001-02-03
amended_on = [2002-02-03]
"""


@pytest.fixture
def bilik(tmp_path: Path, texts: Path):
    """Run `bilik ingest` on the texts; gives exit code, standard output and standard error."""
    (tmp_path / "acts.toml").write_text(REGISTRY, encoding="utf8")

    def run(*more: str, spec: str = f"folder:{texts}") -> tuple[int, str, str]:
        usual = [
            "--workspace",
            str(tmp_path / "workspace"),
            "--registry",
            str(tmp_path / "acts.toml"),
        ]
        done = CliRunner().invoke(main, ["ingest", "--source", spec, *usual, *more])
        return done.exit_code, done.stdout, done.stderr

    return run


def test_command_counts_and_tells_progress(bilik) -> None:
    code, out, err = bilik()
    assert (code, out) == (0, "3 new, 0 unchanged, 0 replaced, 0 refused\n")
    assert err.splitlines() == [f"new        {version_id}" for version_id in IDS]
    assert bilik("--quiet") == (0, "0 new, 3 unchanged, 0 replaced, 0 refused\n", "")


def test_command_refuses_with_exit_code_and_message(bilik, texts: Path) -> None:
    fill(texts, {"charter/x.md": b""})
    code, out, err = bilik("--quiet")
    assert (code, out) == (1, "3 new, 0 unchanged, 0 replaced, 1 refused\n")
    assert err == "bilik: texts/charter/x.md: the file is empty. Fetch it again from its source.\n"


def test_command_prints_json(bilik, texts: Path) -> None:
    fill(texts, {"bad.md": b""})
    code, out, err = bilik("--quiet", "--format", "json")
    assert code == 1
    assert err.startswith("bilik: texts/bad.md: ")
    assert json.loads(out) == {
        "new": IDS,
        "unchanged": [],
        "replaced": [],
        "told": [],
        "remarks": [],
        "asked": {},
        "errors": ["texts/bad.md: the file is empty. Fetch it again from its source."],
    }


def test_command_replaces_when_told(bilik, texts: Path) -> None:
    bilik()
    fill(texts, {"charter/2001-02-03.rus.md": OTHER})
    assert bilik("--quiet")[0] == 1
    code, out, _ = bilik("--quiet", "--replace")
    assert (code, out) == (0, "0 new, 2 unchanged, 1 replaced, 0 refused\n")


@pytest.mark.parametrize(
    ("arguments", "spec", "said"),
    [
        ([], "folder:missing", "bilik: missing: there is no such folder. Check the path."),
        ([], "ftp:there", "bilik: --source: 'ftp:there' names no source."),
        (["--registry", "none.toml"], None, "bilik: none.toml: the file cannot be read"),
    ],
)
def test_command_says_what_is_wrong(
    bilik, texts: Path, arguments: list[str], spec: str | None, said: str
) -> None:
    code, out, err = bilik(*arguments, spec=spec or f"folder:{texts}")
    assert (code, out) == (1, "")
    assert err.startswith(said)
    assert len(err.splitlines()) == 1


def test_command_without_a_source_is_wrong_usage(bilik) -> None:
    done = CliRunner().invoke(main, ["ingest"])
    assert done.exit_code == 2
    assert "--source" in done.stderr
