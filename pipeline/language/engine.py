"""Which engine tags a language, and where its model lies.

Each language has a trained engine (spaCy's library for Russian, Stanza's for Kazakh) and a light
one made of rules and a dictionary. `DEFAULT` names the one that reads clauses. The environment
variables BILIK_ENGINE_RUS and BILIK_ENGINE_KAZ name another: `light`, where the trained one's
packages are missing or its trees are not wanted. BILIK_ENGINE_RUS may also name a spaCy pipeline
that is on disk, as a folder or an installed package (`ru_core_news_sm`), and BILIK_ENGINE_KAZ a
folder with Stanza's own resources.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import BilikError, InputError
from pipeline.language import official
from pipeline.language.kazakh import resources
from pipeline.language.working import Parse
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.language.russian.model import Model

TRAINED, LIGHT = "trained", "light"
ENGINES = (TRAINED, LIGHT)
DEFAULT = {Lang.RUS: TRAINED, Lang.KAZ: TRAINED}
ELSEWHERE = {
    Lang.RUS: "a spaCy pipeline that is on disk: a folder or an installed package",
    Lang.KAZ: "a folder with Stanza's resources",
}
NAMES = {Lang.RUS: "russian", Lang.KAZ: "kazakh"}
MODELS = Path(__file__).parents[2] / "models"


class Tag(Protocol):
    """An engine: texts to docs, with trees where `parse` asks for them, by default everywhere."""

    def __call__(self, texts: Sequence[str], parse: Parse | None = None) -> list[Doc]: ...


class ModelError(BilikError):
    """A trained model that is missing, damaged, or lacks the packages that it runs on."""


def chosen(lang: Lang) -> str:
    """The engine that the settings name for a language.

    Raises:
        InputError: there is no such engine, nor such a pipeline on disk.
    """
    variable = f"BILIK_ENGINE_{lang.value.upper()}"
    engine = os.environ.get(variable) or DEFAULT[lang]
    if engine not in ENGINES and _place(lang, engine) is None:
        raise InputError(
            f"'{engine}' is no engine",
            variable,
            f"use one of {', '.join(ENGINES)}, or {ELSEWHERE[lang]}",
        )
    return engine


def model_folder(lang: Lang, models: Path = MODELS) -> Path:
    """The newest version of a language's model.

    Raises:
        ModelError: there is none.
    """
    home = models / NAMES[lang]
    versions = [path for path in home.glob("*") if path.name.isdigit() and path.is_dir()]
    if not versions:
        raise ModelError("there is no trained model", home, rebuild(lang))
    return max(versions, key=lambda path: int(path.name))


def version(lang: Lang, engine: str | None = None) -> str:
    """What a tagged text depends on: the engine and its model's version, as in `trained-1`."""
    engine = engine or chosen(lang)
    if engine == TRAINED:
        return f"{engine}-{model_folder(lang).name}"
    if engine == LIGHT:
        return engine
    return official.version(engine) if lang is Lang.RUS else resources.version(Path(engine))


def files(lang: Lang, engine: str | None = None) -> list[Path]:
    """The files that a trained engine's output depends on; a light one has none of its own."""
    if (engine or chosen(lang)) != TRAINED:
        return []
    return sorted(path for path in model_folder(lang).iterdir() if path.name != "card.json")


@cache
def tagger(lang: Lang, engine: str) -> Tag:
    """Load an engine once a process.

    The light engines have no parser, and a pipeline of the user's runs whole: neither heeds
    `parse`.

    Raises:
        ModelError: the model is missing or damaged, or a package that it needs is.
    """
    if engine == LIGHT:
        from pipeline.language.light.build import docs

        return _whole(lambda texts: docs(texts, lang))
    if engine == TRAINED:
        folder = model_folder(lang)
        return load_russian(folder).tag if lang is Lang.RUS else _load_kazakh(folder)
    return _load_spacy(engine) if lang is Lang.RUS else _load_stanza(Path(engine))


def _place(lang: Lang, engine: str) -> Path | None:
    """Where the official pipeline that a setting names lies, if it names one."""
    return official.place(engine) if lang is Lang.RUS else resources.place(engine)


def _whole(tag: Callable[[Sequence[str]], list[Doc]]) -> Tag:
    """An engine that cannot leave trees out, or has none."""
    return lambda texts, parse=None: tag(texts)  # noqa: ARG005


def _load_spacy(engine: str) -> Tag:
    try:
        return _whole(official.load(engine, Lang.RUS))
    except Exception as error:  # whatever the pipeline's own code does
        raise ModelError(
            f"the spaCy pipeline cannot be loaded ({error})",
            engine,
            f"install one for spaCy {official.spacy_version()}, or unset BILIK_ENGINE_RUS",
        ) from error


def _load_stanza(folder: Path) -> Tag:
    try:
        return _whole(resources.load(folder))
    except ModuleNotFoundError as error:
        raise package_missing(error, folder) from None
    except Exception as error:  # as above
        raise ModelError(
            f"Stanza's Kazakh resources cannot be loaded ({error})",
            folder,
            "put there what stanza.download('kk', model_dir=...) brings, or unset BILIK_ENGINE_KAZ",
        ) from error


def load_russian(folder: Path) -> Model:
    """The Russian model in a folder.

    Raises:
        ModelError: it is damaged.
    """
    try:
        from pipeline.language.russian.model import load

        return load(folder)
    except Exception as error:  # damaged files fail in many ways, each library in its own
        raise _damaged(error, folder, Lang.RUS) from error


def _load_kazakh(folder: Path) -> Tag:
    try:
        from pipeline.language.kazakh.model import load

        return load(folder)
    except ModuleNotFoundError as error:
        raise package_missing(error, folder) from None
    except Exception as error:  # as above
        raise _damaged(error, folder, Lang.KAZ) from error


def package_missing(error: ModuleNotFoundError, where: object) -> ModelError:
    """What to say when a package that only the trained Kazakh engine needs is not installed."""
    return ModelError(
        f"the package {error.name} is missing",
        where,
        "install it: pip install -c constraints.txt -e . , or set BILIK_ENGINE_KAZ=light",
    )


def rebuild(lang: Lang) -> str:
    """The command that makes a language's model anew."""
    return f"rebuild it: bilik models train {NAMES[lang]} --data FOLDER_OF_CONLLU"


def _damaged(error: Exception, folder: Path, lang: Lang) -> ModelError:
    return ModelError(f"the model cannot be read ({error})", folder, rebuild(lang))
