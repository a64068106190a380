"""How far a score may be off: what widens an interval, and what must not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.dataset import statements
from pipeline.index import score
from pipeline.index.uncertainty import Uncertainty, uncertainty
from pipeline.index.uncertainty.bands import Bands, drawn_tables, usual_bands
from pipeline.index.uncertainty.cutting import OtherCut, Part, other_cuts
from pipeline.index.uncertainty.draws import Draws
from pipeline.index.uncertainty.possible import label_parts
from pipeline.index.uncertainty.rates import Rates, measured
from pipeline.index.weights import DEFAULT, WeightsError, load
from pipeline.parse import parse
from pipeline.powers import Reader
from pipeline.records import Act, Clause, Constraint, Power, Reading, Version
from pipeline.records_index import Score, ScoreInterval
from pipeline.vocabulary import (
    Action,
    ConstraintType,
    Domain,
    Doubt,
    Holder,
    Label,
    Lang,
    Polarity,
    Scheme,
    TextState,
)
from tests.index.makers import WEIGHTS, act, power, registry, text

SURE = {lang: Rates() for lang in Lang}
ACTS = registry(act("c", amended_on=["2001-01-01", "2002-01-01"]))
OLD, NEW = text("c"), text("c", "2001-01-01")
KAZAKH = text("c", lang=Lang.KAZ)
FIXED, MOVED = Bands(0, 0), Bands(0.25, 0.5)
MINISTERS = power()
JUDGES = power(thing="judge")
AKIMS = power(Holder.AKIM, Action.DISMISS, "akim")
REGIONS = power(Holder.PRESIDENT, Action.APPOINT, "akim")


def read(
    version: Version,
    words: str,
    *powers: Power,
    sure: float = 1.0,
    otherwise: Sequence[Power] = (),
) -> Reading:
    """A granting clause; the rest of the chance is that it gives nothing, or limits."""
    clause = Clause(
        version.act, version.date.isoformat(), version.lang, f"art_{len(words)}", 0, "", words,
        restated=version.restated,
    )  # fmt: skip
    rival = Label.CONSTRAIN if otherwise else Label.NONE
    others = {rival: tuple(otherwise)} if otherwise else {}
    return Reading(clause, Label.GRANT, {Label.GRANT: sure, rival: 1 - sure}, powers, False, others)


def doubt(
    texts: Mapping[Version, Sequence[Reading]],
    rates: Mapping[Lang, Rates] = SURE,
    bands: Bands = FIXED,
    acts: Mapping[str, Act] = ACTS,
    otherwise: Mapping[str, Sequence[OtherCut]] | None = None,
    replicates: int = 200,
) -> tuple[list[Score], Uncertainty]:
    """Scores with and without their uncertainty."""
    readings = {version.version_id: list(found) for version, found in texts.items()}
    scores, _ = score(acts, texts, statements(readings), WEIGHTS)
    return scores, uncertainty(
        acts, list(texts), readings, WEIGHTS, scores, otherwise, rates, bands, replicates
    )


def interval(found: Uncertainty, start: str, source: Doubt = Doubt.ALL) -> ScoreInterval:
    """The interval of the only score whose id begins so."""
    (one,) = (i for i in found.intervals if i.score_id.startswith(start) and i.doubt is source)
    return one


def width(found: Uncertainty, start: str, source: Doubt = Doubt.ALL) -> float:
    one = interval(found, start, source)
    return one.high - one.low


# Nothing doubted


def test_without_doubt_no_interval_has_a_width_and_every_step_is_sure() -> None:
    scores, found = doubt(
        {
            OLD: [read(OLD, "a", MINISTERS, REGIONS), read(OLD, "bb", AKIMS)],
            NEW: [read(NEW, "a", MINISTERS), read(NEW, "bb", AKIMS), read(NEW, "ccc", JUDGES)],
        }
    )
    values = {one.score_id: one.value for one in scores}
    assert {Scheme(one.score_id.split("/")[0]) for one in found.intervals} == set(Scheme)
    assert all(one.low == one.high == values[one.score_id] for one in found.intervals)
    assert {one.p_rise for one in found.differences} == {0.0, 1.0}
    assert all(one.low == one.high == one.value for one in found.differences)
    assert all(one.low == one.value == one.high for one in found.scores)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_replicate_without_doubt_has_every_published_score(
    lang: Lang, built_workspace: Path
) -> None:
    """Of a whole constitution, in every scheme: what is drawn is what the schemes make of it."""
    from pipeline.language.cache import TagCache
    from pipeline.reading import parse_texts, read_powers
    from pipeline.registry import load as load_acts
    from pipeline.workspace import Workspace

    workspace = Workspace(built_workspace)
    wanted = {name: sha for name, sha in workspace.versions().items() if f".{lang}" in name}
    texts = parse_texts(workspace, dict(list(wanted.items())[-2:]))
    readings = read_powers(texts, TagCache(workspace.cache))
    versions, weights = [text.version for text in texts], load()
    scores, _ = score(load_acts(), versions, statements(readings), weights)
    found = uncertainty(load_acts(), versions, readings, weights, scores, rates=SURE, replicates=10)
    told = {one.score_id: one.value for one in scores if one.value is not None}
    unmoved = {one.score_id: one for one in found.intervals if one.doubt is Doubt.READER}
    assert unmoved.keys() == told.keys()
    assert {Scheme(name.split("/")[0]) for name in unmoved} >= set(Scheme) - {Scheme.LOCAL}
    assert all(one.low == one.high == told[one.score_id] for one in unmoved.values())


# One source at a time


def test_a_doubtful_label_widens_what_rests_on_it_and_nothing_else() -> None:
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS, sure=0.7), read(OLD, "bb", AKIMS)]})
    volume = interval(found, "volume/official/rus/president", Doubt.CLASSIFIER)
    assert (volume.low, volume.high) == (0.0, 1.0)
    assert width(found, "volume/official/rus/akim", Doubt.CLASSIFIER) == 0
    for source in (Doubt.READER, Doubt.LANGUAGE, Doubt.WEIGHTS, Doubt.CUTTING):
        assert width(found, "volume/official/rus/president", source) == 0


def test_under_another_label_the_powers_of_that_label_count() -> None:
    limited = replace(
        power(limits=True), constraints=(Constraint(ConstraintType.CONSENT, Holder.SENATE),)
    )
    _, found = doubt(
        {OLD: [read(OLD, "a", MINISTERS), read(OLD, "bb", JUDGES, sure=0.6, otherwise=[limited])]}
    )
    volume = interval(found, "volume/official/rus/president", Doubt.CLASSIFIER)
    assert (volume.low, volume.high) == (1.0, 2.0)
    # A limit on the ministers makes the holder bound, in the replicates that read it so.
    assert width(found, "discretion_by_power/official/rus/president", Doubt.CLASSIFIER) > 0


def test_the_reader_errs_both_ways() -> None:
    clauses = [read(OLD, "w" * n, power(thing=f"office_{n}")) for n in range(1, 41)]
    missing = {lang: Rates(precision=0.8) for lang in Lang}
    missed = {lang: Rates(recall=0.8) for lang in Lang}
    fewer = interval(doubt({OLD: clauses}, missing)[1], "volume/", Doubt.READER)
    more = interval(doubt({OLD: clauses}, missed)[1], "volume/", Doubt.READER)
    assert fewer.low < 34 < fewer.high == 40
    assert more.low == 40 < 46 < more.high


def test_the_other_language_is_another_reading_of_the_same_law() -> None:
    _, found = doubt(
        {
            OLD: [read(OLD, "a", MINISTERS), read(OLD, "bb", JUDGES)],
            KAZAKH: [read(KAZAKH, "a", MINISTERS)],
        }
    )
    for lang in Lang:
        both = interval(found, f"volume/official/{lang}/president", Doubt.LANGUAGE)
        assert (both.low, both.high) == (1.0, 2.0)


def test_what_cannot_be_told_in_a_replicate_is_left_out_of_it() -> None:
    """Without the doubtful clause nobody chooses the akims, so the hold on them has no value."""
    dismiss = power(Holder.PRESIDENT, Action.DISMISS, "akim", domain=Domain.LOCAL_GOVERNMENT)
    chooses = power(Holder.PRESIDENT, Action.APPOINT, "akim", domain=Domain.LOCAL_GOVERNMENT)
    said = [read(OLD, "a", chooses, sure=0.7), read(OLD, "bb", dismiss), read(OLD, "ccc", JUDGES)]
    scores, found = doubt({OLD: said})
    (local,) = (one for one in scores if one.scheme is Scheme.LOCAL)
    (told,) = (
        one
        for one in found.intervals
        if one.score_id == local.score_id and one.doubt is Doubt.CLASSIFIER
    )
    assert local.value is not None
    assert told.low == told.high == local.value


def test_where_one_language_has_the_text_there_is_no_other_reading() -> None:
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS)], text("d", lang=Lang.KAZ): []},
                     acts=registry(act("c"), act("d")))  # fmt: skip
    assert width(found, "volume/official/rus/president", Doubt.LANGUAGE) == 0


def test_other_weights_move_strength_and_not_volume() -> None:
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS), read(OLD, "bb", AKIMS)]}, bands=MOVED)
    assert width(found, "strength/official/rus/president", Doubt.WEIGHTS) > 0.1
    assert width(found, "volume/official/rus/president", Doubt.WEIGHTS) == 0


def test_under_equal_weights_strength_is_volume() -> None:
    scores, found = doubt({OLD: [read(OLD, "a", MINISTERS), read(OLD, "bb", JUDGES)]})
    values = {one.score_id: one.value for one in scores}
    named = {
        (one.score_id, one.weights): one.value
        for one in found.by_weights
        if one.score_id.startswith("strength/official/rus/president")
    }
    (strength,) = {score_id for score_id, _ in named}
    assert named[strength, "equal"] == values[strength.replace("strength", "volume")] == 2.0
    assert named[strength, "default"] == values[strength]
    assert {name for _, name in named} == {"default", "equal", "ladder_only"}


def test_another_cut_gives_what_is_read_in_it() -> None:
    one, two = read(OLD, "a", MINISTERS), read(OLD, "b", JUDGES)
    joined = read(OLD, "a; b", MINISTERS)
    clause = replace(joined.clause, eid=one.clause.eid)
    other = OtherCut(
        one.clause.eid, "unit", Part(0, 2 / 3), Part(2 / 3, 1), (), (clause,),
        (replace(joined, clause=clause),),
    )  # fmt: skip
    _, found = doubt({OLD: [one, two]}, otherwise={OLD.version_id: [other]})
    cut = interval(found, "volume/", Doubt.CUTTING)
    assert (cut.low, cut.high) == (1.0, 2.0)


def test_the_reader_tells_the_powers_of_other_labels_where_it_is_asked() -> None:
    clause = read(OLD, "Президент назначает министров.").clause
    (plain,) = Reader().read([clause])
    (asked,) = Reader(others_from=0.01).read([clause])
    assert plain.label is Label.GRANT
    assert plain.others == {}
    assert replace(asked, others={}) == plain
    (limiting,) = asked.others[Label.CONSTRAIN]
    assert limiting.polarity is Polarity.LIMITS


# Cutting


ACT = """---
act: law-sample
version: 2000-01-01
lang: rus
state: restated
---

# Закон

Статья 1. Назначения

1. Президент назначает послов; отзывает послов. Сенат даёт согласие.

2. Президент назначает судей. Судьи независимы.

3. Президент утверждает гимн.
"""


def test_a_unit_is_cut_at_either_mark_alone() -> None:
    parsed = parse(ACT, "text/markdown", "law-sample/2000-01-01.rus.md")
    cuts = other_cuts(parsed.provisions, list(Reader().read(parsed.clauses)))
    told = {(one.eid, tuple(clause.text for clause in one.clauses)) for one in cuts}
    first, second = "art_1__pt_1", "art_1__pt_2"
    assert told == {
        (first, ("Президент назначает послов", "отзывает послов. Сенат даёт согласие")),
        (first, ("Президент назначает послов; отзывает послов", "Сенат даёт согласие")),
        (second, ("Президент назначает судей. Судьи независимы",)),
    }
    parts = {one.eid: one.standard for one in cuts}
    assert parts[first] == Part(0, 1 / 3)
    assert parts[second] == Part(0, 2 / 3)  # two of the three rules leave it as it is


# Differences


def test_a_new_sure_power_is_a_sure_rise() -> None:
    again = [read(NEW, "a", MINISTERS, sure=0.6), read(NEW, "bb", JUDGES)]
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS, sure=0.6)], NEW: again})
    (step,) = (one for one in found.differences if one.before.startswith("volume/"))
    assert (step.value, step.low, step.high) == (1.0, 1.0, 1.0)
    assert (step.p_rise, step.p_fall) == (1.0, 0.0)
    assert step.acts == ("c",)


def test_the_same_text_again_differs_by_nothing_however_doubtful() -> None:
    _, found = doubt(
        {
            version: [read(version, "a", MINISTERS, sure=0.5), read(version, "bb", AKIMS, sure=0.6)]
            for version in (OLD, NEW)
        },
        rates=measured(),
        bands=MOVED,
    )
    assert len(found.differences) > 8
    assert {(one.value, one.low, one.high) for one in found.differences} == {(0.0, 0.0, 0.0)}
    assert {(one.p_rise, one.p_fall) for one in found.differences} == {(0.0, 0.0)}
    assert any(one.low != one.high for one in found.intervals)


def test_a_doubtful_new_power_is_a_likely_rise() -> None:
    again = [read(NEW, "a", MINISTERS), read(NEW, "bb", JUDGES, sure=0.8)]
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS)], NEW: again}, replicates=2000)
    (step,) = (one for one in found.differences if one.before.startswith("volume/"))
    assert step.p_rise == pytest.approx(0.8, abs=0.03)
    assert step.p_fall == 0


def test_a_gap_between_two_texts_is_told() -> None:
    later = text("c", "2002-01-01")
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS)], later: [read(later, "a", MINISTERS)]})
    assert {one.gap for one in found.differences} == {True}


def test_any_two_texts_of_a_constitution_are_compared() -> None:
    third = text("c", "2002-01-01")
    said = {
        OLD: [read(OLD, "a", MINISTERS, sure=0.6)],
        NEW: [read(NEW, "a", MINISTERS, sure=0.6), read(NEW, "bb", JUDGES)],
        third: [read(third, "a", MINISTERS, sure=0.6)],
    }
    _, found = doubt(said)
    volumes = {
        (one.older, one.newer): (one.value, one.low, one.high, one.p_rise, one.p_fall)
        for one in found.between_versions
        if one.before.startswith("volume/")
    }
    assert volumes == {
        (OLD.version_id, NEW.version_id): (1.0, 1.0, 1.0, 1.0, 0.0),
        (OLD.version_id, third.version_id): (0.0, 0.0, 0.0, 0.0, 0.0),
        (NEW.version_id, third.version_id): (-1.0, -1.0, -1.0, 0.0, 1.0),
    }


def test_a_law_is_not_compared_like_a_constitution() -> None:
    acts = registry(act("c"), act("l", "law", amended_on=["2001-01-01"]))
    law = [text("l"), text("l", "2001-01-01")]
    said = {OLD: [read(OLD, "a", MINISTERS)]} | {one: [read(one, "bb", JUDGES)] for one in law}
    _, found = doubt(said, acts=acts)
    assert found.differences
    assert found.between_versions == []


def test_official_and_restated_texts_are_no_neighbours() -> None:
    restated = text("c", "2001-01-01", state=TextState.RESTATED)
    _, found = doubt({OLD: [read(OLD, "a", MINISTERS)], restated: [read(restated, "a", JUDGES)]})
    assert found.differences == []


# Intervals


def test_more_doubt_does_not_narrow() -> None:
    def spread(sure: float) -> float:
        clauses = [read(OLD, "w" * n, power(thing=f"office_{n}"), sure=sure) for n in range(1, 31)]
        return width(doubt({OLD: clauses})[1], "volume/", Doubt.CLASSIFIER)

    assert 0 == spread(1.0) < spread(0.97) < spread(0.85)


def test_an_interval_reaches_to_its_score() -> None:
    """Most draws read these clauses as no power, and yet the score counts every one."""
    clauses = [read(OLD, "w" * n, power(thing=f"office_{n}"), sure=0.5) for n in range(1, 31)]
    scores, found = doubt({OLD: clauses})
    values = {one.score_id: one.value for one in scores}
    for one in found.intervals:
        value = values[one.score_id]
        assert value is not None
        assert one.low <= value <= one.high
    assert interval(found, "volume/").low < 30 == interval(found, "volume/").high


def test_the_same_inputs_give_the_same_intervals() -> None:
    texts = {OLD: [read(OLD, "a", MINISTERS, sure=0.6), read(OLD, "bb", AKIMS, sure=0.9)]}
    assert doubt(texts, measured(), MOVED)[1] == doubt(texts, measured(), MOVED)[1]


def test_a_number_depends_on_its_key_alone() -> None:
    few, many = Draws(5, 1), Draws(50, 1)
    many.uniform("label", "something else")
    assert few.uniform("label", "a").tolist() == many.uniform("label", "a").tolist()[:5]
    assert few.uniform("label", "a").tolist() != few.uniform("label", "b").tolist()
    assert few.uniform("label", "a").tolist() != few.uniform("cut", "a").tolist()


def test_labels_share_the_line_by_their_chances() -> None:
    reading = read(OLD, "a", MINISTERS, sure=0.6, otherwise=[JUDGES])
    parts = label_parts(reading)
    assert {label: round(part.high - part.low, 9) for label, part in parts.items()} == {
        Label.GRANT: 0.6,
        Label.CONSTRAIN: 0.4,
    }


def test_a_label_too_unlikely_to_be_read_leaves_its_chance_to_the_chosen_one() -> None:
    reading = replace(read(OLD, "a", MINISTERS), proba={Label.GRANT: 0.995, Label.CONSTRAIN: 0.005})
    assert label_parts(reading).keys() == {Label.GRANT}


# Tables of weights


@pytest.mark.parametrize("name", ["equal", "ladder_only"])
def test_a_named_table_is_a_file_that_a_build_can_use(name: str) -> None:
    table = load(DEFAULT.parent / "tables" / f"{name}.toml")
    assert {code for code, weight in table.domain.items() if weight == 0} == {Domain.RESIDUAL}
    assert set(table.domain.values()) == {0.0, 1.0}
    if name == "ladder_only":
        assert table.autonomy == load().autonomy
    else:
        assert set(table.autonomy.values()) == {1.0}


@pytest.mark.parametrize("table", ["autonomy", "domain"])
def test_a_table_of_zeros_is_refused(tmp_path: Path, table: str) -> None:
    ladder, domains = DEFAULT.read_text(encoding="utf8").split("# How much", 1)
    if table == "autonomy":
        ladder = re.sub(r"(?m)^(\w+) = .*$", r"\1 = 0.00", ladder)
    else:
        domains = re.sub(r"(?m)^weight = .*$", "weight = 0.00", domains)
    changed = f"{ladder}# How much{domains}"
    (tmp_path / "w.toml").write_text(changed, encoding="utf8")
    with pytest.raises(WeightsError, match=rf"\[{table}\]: every number is zero"):
        load(tmp_path / "w.toml")


def test_drawn_tables_keep_the_order_of_the_ladder_and_the_zeros() -> None:
    tables = drawn_tables(WEIGHTS, usual_bands(), Draws(300, 7))
    ladder = tables.ladder
    assert (ladder[:-1] >= ladder[1:]).all()
    assert ladder.min() >= 0
    assert ladder.max() <= 1
    zero = [at for at, code in enumerate(Domain) if not WEIGHTS.domain[code]]
    assert (tables.domain[zero] == 0).all()
    assert (tables.domain.max(axis=1) - tables.domain.min(axis=1) > 0).sum() == len(Domain) - 1
    usual = np.array([[WEIGHTS.domain[code]] for code in Domain])
    assert (abs(tables.domain - usual) <= 0.25).all()
