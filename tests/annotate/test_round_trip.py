"""What goes out and comes back untouched says what the reader read, whatever the tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import doccano, label_studio
from pipeline.annotate.marks import power_rows
from pipeline.annotate.returned import KEY, Batch
from pipeline.annotate.tasks import Task, tasks_of
from pipeline.classifier.annotations import annotation
from pipeline.records import Constraint, Power, Span
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder, Label, Polarity
from tests.annotate.making import (
    APPOINTS,
    BEFORE,
    LEAD_IN,
    TEXT,
    exported_by_doccano,
    exported_by_label_studio,
    labels,
    task,
)

TOOLS = ["label-studio", "doccano"]


def there_and_back(tasks: Sequence[Task], tool: str) -> Batch:
    if tool == "doccano":
        return doccano.read(exported_by_doccano(doccano.write(tasks)), "ann")
    out = label_studio.write(tasks, "test")
    return label_studio.read(exported_by_label_studio(out), "export.json")


def assert_nothing_is_lost(tasks: Sequence[Task], tool: str) -> None:
    batch = there_and_back(tasks, tool)
    assert (batch.problems, batch.skipped, len(batch.sheets)) == ([], 0, len(tasks))
    for one, sheet in zip(tasks, batch.sheets, strict=True):
        powers = power_rows(sheet.sheet, sheet.place)
        back = annotation({**sheet.key, "label": sheet.sheet.label, "powers": powers}, "test")
        assert (back.label, back.powers) == (one.reading.label, labels(one.reading))
        assert back.key == one.key
        assert (back.sha256, sheet.text) == (one.sha256, one.reading.clause.text)


@pytest.mark.parametrize("tool", TOOLS)
def test_every_clause_of_a_release_comes_back_as_it_was_read(release: Path, tool: str) -> None:
    tasks = list(tasks_of(release))
    assert len(tasks) > 500
    assert_nothing_is_lost(tasks, tool)


def spans() -> st.SearchStrategy[Span | None]:
    texts = {"clause": TEXT, "lead_in": LEAD_IN, "before": BEFORE}
    place = st.sampled_from(sorted(texts))
    return st.none() | place.flatmap(
        lambda where: st.tuples(
            st.integers(0, len(texts[where]) - 1), st.integers(1, len(texts[where]))
        ).map(lambda ends: Span(min(ends[0], ends[1] - 1), ends[1], where))
    )


CONSTRAINTS = st.builds(
    Constraint,
    st.sampled_from(ConstraintType),
    st.none() | st.sampled_from(Holder),
    st.none() | st.sampled_from(["two_thirds", "P5Y", "3"]),
    spans(),
)


@st.composite
def readings(draw: st.DrawFn) -> Task:
    label = draw(st.sampled_from([Label.GRANT, Label.CONSTRAIN, Label.REMOVE, Label.NONE]))
    if label is Label.NONE:
        return task(label=label)
    polarity = Polarity.GIVES if label is Label.GRANT else Polarity.LIMITS
    if label is Label.REMOVE:
        return task(Power(None, None, None, None, polarity), label=label)
    # Few codes and few places, so that powers share their words.
    power = st.builds(
        Power,
        st.sampled_from([Holder.PRESIDENT, Holder.SENATE]),
        st.sampled_from([Action.APPOINT, Action.DISMISS]),
        st.none() | st.sampled_from(["law", "decree"]),
        st.sampled_from([Domain.APPOINTMENT, Domain.JUDICIARY]),
        st.just(polarity),
        st.lists(CONSTRAINTS, max_size=3).map(in_order),
        holder_span=spans(),
        action_span=spans(),
        object_span=spans(),
    )
    powers = draw(st.lists(power, max_size=4))
    return task(*(without_stray_spans(one) for one in powers), label=label)


def in_order(limits: list[Constraint]) -> tuple[Constraint, ...]:
    """In Label Studio constraints without words are fields of the act and come last."""
    return tuple(sorted(limits, key=lambda limit: limit.span is None))


def without_stray_spans(power: Power) -> Power:
    return power if power.object else replace(power, object_span=None)


@pytest.mark.parametrize("tool", TOOLS)
@given(one=readings())
def test_any_reading_comes_back_as_it_was(tool: str, one: Task) -> None:
    assert_nothing_is_lost([one], tool)


@pytest.mark.parametrize("tool", TOOLS)
def test_powers_that_share_their_words_stay_apart(tool: str) -> None:
    other = replace(APPOINTS, object="judge", constraints=())
    assert_nothing_is_lost([task(APPOINTS, other, APPOINTS)], tool)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_grant_without_powers_stays_one(tool: str) -> None:
    assert_nothing_is_lost([task()], tool)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_task_carries_the_name_of_its_clause(tool: str) -> None:
    (sheet,) = there_and_back([task(APPOINTS)], tool).sheets
    assert tuple(sheet.key) == KEY
    assert (sheet.key["act"], sheet.key["eid"], sheet.key["n"]) == ("law-0", "art_1__sub_2", 0)
