"""What people look at: the index as rows, its figures, and one page that tells it."""

from pipeline.report.page import write_report
from pipeline.report.table import IndexRow, index_rows

__all__ = ["IndexRow", "index_rows", "write_report"]
