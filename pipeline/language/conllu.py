"""CoNLL-U treebanks as records: words with their places in the text of their sentence.

The one reader of both languages. A file that does not keep to the format gives an error that
names file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError

COLUMNS = 10
REMEDY = "mend the line, or take the file from the treebank again"
Spelled = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `start` and `end` are its place in the text of its sentence.

    `feats` is as in the file, `_` for none; `head` counts words from 1, 0 is the root.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree over words; `tokens` are the surface spans, one for a multiword token's words."""

    text: str
    words: tuple[Word, ...]
    tokens: tuple[tuple[int, int], ...] = ()
    new_doc: bool = False  # a document or paragraph starts with it
    source: str = ""  # the file's name without its ending


def read(path: Path, spelled: Spelled = str) -> list[Sentence]:
    """The sentences of a file.

    Args:
        path: a CoNLL-U file.
        spelled: how a form or lemma is spelled in the records.

    Raises:
        InputError: the file cannot be read or a line of it is malformed.
    """
    return [_sentence(path, block, spelled) for block in _blocks(path)]


def files(folder: Path, prefix: str) -> list[Path]:
    """The treebank files of one language in a folder, by name: `kk_ktb-test.conllu`.

    Raises:
        InputError: there is no such folder, or no such file in it.
    """
    if not folder.is_dir():
        raise InputError("there is no such folder", folder, "name the folder of CoNLL-U files")
    found = sorted(folder.glob(f"{prefix}_*.conllu"))
    if not found:
        raise InputError(
            f"there are no files {prefix}_*.conllu",
            folder,
            "put the treebank's files there under the names that Universal Dependencies gives them",
        )
    return found


def read_folder(folder: Path) -> list[Sentence]:
    """All sentences of the `.conllu` files in a folder, by name."""
    return [sentence for path in sorted(folder.glob("*.conllu")) for sentence in read(path)]


def pairs(feats: str) -> dict[str, str]:
    """Features by name.

    >>> pairs("Case=Nom|Number=Sing"), pairs("_")
    ({'Case': 'Nom', 'Number': 'Sing'}, {})
    """
    return {} if feats in {"", "_"} else dict(item.split("=", 1) for item in feats.split("|"))


def joined(feats: dict[str, str]) -> str:
    """Features as a file has them, sorted by name.

    >>> joined({"Number": "Sing", "Case": "Nom"}), joined({})
    ('Case=Nom|Number=Sing', '_')
    """
    return "|".join(f"{name}={value}" for name, value in sorted(feats.items())) or "_"


Line = tuple[int, str]


def _blocks(path: Path) -> Iterator[list[Line]]:
    """The numbered lines of each sentence."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", path, "check the path"
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} is not UTF-8", path, "store the file in UTF-8"
        ) from None
    block: list[Line] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append((number, line.rstrip("\r")))
        elif block:
            if not all(text.startswith("#") for _, text in block):
                yield block
            block = []


def _sentence(path: Path, lines: Sequence[Line], spelled: Spelled) -> Sentence:
    text, words, tokens = "", list[Word](), list[tuple[int, int]]()
    new_doc = False
    covered = 0  # the last word that the multiword token in hand covers
    count = sum(text.partition("\t")[0].isdigit() for _, text in lines)
    for number, line in lines:
        where = f"{path}:{number}"
        if line.startswith("#"):
            new_doc |= line.startswith(("# newdoc", "# newpar"))
            continue
        column = _columns(line, where)
        first, dash, last = column[0].partition("-")
        if "." in column[0]:  # an empty node
            continue
        _check_place(column[0], len(words) + 1, count, where)
        form = spelled(column[1])
        if dash or int(first) > covered:
            tokens.append((len(text), len(text) + len(form)))
            text += form + ("" if "SpaceAfter=No" in column[9] else " ")
        if dash:
            covered = int(last)
            continue
        words.append(_word(column, form, spelled, tokens[-1], count, where))
    return Sentence(text.rstrip(), tuple(words), tuple(tokens), new_doc, path.stem)


def _columns(line: str, where: str) -> list[str]:
    column = line.split("\t")
    if len(column) != COLUMNS:
        raise InputError(f"{len(column)} columns instead of {COLUMNS}", where, REMEDY)
    if not all(column[:8]):
        raise InputError("an empty column", where, REMEDY)
    return column


def _check_place(place: str, expected: int, count: int, where: str) -> None:
    """Words count on from 1; a multiword token stands before its words."""
    first, dash, last = place.partition("-")
    right = first.isdecimal() and int(first) == expected
    if dash:
        right = right and last.isdecimal() and expected <= int(last) <= count
    if not right:
        raise InputError(f"'{place}' where word {expected} should stand", where, REMEDY)


def _word(
    column: Sequence[str],
    form: str,
    spelled: Spelled,
    span: tuple[int, int],
    count: int,
    where: str,
) -> Word:
    lemma, upos, xpos, feats, head, deprel = column[2:8]
    if feats != "_" and not all("=" in item for item in feats.split("|")):
        raise InputError(f"'{feats}' are no features", where, REMEDY)
    if not head.isdecimal() or int(head) > count:
        raise InputError(f"'{head}' is no head in a sentence of {count} words", where, REMEDY)
    return Word(form, spelled(lemma), upos, xpos, feats, int(head), deprel, *span)
