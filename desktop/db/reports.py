"""The shelf of reports (报表) people of this office designed, in the order they were made."""

from __future__ import annotations

from desktop.db.named import Named
from desktop.domain.report import Report

SUBJECT = "report"


class Reports(Named[Report]):
    """Reports by name; writing needs a running transaction and a `Note` for the journal."""

    table, subject, noun, where = "report", SUBJECT, Report, "保存的报表"
