"""Time and memory of the whole job on a generated corpus, stage by stage, each in its own process.

The acts are made of word lists of ours and are no law. Their make-up is a guess at the databank's,
which nobody here has counted: sizes are log-normal with a median of 4,000 characters and a mean of
about 7,500, as collections of statutes tend to be; four acts in five have one version, the others
two to five; every version is in Russian and in Kazakh; one act in ten names a holder at all, and of
these one in five states a power. One generated constitution stands over all.

Example:
    python benchmarks/scale.py 500 2000
    python benchmarks/scale.py 10000 --keep ten-thousand
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
MEDIAN, SPREAD, LONGEST = 4_000, 1.1, 300_000  # characters of a text
ARTICLE, POINTS = 470, 6  # characters of an article, and its points
TRACE, POWER = 0.1, 0.2  # of acts that name a holder; of those that state a power

RUS = {
    "what": "норма|таблица|площадь|длина линии|расход воды|запас зерна|толщина слоя|масса груза",
    "of": "участка дороги|насосной станции|посева пшеницы|пастбища|склада|трубопровода|моста",
    "is": "составляет|не превышает|считается равной|указана в строке|измеряется как",
    "much": "тонн в сутки|кубических метров|гектаров|километров|процентов от прежней",
    "named": "Отчет о мерах получает Правительство|Сведения хранит акимат|Об этом знает министр|"
             "Копия есть у Президента|Сведения видит комиссия",
    "power": "Правительство утверждает порядок учета|Аким области назначает инспектора|"
             "Министр вправе приостановить работу станции|Парламент принимает закон о нормах",
}  # fmt: skip
KAZ = {
    "what": "мөлшер|кесте|алаң|желі ұзындығы|су шығыны|астық қоры|қабат қалыңдығы|жүк салмағы",
    "of": "жол бөлігінің|сорғы бекетінің|бидай егісінің|жайылымның|қойманың|құбырдың|көпірдің",
    "is": "былай өлшенеді|мынаған тең|мынадан аспайды|осы жолда көрсетілген",
    "much": "тәулігіне тонна|текше метр|гектар|шақырым|бұрынғысынан пайыз",
    "named": "Шаралар туралы есепті Үкімет алады|Мәліметтерді әкімдік сақтайды|"
             "Бұл туралы министр біледі|Көшірмесі Президентте бар|Мәліметтерді комиссия көреді",
    "power": "Үкімет есепке алу тәртібін бекітеді|Облыс әкімі инспекторды тағайындайды|"
             "Министр бекеттің жұмысын тоқтата алады|Парламент мөлшерлер туралы заң қабылдайды",
}  # fmt: skip
WORDS = {"rus": RUS, "kaz": KAZ}
HEAD = {"rus": "### Статья {}. Нормы\n\n", "kaz": "### {}-бап. Мөлшерлер\n\n"}
CONSTITUTION = {
    "rus": "### Статья 1\n\nПрезидент Республики назначает Премьер-Министра с согласия "
           "Парламента.\n\n### Статья 2\n\nПарламент принимает законы. Правительство вносит "
           "проекты законов.\n",
    "kaz": "### 1-бап\n\nРеспублика Президенті Парламенттің келісімімен Премьер-Министрді "
           "тағайындайды.\n\n### 2-бап\n\nПарламент заңдарды қабылдайды. Үкімет заң жобаларын "
           "енгізеді.\n",
}  # fmt: skip
FRONT = "---\nact: {act}\nlanguage: {lang}\nversion_date: {day}\nnote: Whole text.\n---\n"
ENTRY = """[acts.{key}]
kind = "{kind}"
adopted = {adopted}
title = {{ kaz = "Мөлшерлер {n}", rus = "Нормы {n}", eng = "Norms {n}" }}
amended_on = [{later}]
{index}
"""


def generate(acts: int, folder: Path, one: bool) -> None:
    """Write `acts.toml` and `texts/`; the same number gives the same bytes.

    Where `one` is true the index is made of the constitution alone.
    """
    first = {"key": "frame", "kind": "constitution", "adopted": "1995-08-30", "n": 0, "later": ""}
    registry = [ENTRY.format(index="", **first)]
    index = "index = false" if one else ""
    for lang, body in CONSTITUTION.items():
        _write(folder, "frame", date(1995, 8, 30), lang, body)
    for n in range(1, acts):
        draw = random.Random(n)
        key = f"norms-{n:06}"
        days = [date(1996, 1, 1) + timedelta(days=draw.randrange(9_000))]
        if draw.random() < 0.2:
            days += [days[0] + timedelta(days=180 * k) for k in range(1, draw.randint(2, 5))]
        kind = draw.choice(("law", "decree", "resolution", "resolution", "order", "decision"))
        later = ", ".join(day.isoformat() for day in days[1:])
        entry = {"key": key, "kind": kind, "adopted": days[0], "n": n, "later": later}
        registry.append(ENTRY.format(index=index, **entry))
        size = min(LONGEST, int(draw.lognormvariate(math.log(MEDIAN), SPREAD)))
        named = draw.random() < TRACE
        power = named and draw.random() < POWER
        for edition, day in enumerate(days):
            for lang in WORDS:
                seed = random.Random(f"{n} {edition // 2}")  # both languages say the same
                _write(folder, key, day, lang, _body(seed, lang, size, named, power, edition))
    (folder / "acts.toml").write_text("".join(registry), encoding="utf8")


def _body(draw: random.Random, lang: str, size: int, named: bool, power: bool, edition: int) -> str:
    words = {name: told.split("|") for name, told in WORDS[lang].items()}

    def some(name: str) -> str:  # one number drawn, however many words a language has
        return words[name][int(draw.random() * len(words[name]))]

    parts = []
    for article in range(1, 2 + size // ARTICLE):
        lines = [HEAD[lang].format(article)]
        for point in range(1, 1 + POINTS):
            said = " ".join(
                (some("what"), some("of"), some("is"),
                 str(draw.randrange(2, 900) + edition), some("much"))
            )  # fmt: skip
            lines.append(f"{point}. {said[0].upper()}{said[1:]}.\n\n")
        parts.append("".join(lines))
    if named:
        parts[-1] += f"10. {some('named')}.\n\n"
    if power:
        parts[-1] += f"11. {some('power')}.\n\n"
    return "".join(parts)


def _write(folder: Path, act: str, day: date, lang: str, body: str) -> None:
    path = folder / "texts" / act / f"{day}.{lang}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FRONT.format(act=act, lang=lang, day=day) + body, encoding="utf8")


# -- stages, each run in a process of its own ----------------------------------------------------


def _ingest(folder: Path) -> dict[str, object]:
    from pipeline import registry
    from pipeline.ingest import ingest
    from pipeline.sources import source
    from pipeline.workspace import Workspace

    acts = registry.load(folder / "acts.toml")
    done = ingest(source(f"folder:{folder / 'texts'}"), Workspace(folder / "w"), acts)
    return {"texts": len(done.new), "refused": len(done.errors)}


def _trace(folder: Path) -> dict[str, object]:
    """Read every file, decode it, and look for holders: what is done before anything is parsed."""
    from pipeline.parse.sourcetext import read_text
    from pipeline.powers.trace import have_trace
    from pipeline.vocabulary import Lang

    found, size = sum(have_trace(["warm"], Lang.RUS)), 0
    started = time.process_time()
    for lang in Lang:
        paths = sorted((folder / "texts").glob(f"*/*.{lang}.md"))
        for at in range(0, len(paths), 200):
            data = [path.read_bytes() for path in paths[at : at + 200]]
            size += sum(map(len, data))
            found += sum(have_trace([read_text(d, "text/markdown", "") for d in data], lang))
    speed = size / 1e6 / (time.process_time() - started)
    return {
        "megabytes": round(size / 1e6, 1),
        "with a trace": found,
        "MB/s of CPU": round(speed, 1),
    }


def _read(folder: Path) -> dict[str, object]:
    from pipeline import registry
    from pipeline.kept import Readings
    from pipeline.workspace import Workspace

    workspace, acts = Workspace(folder / "w"), registry.load(folder / "acts.toml")
    read = Readings(workspace, folder / "acts.toml").of_texts(acts, workspace.versions())
    kept = sum(path.stat().st_size for path in workspace.cache.glob("readings/??/*"))
    return {
        "passed over": sum(one.text.passed_over for one in read),
        "clauses": sum(len(one.readings) for one in read),
        "kept MB": round(kept / 1e6, 1),
    }


def _build(folder: Path) -> dict[str, object]:
    """Compare, score, publish: everything is kept that is read."""
    from pipeline.build import build
    from pipeline.workspace import Workspace

    marks: list[tuple[float, str]] = []
    started = time.perf_counter()
    workspace = Workspace(folder / "w")
    built = build(
        workspace, folder / "acts.toml",
        progress=lambda words: marks.append((time.perf_counter() - started, words)),
    )  # fmt: skip
    size = sum(path.stat().st_size for path in built.release.rglob("*") if path.is_file())
    steps = {words.split(" ")[0]: round(at, 1) for at, words in marks}
    return {"fresh": built.fresh, "steps begin at": steps, "release MB": round(size / 1e6, 1),
            **built.counts}  # fmt: skip


STAGES: dict[str, Callable[[Path], dict[str, object]]] = {
    "ingest": _ingest,
    "trace": _trace,
    "parse and read": _read,
    "assemble and publish": _build,
    "nothing changed": _build,
}


def main() -> int:
    """Print a line a stage: seconds, peak memory in MiB, what it did."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("acts", nargs="*", type=int, default=[500])
    parser.add_argument("--one", action="store_true", help="an index of the constitution alone")
    parser.add_argument("--keep", type=Path, help="where the corpus and its workspace stay")
    parser.add_argument("--stage", choices=STAGES, help="run one stage in a folder made before")
    options = parser.parse_args()
    if options.stage:
        print(json.dumps(STAGES[options.stage](options.keep), ensure_ascii=False))
        return 0
    for acts in options.acts:
        with tempfile.TemporaryDirectory() as room:
            folder = options.keep / str(acts) if options.keep else Path(room)
            folder.mkdir(parents=True, exist_ok=True)
            generate(acts, folder, options.one)
            size = sum(path.stat().st_size for path in (folder / "texts").rglob("*.md"))
            print(f"{acts} acts, {size / 1e6:.0f} MB of text", flush=True)
            for stage in STAGES:
                if status := _measured(stage, folder):
                    return status
    return 0


def _measured(stage: str, folder: Path) -> int:
    arguments = [sys.executable, __file__, "--stage", stage, "--keep", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    print(f"  {stage:<22}", end="", flush=True)
    started = time.monotonic()
    outcome = folder / "stage.json"
    to_file = [(os.POSIX_SPAWN_OPEN, 1, str(outcome), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)]
    process = os.posix_spawn(sys.executable, arguments, environment, file_actions=to_file)
    _, status, usage = os.wait4(process, 0)
    seconds, cpu = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    told = outcome.read_text(encoding="utf8").strip()
    print(
        f"{seconds:8.1f} s {cpu:8.1f} s of CPU {usage.ru_maxrss / 1024:6.0f} MiB  {told}",
        flush=True,
    )
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
