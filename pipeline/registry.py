"""The registry of acts, `corpus/acts.toml`: the legal works and how they hang together."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.records import Act

DEFAULT = Path(__file__).parent.parent / "corpus" / "acts.toml"
_LANGUAGES = ("kaz", "rus", "eng")


def load(path: Path = DEFAULT) -> dict[str, Act]:
    """All acts by key.

    Raises:
        InputError: the file is missing or no TOML, an entry lacks a field or has one of the wrong
            type, or an act refers to one that is not there.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf8")).get("acts", {})
    except OSError as error:
        raise InputError(
            f"the registry cannot be read ({error.strerror})", path, "name another with --registry"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the registry is no TOML ({error})", path, "mend that line") from None
    if not isinstance(entries, dict):
        raise InputError("`acts` is no table", path, "write one table an act, as in [acts.KEY]")
    acts = {key: _act(key, entry, path) for key, entry in entries.items()}
    for act in acts.values():
        for other in (*act.amends, *([act.succeeds] if act.succeeds else [])):
            if other not in acts:
                raise InputError(
                    f"[acts.{act.key}] refers to '{other}', which is not there",
                    path,
                    f"add [acts.{other}] or correct the key",
                )
    return acts


def _act(key: str, entry: dict[str, Any], path: Path) -> Act:
    where = f"{path}, [acts.{key}]"
    try:
        return Act(
            key=key,
            kind=_typed(entry, "kind", str),
            title={language: _typed(entry["title"], language, str) for language in _LANGUAGES},
            adopted=_typed(entry, "adopted", date),
            number=_optional(entry, "number", str),
            code=_optional(entry, "code", str),
            in_force=_optional(entry, "in_force", date),
            ended=_optional(entry, "ended", date),
            amends=_list(entry, "amends", str),
            succeeds=_optional(entry, "succeeds", str),
            amended_on=tuple(sorted(_list(entry, "amended_on", date))),
        )
    except KeyError as error:
        raise InputError(f"the field {error} is missing", where, "add it") from None
    except TypeError as error:
        raise InputError(str(error), where, "correct the value") from None


def _typed(entry: dict[str, Any], field: str, kind: type) -> Any:
    value = entry[field]
    if not isinstance(value, kind):
        raise TypeError(f"{field} is {value!r}, not a {kind.__name__}")
    return value


def _optional(entry: dict[str, Any], field: str, kind: type) -> Any:
    return _typed(entry, field, kind) if field in entry else None


def _list(entry: dict[str, Any], field: str, kind: type) -> tuple[Any, ...]:
    values = _optional(entry, field, list) or []
    for value in values:
        if not isinstance(value, kind):
            raise TypeError(f"{field} holds {value!r}, not a {kind.__name__}")
    return tuple(values)
