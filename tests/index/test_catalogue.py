"""Every scheme is told: unit, formula, source, components."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.index import SCHEMES, score
from pipeline.index.catalogue import catalogue, scheme_named
from pipeline.vocabulary import Action, Domain, Holder, Scheme
from tests.index.makers import WEIGHTS, act, power, readings, registry, text

FACTS = {facts.code: facts for facts in catalogue()}


def test_every_scheme_that_is_computed_is_told_and_no_other() -> None:
    assert set(FACTS) == set(SCHEMES) == set(Scheme)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_scheme_is_told_in_full(scheme: Scheme) -> None:
    facts = FACTS[scheme]
    assert facts.unit
    assert facts.formula
    assert facts.source
    assert facts.maximum is None or facts.minimum < facts.maximum
    codes = [component.code for component in facts.components]
    assert codes
    assert len(codes) == len(set(codes))
    for component in facts.components:
        assert all(component.names)


def test_scores_have_no_component_that_the_catalogue_lacks() -> None:
    constitution = text("c")
    said = [
        power(),
        power(action=Action.DISSOLVE, thing="parliament", domain=Domain.DISSOLUTION),
        power(Holder.FIRST_PRESIDENT, action=Action.CHAIR, thing="security_council"),
        power(Holder.GOVERNMENT, action=Action.INITIATE, thing="law", domain=Domain.LEGISLATION),
    ]
    scores, components = score(
        registry(act("c")), [constitution], readings({constitution: said}), WEIGHTS
    )
    known = {scheme: {one.code for one in facts.components} for scheme, facts in FACTS.items()}
    assert {one.scheme for one in scores} == set(Scheme)
    assert components
    for part in components:
        assert part.component in known[Scheme(part.score_id.split("/")[0])]


def test_an_unknown_scheme_is_refused_with_the_ones_that_there_are() -> None:
    assert scheme_named("share") is Scheme.SHARE
    with pytest.raises(InputError, match=r"no scheme 'powr'.*volume, strength"):
        scheme_named("powr")
