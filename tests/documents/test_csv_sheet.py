"""A ledger as comma-separated text: opened by a double click, harmless there, read again as it was."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.documents import csv_sheet
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import CellKind, Column, Ledger

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = Ledger(
    "台账",
    (
        Column("item_no", "编号"),
        Column("title", "案由"),
        Column("count", "件数", CellKind.NUMBER),
        Column("due", "时限", CellKind.DATE),
        Column("rate", "率", CellKind.PERCENT),
    ),
    (
        ("0007", '关于“甲,乙"的\n建议', -3, date(2026, 3, 5), 0.953),
        ("=1+1", "@SUM(A1)", None, None, None),
        ("+8", "-9\t", 0, "3月5日", "无"),
    ),
)


def test_it_is_read_again_cell_by_cell() -> None:
    content = csv_sheet.encode(LEDGER)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["编号", "案由", "件数", "时限", "率"],
        ["0007", '关于“甲,乙"的\n建议', "-3", "2026-03-05", "95.30%"],
        ["'=1+1", "'@SUM(A1)", "", "", ""],
        ["'+8", "'-9\t", "0", "3月5日", "无"],
    ]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    csv_sheet.write(LEDGER, path)
    assert path.read_bytes() == csv_sheet.encode(LEDGER)
    with pytest.raises(OfficeError, match=r"“台账.csv”没有写成"):
        csv_sheet.write(LEDGER, tmp_path / "没有" / "台账.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["台账.csv"]
