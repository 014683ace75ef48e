"""Ledger → comma-separated text that WPS and Excel open with a double click, and that runs nothing there."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from desktop.documents import formula_guard
from desktop.paths import written_whole

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.ledger import Cell, Column, Ledger


def encode(ledger: Ledger) -> bytes:
    """Give the heading and the rows as UTF-8 with a byte order mark; the title is left out, as lists have it.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection);
    `sheet_text.split` takes it away again.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in ledger.columns])
    for row in ledger.rows:
        writer.writerow([_cell(column, cell) for column, cell in zip(ledger.columns, row, strict=True)])
    return text.getvalue().encode("utf-8-sig")


def write(ledger: Ledger, path: Path) -> None:
    """Write the text to `path`, whole or not at all; raise `OfficeError` when the place cannot be written."""
    with written_whole(path) as draft:
        draft.write_bytes(encode(ledger))


def _cell(column: Column, cell: Cell) -> str:
    text = column.shown(cell)
    return formula_guard.guarded(text) if isinstance(cell, str) else text
