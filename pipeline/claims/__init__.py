"""What published work says happened, checked against the texts.

`load` reads the claims, `evidence` holds the records that they are checked against, `powers`,
`tiers` and `scores` judge one expectation each in one series and language, and `check` tells the
story: languages put together, expectations put together, one verdict for each claim and series.
The rules are told in docs/claims.md.
"""

from pipeline.claims.card import card
from pipeline.claims.check import check
from pipeline.claims.claim import Claim
from pipeline.claims.evidence import Evidence
from pipeline.claims.load import load

__all__ = ["Claim", "Evidence", "card", "check", "load"]
