"""Each label rule and each holder rule by an example in each language, in our own words."""

from __future__ import annotations

import pytest

from pipeline.powers import labels, roles
from tests.powers.examples import HOLDER_EXAMPLES, LABEL_EXAMPLES
from tests.powers.making import read_one

# A rule that one language alone has, and one that needs a clause before it.
ONE_LANGUAGE = {"owner_of_right", "competent", "unnamed_body", "rights_limited", "ruled_out"}
NEEDS_MORE = {"clause_before"}


@pytest.mark.parametrize(
    ("rule", "lang", "lead_in", "text"),
    LABEL_EXAMPLES,
    ids=[f"{rule}-{lang}" for rule, lang, *_ in LABEL_EXAMPLES],
)
def test_label_rule(rule: str, lang: str, lead_in: str, text: str) -> None:
    reading, trace = read_one(text, lang, lead_in)
    assert trace.steps[0] == ("label", rule, reading.label.value)


@pytest.mark.parametrize(
    ("rule", "lang", "lead_in", "text", "holder", "action"),
    HOLDER_EXAMPLES,
    ids=[f"{rule}-{lang}" for rule, lang, *_ in HOLDER_EXAMPLES],
)
def test_holder_rule(
    rule: str, lang: str, lead_in: str, text: str, holder: str, action: str
) -> None:
    act = "decree-7" if rule == "issuer" else "constitution-0"
    reading, trace = read_one(text, lang, lead_in, act=act)
    assert ("holder", rule, holder) in trace.steps
    assert (holder, action) in [(power.holder, power.action) for power in reading.powers]


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_every_rule_has_an_example(lang: str) -> None:
    shown = {row[0] for row in (*LABEL_EXAMPLES, *HOLDER_EXAMPLES) if row[1] == lang}
    rules = {rule.__name__ for rule, _, _ in labels.RULES}
    rules |= {rule.__name__ for rule in roles.RULES}
    assert rules - shown - NEEDS_MORE <= ONE_LANGUAGE
