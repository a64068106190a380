"""How the akims of each tier come to office and leave it, read from the texts in force.

`statements` finds what each clause says, `rules` what each text lays down, `spans` which text
decides on which days.
"""

from pipeline.tiers.scale import decentralisation
from pipeline.tiers.spans import tiers

__all__ = ["decentralisation", "tiers"]
