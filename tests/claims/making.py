"""A small world of made texts: an act with a few versions, what they say, and what changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipeline import registry
from pipeline.claims import Claim, Evidence, check, load
from pipeline.records import Change, ClaimVerdict, Constraint, Power, Proof, TierRule, Version
from pipeline.records_index import Score, ScoreComponent
from pipeline.vocabulary import (
    Action,
    ChangeKind,
    Choice,
    ConstraintType,
    Domain,
    Holder,
    Lang,
    Polarity,
    Scheme,
    Shown,
    TextState,
    Tier,
)

REGISTRY = Path(__file__).with_name("acts.toml")
ACTS = registry.load(REGISTRY)


def day(text: str) -> date:
    return date.fromisoformat(text)


def limit(told: str) -> Constraint:
    """A limit from its words, such as consent:maslikhat or term::P7Y."""
    kind, actor, value = [*told.split(":"), "", ""][:3]
    return Constraint(ConstraintType(kind), Holder(actor) if actor else None, value or None)


def power(told: str, *limits: str, limits_only: bool = False) -> Power:
    """A power from its words: holder, action, object, and its domain where it matters."""
    holder, action, thing, domain = [*told.split(), "", ""][:4]
    return Power(
        holder=Holder(holder),
        action=Action(action),
        object=thing or None,
        domain=Domain(domain) if domain else Domain.APPOINTMENT,
        polarity=Polarity.LIMITS if limits_only else Polarity.GIVES,
        constraints=tuple(map(limit, limits)),
    )


class World:
    """Texts and what was read in them; every method adds one thing."""

    def __init__(self) -> None:
        self.versions: list[Version] = []
        self.powers: dict[str, list[tuple[str, str, Power]]] = {}
        self.changes: list[Change] = []
        self.tiers: list[TierRule] = []
        self.scores: list[Score] = []
        self.components: list[ScoreComponent] = []

    def text(
        self,
        on: str,
        *powers: Power,
        act: str = "main",
        lang: Lang = Lang.RUS,
        state: TextState = TextState.IN_FORCE,
    ) -> Version:
        """A version with its powers, one clause each."""
        version = Version(act, day(on), lang, state, "0" * 64)
        self.versions.append(version)
        self.powers[version.version_id] = [
            (f"{version.version_id}/art_{n}/0/0", f"{version.version_id}/art_{n}/0", each)
            for n, each in enumerate(powers, 1)
        ]
        return version

    def change(
        self,
        kind: str,
        older: Version,
        newer: Version,
        before: int | None,
        after: int | None,
        *differs: str,
        dated: str = "",
        exact: bool = True,
    ) -> str:
        """A change between the power in article `before` and the one in article `after`.

        `dated` is the day that a note gives it; without one it is the newer text's own.
        """
        sides = [
            self.powers[version.version_id][n - 1] if n else ("", "", None)
            for version, n in ((older, before), (newer, after))
        ]
        here = sides[1][2] or sides[0][2]
        assert here is not None
        change = Change(
            change_id=f"{newer.version_id}/{len(self.changes)}",
            kind=ChangeKind(kind),
            older=older.version_id,
            newer=newer.version_id,
            date=day(dated) if dated else newer.date,
            exact=exact,
            power="a power",
            power_from=sides[0][0],
            power_to=sides[1][0],
            holder=(sides[0][2] or here).holder,
            holder_to=here.holder if kind == "transferred" else None,
            action=here.action,
            object=here.object,
            domain=here.domain,
            polarity=here.polarity,
            differs=differs,
            proofs=(Proof(Shown.VERSIONS, newer.act, sides[1][0] or sides[0][0]),),
            other_language="",
            similarity=0.9,
            partial=False,
        )
        self.changes.append(change)
        return change.change_id

    def tier(
        self,
        tier: str,
        choice: str,
        since: str,
        act: str = "decree",
        *,
        everywhere: bool = True,
        lang: Lang = Lang.RUS,
    ) -> None:
        """How akims of a tier come to office from a day on, shown by one clause."""
        self.tiers.append(
            TierRule(
                series="official",
                lang=lang,
                tier=Tier(tier),
                valid_from=day(since),
                valid_to=None,
                choice=Choice(choice),
                release=(),
                decentralisation=0.5,
                everywhere=everywhere,
                act=act,
                powers=(),
                clauses=(f"{act}@{since}.{lang}/art_1/0",),
            )
        )

    def score(
        self,
        since: str,
        until: str | None,
        value: float,
        lang: Lang = Lang.RUS,
        parts: Iterable[tuple[str, float]] = (),
        *,
        partial: bool = False,
    ) -> None:
        """The President's strength over some days, with what powers add to it."""
        row = Score(
            Scheme.STRENGTH, "official", lang, Holder.PRESIDENT, value, day(since),
            day(until) if until else None, partial,
        )  # fmt: skip
        self.scores.append(row)
        domains = {
            power_id: power.domain or ""
            for said in self.powers.values()
            for power_id, _, power in said
        }
        self.components += [
            ScoreComponent(row.score_id, power_id, part, domains[power_id])
            for power_id, part in parts
        ]

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            ACTS, self.versions, self.powers, self.changes, self.tiers, self.scores, self.components
        )

    def verdicts(self, claim: Claim) -> list[ClaimVerdict]:
        return check([claim], self.evidence)

    def verdict(self, claim: Claim) -> ClaimVerdict:
        """The verdict where there is one series of texts."""
        [verdict] = self.verdicts(claim)
        return verdict


CLAIM = """
[[claim]]
id = "{id}"
source = "S"
date = {date}
act = "{act}"
sign = "{sign}"
text = {{ kaz = "Талап", rus = "Утверждение", eng = "A claim" }}
expects = [{expects}]
"""


def written(
    *expects: str, act: str = "main", on: str = "2007-01-01", sign: str = "-", id_: str = "C1"
) -> str:
    """A claim as a file has it; the expectations are inline tables without their braces."""
    tables = ", ".join(f"{{ {one} }}" for one in expects)
    return CLAIM.format(id=id_, date=on, act=act, sign=sign, expects=tables)


def claim(tmp_path: Path, *expects: str, act: str = "main", on: str = "2007-01-01") -> Claim:
    """A claim read from a file."""
    path = tmp_path / "claims.toml"
    path.write_text('[sources]\nS = "A book"\n' + written(*expects, act=act, on=on), "utf8")
    [found] = load(path, ACTS)
    return found
