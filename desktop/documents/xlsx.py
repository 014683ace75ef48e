"""Ledger → workbook: openpyxl draws the empty form once, our own writer streams the cells into it.

openpyxl spends a hundred microseconds on each styled cell; the form needs one style per column and tone, so
only those are asked of it, and every row is written as XML text that refers to them by number.
"""

from __future__ import annotations

import io
import zipfile
from typing import IO, TYPE_CHECKING

from desktop.documents.xlsx_cells import row_xml
from desktop.documents.xlsx_form import MAX_ROWS, Form, draw
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress
from desktop.paths import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from desktop.domain.ledger import Ledger

SHEET = "xl/worksheets/sheet1.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STEP = 500


def encode(ledger: Ledger, made_at: datetime, progress: Progress = SILENT) -> bytes:
    """Give the workbook as bytes; the same ledger and moment give the same bytes.

    `made_at` is what the document's properties say about its making. `progress` hears of rows and may cancel.
    Raises `OfficeError` when a sheet cannot hold so many rows.
    """
    target = io.BytesIO()
    _pour(ledger, made_at, progress, target)
    return target.getvalue()


def write(ledger: Ledger, path: Path, made_at: datetime, progress: Progress = SILENT) -> None:
    """Write the workbook to `path`, whole or not at all; an older file there is replaced at the very end.

    Raises `OfficeError` when the place cannot be written; then, or when `progress` cancels, nothing is left.
    """
    with written_whole(path) as draft, draft.open("wb") as target:
        _pour(ledger, made_at, progress, target)


def _pour(ledger: Ledger, made_at: datetime, progress: Progress, target: IO[bytes]) -> None:
    if len(ledger.rows) > MAX_ROWS:
        message = (
            f"台账共 {len(ledger.rows)} 行，超过一张工作表能容纳的 {MAX_ROWS} 行，没有导出；"
            "请缩小筛选范围后再导出。"
        )
        raise OfficeError(message)
    form = draw(ledger, made_at)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in form.parts.items():
            archive.writestr(_entry(name), part)
        with archive.open(_entry(SHEET), "w", force_zip64=True) as sheet:
            sheet.write(form.before)
            for piece in _rows(ledger, form, progress):
                sheet.write(piece.encode())
            sheet.write(form.after)


def _entry(name: str) -> zipfile.ZipInfo:
    """Describe one part so that neither the clock nor the machine shows in the bytes."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry


def _rows(ledger: Ledger, form: Form, progress: Progress) -> Iterator[str]:
    """Yield the XML of the data rows and the totals, some hundred rows at a time."""
    total = len(ledger.rows)
    number = form.first_row
    for start in range(0, total, _STEP):
        piece = []
        for index in range(start, min(start + _STEP, total)):
            tone = ledger.tones[index] if ledger.tones else ""
            styles = form.styles_for(tone, ledger.kind_of(index))
            piece.append(row_xml(number, ledger.rows[index], styles))
            number += 1
        yield "".join(piece)
        progress.step(min(start + _STEP, total), total, "正在写入台账")
    if ledger.totals is not None:
        yield row_xml(number, ledger.totals, form.totals)
