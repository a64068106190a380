"""The executive powers over lawmaking that the Comparative Constitutions Project counts."""

from __future__ import annotations

from pipeline.index.checklist import checked, checklist_of
from pipeline.index.counting import CountedPower
from pipeline.index.state import Part, State
from pipeline.vocabulary import Scheme


def executive_lawmaking(state: State) -> list[Part]:
    """How many of seven powers over lawmaking a holder has.

    executive_lawmaking(h) = number of the seven items that h has, however bound

    The executive power index of Elkins, Ginsburg and Melton. They ask whether any national
    executive has a power; here every holder is asked by itself. Unit: powers of the list.
    """
    return checked(state, checklist_of(Scheme.EXECUTIVE_LAWMAKING), _has)


def _has(_power: CountedPower, _own: bool) -> tuple[float, str]:
    return 1.0, "has"
