"""A file of claims: what it may hold, and what is said when it cannot be used."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from pipeline import registry
from pipeline.claims import load
from pipeline.claims.claim import Expected, PowerExpectation, ScoreExpectation, TierExpectation
from pipeline.claims.load import DEFAULT
from pipeline.errors import InputError
from pipeline.vocabulary import Action, Holder
from tests.claims.making import ACTS, written

HELD = 'change = "held", holder = "president"'
HEAD = '[sources]\nS = "A book"\n'


def put(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        load(path, ACTS)
    assert str(error.value).startswith(str(path))  # the file
    assert error.value.remedy
    return str(error.value)


def test_the_project_s_claims() -> None:
    claims = load(DEFAULT, registry.load())
    assert len(claims) == 25
    assert len({claim.source for claim in claims}) == 5
    for claim in claims:
        assert claim.expects
        assert len({*claim.text.values()}) == 3  # said anew in each language


def test_they_carry_the_facts_of_the_sources_in_words_of_our_own(shared_corpus: Path) -> None:
    facts = tomllib.loads((shared_corpus.parent / "facts" / "claims.toml").read_text("utf8"))
    claims = {claim.claim_id: claim for claim in load(DEFAULT, registry.load())}
    assert [fact["id"] for fact in facts["claim"]] == list(claims)
    for fact in facts["claim"]:
        claim = claims[fact["id"]]
        assert (claim.date, claim.act, claim.sign) == (fact["date"], fact["act"], fact["sign"])
        assert claim.text["eng"] != fact["text"]
        assert len(claim.expects) >= len(fact["expects"])


def test_each_kind_of_expectation(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        HEAD
        + written(
            'change = "transferred", holder = "president", action = ["approve", "adopt"], '
            'object = "law", to = "government"',
            'tier = "village", method = "direct", everywhere = false',
            'score = "volume", holder = "president", trend = "keeps", at_least = 0.5, '
            "from = 2000-01-01, to = 2001-01-01",
        ),
    )
    [claim] = load(path, ACTS)
    moved, tier, score = (one.what for one in claim.expects)
    assert isinstance(moved, PowerExpectation)
    assert moved.change is Expected.TRANSFERRED
    assert moved.actions == (Action.APPROVE, Action.ADOPT)
    assert (moved.before, moved.after) == (Holder.PRESIDENT, Holder.GOVERNMENT)
    assert isinstance(tier, TierExpectation)
    assert tier.everywhere is False
    assert isinstance(score, ScoreExpectation)
    assert (score.first, score.last) == (date(2000, 1, 1), date(2001, 1, 1))


def test_an_expectation_is_on_its_claim_s_act_and_day_or_its_own(tmp_path: Path) -> None:
    own = f'{HELD}, act = "decree", date = 2001-06-01'
    [claim] = load(put(tmp_path, HEAD + written(HELD, own)), ACTS)
    assert [(one.act, str(one.date)) for one in claim.expects] == [
        ("main", "2007-01-01"),
        ("decree", "2001-06-01"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("[sources", "", "no TOML"),
        ("", "", "`sources` is missing"),
        (HEAD, "", "`claim` is missing"),
        (f"claim = []\n{HEAD}", "", "`claim` is empty"),
        (HEAD + written(HELD) * 2, "claim C1", "same id"),
        (HEAD + written(HELD).replace('"S"', '"T"'), "claim C1", "no source 'T'"),
        (HEAD + written(HELD, act="nowhere"), "claim C1", "no act 'nowhere'"),
        (HEAD + written(HELD, sign="++"), "claim C1", "`sign` is '++'"),
        (HEAD + written(HELD).replace('sign = "-"', ""), "claim C1", "`sign` is missing"),
        (HEAD + written(HELD).replace('id = "C1"', ""), "claim number 1", "`id` is missing"),
        (HEAD + written(HELD, on='"2007"'), "claim C1", "`date` is '2007', not a date"),
        (HEAD + written(HELD).replace("kaz = ", "deu = "), "claim C1", "no field `deu`"),
        (HEAD + written(HELD).replace('"Талап"', '""'), "claim C1", "`kaz` is empty"),
        (HEAD + written(HELD) + 'verdict = "mixed"', "claim C1", "no field `verdict`"),
        (HEAD + written(), "claim C1", "`expects` is empty"),
        (HEAD + written(HELD, "x = 1"), "claim C1, expects 2", "nothing is expected"),
        (HEAD + written(f"{HELD}, colour = 1"), "expects 1", "no field `colour`"),
        (HEAD + written('change = "grown", holder = "president"'), "expects 1", "'grown'"),
        (HEAD + written('change = "held", holder = "king"'), "expects 1", "'king'"),
        (HEAD + written(f'{HELD}, action = "do"'), "expects 1", "'do'"),
        (HEAD + written(f"{HELD}, action = [1]"), "expects 1", "`action` is [1]"),
        (HEAD + written(f'{HELD}, domain = "law"'), "expects 1", "'law'"),
        (HEAD + written(f'{HELD}, constraint = "wish"'), "expects 1", "'wish'"),
        (HEAD + written(f'{HELD}, actor = "senate"'), "expects 1", "no limit"),
        (HEAD + written('change = "transferred", holder = "president"'), "expects 1", "`from`"),
        (HEAD + written('change = "granted", holder = "akim"', act="*"), "expects 1", "an act"),
        (HEAD + written('tier = "street"'), "expects 1", "'street'"),
        (HEAD + written('tier = "village", method = "lot"'), "expects 1", "'lot'"),
        (HEAD + written('tier = "village", everywhere = 1'), "expects 1", "not a bool"),
        (HEAD + written('score = "love", holder = "president"'), "expects 1", "`trend`"),
        (
            HEAD + written(
                'score = "volume", holder = "president", trend = "rises", '
                "from = 2001-01-01, to = 2000-01-01"
            ),
            "expects 1", "is not before",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, place: str, what: str
) -> None:
    told = refused(put(tmp_path, text))
    assert place in told
    assert what in told


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe")
    assert "no TOML" in refused(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "none.toml")
