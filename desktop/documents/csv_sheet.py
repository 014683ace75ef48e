"""Ledger → comma-separated text that WPS and Excel open with a double click, and that runs nothing there."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError
from desktop.domain.ledger import CellKind

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.ledger import Cell, Column, Ledger

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def encode(ledger: Ledger) -> bytes:
    """Give the heading and the rows as UTF-8 with a byte order mark; the title is left out, as lists have it.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in ledger.columns])
    for row in ledger.rows:
        writer.writerow([_cell(column, cell) for column, cell in zip(ledger.columns, row, strict=True)])
    return text.getvalue().encode("utf-8-sig")


def write(ledger: Ledger, path: Path) -> None:
    """Write the text to `path`, whole or not at all; raise `OfficeError` when the place cannot be written."""
    draft = path.with_name(f".{os.getpid()}.csv.tmp")
    try:
        draft.write_bytes(encode(ledger))
        draft.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> OfficeError:
    return OfficeError(
        f"“{path.name}”没有写成（{error.strerror or error}），原有文件未动；"
        "请检查磁盘空间和文件夹权限、关闭正打开它的 WPS 或 Excel 后重试，或换一个位置保存。"
    )


def _cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return f"{cell:.2%}" if column.kind is CellKind.PERCENT else str(cell)
    return _GUARD + cell if cell.startswith(_STARTS_A_FORMULA) else cell
