"""The whole job on small texts: what a release is made from, and when it is made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import dataset, registry
from pipeline.build import build, gather
from pipeline.errors import InputError, ReleaseError
from pipeline.index.weights import DEFAULT as WEIGHTS
from pipeline.ingest import ingest
from pipeline.sources import source
from pipeline.workspace import Workspace

RUS = """---
act: constitution-1995
language: rus
version_date: {date}
text: restated
---
### Статья 44

Президент Республики:

1) назначает Премьер-Министра с согласия Парламента; освобождает его от должности;

2) распускает Парламент.
"""
KAZ = """---
act: constitution-1995
language: kaz
version_date: {date}
text: restated
---
### 44-бап

Республика Президенті:

1) Парламенттің келісімімен Премьер-Министрді тағайындайды; оны қызметінен босатады;

2) Парламентті таратады.
"""
TABLES = [table.name for table in dataset.TABLES]


def workspace_with(folder: Path, *dates: str) -> Workspace:
    texts = folder / "texts" / "constitution-1995"
    texts.mkdir(parents=True, exist_ok=True)
    for date in dates:
        (texts / f"{date}.rus.md").write_text(RUS.format(date=date), encoding="utf8")
        (texts / f"{date}.kaz.md").write_text(KAZ.format(date=date), encoding="utf8")
    workspace = Workspace(folder / "w")
    done = ingest(source(f"folder:{folder / 'texts'}"), workspace, registry.load())
    assert not done.errors
    return workspace


def test_every_power_leads_to_its_clause_and_to_words_in_the_file(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "1995-08-30")
    release = build(workspace).release
    _, rows = dataset.query(
        release,
        """SELECT p.power_id, c.text, c.span_start, c.span_end, v.snapshot, p.action_start,
                  p.action_end, p.action_where
           FROM powers p JOIN clauses c USING (clause_id)
           JOIN versions v ON v.version_id = p.version_id""",
    )
    assert len(rows) >= 6  # appoint, dismiss, dissolve, in two languages
    for power_id, text, start, end, snapshot, action_start, action_end, where in rows:
        printed = workspace.data(snapshot).decode()[start:end]
        assert " ".join(printed.split()) == text, power_id
        assert where == "clause"
        assert text[action_start:action_end].strip(), power_id


def test_both_languages_give_the_president_the_same_powers(tmp_path: Path) -> None:
    release = build(workspace_with(tmp_path, "1995-08-30")).release
    _, rows = dataset.query(
        release,
        """SELECT v.lang, string_agg(action || ' ' || coalesce(object, '-'), ', ' ORDER BY action)
           FROM powers JOIN versions v USING (version_id)
           WHERE holder = 'president' GROUP BY 1 ORDER BY 1""",
    )
    powers = dict(rows)
    assert powers["kaz"] == powers["rus"]
    assert "appoint prime_minister" in powers["rus"]
    assert "dissolve parliament" in powers["rus"]


def test_a_text_of_an_act_that_the_registry_lacks_is_one_clear_error(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "1995-08-30")
    other = tmp_path / "acts.toml"
    other.write_text(
        '[acts.law-0]\nkind = "law"\nadopted = 2000-01-01\n'
        'title = { kaz = "Заң", rus = "Закон", eng = "Law" }\n',
        encoding="utf8",
    )
    with pytest.raises(InputError, match="acts that are not in it: constitution-1995"):
        build(workspace, other)


def test_nothing_is_done_when_nothing_changed(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "1995-08-30")
    first, second = build(workspace), build(workspace)
    assert (first.fresh, second.fresh) == (True, False)
    assert first.release == second.release


def test_a_new_text_makes_a_new_release_and_leaves_the_old_one(tmp_path: Path) -> None:
    old = build(workspace_with(tmp_path, "1995-08-30")).release
    new = build(workspace_with(tmp_path, "1998-10-07")).release
    assert new != old
    assert dataset.latest(new.parent) == new
    assert dataset.query(old, "SELECT count(*) FROM versions")[1] == [(2,)]
    assert dataset.query(new, "SELECT count(*) FROM versions")[1] == [(4,)]


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "1995-08-30", "1998-10-07")
    first = build(workspace).release
    kept = {name: (first / f"{name}.parquet").read_bytes() for name in TABLES}
    moved = first.rename(first.with_name("moved-aside"))
    second = build(workspace).release
    assert moved.is_dir()
    assert {name: (second / f"{name}.parquet").read_bytes() for name in TABLES} == kept


def test_a_changed_weight_is_a_changed_input(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "1995-08-30")
    heavier = tmp_path / "weights.toml"
    text = WEIGHTS.read_text(encoding="utf8")
    heavier.write_text(text.replace("alone = 1.00", "alone = 0.99"), encoding="utf8")
    digests = {gather(workspace, registry.DEFAULT, path).digest for path in (WEIGHTS, heavier)}
    assert len(digests) == 2


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"holds no text.*bilik ingest"):
        build(Workspace(tmp_path))


def test_missing_weights_are_named(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "1995-08-30")
    with pytest.raises(InputError, match=r"no-such\.toml: there is no such file"):
        build(workspace, weights_path=tmp_path / "no-such.toml")


@pytest.fixture(scope="module")
def official(shared_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of all official texts at hand."""
    workspace = Workspace(tmp_path_factory.mktemp("official"))
    done = ingest(source(f"folder:{shared_corpus}"), workspace, registry.load())
    assert (len(done.new), done.errors) == (12, [])
    return build(workspace).release


@pytest.mark.official
def test_official_texts_make_a_release_that_leads_back_to_every_word(official: Path) -> None:
    orphans = """SELECT count(*) FROM powers LEFT JOIN clauses USING (clause_id)
                 WHERE clauses.text IS NULL OR action_start IS NULL AND action IS NOT NULL"""
    assert dataset.query(official, orphans)[1] == [(0,)]
    _, states = dataset.query(
        official, "SELECT text_state, count(*) FROM versions GROUP BY 1 ORDER BY 1"
    )
    assert states == [("as_enacted", 4), ("excerpt", 6), ("in_force", 2)]


@pytest.mark.official
def test_the_two_languages_of_an_official_version_give_nearly_the_same_share(
    official: Path,
) -> None:
    _, rows = dataset.query(
        official,
        """SELECT valid_from, scheme, max(value), min(value) FROM scores
           WHERE holder = 'president' AND scheme IN ('volume', 'strength', 'share', 'share_volume')
           GROUP BY ALL HAVING count(*) = 2""",
    )
    assert rows
    for valid_from, scheme, high, low in rows:
        assert (high - low) / high < 0.10, f"{scheme} from {valid_from}: {low} and {high}"
