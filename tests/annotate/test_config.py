"""The form that Label Studio is set up with, and doccano's labels."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pipeline.annotate import config, label_studio
from pipeline.annotate.tasks import tasks_of
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder, Label
from tests.annotate.making import APPOINTS, task


@pytest.fixture(scope="module")
def form() -> ET.Element:
    return ET.fromstring(config.label_studio())


def controls(form: ET.Element) -> dict[str, ET.Element]:
    return {each.attrib["name"]: each for each in form.iter() if "name" in each.attrib}


def test_names_are_used_once_and_lead_to_texts(form: ET.Element) -> None:
    names = [each.attrib["name"] for each in form.iter() if "name" in each.attrib]
    texts = {each.attrib["name"] for each in form.iter("Text")}
    assert len(set(names)) == len(names)
    assert {each.attrib["toName"] for each in form.iter() if "toName" in each.attrib} == texts


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("label", Label),
        ("action_clause", Action),
        ("domain_lead_in", Domain),
        ("implied_holder_clause", Holder),
        ("holder_before", Holder),
        ("constraint_clause", ConstraintType),
        ("actor_clause", Holder),
    ],
)
def test_lists_are_those_of_the_vocabulary(
    form: ET.Element, name: str, codes: type[StrEnum]
) -> None:
    choices = controls(form)[name].findall("Choice")
    assert [choice.attrib["alias"] for choice in choices] == list(codes)
    shown = [choice.attrib["value"] for choice in choices]
    assert len(set(shown)) == len(shown)


def test_a_question_is_asked_only_of_the_words_that_it_is_about(form: ET.Element) -> None:
    for name, control in controls(form).items():
        if "perRegion" in control.attrib:
            assert control.attrib["whenTagName"] == f"marks_{control.attrib['toName']}"
            labels = controls(form)[control.attrib["whenTagName"]].findall("Label")
            roles = [each.attrib["value"] for each in labels]
            assert control.attrib["whenLabelValue"] in roles, name


def assert_fits(form: ET.Element, rows: list[dict[str, Any]]) -> None:
    """What Label Studio checks when tasks are imported."""
    known = controls(form)
    variables = [each.attrib["value"].lstrip("$") for each in form.iter("Text")]
    for row in rows:
        assert all(row["data"][name] for name in variables)
        for prediction in row["predictions"]:
            assert 0 <= prediction["score"] <= 1
            ids: set[str] = set()
            for one in prediction["result"]:
                if one["type"] == "relation":
                    assert one["direction"] == "right"
                    assert {one["from_id"], one["to_id"]} <= ids
                    continue
                ids.add(one["id"])
                control = known[one["from_name"]]
                assert control.tag.lower() == one["type"]
                assert control.attrib["toName"] == one["to_name"]
                options = {c.attrib.get("alias") or c.attrib["value"] for c in control}
                said = one["value"].get(one["type"], ())
                assert set(said) <= options


def test_what_is_exported_fits_the_form(form: ET.Element) -> None:
    assert_fits(form, json.loads(label_studio.write([task(APPOINTS)], "release-1")))


def test_a_whole_release_fits_the_form(form: ET.Element, release: Path) -> None:
    assert_fits(form, json.loads(label_studio.write(tasks_of(release), "release-1")))


def test_doccano_gets_a_label_for_every_code_of_the_closed_lists() -> None:
    names = [row["text"] for row in json.loads(config.doccano_labels())]
    assert {"label:grant", "action:appoint", "holder:akim", "domain:residual"} <= set(names)
    assert (
        len(set(names))
        == len(names)
        == sum(map(len, (Label, Action, Holder, Domain, ConstraintType)))
    )
