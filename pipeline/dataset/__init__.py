"""The only door to storage: writes a release, and opens one read-only.

Every other room reads and writes releases through the names below.
"""

from pipeline.dataset.open import connect, latest, query, read_json
from pipeline.dataset.release import publish, release_name
from pipeline.dataset.rows import Contents, VersionRow, power_ids, statements, version_rows
from pipeline.dataset.rows_release import IngestRun, ModelCard, Run
from pipeline.dataset.tables import TABLES
from pipeline.dataset.views import VIEWS

__all__ = [
    "TABLES",
    "VIEWS",
    "Contents",
    "IngestRun",
    "ModelCard",
    "Run",
    "VersionRow",
    "connect",
    "latest",
    "power_ids",
    "publish",
    "query",
    "read_json",
    "release_name",
    "statements",
    "version_rows",
]
