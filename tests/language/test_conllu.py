"""The treebank reader: records from the format, and one clear message where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.language.conllu import Sentence, files, read

WORDS = [
    "# newdoc id = own",
    "# text = Балаларсыз үй.",
    "1-2\tБалаларсыз\t_\t_\t_\t_\t_\t_\t_\t_",
    "1\tбалалар\tбала\tNOUN\tn\tNumber=Plur\t3\tnmod\t_\t_",
    "2\tсыз\tсыз\tADP\tpost\t_\t1\tcase\t_\t_",
    "3\tүй\tүй\tNOUN\tn\tCase=Nom\t0\troot\t_\tSpaceAfter=No",
    "3.1\tбос\tбос\tVERB\t_\t_\t_\t_\t_\t_",
    "4\t.\t.\tPUNCT\tsent\t_\t3\tpunct\t_\t_",
]


def parse(tmp_path: Path, lines: list[str], newline: str = "\n") -> list[Sentence]:
    path = tmp_path / "kk_own-test.conllu"
    path.write_text(newline.join(lines) + newline, encoding="utf8", newline="")
    return read(path)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_words_tokens_and_places(tmp_path: Path, newline: str) -> None:
    (sentence,) = parse(tmp_path, ["", "# a comment alone", "", *WORDS, "", ""], newline)
    assert sentence.text == "Балаларсыз үй."
    assert [sentence.text[start:end] for start, end in sentence.tokens] == [
        "Балаларсыз",
        "үй",
        ".",
    ]
    assert [(w.form, w.start, w.end, w.head) for w in sentence.words] == [
        ("балалар", 0, 10, 3),
        ("сыз", 0, 10, 1),
        ("үй", 11, 13, 0),
        (".", 13, 14, 3),
    ]
    assert sentence.words[0].feats == "Number=Plur"
    assert sentence.new_doc
    assert sentence.source == "kk_own-test"


def test_spelling_changes_places_too(tmp_path: Path) -> None:
    parse(
        tmp_path, ["1\t--\t--\tPUNCT\t_\t_\t2\tpunct\t_\t_", "2\tиә\tиә\tINTJ\t_\t_\t0\troot\t_\t_"]
    )
    sentence = read(tmp_path / "kk_own-test.conllu", lambda form: form.replace("--", "—"))[0]
    assert sentence.text == "— иә"
    assert sentence.words[1].start == 2


@pytest.mark.parametrize(
    ("place", "bad", "message"),
    [
        (3, "1\tбалалар\tбала", "3 columns instead of 10"),
        (3, "x\tа\tа\tNOUN\tn\t_\t3\tnmod\t_\t_", "'x' where word 1 should stand"),
        (4, "4\tсыз\tсыз\tADP\tpost\t_\t1\tcase\t_\t_", "'4' where word 2 should stand"),
        (2, "1-9\tа\t_\t_\t_\t_\t_\t_\t_\t_", "'1-9' where word 1 should stand"),
        (5, "3\tүй\tүй\tNOUN\tn\tNom\t0\troot\t_\t_", "'Nom' are no features"),
        (5, "3\tүй\tүй\tNOUN\tn\t_\t7\troot\t_\t_", "'7' is no head in a sentence of 4 words"),
        (5, "3\tүй\tүй\tNOUN\tn\t_\t-\troot\t_\t_", "'-' is no head in a sentence of 4 words"),
        (5, "3\t\tүй\tNOUN\tn\t_\t0\troot\t_\t_", "an empty column"),
        (5, "³\tүй\tүй\tNOUN\tn\t_\t0\troot\t_\t_", "'³' where word 3 should stand"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, place: int, bad: str, message: str) -> None:
    lines = [*WORDS[:place], bad, *WORDS[place + 1 :]]
    with pytest.raises(InputError) as caught:
        parse(tmp_path, lines)
    assert caught.value.where == f"{tmp_path / 'kk_own-test.conllu'}:{place + 1}"
    assert message in str(caught.value)


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "kk_own-test.conllu"
    path.write_bytes(b"1\t\xff\n")
    with pytest.raises(InputError, match="byte 2 is not UTF-8"):
        read(path)
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "none.conllu")


def test_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        files(tmp_path / "none", "kk")
    with pytest.raises(InputError, match=r"no files kk_\*\.conllu"):
        files(tmp_path, "kk")
    parse(tmp_path, WORDS)
    assert [path.name for path in files(tmp_path, "kk")] == ["kk_own-test.conllu"]
