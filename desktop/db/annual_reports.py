"""The shelf of annual reports (年度报告): one for each session and audience."""

from __future__ import annotations

from desktop.db.named import Named
from desktop.domain.annual import AnnualReport

SUBJECT = "annual_report"


class AnnualReports(Named[AnnualReport]):
    """Annual reports by name; writing needs a running transaction and a `Note` for the journal."""

    table, subject, noun, where = "annual_report", SUBJECT, AnnualReport, "年度报告"
