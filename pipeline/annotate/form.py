"""The form in Label Studio: what it asks, and under which names.

Each of the three texts has its own controls, because a control of Label Studio belongs to one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.annotate.marks import Role
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder

PLACES = ("clause", "lead_in", "before")  # as `Span.where` names them
LABEL = "label"
ROLES = (Role.ACTION, Role.HOLDER, Role.OBJECT, Role.CONSTRAINT)  # what words are marked as


@dataclass(frozen=True, slots=True)
class Field:
    """A question about marked words."""

    name: str
    asked_of: Role  # words with this role
    tells: Role
    title: str
    codes: type[StrEnum] | None = None  # the closed list; None for a word that is typed
    required: bool = False
    many: bool = False

    @property
    def kind(self) -> str:
        """The type of a result, as Label Studio names it."""
        return "choices" if self.codes else "textarea"


# Of an act, its own codes and what its clause does not say in words; of a constraint, the parts of
# its code in their order.
FIELDS = (
    Field("action", Role.ACTION, Role.ACTION, "Action", Action, required=True),
    Field("domain", Role.ACTION, Role.DOMAIN, "Domain", Domain, required=True),
    Field("implied_holder", Role.ACTION, Role.HOLDER, "Holder that has no words", Holder),
    Field("implied_object", Role.ACTION, Role.OBJECT, "Object that has no words"),
    Field(
        "implied_constraints",
        Role.ACTION,
        Role.CONSTRAINT,
        "Constraints that have no words, each as type/actor/value",
        many=True,
    ),
    Field("holder", Role.HOLDER, Role.HOLDER, "Holder", Holder, required=True),
    Field("object", Role.OBJECT, Role.OBJECT, "Object", required=True),
    Field("constraint", Role.CONSTRAINT, Role.CONSTRAINT, "Type", ConstraintType, required=True),
    Field("actor", Role.CONSTRAINT, Role.CONSTRAINT, "Who else is involved", Holder),
    Field("value", Role.CONSTRAINT, Role.CONSTRAINT, "How much or how long"),
)


def marks_name(place: str) -> str:
    """The control that marks words of a text."""
    return f"marks_{place}"


def field_name(field: Field, place: str) -> str:
    """The control that asks about words of a text."""
    return f"{field.name}_{place}"
