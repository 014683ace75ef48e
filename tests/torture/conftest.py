"""Shows the table of a run in full, and writes it where `TORTURE_TABLE` says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture import figures

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured; the short forms of everyday runs are silent."""
    table = figures.table()
    if not figures.LONG or not table:
        return
    terminalreporter.section("torture")
    terminalreporter.write_line(table)
    if place := os.environ.get(figures.TABLE):
        Path(place).write_text(f"{table}\n", encoding="utf-8")
