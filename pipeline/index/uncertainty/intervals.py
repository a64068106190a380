"""From replicates to intervals, and to what each change of the texts did to a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from pipeline.index.timeline import Segment
from pipeline.index.uncertainty.draws import Floats
from pipeline.index.uncertainty.replicates import Replicates
from pipeline.records import Score, ScoreDifference, ScoreInterval
from pipeline.vocabulary import Doubt, Holder, Lang, Scheme

BOUNDS = (0.025, 0.975)
DECIMALS = 9
ALIKE = 1e-9  # scores this near are the same
