"""The reading of a tagged clause: label, holder, action, object, domain and constraints."""

from pipeline.powers.autonomy import autonomy
from pipeline.powers.explain import Trace
from pipeline.powers.reader import Reader, seen_whole

__all__ = ["Reader", "Trace", "autonomy", "seen_whole"]
