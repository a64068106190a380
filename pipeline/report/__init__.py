"""What people look at: the index as rows, its chart, and one page that tells it."""

from pipeline.report.chart import chart_png, chart_svg
from pipeline.report.page import write_report
from pipeline.report.table import IndexRow, index_rows

__all__ = ["IndexRow", "chart_png", "chart_svg", "index_rows", "write_report"]
