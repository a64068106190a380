"""The table of weights: what it holds, and what is said about a table that cannot be used."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.index.weights import DEFAULT, WeightsError, load
from pipeline.vocabulary import Autonomy, Domain

CODEBOOK = {
    "alone": 1.00,
    "consultation": 0.85,
    "proposal": 0.70,
    "nominee_list": 0.60,
    "consent_breakable": 0.60,
    "countersignature": 0.60,
    "consent": 0.40,
    "consent_qualified": 0.25,
    "shared": 0.20,
}


def test_the_ladder_has_the_codebook_values() -> None:
    assert load().autonomy == CODEBOOK


def test_the_methodology_shows_the_ladder_as_it_is(root: Path) -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (\d\.\d\d) \|",
        (root / "docs" / "methodology.md").read_text(encoding="utf8"),
        re.MULTILINE,
    )
    assert {level: float(value) for level, value in rows} == load().autonomy


def test_every_domain_has_a_weight_and_a_reason() -> None:
    weights = load()
    assert list(weights.domain) == list(weights.reasons) == list(Domain)
    assert all(0 <= value <= 1 for value in weights.domain.values())
    assert all(reason.endswith(".") for reason in weights.reasons.values())


def test_other_powers_count_zero() -> None:
    assert {code for code, value in load().domain.items() if value == 0} == {Domain.RESIDUAL}


def test_no_level_is_worth_more_than_a_freer_one() -> None:
    weights = load()
    assert all(
        weights.autonomy[freer] >= weights.autonomy[stricter]
        for freer, stricter in pairwise(Autonomy)
    )


def test_a_user_can_name_a_table_of_their_own(tmp_path: Path) -> None:
    weights = load(changed(tmp_path, "alone = 1.00", "alone = 1"))
    assert weights.autonomy[Autonomy.ALONE] == 1.0
    weights = load(changed(tmp_path, "[domain.veto]\nweight = 0.75", "[domain.veto]\nweight = 0.1"))
    assert weights.domain[Domain.VETO] == 0.1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "alone = 1.00",
            "alone = 1.2",
            r"\[autonomy\] alone: this is 1.2. Give a number",
            id="too high",
        ),
        pytest.param(
            "shared = 0.20",
            "shared = -0.1",
            r"\[autonomy\] shared: this is -0.1. Give a number",
            id="too low",
        ),
        pytest.param(
            "shared = 0.20",
            "shared = nan",
            r"\[autonomy\] shared: this is nan. Give",
            id="not a number",
        ),
        pytest.param(
            "shared = 0.20",
            "shared = true",
            r"\[autonomy\] shared: this is True. Give",
            id="a boolean",
        ),
        pytest.param(
            "shared = 0.20",
            "",
            r"\[autonomy\] shared: the code is missing. Copy it from",
            id="no level",
        ),
        pytest.param(
            "shared = 0.20",
            "shared = 0.20\nfree = 1.0",
            r"\[autonomy\] free: the codebook has no such code. Remove it or use one of: alone, ",
            id="unknown level",
        ),
        pytest.param(
            "proposal = 0.70",
            "proposal = 0.90",
            r"\[autonomy\] proposal: 0.9 is above consultation with 0.85. Give it at most 0.85",
            id="ladder out of order",
        ),
        pytest.param(
            "[domain.veto]\nweight = 0.75",
            "[domain.veto]\nweight = 'high'",
            r"\[domain.veto\] weight: this is 'high'. Give a number",
            id="a word for a weight",
        ),
        pytest.param(
            "[domain.veto]\nweight = 0.75\n",
            "[domain.veto]\n",
            r"\[domain.veto\] weight: this is None. Give a number",
            id="no weight",
        ),
        pytest.param(
            "[domain.veto]", "[domain.vetoes]", r"\[domain\] vetoes: the codebook has", id="typo"
        ),
        pytest.param(
            'reason = "A veto can stop or delay a law but makes none."',
            "",
            r"\[domain.veto\] reason: this is None. Say in a sentence why",
            id="no reason",
        ),
        pytest.param("[autonomy]", "[ladder]", r"table \[autonomy\] is missing", id="no table"),
        pytest.param("[autonomy]", "[autonomy", "not a TOML file", id="not TOML"),
    ],
)
def test_a_bad_table_is_refused_with_its_remedy(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(WeightsError, match=message) as error:
        load(path)
    assert str(error.value).startswith(str(path))


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the project's table with one passage changed."""
    table = DEFAULT.read_text(encoding="utf8")
    assert table.count(old) == 1
    path = folder / "weights.toml"
    path.write_text(table.replace(old, new), encoding="utf8")
    return path


def test_a_table_in_another_encoding_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    path.write_bytes("# салмақ".encode("cp1251", "replace") + b"\xff")
    with pytest.raises(WeightsError, match="not a TOML file"):
        load(path)
