"""Ratios of workbooks in and out against the plain libraries, taken in one run: `pytest -s` prints them."""

from __future__ import annotations

import io
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from python_calamine import load_workbook as load_fast

from desktop.documents import sheets, xlsx
from desktop.domain.ledger import CellKind, Column, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.ledger import Row

MOMENT = datetime(2026, 6, 30, tzinfo=UTC)
KINDS = (CellKind.TEXT, CellKind.TEXT, CellKind.NUMBER, CellKind.DATE)
COLUMNS = tuple(Column(f"c{at}", f"列{at}", KINDS[at % 4], wrap=at == 1) for at in range(20))


def rows(count: int) -> list[Row]:
    """Invent rows of twenty cells: numbers as text, titles, counts and dates."""
    title = "关于加快推进老旧小区加装电梯工作的建议"
    return [(f"{at:05}", f"{title}{at}", at, date(2026, 3, 1 + at % 28)) * 5 for at in range(count)]


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Give the shortest of some runs."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(times))


def test_a_styled_ledger_costs_less_than_the_bare_cells() -> None:
    data = rows(10_000)
    ledger = Ledger("台账", COLUMNS, data, tones=("overdue", "") * 5_000)

    def bare() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in data:
            sheet.append(row)
        book.save(io.BytesIO())

    ours, theirs = seconds(lambda: xlsx.encode(ledger, MOMENT)), seconds(bare, 1)
    print(f"\n10,000 x 20 written: {ours:.2f} s, openpyxl write-only {theirs:.2f} s, {ours / theirs:.2f}")  # noqa: T201
    assert ours <= 1.3 * theirs


def test_reading_behind_the_gate_costs_less_than_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    xlsx.write(Ledger("台账", COLUMNS, rows(10_000)), path, MOMENT)

    def native() -> None:
        load_fast(io.BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()

    def plain() -> None:
        book = load_workbook(path, read_only=True)
        list(book.worksheets[0].iter_rows(values_only=True))
        book.close()

    ours, fast, theirs = seconds(lambda: sheets.read(path)), seconds(native), seconds(plain, 1)
    print(f"\n10,000 x 20 read: {ours:.2f} s, calamine alone {fast:.2f} s, openpyxl {theirs:.2f} s")  # noqa: T201
    assert ours <= theirs
