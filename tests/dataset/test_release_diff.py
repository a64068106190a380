"""What changed between two releases, and why each score did."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.dataset import Contents, Run, publish, statements, version_rows
from pipeline.dataset.diff import Difference, ScoreChange, diff
from pipeline.errors import ReleaseError
from pipeline.index import score
from pipeline.index.timeline import presences
from pipeline.index.weights import load
from pipeline.records import Clause, Constraint, Reading
from pipeline.vocabulary import Autonomy, ConstraintType, Holder, Label, Lang
from tests.dataset.sample import sample_contents

DISSOLVE = "constitution-1995@1995-09-05.rus.restated/art_2/0"
RUN = Run("", "0.1.0", "c0" * 32, "ac" * 32, "3e" * 32, "c1" * 32, ("rus=trained-1",), ())


def scored(contents: Contents, run: Run = RUN, **weights: float) -> Contents:
    """The contents with the scores that the index gives them; `weights` by level of autonomy."""
    acts = {act.key: act for act in contents.acts}
    table = load()
    table = replace(
        table, autonomy={**table.autonomy, **{Autonomy(k): v for k, v in weights.items()}}
    )
    versions = [row.version for row in contents.versions]
    scores, components = score(acts, versions, statements(contents.readings), table)
    validity = {
        found.version.version_id: (found.valid_from, found.valid_to)
        for lang in Lang
        for found in presences(acts, [one for one in versions if one.lang is lang])
    }
    rows = version_rows(versions, validity)
    return replace(contents, scores=scores, components=components, versions=rows, run=run)


def edited(
    readings: Mapping[str, Sequence[Reading]], clause_id: str, change: Callable[[Reading], Reading]
) -> dict[str, list[Reading]]:
    """Readings in which one clause is read or worded otherwise."""
    found = {
        version_id: [change(one) if one.clause.clause_id == clause_id else one for one in here]
        for version_id, here in readings.items()
    }
    assert found != {version_id: list(here) for version_id, here in readings.items()}
    return found


@pytest.fixture
def older(contents: Contents) -> Contents:
    return scored(contents)


@pytest.fixture
def compare(older: Contents, tmp_path: Path) -> Callable[[Contents], Difference]:
    def run(newer: Contents) -> Difference:
        return diff(
            publish(older, tmp_path / "releases", "aaaa" * 4),
            publish(newer, tmp_path / "releases", "bbbb" * 4),
        )

    return run


def changed(difference: Difference) -> dict[str, ScoreChange]:
    return {one.score_id: one for one in difference.scores}


def test_the_same_contents_differ_in_nothing(
    older: Contents, compare: Callable[[Contents], Difference]
):
    found = compare(scored(sample_contents()))
    assert (found.inputs, found.texts, found.clauses, found.scores) == ((), (), (), ())
    assert found.same_scores == len(older.scores) > 0
    assert found.intervals == 0


def test_another_reading_is_named_with_its_clause(
    contents: Contents, compare: Callable[[Contents], Difference]
):
    def unread(reading: Reading) -> Reading:
        return replace(reading, label=Label.NONE, powers=())

    found = compare(scored(replace(contents, readings=edited(contents.readings, DISSOLVE, unread))))
    (clause,) = found.clauses
    assert (clause.clause_id, clause.what) == (DISSOLVE, "reading")
    assert (clause.label_before, clause.label_after) == ("grant", "none")
    assert clause.powers_before == ("president/dissolve/parliament/dissolution + alone",)
    assert clause.powers_after == ()
    volume = changed(found)["volume/restated/rus/president/1995-09-05"]
    assert (volume.before, volume.after, volume.causes) == (2.0, 1.0, ("reading",))
    (part,) = volume.powers
    assert (part.what, part.component, part.clause_before) == ("went", "dissolution", DISSOLVE)
    assert (part.before, part.after, part.cause) == (1.0, None, "reading")
    assert all("/rus/" in one.score_id for one in found.scores)
    assert {cause for one in found.scores for cause in one.causes} == {"reading"}


def test_a_limit_that_a_clause_gains_changes_its_part(
    contents: Contents, compare: Callable[[Contents], Difference]
):
    consent = Constraint(ConstraintType.CONSENT, Holder.PARLIAMENT)

    def bound(reading: Reading) -> Reading:
        powers = (
            replace(one, constraints=(consent,), autonomy=Autonomy.CONSENT)
            for one in reading.powers
        )
        return replace(reading, powers=tuple(powers))

    found = compare(scored(replace(contents, readings=edited(contents.readings, DISSOLVE, bound))))
    (clause,) = found.clauses
    assert clause.powers_after == (
        "president/dissolve/parliament/dissolution + consent consent:parliament",
    )
    strength = changed(found)["strength/restated/rus/president/1995-09-05"]
    (part,) = strength.powers
    assert part.what == "changed"
    assert part.clause_before == part.clause_after == DISSOLVE
    assert part.before is not None
    assert part.after is not None
    assert part.after < part.before
    assert strength.causes == ("reading",)
    assert "volume/restated/rus/president/1995-09-05" not in changed(found)


def test_other_words_are_the_cause_where_the_words_differ(
    contents: Contents, compare: Callable[[Contents], Difference]
):
    def reworded(reading: Reading) -> Reading:
        clause: Clause = replace(reading.clause, text="Парламент работает постоянно")
        return replace(reading, clause=clause, label=Label.NONE, powers=())

    newer = replace(contents, readings=edited(contents.readings, DISSOLVE, reworded))
    found = compare(scored(newer))
    assert [(one.clause_id, one.what) for one in found.clauses] == [(DISSOLVE, "text")]
    assert changed(found)["volume/restated/rus/president/1995-09-05"].causes == ("text",)


def test_a_change_elsewhere_explains_a_share(
    contents: Contents, compare: Callable[[Contents], Difference]
):
    senate = "constitution-1995@1998-10-07.kaz.restated/art_3/0"

    def unread(reading: Reading) -> Reading:
        return replace(reading, powers=())

    found = compare(scored(replace(contents, readings=edited(contents.readings, senate, unread))))
    share = changed(found)["share/restated/kaz/president/1998-10-07"]
    assert share.after == 1.0
    assert {part.cause for part in share.powers} == {None}  # the President's clauses are the same
    assert share.causes == ("reading",)
    assert found.around[share.moment] == (senate,)


def test_other_weights_are_the_cause_where_nothing_else_differs(
    contents: Contents, compare: Callable[[Contents], Difference]
):
    found = compare(scored(contents, replace(RUN, weights_sha256="77" * 32), consent=0.1))
    assert [(one.name, one.before, one.after) for one in found.inputs] == [
        ("weights_sha256", "3e" * 32, "77" * 32)
    ]
    assert {one.causes for one in found.scores} == {("weights",)}
    strength = changed(found)["strength/restated/rus/president/1995-09-05"]
    (part,) = strength.powers
    assert part.power == "president/appoint/prime_minister/government_formation"
    assert not any(one.scheme == "volume" for one in found.scores)


def test_a_text_that_is_added_changes_the_days_that_it_holds(
    contents: Contents, older: Contents, tmp_path: Path
):
    last = "constitution-1995@1998-10-07."
    fewer = replace(
        contents,
        versions=[row for row in contents.versions if not row.version.version_id.startswith(last)],
        readings={k: v for k, v in contents.readings.items() if not k.startswith(last)},
        provisions={k: v for k, v in contents.provisions.items() if not k.startswith(last)},
        divergences=(),
    )
    found = diff(publish(scored(fewer), tmp_path, "aaaa" * 4), publish(older, tmp_path, "bbbb" * 4))
    added = {one.version_id for one in found.texts if one.what == "added"}
    assert added == {f"{last}{lang}.restated" for lang in ("rus", "kaz")}
    new = changed(found)["volume/restated/rus/senate/1998-10-07"]
    assert (new.what, new.before, new.after, new.causes) == ("came", None, 1.0, ("text",))
    assert new.powers[0].clause_after == f"{last}rus.restated/art_3/0"
    assert "volume/restated/rus/president/1995-09-05" not in changed(found)


def test_a_date_of_the_registry_is_the_cause_on_the_days_between(
    contents: Contents, compare: Callable[[Contents], Difference]
):
    acts = [
        replace(act, ended=date(1995, 1, 1)) if act.key == "constitution-1993" else act
        for act in contents.acts
    ]
    newer = scored(replace(contents, acts=acts), replace(RUN, registry_sha256="99" * 32))
    older_spans = {(one.valid_from, one.valid_to) for one in scored(contents).scores}
    assert older_spans != {(one.valid_from, one.valid_to) for one in newer.scores}
    found = compare(newer)
    assert [one.name for one in found.inputs] == ["registry_sha256"]
    assert {one.causes for one in found.scores} == {("registry",)}
    assert {one.what for one in found.texts} == {"dates"}


def test_another_rule_is_named(older: Contents, compare: Callable[[Contents], Difference]):
    at = "volume/restated/rus/president/1995-09-05"
    components = [
        replace(one, rule="counts double", contribution=2.0) if one.score_id == at else one
        for one in older.components
    ]
    scores = [replace(one, value=4.0) if one.score_id == at else one for one in older.scores]
    newer = replace(
        older, scores=scores, components=components, run=replace(RUN, code_sha256="55" * 32)
    )
    (only,) = compare(newer).scores
    assert (only.score_id, only.causes) == (at, ("code",))
    assert {(part.rule_before, part.rule_after) for part in only.powers} == {
        (None, "counts double")
    }


def test_a_scheme_that_is_new_is_the_code_s(
    older: Contents, compare: Callable[[Contents], Difference], tmp_path: Path
):
    fewer = replace(
        older,
        scores=[one for one in older.scores if one.scheme != "volume"],
        components=[one for one in older.components if not one.score_id.startswith("volume/")],
    )
    found = compare(fewer)
    assert {(one.scheme, one.what, one.causes) for one in found.scores} == {
        ("volume", "went", ("code",))
    }


def test_what_holds_only_on_some_days_is_compared_by_the_day(older: Contents, tmp_path: Path):
    """A span that is cut in two with the same value is no change."""
    at = "volume/restated/rus/president/1995-09-05"
    (whole,) = [one for one in older.scores if one.score_id == at]
    second = replace(whole, valid_from=date(1997, 1, 1))
    parts = [one for one in older.components if one.score_id == at]
    cut = replace(
        older,
        scores=[
            *(
                replace(one, valid_to=date(1997, 1, 1)) if one is whole else one
                for one in older.scores
            ),
            second,
        ],
        components=[
            *older.components,
            *(replace(one, score_id=second.score_id) for one in parts),
        ],
    )
    found = diff(publish(older, tmp_path, "aaaa" * 4), publish(cut, tmp_path, "bbbb" * 4))
    assert found.scores == ()
    assert found.same_scores == len(older.scores) + 1


def test_a_release_of_another_layout_or_damaged_is_refused(older: Contents, tmp_path: Path):
    one = publish(older, tmp_path, "aaaa" * 4)
    other = publish(older, tmp_path, "bbbb" * 4)
    path = other / "scores.parquet"
    path.chmod(0o644)
    path.write_bytes(b"no Parquet")
    with pytest.raises(ReleaseError, match=r"scores\.parquet: cannot be read"):
        diff(one, other)
    pq.write_table(pq.read_table(one / "scores.parquet").drop_columns(["value"]), path)
    with pytest.raises(ReleaseError, match="cannot be compared"):
        diff(one, other)
    package = one / "datapackage.json"
    package.chmod(0o644)
    package.write_text("{}")
    with pytest.raises(ReleaseError, match="layout 1"):
        diff(one, other)


@pytest.fixture(scope="module")
def workspace(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: in the newer one, a power of the President is not read."""
    folder = tmp_path_factory.mktemp("workspace")

    def unread(reading: Reading) -> Reading:
        return replace(reading, powers=())

    newer = replace(contents, readings=edited(contents.readings, DISSOLVE, unread))
    publish(scored(contents), folder / "releases", "aaaa" * 4)
    publish(scored(newer), folder / "releases", "bbbb" * 4)
    return folder


def bilik(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["release", "diff", *arguments, "--workspace", str(workspace)])


def test_the_command_tells_summaries_first(workspace: Path):
    said = bilik(workspace, "1998-10-07-aaaa")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("1998-10-07-aaaaaaaa -> 1998-10-07-bbbbbbbb\n")
    assert "Clauses that differ, in texts of both releases: 1" in said.stdout
    assert DISSOLVE in said.stdout
    assert "volume" in said.stdout
    assert "reading" in said.stdout


def test_the_command_tells_one_score_by_clause(workspace: Path):
    at = "volume/restated/rus/president/1995-09-05"
    said = bilik(workspace, "1998-10-07-aaaa", "LATEST", "--score", at).stdout
    assert said.startswith(f"{at}: 2 -> 1 (reading)\n")
    assert DISSOLVE in said
    assert "Texts and clauses in force that differ: 1" in said
    none = bilik(workspace, "1998-10-07-aaaa", "LATEST", "--score", "volume/nothing")
    assert none.exit_code == 1
    assert "no score of that id changed" in none.stderr


def test_the_command_gives_everything_as_json_and_rows_as_csv(workspace: Path):
    said: dict[str, Any] = json.loads(
        bilik(workspace, "1998-10-07-aaaa", "LATEST", "--format", "json").stdout
    )
    assert [one["clause_id"] for one in said["clauses"]] == [DISSOLVE]
    rows = bilik(workspace, "1998-10-07-aaaa", "LATEST", "--format", "csv").stdout.splitlines()
    parts = sum(len(one["powers"]) or 1 for one in said["scores"])
    assert len(rows) == 1 + parts > 1


def test_nothing_may_differ(workspace: Path):
    said = bilik(workspace, "LATEST", "LATEST")
    assert said.exit_code == 0
    assert "Scores that differ: 0" in said.stdout
