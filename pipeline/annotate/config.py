"""What the tools must be told before they show a task: the form, and the names of labels."""

from __future__ import annotations

import json
from enum import StrEnum
from xml.etree import ElementTree as ET

from pipeline.annotate import doccano
from pipeline.annotate.form import (
    FIELDS,
    LABEL,
    PLACES,
    ROLES,
    Field,
    field_name,
    marks_name,
)
from pipeline.annotate.marks import Role
from pipeline.vocabulary import (
    LABEL_LANGUAGES,
    Action,
    ConstraintType,
    Domain,
    Holder,
    Label,
    label,
)

HEADINGS = {
    "before": "The clause before · Алдыңғы сөйлем · Предыдущее предложение",
    "lead_in": "Head of the list · Тізімнің басы · Начало перечня",
    "clause": "The clause · Сөйлем · Предложение",
}
COLOURS = {
    Role.ACTION: "#d1495b",
    Role.HOLDER: "#00798c",
    Role.OBJECT: "#edae49",
    Role.CONSTRAINT: "#66558c",
    Role.DOMAIN: "#5c946e",
}


def label_studio() -> str:
    """The labelling configuration of Label Studio, as XML."""
    view = ET.Element("View")
    ET.SubElement(view, "Header", value="$clause_id", size="5")
    ET.SubElement(view, "Header", value="$reason", size="6")
    for place in reversed(PLACES):  # as they stand in the text
        ET.SubElement(view, "Header", value=HEADINGS[place], size="6")
        _marks(view, place)
        ET.SubElement(view, "Text", name=place, value=f"${place}", granularity="word")
    ET.SubElement(view, "Header", value="What the clause does", size="6")
    choices = ET.SubElement(
        view, "Choices", name=LABEL, toName="clause", choice="single", required="true"
    )
    _choices(choices, Label)
    for field in FIELDS:
        for place in PLACES:
            _field(view, field, place)
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def doccano_labels() -> str:
    """The span labels of the closed lists as doccano imports them; objects come with the tasks."""
    lists: dict[str, type[StrEnum]] = {
        doccano.LABEL: Label,
        Role.ACTION: Action,
        Role.HOLDER: Holder,
        Role.DOMAIN: Domain,
        Role.CONSTRAINT: ConstraintType,
    }
    colours = {str(role): colour for role, colour in COLOURS.items()}
    rows = [
        {"text": f"{role}:{code.value}", "background_color": colours.get(role, "#333333")}
        for role, codes in lists.items()
        for code in codes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def in_three_languages(code: StrEnum) -> str:
    """The words for a code in Kazakh, Russian and English, each once, after the code itself.

    >>> in_three_languages(Holder.AKIM)
    'akim: Әкім · Аким · Akim'
    """
    words = dict.fromkeys(label(code, language) for language in LABEL_LANGUAGES)
    return f"{code.value}: {' · '.join(words)}"


def _marks(view: ET.Element, place: str) -> None:
    labels = ET.SubElement(view, "Labels", name=marks_name(place), toName=place)
    for role in ROLES:
        ET.SubElement(labels, "Label", value=role.value, background=COLOURS[role])


def _field(view: ET.Element, field: Field, place: str) -> None:
    when = {
        "name": field_name(field, place),
        "toName": place,
        "perRegion": "true",
        "whenTagName": marks_name(place),
        "whenLabelValue": field.asked_of.value,
        "required": str(field.required).lower(),
    }
    shown = ET.SubElement(
        view,
        "View",
        visibleWhen="region-selected",
        whenTagName=marks_name(place),
        whenLabelValue=field.asked_of.value,
    )
    ET.SubElement(shown, "Header", value=field.title, size="6")
    if field.codes:
        choices = ET.SubElement(shown, "Choices", {**when, "choice": "single", "layout": "select"})
        _choices(choices, field.codes)
    else:
        most = {} if field.many else {"maxSubmissions": "1"}
        ET.SubElement(shown, "TextArea", {**when, "rows": "1", "editable": "true", **most})


def _choices(parent: ET.Element, codes: type[StrEnum]) -> None:
    for code in codes:
        ET.SubElement(parent, "Choice", value=in_three_languages(code), alias=code.value)
