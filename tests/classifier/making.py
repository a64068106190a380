"""Annotations, clauses and readings for tests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pipeline.classifier.annotations import Annotation, PowerLabel
from pipeline.classifier.examples import ANNOTATIONS, Example
from pipeline.classifier.measures import Judged
from pipeline.cli import main
from pipeline.language import docs
from pipeline.normalize import text_hash
from pipeline.records import Clause
from pipeline.vocabulary import Action, Domain, Holder, Label, Lang, Polarity

RESTATED = ANNOTATIONS / "restated.jsonl"
SMALL = ("constitution-1993", "law-1990-11-20", "decree-2004-1484")
TINY = ("law-1990-11-20", "decree-2004-1484", "decree-2001-633")

GIVES = {
    "holder": "president",
    "action": "appoint",
    "object": "judge",
    "domain": "judiciary",
    "polarity": "+",
    "constraints": [{"type": "consent", "actor": "senate", "value": None}],
}
ROW = {
    "act": "law-0",
    "version": "2000-01-01",
    "lang": "rus",
    "eid": "art_1__pt_1",
    "n": 0,
    "restated": True,
    "sha256": text_hash("Президент назначает судей"),
    "label": "grant",
    "powers": [GIVES],
}

_tagged: dict[tuple[Lang, str], Any] = {}


def light(texts: Iterable[str], lang: Lang, **_: Any) -> list[Any]:
    """The light engines with a memory for the whole run."""
    texts = list(texts)
    new = sorted({text for text in texts if (lang, text) not in _tagged})
    _tagged.update({(lang, t): d for t, d in zip(new, docs(new, lang, "light"), strict=True)})
    return [_tagged[lang, text] for text in texts]


def bilik(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def write(path: Path, rows: Iterable[Any]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join([*lines, ""]), encoding="utf8")
    return path


def restated(path: Path, acts: Sequence[str]) -> Path:
    """A file with the project's annotations of some restated texts."""
    lines = RESTATED.read_text(encoding="utf8").splitlines()
    return write(path, (line for line in lines if json.loads(line)["act"] in acts))


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def annotation(
    eid: str = "art_1__pt_1",
    label: Label = Label.GRANT,
    powers: Sequence[PowerLabel] = (),
    act: str = "law-0",
    version: str = "2000-01-01",
    lang: Lang = Lang.RUS,
    n: int = 0,
    restated: bool = True,
    sha256: str = "0" * 64,
) -> Annotation:
    return Annotation(act, version, lang, eid, n, restated, sha256, label, tuple(powers))


def example(one: Annotation, text: str) -> Example:
    place = (one.act, one.version, one.lang, one.eid, one.n, "", text)
    return Example(Clause(*place, restated=one.restated), one)


def power(
    holder: Holder | None = Holder.PRESIDENT,
    action: Action | None = Action.APPOINT,
    thing: str | None = "judge",
    domain: Domain | None = Domain.JUDICIARY,
    polarity: Polarity = Polarity.GIVES,
    constraints: Sequence[Any] = (),
) -> PowerLabel:
    return PowerLabel(holder, action, thing, domain, polarity, tuple(constraints))


def row(
    label: Label,
    right: Label,
    sure: float = 0.9,
    powers: Sequence[PowerLabel] = (),
    right_powers: Sequence[PowerLabel] = (),
) -> Judged:
    return Judged(label, tuple(powers), right, tuple(right_powers), sure)
