"""Real git repositories of laws, made from our restated texts in the forms that others use.

`Repo` makes commits of any tree, odd ones too. `act_folder`, `split_folder`, `headed_folder` and
`scalar_folder` give the files of an act in the forms of different years; `act_files` those of the
second form, one file an act.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pygit2
import yaml
from pygit2.enums import FileMode, ObjectType

from pipeline.vocabulary import Lang
from tests.sources.editions import Edition

Files = dict[str, "str | bytes | Odd"]
BOTH = tuple(Lang)


@dataclass(frozen=True)
class Odd:
    """An entry of a tree that is no plain file, such as a link."""

    mode: FileMode
    data: bytes = b""  # of a link its target; of a submodule nothing


LINK = Odd(FileMode.LINK, b"../../etc/passwd")
SUBMODULE = Odd(FileMode.COMMIT)


class Repo:
    """A repository to which commits are added; each is made of the whole tree as it then is."""

    def __init__(self, path: Path, bare: bool = True) -> None:
        self.path = path
        self.git = pygit2.init_repository(str(path), bare=bare, initial_head="main")
        self.files: Files = {}
        self.names: dict[str, bytes] = {}  # names that are to be written in other bytes

    def commit(
        self,
        changes: Mapping[str, str | bytes | Odd | None],
        day: date | int,
        trailers: Mapping[str, str] | None = None,
        message: str = "Редакция",
        parents: Sequence[str] | None = None,
        ref: str = "refs/heads/main",
    ) -> str:
        """Add a commit; None deletes a file, and what lies under a name that ends in a slash.

        Args:
            changes: by path.
            day: of author and committer; a number is seconds since 1970.
            trailers: at the end of the message.
            message: without trailers.
            parents: in place of what `ref` names, which is then moved whatever it was.
            ref: the branch.

        Returns:
            The commit's id.
        """
        for path, data in changes.items():
            if data is None:
                gone = [each for each in self.files if each == path or f"{path}/" in f"{each}/"]
                for each in gone:
                    del self.files[each]
            else:
                self.files[path] = data
        seconds = day if isinstance(day, int) else _seconds(day)
        who = pygit2.Signature("corpus", "corpus@example.org", seconds, 0)
        if trailers:
            message += "\n\n" + "".join(f"{key}: {value}\n" for key, value in trailers.items())
        if parents is None:
            parents = [str(self.git.references[ref].target)] if ref in self.git.references else []
        made = self.git.create_commit(None, who, who, message, self._tree(self.files), [*parents])
        self.git.references.create(ref, made, force=True)
        return str(made)

    def _tree(self, files: Files) -> pygit2.Oid:
        """A tree written by hand, for libgit2 refuses names and entries that others let through."""
        folders: dict[str, Files] = {}
        entries: list[tuple[bytes, FileMode, pygit2.Oid]] = []
        for path, data in files.items():
            name, _, rest = path.partition("/")
            if rest:
                folders.setdefault(name, {})[rest] = data
            else:
                entries.append((self.names.get(name, name.encode()), *self._entry(data)))
        for name, inside in folders.items():
            entries.append((name.encode(), FileMode.TREE, self._tree(inside)))
        entries.sort(key=lambda each: each[0] + (b"/" if each[1] is FileMode.TREE else b""))
        raw = b"".join(b"%o %s\0%s" % (mode, name, oid.raw) for name, mode, oid in entries)
        return self.git.odb.write(ObjectType.TREE, raw)

    def _entry(self, data: str | bytes | Odd) -> tuple[FileMode, pygit2.Oid]:
        if isinstance(data, Odd):
            if data.mode is FileMode.COMMIT:
                return data.mode, pygit2.Oid(hex="1" * 40)
            return data.mode, self.git.create_blob(data.data)
        return FileMode.BLOB, self.git.create_blob(data.encode() if isinstance(data, str) else data)


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


# -- the files of an act ---------------------------------------------------------------------------


def anchored(text: str) -> str:
    """The text with the anchors that stand before each article."""
    number = re.compile(r"^(?=### (?:Статья (\d+(?:-\d+)?)|(\d+(?:-\d+)?)-бап))", re.MULTILINE)
    return number.sub(lambda found: f'<a id="st{found[1] or found[2]}"></a>\n\n', text)


def fields(one: Edition, other: Edition, **more: object) -> dict[str, object]:
    """What `meta.yaml` says of a version in two languages, in the publisher's order."""
    told: dict[str, object] = {
        "act_code": one.code,
        "requisite": f"О том, № {one.document}",
        "title": {each.lang.value: each.title for each in (one, other)},
        "form": one.kind,
        "type_codes": [one.kind],
        "approved_on": one.adopted,
        "approved_by": ["102000000000"],
        "version_date": {each.lang.value: each.day for each in (one, other)},
        "source": {each.lang.value: _address(each) for each in (one, other)},
    }
    if one.cause_code:
        told["caused_by"] = {
            "code": one.cause_code,
            "requisite": one.cause_requisites,
            "title": {lang.value: one.cause_title.get(lang, "") for lang in Lang},
            "link": f"https://databank.example/doc/{one.cause_document}/rus",
        }
    return {key: value for key, value in (told | more).items() if value is not None}


def as_yaml(told: object) -> str:
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)


def act_folder(folder: str, rus: Edition, kaz: Edition, **more: object) -> Files:
    """One file a language, and `meta.yaml`; a field given here takes another's place, None none."""
    return {
        f"{folder}/meta.yaml": as_yaml(fields(rus, kaz, **more)),
        f"{folder}/rus.md": f"# {rus.title}\n\n{anchored(rus.text)}",
        f"{folder}/kaz.md": f"# {kaz.title}\n\n{anchored(kaz.text)}",
    }


def headed_folder(folder: str, rus: Edition, kaz: Edition) -> Files:
    """An older build: the fields stand at the head of `rus.md`, and there is no `meta.yaml`."""
    files = act_folder(folder, rus, kaz)
    head = files.pop(f"{folder}/meta.yaml")
    files[f"{folder}/rus.md"] = f"---\n{head}---\n\n{files[f'{folder}/rus.md']}"
    return files


def scalar_folder(folder: str, rus: Edition, kaz: Edition) -> Files:
    """Another older build: each language's file has the fields of its own language."""
    files = act_folder(folder, rus, kaz)
    del files[f"{folder}/meta.yaml"]
    for one in (rus, kaz):
        told = {
            "version_id": f"{one.document}_1",
            "act_code": one.code,
            "language": one.lang.value,
            "title": one.title,
            "form": one.kind,
            "approval_date": one.adopted,
            "version_date": one.day,
            "source": _address(one),
        }
        path = f"{folder}/{one.lang}.md"
        files[path] = f"---\n{as_yaml(told)}---\n\n{files[path]}"
    return files


def split_folder(
    folder: str, rus: Edition, kaz: Edition, names: Sequence[str] = (), index: bool = True
) -> Files:
    """A part a section; `names` are those of the parts, by default `sec001`, `sec002` ..."""
    files: Files = {f"{folder}/meta.yaml": as_yaml(fields(rus, kaz))}
    for one in (rus, kaz):
        sections = re.split(r"^(?=## )", anchored(one.text).strip(), flags=re.MULTILINE)
        head, sections = (sections[0], sections[1:]) if sections[0][:3] != "## " else ("", sections)
        called = names or [f"sec{number:03}" for number in range(1, len(sections) + 1)]
        assert len(called) == len(sections)
        for name, section in zip(called, sections, strict=True):
            back = f"↑ [Вся редакция](../{one.lang}.md)\n\n"
            files[f"{folder}/{one.lang}/{name}.md"] = back + section
        if index:
            table = "".join(
                f"| [`{name}`]({one.lang}/{name}.md) | {section.splitlines()[0][3:]} |\n"
                for name, section in zip(called, sections, strict=True)
            )
            files[f"{folder}/{one.lang}.md"] = (
                f"# {one.title}\n\n{head}\n\n## Части документа\n\nДокумент разбит на части.\n\n"
                f"| Часть | Название |\n|---|---|\n{table}"
            )
    return files


def act_files(*editions: Edition, by: str = "code") -> Files:
    """The second form: `rus/<code>.md` and `kaz/<code>.md`."""
    return {f"{one.lang}/{getattr(one, by)}.md": f"# {one.title}\n\n{one.text}" for one in editions}


def _address(one: Edition) -> str:
    return f"https://databank.example/#!/doc/{one.document}/{one.lang}/{one.day:%d.%m.%Y}"
