"""Ready-made questions: the views of a release's database."""

from __future__ import annotations

from pipeline.dataset.view import View
from pipeline.dataset.views_index import INDEX_VIEWS
from pipeline.dataset.views_powers import POWER_VIEWS
from pipeline.dataset.views_time import TIME_VIEWS

__all__ = ["VIEWS", "View"]

VIEWS = (*POWER_VIEWS, *INDEX_VIEWS, *TIME_VIEWS)  # one may use those before it
