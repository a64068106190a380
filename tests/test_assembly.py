"""What the index is made of: acts that tell of powers, and that the registry does not keep out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import dataset, registry
from pipeline.build import build
from pipeline.ingest import ingest
from pipeline.sources import source
from pipeline.workspace import Workspace

REGISTRY = """
[acts.frame]
kind = "constitution"
adopted = 1995-08-30
title = { kaz = "Конституция", rus = "Конституция", eng = "Constitution" }

[acts.norms]
kind = "resolution"
adopted = 1996-01-01
title = { kaz = "Мөлшерлер", rus = "Нормы", eng = "Norms" }
"""
TEXTS = {
    "frame/1995-08-30": "Президент Республики назначает министров. Парламент принимает законы.",
    "norms/1996-01-01": "Правительство утверждает порядок учета. Суд судит споры.",
}


@pytest.mark.parametrize("kept_out", [False, True])
def test_an_act_that_the_registry_keeps_out_is_read_and_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_out: bool
) -> None:
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    acts = tmp_path / "acts.toml"
    acts.write_text(REGISTRY + "index = false\n" * kept_out, encoding="utf8")
    for place, words in TEXTS.items():
        path = tmp_path / "texts" / f"{place}.rus.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"---\ntext: restated\n---\n### Статья 1\n\n{words}\n", encoding="utf8")
    workspace = Workspace(tmp_path / "w")
    ingest(source(f"folder:{tmp_path / 'texts'}"), workspace, registry.load(acts))
    release = build(workspace, acts).release
    assert count(release, "powers WHERE clause_id LIKE 'norms@%'")
    assert count(release, "score_components WHERE power_id LIKE 'frame@%'")
    counted = count(release, "score_components WHERE power_id LIKE 'norms@%'")
    assert bool(counted) is not kept_out
    days = count(release, "scores WHERE valid_from = DATE '1996-01-01'")
    assert bool(days) is not kept_out


def count(release: Path, what: str) -> int:
    ((found,),) = dataset.query(release, f"SELECT count(*) FROM {what}")[1]
    return int(found)
