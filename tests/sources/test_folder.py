"""A folder of texts as a source, and how sources are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.sources import Received, source
from pipeline.sources import folder as module
from pipeline.sources.folder import Folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


def fill(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return root


def test_texts_come_in_the_order_of_their_paths_with_their_types(texts: Path) -> None:
    fill(texts, "b/2001-02-03.rus.md", "a/2001-02-03.kaz.txt", "b/2001-02-03.kaz.PDF", "c.docx")
    assert [(text.name, text.media_type) for text in Folder(str(texts)).receive()] == [
        ("texts/a/2001-02-03.kaz.txt", "text/plain"),
        ("texts/b/2001-02-03.kaz.PDF", "application/pdf"),
        ("texts/b/2001-02-03.rus.md", "text/markdown"),
        ("texts/c.docx", "unknown (.docx)"),
    ]


def test_bytes_come_as_they_are(texts: Path) -> None:
    (texts / "x.md").write_bytes(b"\xff\x00\r\n")
    (text,) = Folder(str(texts)).receive()
    assert isinstance(text, Received)
    assert text.data == b"\xff\x00\r\n"


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.md",
        ".git/2001-02-03.rus.md",
        "a/.cache/x.md",
        "README.md",
        "a/readme.txt",
        "README",
        "acts.toml",
        "gold.jsonl",
        "meta.yaml",
        "table.csv",
    ],
)
def test_what_lies_beside_the_texts_is_passed_over(texts: Path, name: str) -> None:
    fill(texts, name, "a/text.md")
    assert [text.name for text in Folder(str(texts)).receive()] == ["texts/a/text.md"]


def test_a_hidden_folder_may_itself_be_the_source(texts: Path) -> None:
    fill(texts / ".charter", "x.md")
    assert [text.name for text in Folder(str(texts / ".charter")).receive()] == [".charter/x.md"]


def test_the_folder_of_one_act_names_its_act(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(texts, "charter/2001-02-03.rus.md")
    monkeypatch.chdir(texts / "charter")
    for place in (str(texts / "charter"), ".", "../charter"):
        assert [text.name for text in Folder(place).receive()] == ["charter/2001-02-03.rus.md"]


def test_a_single_file_keeps_the_folder_that_names_its_act(texts: Path) -> None:
    fill(texts, "charter/2001-02-03.rus.md", "charter/2001-02-03.kaz.md")
    (text,) = Folder(str(texts / "charter" / "2001-02-03.rus.md")).receive()
    assert text.name == "charter/2001-02-03.rus.md"


def test_a_file_that_is_too_large_is_an_error_of_its_own(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 4)
    fill(texts, "a.md", "large.md", "z.md")
    first, large, last = Folder(str(texts)).receive()
    assert (first.name, last.name) == ("texts/a.md", "texts/z.md")
    assert isinstance(large, InputError)
    assert (large.where, large.remedy) == ("texts/large.md", "split it by act")


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(texts, "a.md", "b.md")
    whole = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    refused, text = Folder(str(texts)).receive()
    assert isinstance(refused, InputError)
    assert (
        str(refused)
        == "texts/a.md: the file cannot be read (Permission denied). Check its permissions."
    )
    assert text.name == "texts/b.md"


@pytest.mark.parametrize(
    ("names", "place", "wrong"),
    [
        ([], "missing", "there is no such folder"),
        ([], ".", "no text lies here"),
        (["README.md", ".hidden.md", "acts.toml"], ".", "no text lies here"),
    ],
)
def test_a_folder_without_texts(texts: Path, names: list[str], place: str, wrong: str) -> None:
    fill(texts, *names)
    with pytest.raises(InputError, match=wrong) as error:
        list(Folder(str(texts / place)).receive())
    assert error.value.where == str(texts / place)


# -- naming a source -----------------------------------------------------------------------------


def test_a_source_is_named_by_kind_and_place(texts: Path) -> None:
    fill(texts, "x.md")
    found = source(f"folder:{texts}")
    assert found.name == f"folder:{texts}"
    assert [text.name for text in found.receive()] == ["texts/x.md"]


@pytest.mark.parametrize("spec", ["", "folder", "folder:", "corpus/restated", "ftp:there"])
def test_a_specification_that_names_no_source(spec: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"'{spec}' names no source")) as error:
        source(spec)
    assert "folder:" in error.value.remedy
